import type { Helper } from '../../helper.ts';

const DATABASE = { pattern: 'ambassador', function: 'db-ambassador', direction: 'out', longRunning: true } as const;
const GATE = 'A startup probe of type tcpSocket on its port holds the application back until it listens.';

/** Helpers that make a cluster of databases or caches look like one server on localhost. */
export const routers: readonly Helper[] = [
  {
    id: 'mysql-router',
    title: 'MySQL Router',
    summary: 'Leads MySQL connections to the right server of an InnoDB Cluster.',
    images: [
      '**/mysql/mysql-router',
      '**/mysql/community-router',
      '**/mysql/enterprise-router',
      '**/percona/percona-mysql-router',
    ],
    programs: ['mysqlrouter'],
    names: ['mysql-router', 'mysqlrouter'],
    ...DATABASE,
    oneShot: ['--bootstrap', '-B', '--version', '-V'],
    // Written into the configuration by --bootstrap, which can count from another one.
    ports: [
      { port: 6446, what: 'MySQL, read and write', flags: ['--conf-base-port'], verified: true },
      { port: 6447, what: 'MySQL, read only', flags: ['--conf-base-port'], verified: true },
      { port: 6448, what: 'X protocol, read and write', flags: ['--conf-base-port'] },
      { port: 6449, what: 'X protocol, read only', flags: ['--conf-base-port'] },
      { port: 8443, what: 'REST' },
    ],
    native: GATE,
    docs: 'https://dev.mysql.com/doc/mysql-router/en/',
    source: 'dev.mysql.com/doc/mysql-router/en/mysql-router-deploying-bootstrapping.html (6446, 6447)',
  },
  {
    // Official images have it beside the server: there only the command tells.
    id: 'mongos',
    title: 'mongos',
    summary: 'Leads MongoDB queries to the right shards of a cluster.',
    images: ['**/mongos'],
    programs: ['mongos'],
    names: ['mongos'],
    ...DATABASE,
    oneShot: ['--version'],
    ports: [{ port: 27017, what: 'MongoDB', flags: ['--port'] }],
    native: GATE,
    docs: 'https://www.mongodb.com/docs/manual/reference/program/mongos/',
    source: 'general knowledge',
  },
  {
    id: 'twemproxy',
    title: 'twemproxy',
    summary: 'Spreads keys over several Redis or Memcached servers behind one local port.',
    images: ['**/twemproxy', '**/nutcracker'],
    programs: ['nutcracker'],
    names: ['twemproxy', 'nutcracker'],
    ...DATABASE,
    oneShot: ['-t', '--test-conf', '-V', '--version'],
    ports: [
      { port: 22121, what: 'Redis, in the sample configuration' },
      { port: 22222, what: 'statistics', flags: ['-s', '--stats-port'] },
    ],
    stop: 'As the first process of its container it does not hear SIGTERM: an init program such as dumb-init before it does.',
    native:
      'Its pool is mostly on localhost: -a 0.0.0.0 lets a startup probe of type tcpSocket reach its statistics, which open with it.',
    docs: 'https://github.com/twitter/twemproxy',
    source:
      'malexer/docker-twemproxy, Dockerfile and README.md (SIGTERM); statistics seen with 0.5.0; the rest general knowledge',
  },
  {
    id: 'mcrouter',
    title: 'mcrouter',
    summary: 'Spreads keys over many Memcached servers behind one local port.',
    images: ['**/mcrouter'],
    programs: ['mcrouter'],
    names: ['mcrouter'],
    ...DATABASE,
    oneShot: ['--validate-config', '--version'],
    ports: [{ port: 5000, what: 'Memcached, by convention', flags: ['-p', '--port'] }],
    native: GATE,
    docs: 'https://github.com/facebook/mcrouter',
    source: 'facebook/mcrouter mcrouter/standalone_options_list.h @003f019; the rest general knowledge',
  },
  {
    // What Envoy does stands in its configuration: only the name of that file tells.
    id: 'envoy-redis',
    title: 'Envoy as Redis proxy',
    summary: 'Spreads keys over the servers of a Redis cluster behind one local port.',
    images: ['**/envoyproxy/envoy*', '**/bitnami*/envoy', '**/mirrored-envoyproxy-envoy'],
    programs: ['envoy'],
    words: ['redis.yaml', 'redis.yml', 'envoy-redis.yaml', 'redis-proxy.yaml', 'redis-proxy'],
    names: ['redis-proxy', 'envoy-redis'],
    ...DATABASE,
    oneShot: ['validate', '--mode=validate'],
    ports: [{ port: 6379, what: 'Redis, if configured so' }],
    native: GATE,
    docs: 'https://www.envoyproxy.io/docs/envoy/latest/intro/arch_overview/other_protocols/redis',
    source: 'general knowledge',
  },
];
