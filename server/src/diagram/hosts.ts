import type { Outbound } from '../traffic/calls/outbound.ts';
import type { IconName } from './diagram.ts';

/** What a picture calls a host: a word for what it is, its drawing, what one knows it by, and its port. */
export interface KnownHost {
  readonly icon: IconName;
  readonly what: string;
  /** In short; the whole name is told beside the picture. */
  readonly name: string;
  readonly port: number | null;
}

/** Schemes of stores, by what people call them. */
const STORES: Readonly<Record<string, string>> = {
  postgres: 'PostgreSQL',
  postgresql: 'PostgreSQL',
  mysql: 'MySQL',
  mariadb: 'MariaDB',
  mongodb: 'MongoDB',
  'mongodb+srv': 'MongoDB',
  redis: 'Redis',
  rediss: 'Redis',
  cassandra: 'Cassandra',
  amqp: 'RabbitMQ',
  amqps: 'RabbitMQ',
  nats: 'NATS',
};

/** Services after which hosts are named: the first label of the host begins or ends with the word. */
const BY_NAME: Readonly<Record<string, readonly [what: string, icon: IconName]>> = {
  vault: ['Vault', 'secret'],
  loki: ['Loki', 'host'],
  tempo: ['Tempo', 'host'],
  mimir: ['Mimir', 'host'],
  jaeger: ['Jaeger', 'host'],
  zipkin: ['Zipkin', 'host'],
  elasticsearch: ['Elastic', 'database'],
  opensearch: ['OpenSearch', 'database'],
  kafka: ['Kafka', 'host'],
  rabbitmq: ['RabbitMQ', 'host'],
  nats: ['NATS', 'host'],
  redis: ['Redis', 'database'],
  postgres: ['PostgreSQL', 'database'],
  postgresql: ['PostgreSQL', 'database'],
  mysql: ['MySQL', 'database'],
  mariadb: ['MariaDB', 'database'],
  mongodb: ['MongoDB', 'database'],
  memcached: ['Memcached', 'database'],
  minio: ['MinIO', 'database'],
  keycloak: ['Keycloak', 'host'],
};

/** Helpers of which the only server outside is known. */
const BY_HELPER: Readonly<Record<string, readonly [what: string, icon: IconName]>> = {
  'vault-agent': ['Vault', 'secret'],
  promtail: ['Loki', 'host'],
};

/**
 * What a host is, as far as its scheme, its name or the helper that dials it proves it. Google's proxies dial their
 * instances at 3307 (Cloud SQL Auth Proxy) and 5433 (AlloyDB Auth Proxy), as their documentation tells for firewalls.
 */
export function knownHost({ host, port, scheme, from }: Outbound): KnownHost {
  const plainly = (what: string, icon: IconName): KnownHost => ({ icon, what, name: host, port });
  if (from.role.function === 'db-ambassador') {
    const cluster = /^projects\/.*\/instances\/([^/]+)$/.exec(host)?.[1];
    if (cluster !== undefined) return { icon: 'database', what: 'AlloyDB', name: cluster, port: port ?? 5433 };
    const isInstance = !host.includes('.') && host.split(':').length > 2;
    const instance = isInstance ? host.split(':').at(-1) : undefined;
    if (instance) return { icon: 'database', what: 'Cloud SQL', name: instance, port: port ?? 3307 };
    return plainly('Database', 'database');
  }
  const store = STORES[scheme?.replace(/^jdbc:/, '') ?? ''];
  if (store) return plainly(store, 'database');
  if (/(?:^|[.-])s3[.-].*\.amazonaws\.com(?:\.cn)?$|^s3\.amazonaws\.com$/.test(host)) return plainly('S3', 'database');
  if (/\.amazonaws\.com(?:\.cn)?$/.test(host)) return plainly('AWS', 'host');
  const [label = ''] = host.split('.');
  const parts = label.split('-');
  const word = [parts[0], parts.at(-1)].find((part) => part !== undefined && Object.hasOwn(BY_NAME, part));
  const named = word === undefined ? undefined : BY_NAME[word];
  if (named && !isBeside(label)) return plainly(...named);
  const helped = BY_HELPER[from.role.helper?.id ?? ''];
  if (helped && (scheme === null || /^https?$/.test(scheme))) return plainly(...helped);
  return /\.svc(?:\.|$)/.test(host) ? plainly('Service', 'service') : plainly('Host', 'host');
}

/** `redis-exporter`, `vault-ui`: something beside the service, not the service. */
function isBeside(label: string): boolean {
  return /-(?:exporter|proxy|ui|operator|metrics|admin|web|console|manager|adapter|bridge)\b/.test(label);
}
