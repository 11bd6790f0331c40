/** Ports that are meant where none is written: of schemes of URLs, and of the clients of stores. General knowledge. */
const PORTS: ReadonlyMap<string, number> = new Map([
  ['http', 80],
  ['ws', 80],
  ['https', 443],
  ['wss', 443],
  ['postgres', 5432],
  ['postgresql', 5432],
  ['psql', 5432],
  ['pg_isready', 5432],
  ['pg_dump', 5432],
  ['pg_restore', 5432],
  ['mysql', 3306],
  ['mysqladmin', 3306],
  ['mysqldump', 3306],
  ['mariadb', 3306],
  ['mariadb-admin', 3306],
  ['mariadb-dump', 3306],
  ['sqlserver', 1433],
  ['redis', 6379],
  ['redis-cli', 6379],
  ['valkey-cli', 6379],
  ['rediss', 6379],
  ['mongodb', 27017],
  ['mongo', 27017],
  ['mongosh', 27017],
  ['amqp', 5672],
  ['amqps', 5671],
  ['nats', 4222],
  ['mqtt', 1883],
  ['ldap', 389],
  ['ldaps', 636],
]);

/** The port that a scheme or a client means where none is written; `postgresql+asyncpg` names its driver too. */
export function usualPort(schemeOrClient: string): number | null {
  return PORTS.get(schemeOrClient.toLowerCase().replace(/\+.*$/, '')) ?? null;
}

const BY_NAME: readonly (readonly [program: RegExp, port: number])[] = [
  [/(?:^|_)(?:PG|PGSQL|POSTGRES|POSTGRESQL)$/, 5432],
  [/(?:^|_)(?:MYSQL|MARIADB|WORDPRESS)$/, 3306],
  [/(?:^|_)(?:MSSQL|SQLSERVER)$/, 1433],
  [/(?:^|_)(?:REDIS|VALKEY)$/, 6379],
  [/(?:^|_)MEMCACHED?$/, 11211],
  [/(?:^|_)(?:MONGO|MONGODB)$/, 27017],
  [/(?:^|_)(?:RABBIT|RABBITMQ|AMQP)$/, 5672],
  [/(?:^|_)(?:ELASTICSEARCH|OPENSEARCH)$/, 9200],
  [/(?:^|_)KAFKA$/, 9092],
  [/(?:^|_)NATS$/, 4222],
  [/(?:^|_)CASSANDRA$/, 9042],
  [/(?:^|_)(?:ZOOKEEPER|ZK)$/, 2181],
  [/(?:^|_)ETCD$/, 2379],
  [/(?:^|_)CONSUL$/, 8500],
  [/(?:^|_)VAULT$/, 8200],
  [/(?:^|_)(?:INFLUX|INFLUXDB)$/, 8086],
  [/(?:^|_)ZIPKIN$/, 9411],
  [/(?:^|_)(?:STATSD|DOGSTATSD)$/, 8125],
  [/(?:^|_)JAEGER_AGENT$/, 6831],
  [/(?:^|_)(?:DD|DATADOG)_AGENT$/, 8126],
  [/(?:^|_)(?:FLUENTD|FLUENT_BIT|FLUENTBIT)$/, 24224],
];

/** Words between the name of a program and what follows of it: `MYSQL_DB_HOST`, `REDIS_MASTER_HOST`. */
const BETWEEN = /_(?:DB|DATABASE|SERVER|SERVICE|MASTER|PRIMARY|READ|WRITE|CACHE|BROKER|NODE|HTTP)$/;

/**
 * The port of the program that the first part of a variable's name speaks of (`SPRING_DATA_REDIS` of
 * `SPRING_DATA_REDIS_HOST`), see `plainName`; null if it names none.
 */
export function usualPortOf(name: string): number | null {
  let rest = name;
  for (let rounds = 0; rounds < 3 && BETWEEN.test(rest); rounds++) rest = rest.replace(BETWEEN, '');
  return BY_NAME.find(([program]) => program.test(rest))?.[1] ?? null;
}
