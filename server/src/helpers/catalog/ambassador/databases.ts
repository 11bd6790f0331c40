import type { Helper } from '../../helper.ts';

const DATABASE = { pattern: 'ambassador', function: 'db-ambassador', direction: 'out', longRunning: true } as const;
const GATE = 'A startup probe of type tcpSocket on its port holds the application back until it listens.';
const GOOGLE_GATE = 'A startup probe on /startup needs --health-check and --http-address=0.0.0.0.';
/** Tags of the Google proxies whose base has a shell; the plain ones are distroless. */
const WITH_SHELL = ['*alpine*', '*bookworm*', '*bullseye*', '*buster*'] as const;

/** The port of an engine, for which Google's proxy listens unless its flags or the instance say otherwise. */
function cloudSqlPort(port: number, what: string) {
  const env = ['CSQL_PROXY_PORT', 'CSQL_PROXY_UNIX_SOCKET'];
  return { port, what, loopbackOnly: true, flags: ['--port', '-p', '--unix-socket', '-u'], env } as const;
}

/** The two servers that Google's proxies open on request; `prefix` is that of their variables. */
function googlePorts(prefix: string) {
  return [
    {
      port: 9090,
      what: 'health and metrics',
      loopbackOnly: true,
      movedBy: '--http-port',
      exposedBy: '--http-address',
      flags: ['--health-check', '--prometheus'],
      env: [`${prefix}_HEALTH_CHECK`, `${prefix}_PROMETHEUS`],
      onRequest: true,
      verified: true,
    },
    {
      port: 9091,
      what: 'admin: /quitquitquit, profiling',
      loopbackOnly: true,
      movedBy: '--admin-port',
      flags: ['--quitquitquit', '--debug'],
      env: [`${prefix}_QUITQUITQUIT`, `${prefix}_DEBUG`],
      onRequest: true,
      verified: true,
    },
  ] as const;
}

/** Helpers through which the application reaches a database outside: it dials localhost, they take care of the world. */
export const databases: readonly Helper[] = [
  {
    id: 'cloud-sql-proxy',
    title: 'Cloud SQL Auth Proxy',
    summary: 'Opens a local port that leads to a Cloud SQL database, with IAM authorisation and TLS.',
    images: ['**/cloud-sql-proxy'],
    release: '2.27.0',
    programs: ['cloud-sql-proxy'],
    names: ['cloud-sql-proxy', 'cloudsql-proxy', 'sql-proxy', 'csql-*'],
    ...DATABASE,
    oneShot: ['wait', '--version', '-v'],
    // Which of the three depends on the instance, so that none is certain.
    ports: [
      cloudSqlPort(5432, 'PostgreSQL'),
      cloudSqlPort(3306, 'MySQL'),
      cloudSqlPort(1433, 'SQL Server'),
      ...googlePorts('CSQL_PROXY'),
    ],
    startup: { path: '/startup', port: 9090, args: ['--health-check', '--http-address=0.0.0.0'] },
    health: { path: '/readiness', port: 9090, verified: true },
    shell: { inImage: false, except: WITH_SHELL, verified: true },
    resources: { requests: { cpu: '1', memory: '2Gi' } },
    user: 65532,
    stop: 'With --max-sigterm-delay it waits for open connections before it ends; --quitquitquit lets a Job end it.',
    native: GOOGLE_GATE,
    note: 'It exits with 143 on SIGTERM unless --exit-zero-on-sigterm is set.',
    docs: 'https://github.com/GoogleCloudPlatform/cloud-sql-proxy/tree/main/examples/k8s-sidecar',
    source: 'GoogleCloudPlatform/cloud-sql-proxy docs/cmd/cloud-sql-proxy.md, examples/k8s-sidecar',
  },
  {
    id: 'cloud-sql-proxy-v1',
    title: 'Cloud SQL Proxy version 1',
    summary: 'Opens a local port that leads to a Cloud SQL database; the old line, replaced by version 2.',
    images: ['**/gce-proxy'],
    programs: ['cloud_sql_proxy'],
    ...DATABASE,
    ports: [
      // The port is part of the value: `-instances=project:region:db=tcp:5432`.
      { port: 5432, what: 'PostgreSQL, where -instances names a TCP port', loopbackOnly: true, onRequest: true },
      { port: 3306, what: 'MySQL, where -instances names a TCP port', loopbackOnly: true, onRequest: true },
      { port: 8090, what: 'health', flags: ['-use_http_health_check'], onRequest: true },
    ],
    // Up to 1.15 it was built on Alpine.
    shell: {
      inImage: false,
      except: ['*-alpine', '*-buster', '1.0*', '1.10', '1.11', '1.12', '1.13', '1.14', '1.15'],
      verified: true,
    },
    stop: 'With -term_timeout it waits that long for open connections to close.',
    deprecated: 'Version 1 gets no new features: use version 2, the image cloud-sql-proxy, whose flags differ.',
    docs: 'https://github.com/GoogleCloudPlatform/cloud-sql-proxy/blob/main/migration-guide.md',
    source: 'GoogleCloudPlatform/cloud-sql-proxy#317 and #380 (shell); the rest general knowledge',
  },
  {
    id: 'alloydb-auth-proxy',
    title: 'AlloyDB Auth Proxy',
    summary: 'Opens a local port that leads to an AlloyDB database, with IAM authorisation and TLS.',
    images: ['**/alloydb-auth-proxy'],
    release: '1.17.0',
    programs: ['alloydb-auth-proxy'],
    names: ['alloydb-auth-proxy', 'alloydb-proxy'],
    ...DATABASE,
    oneShot: ['wait', '--version', '-v'],
    ports: [
      {
        port: 5432,
        what: 'PostgreSQL',
        loopbackOnly: true,
        flags: ['--port', '-p', '--unix-socket', '-u'],
        env: ['ALLOYDB_PROXY_PORT', 'ALLOYDB_PROXY_UNIX_SOCKET'],
        verified: true,
      },
      ...googlePorts('ALLOYDB_PROXY'),
    ],
    startup: { path: '/startup', port: 9090, args: ['--health-check', '--http-address=0.0.0.0'] },
    health: { path: '/readiness', port: 9090, verified: true },
    shell: { inImage: false, except: WITH_SHELL, verified: true },
    stop: 'With --max-sigterm-delay it waits for open connections before it ends; --quitquitquit lets a Job end it.',
    native: GOOGLE_GATE,
    docs: 'https://github.com/GoogleCloudPlatform/alloydb-auth-proxy',
    source:
      'GoogleCloudPlatform/alloydb-auth-proxy docs/cmd/alloydb-auth-proxy.md (ports, health checks), Dockerfile @05a8fff (shell); the rest as its sister for Cloud SQL',
  },
  {
    id: 'pgbouncer',
    title: 'PgBouncer',
    summary: 'Shares a few PostgreSQL connections among many short ones of the application.',
    images: ['**/pgbouncer', '**/crunchy-pgbouncer', '**/percona-pgbouncer'],
    programs: ['pgbouncer'],
    names: ['pgbouncer', 'pg-bouncer'],
    ...DATABASE,
    oneShot: ['-V', '--version'],
    ports: [{ port: 6432, what: 'PostgreSQL', env: ['PGBOUNCER_PORT', 'LISTEN_PORT'] }],
    stop: 'From 1.23 on SIGTERM waits for all clients to leave; before, it cuts them off, and SIGINT is the gentle one.',
    native: GATE,
    docs: 'https://www.pgbouncer.org/config.html',
    source: 'pgbouncer/pgbouncer pull request 902; images in zalando/postgres-operator and bitnami/charts',
    variants: [
      {
        what: 'edoburu',
        images: ['**/edoburu/pgbouncer'],
        release: 'v1.25.2-p0',
        ports: [{ port: 5432, what: 'PostgreSQL', env: ['LISTEN_PORT'], verified: true }],
        shell: { inImage: true, verified: true },
        user: 70,
        source: 'edoburu/docker-pgbouncer Dockerfile',
      },
    ],
  },
  {
    id: 'pgpool',
    title: 'Pgpool-II',
    summary: 'Pools PostgreSQL connections and sends reads and writes to different servers.',
    images: ['**/pgpool/pgpool'],
    programs: ['pgpool'],
    names: ['pgpool'],
    ...DATABASE,
    ports: [
      { port: 9999, what: 'PostgreSQL', env: ['PGPOOL_PARAMS_PORT'] },
      { port: 9898, what: 'administration (PCP)' },
    ],
    native: GATE,
    docs: 'https://www.pgpool.net/docs/latest/en/html/',
    source: 'general knowledge',
    variants: [
      {
        what: 'Bitnami, at the port of the server that it stands for',
        images: ['**/bitnami*/pgpool'],
        ports: [{ port: 5432, what: 'PostgreSQL', env: ['PGPOOL_PORT_NUMBER'] }],
        source: 'bitnami/charts, postgresql-ha; port general knowledge',
      },
    ],
  },
  {
    id: 'pgcat',
    title: 'PgCat',
    summary: 'Pools PostgreSQL connections, spreads reads over replicas and can shard.',
    images: ['**/postgresml/pgcat'],
    programs: ['pgcat'],
    names: ['pgcat'],
    ...DATABASE,
    ports: [
      { port: 6432, what: 'PostgreSQL' },
      { port: 9930, what: 'metrics, if the configuration turns them on', onRequest: true },
    ],
    native: GATE,
    docs: 'https://github.com/postgresml/pgcat',
    source: 'postgresml/pgcat pull request 107 (metrics); the rest general knowledge',
  },
  {
    // Nobody publishes it: people build it under many names, which alone prove nothing.
    id: 'odyssey',
    title: 'Odyssey',
    summary: 'Pools PostgreSQL connections with several threads.',
    images: ['**/odyssey'],
    programs: ['odyssey'],
    words: ['odyssey.conf'],
    ...DATABASE,
    ports: [{ port: 6432, what: 'PostgreSQL, in the sample configuration' }],
    native: GATE,
    docs: 'https://github.com/yandex/odyssey',
    source: 'general knowledge',
  },
  {
    id: 'proxysql',
    title: 'ProxySQL',
    summary: 'Pools MySQL connections and sends reads and writes to different servers.',
    images: ['**/proxysql/proxysql', '**/bitnami*/proxysql', '**/percona/proxysql2', '**/severalnines/proxysql'],
    programs: ['proxysql'],
    names: ['proxysql'],
    ...DATABASE,
    oneShot: ['-V', '--version'],
    ports: [
      { port: 6033, what: 'MySQL' },
      { port: 6032, what: 'admin' },
      { port: 6070, what: 'REST and metrics, if turned on', onRequest: true },
    ],
    native: GATE,
    note: 'It keeps its configuration in a database in /var/lib/proxysql and reads proxysql.cnf only while that is missing.',
    docs: 'https://proxysql.com/documentation/',
    source: 'general knowledge',
  },
];
