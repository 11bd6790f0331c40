import type { Helper } from '../../helper.ts';
import { VAULT_IMAGES } from '../config-helper/secrets.ts';

/** Helpers through which the application reaches a service with a plainer protocol than the service's own. */
export const bridges: readonly Helper[] = [
  {
    // Often an application of its own, hence no function: who dials whom decides.
    id: 'kafka-rest',
    title: 'Kafka REST Proxy',
    summary: 'Lets the application write to and read from Kafka by HTTP.',
    images: ['**/confluentinc/cp-kafka-rest'],
    programs: ['kafka-rest-start'],
    names: ['kafka-rest', 'cp-kafka-rest', 'kafka-rest-proxy'],
    pattern: 'ambassador',
    function: null,
    direction: 'out',
    longRunning: true,
    ports: [{ port: 8082, what: 'HTTP', env: ['KAFKA_REST_LISTENERS'] }],
    docs: 'https://docs.confluent.io/platform/current/kafka-rest/',
    source: 'general knowledge',
  },
  {
    id: 'aws-secretsmanager-agent',
    title: 'AWS Secrets Manager Agent',
    summary: 'Fetches secrets of AWS Secrets Manager, caches them and serves them by HTTP on localhost.',
    images: ['**/aws-secretsmanager-agent', '**/aws-secrets-manager-agent', '**/secrets-manager-agent'],
    programs: ['aws_secretsmanager_agent', 'aws-secretsmanager-agent'],
    names: ['aws-secretsmanager-agent', 'aws-secrets-manager-agent', 'secrets-manager-agent'],
    pattern: 'ambassador',
    function: 'secret-agent',
    direction: 'out',
    longRunning: true,
    ports: [{ port: 2773, what: 'HTTP', loopbackOnly: true, verified: true }],
    native: 'It listens on localhost only, so that a startup probe must be of type exec.',
    note: 'There is no public image of it, and callers must send its token in the header X-Aws-Parameters-Secrets-Token.',
    docs: 'https://github.com/aws/aws-secretsmanager-agent',
    source: 'aws/aws-secretsmanager-agent README.md',
  },
  {
    id: 'vault-proxy',
    title: 'Vault Proxy',
    summary: 'Stands as a local Vault before the real one, signs in by itself and adds its token to the requests.',
    images: VAULT_IMAGES,
    programs: ['vault', 'bao'],
    words: ['proxy'],
    names: ['vault-proxy'],
    pattern: 'ambassador',
    function: 'http-ambassador',
    direction: 'out',
    longRunning: true,
    oneShot: ['-exit-after-auth', '--exit-after-auth'],
    ports: [{ port: 8200, what: 'local Vault API, if configured', onRequest: true }],
    shell: { inImage: true },
    user: 100,
    native:
      'It listens before it has a token: a startup probe that asks for /v1/auth/token/lookup-self through it waits for that.',
    note: 'Every container of the pod can use its token, as can a request that someone talks the application into: require_request_header keeps those out.',
    docs: 'https://developer.hashicorp.com/vault/docs/agent-and-proxy/proxy',
    source:
      'hashicorp/vault command/proxy.go @0bca120, Dockerfile; developer.hashicorp.com/vault/docs/agent-and-proxy/proxy/apiproxy',
  },
];
