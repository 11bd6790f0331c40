import type { Helper } from '../../helpers/helper.ts';
import { remembering } from '../../helpers/remembering.ts';
import { plainName } from '../calls/address-names.ts';

const LISTEN_FLAG =
  /LISTEN|BIND|METRICS_ADDR|ADDRESS|ADDR|^(?:(?:(?:\w+_)?SERVER|HTTP|HTTPS|HTTP2|H1|H2|TLS|SSL|GRPC|REST|METRICS|PROMETHEUS|TELEMETRY|MONITORING|EXPORTER|WEB|ADMIN|MANAGEMENT|HEALTH|HEALTHZ|HEALTH_?CHECK|LIVENESS|READINESS|PROBE|PPROF|SECURE|INSECURE|WEBHOOK|SERVING)_)?PORT$/;
/** Words in a flag's name that tell of somebody else's address. */
const DIALS =
  /UPSTREAM|BACKEND|TARGET|REMOTE|CONNECT|ADVERTISE|SCRAPE|ENDPOINT|RELOAD|DB|DATABASE|REDIS|MEMCACHED|MYSQL|POSTGRES|MONGO|VAULT|CONSUL|KAFKA|NATS|ETCD|SENTRY|OTLP|ZIPKIN|JAEGER|PROXY_ADDR|MANAGER_ADDR|LEADER|MASTER|PEER|SEED|COLLECTOR/;

/** Whether a flag says where its program listens, rather than whom it dials. A known helper's own flags decide for it. */
export function isListenFlag(word: string, helper: Helper | null): boolean {
  if (!word.startsWith('-') || !/^--?[a-z]/i.test(word)) return false;
  const name = flagName(word);
  if (!helper) return isListenName(name);
  // All helpers of the storage project serve metrics and health there (kubernetes-csi, README of each).
  if (helper.function === 'storage-driver' && name === 'http-endpoint') return true;
  const own = ownFlags(helper);
  return own.size > 0 ? own.has(name) : isListenName(name);
}

const isListenName = remembering((name) => {
  const plain = plainName(name);
  return LISTEN_FLAG.test(plain) && !DIALS.test(plain);
});

/** The names of the flags that move or open the ports of a helper. */
function ownFlags(helper: Helper): ReadonlySet<string> {
  const known = OWN_FLAGS.get(helper);
  if (known) return known;
  const ports = helper.ports.filter((port) => !port.onRequest);
  const own = new Set(ports.flatMap(({ flags }) => flags ?? []).map(flagName));
  OWN_FLAGS.set(helper, own);
  return own;
}

/** Helpers are immutable, and few. */
const OWN_FLAGS = new WeakMap<Helper, ReadonlySet<string>>();

/** Whether a script may hold flags that `isListenFlag` knows: a cheap look at its whole text. */
export function mayHoldListenFlag(script: string, helper: Helper | null): boolean {
  return /listen|bind|addr|port|http-endpoint/i.test(script) || (helper !== null && ownFlags(helper).size > 0);
}

/** Whether a program asks a server, so that its `--port` and `--addr` are those of the server. */
export const isClient = remembering((program) => CLIENTS.test(program));

const CLIENTS =
  /^(?:psql|pg_(?!.*server)\w+|pgbench|mysql(?!d(?:$|_))\w*|mariadb(?:-[\w-]+)?|redis-cli|valkey-cli|mongo|mongosh|mongo(?:dump|restore|import|export)|clickhouse-client|cqlsh|influx|curl|wget|grpcurl|grpc[_-]health[_-]probe|nc|ncat|netcat|telnet|ssh|scp|rsync|etcdctl|kubectl|nats|kcat|kafkacat|kafka-[\w-]+|rabbitmqadmin|wait-for.*|wait_for.*|wait4x|dockerize|flyway|liquibase|echo|printf|ab|wrk|hey|k6)$/;

/** `listen` of `--listen=:80`. */
export function flagName(word: string): string {
  let start = 0;
  while (word.startsWith('-', start)) start++;
  const end = word.indexOf('=', start);
  return end < 0 ? word.slice(start) : word.slice(start, end);
}

/** Whether a variable says where its program listens. */
export const isListenVariable = remembering((name) => {
  const plain = plainName(name);
  return LISTEN_VARIABLE.test(plain) && (plain.includes('LISTEN') || !SOMEBODY_ELSES.test(plain));
});

const LISTEN_VARIABLE =
  /LISTEN|BIND|_METRICS$|^(?:(?:(?:\w+_)?SERVER|HTTP|HTTPS|GRPC|REST|WEB|WEB_?UI|APP|METRICS|PROMETHEUS|TELEMETRY|HEALTH|HEALTHZ|HEALTH_?CHECK|ADMIN|MANAGEMENT|NUXT|NITRO|FLASK_RUN|UVICORN|QUARKUS_HTTP|KC_HTTPS?|GF_SERVER_HTTP)_)?PORT$|^ASPNETCORE_(?:URLS|HTTPS?_PORTS)$|^DOTNET_URLS$|HTTP_ADDRESS|ADMIN_ADDR/;
/** Programs that others ask, before `_SERVER_PORT` and the like. */
const SOMEBODY_ELSES =
  /(?:^|_)(?:CONSUL|VAULT|NOMAD|DB|DATABASE|REDIS|MEMCACHED|MYSQL|MSSQL|POSTGRES|POSTGRESQL|MONGO|MONGODB|KAFKA|NATS|ETCD|SMTP|MAIL|LDAP|PROXY|UPSTREAM|REMOTE|TARGET|BACKEND|CONFIG|AUTH|STATSD|GRAPHITE)_|BIND_(?:DN|PW|PASS)/;
