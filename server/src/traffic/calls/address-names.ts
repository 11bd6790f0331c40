import { remembering } from '../../helpers/remembering.ts';

/** `some.dbUrl`, `--some-db-url` and `SOME_DB_URL` are one name. */
export const plainName = remembering((name) =>
  name
    .replace(/^-+/, '')
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replace(/[.-]/g, '_')
    .toUpperCase(),
);

/** Whether words in a name tell of somebody else's address. Names here are plain, see `plainName`. */
export const speaksOfOthers = remembering((name) => OTHERS.test(name));

const OTHERS =
  /URL|URI|HOST|ADDR|ENDPOINT|SERVER|BROKER|BOOTSTRAP|DSN|DATA_?SOURCE|UPSTREAM|TARGET|BACKEND|CONN|PEER|NODES|SEED|MASTER|LEADER|ZOOKEEPER|ZK|KAFKA|NATS|REDIS|ETCD|MEMCACHE|MONGO|MYSQL|POSTGRES|DATABASE|_DB$|AMQP|RABBIT|ELASTIC|LOKI|COLLECTOR|EXPORTER|OTLP|JAEGER|ZIPKIN|STATSD|GRAPHITE|INFLUX|VAULT|CONSUL|PROXY|GATEWAY|CONTACT_POINT|REMOTE|SMTP|LDAP|SENTRY/;

/** Whether words in a name tell of the program's own address, or of one that only browsers and people see. */
export const speaksOfItself = remembering((name) => OWN.test(name));

const OWN =
  /LISTEN|BIND|ADVERTIS|EXTERNAL_URL|PUBLIC|ROOT_URL|REDIRECT|CALLBACK|CORS|ORIGIN|ALLOW|WHITELIST|NO_PROXY|TRUSTED|VIRTUAL|INGRESS|COOKIE|DOMAIN|AUDIENCE|IMAGE|DOCS|HELP|LOGO|ICON|LICEN[CS]E|SCHEMA|FRONTEND_URL|^(?:APP|SITE|SELF|BASE|SERVER|HTTP|MY)_(?:URL|URI|HOST|HOSTNAME|ADDR|ADDRESS)$|^(?:HOST|HOSTNAME|ADDRESS|ADDR|KC_HOSTNAME\w*)$|NODE_?NAME|POD_|_IP$/;

/**
 * Whether a name says that what it holds is dialled by nobody in the pod: an address that is allowed, left out, or for
 * browsers. Narrower than `speaksOfItself`: on localhost even a `BASE_URL` may be a neighbour's.
 */
export const isForOthers = remembering((name) => FOR_OTHERS.test(name));

const FOR_OTHERS =
  /CORS|ORIGINS|^ORIGIN$|ALLOWED|WHITELIST|ALLOWLIST|NO_PROXY|REDIRECT|CALLBACK|ADVERTISE|EXTERNAL_URL|PUBLIC_|ROOT_URL|TRUSTED|COOKIE|AUDIENCE/;

/** The name of a variable or flag that holds a host, split: `REDIS` and `HOST` of `REDIS_HOST`, `PG` of `PGHOST`. */
export function hostName(name: string): { readonly of: string; readonly what: string } | null {
  const [, of, what] = /^(.*?)_?(HOST|HOSTS|HOST_?NAME|SERVERS?|ADDR|ADDRESS|ENDPOINT|URL)$/.exec(name) ?? [];
  return of === undefined || what === undefined ? null : { of, what };
}

/** What the variable or flag says that holds the port of a host: `REDIS_PORT`, `PGPORT`. `values` are by plain name. */
export function portOf<T>(of: string, values: ReadonlyMap<string, T>): T | undefined {
  const name = [of === '' ? 'PORT' : `${of}_PORT`, `${of}PORT`].find((own) => values.has(own));
  return name === undefined ? undefined : values.get(name);
}
