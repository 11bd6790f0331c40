// Generated from snippets/aws-sigv4-proxy.yaml by "npm run generate": edit that, not this.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the places of parameters
import type { ContainerPattern } from '../pattern.ts';

export const awsSigv4Proxy: ContainerPattern = {
  id: 'aws-sigv4-proxy',
  title: 'AWS SigV4 proxy',
  purpose: 'Sign requests to AWS',
  pattern: 'ambassador',
  description:
    'The application calls an AWS service (OpenSearch, Managed Prometheus, API Gateway) as plain HTTP on localhost; the proxy signs each request with the identity of the Pod (IRSA, Pod Identity) and sends it on with TLS.',
  avoid:
    'An AWS SDK in the application signs by itself. The proxy listens on the address of the Pod, too: a NetworkPolicy must keep others from having their requests signed.',
  keywords: [
    'aws',
    'sigv4',
    'signature',
    'iam',
    'irsa',
    'opensearch',
    'prometheus',
    'api gateway',
    'credentials',
    'sign requests',
  ],
  docs: 'https://github.com/awslabs/aws-sigv4-proxy',
  parameters: [
    {
      key: 'host',
      title: 'Host name of the AWS endpoint',
      default: null,
      required: true,
      choices: null,
      example: 'search-shop.eu-west-1.es.amazonaws.com',
    },
    {
      key: 'service',
      title: 'Service to sign for (es, aps, execute-api)',
      default: null,
      required: true,
      choices: null,
      example: 'es',
    },
    {
      key: 'region',
      title: 'AWS region to sign for',
      default: null,
      required: true,
      choices: null,
      example: 'eu-west-1',
    },
    {
      key: 'port',
      title: 'Port of the proxy',
      default: '8005',
      required: false,
      choices: null,
      example: '8005',
    },
  ],
  scope: 'container',
  variants: ['native'],
  container: {
    name: 'aws-sigv4-proxy',
    image: 'public.ecr.aws/aws-observability/aws-sigv4-proxy:1.11.1',
    args: ['--name=${service}', '--region=${region}', '--host=${host}', '--port=:${port}'],
    ports: [
      {
        name: 'sigv4',
        containerPort: '${port}',
      },
    ],
    startupProbe: {
      tcpSocket: {
        port: '${port}',
      },
      periodSeconds: 1,
      failureThreshold: 30,
    },
    livenessProbe: {
      tcpSocket: {
        port: '${port}',
      },
    },
    resources: {
      requests: {
        cpu: '20m',
        memory: '32Mi',
      },
      limits: {
        memory: '128Mi',
      },
    },
    securityContext: {
      runAsNonRoot: true,
      runAsUser: 65532,
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: {
        drop: ['ALL'],
      },
      seccompProfile: {
        type: 'RuntimeDefault',
      },
    },
  },
  native: {},
  classic: {},
  volumes: [],
  app: {
    volumeMounts: [],
    env: [
      {
        name: 'AWS_PROXY_URL',
        value: 'http://127.0.0.1:${port}',
      },
    ],
  },
  spec: {},
  labels: {},
  annotations: {},
};
