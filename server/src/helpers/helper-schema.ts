import type { Schema } from '../schema.ts';
import type { Direction, Helper, HelperFunction, HelperPort, Pattern } from './helper.ts';

/** More would be a catalog of its own, to be matched with every image. */
export const MAX_HELPERS = 500;
const MAX_LIST = 20;

const PATTERNS: Readonly<Record<Exclude<Pattern, 'unknown'>, string>> = {
  app: 'The application itself.',
  init: 'Prepares something and ends before the application starts.',
  sidecar: 'Helps the application for as long as the pod lives.',
  ambassador: 'The application dials it on localhost; it reaches something outside.',
  adapter: 'Turns what the application offers into the form that the platform expects.',
  'config-helper': 'Brings or refreshes configuration, secrets or content.',
  proxy: 'Stands in the way of the traffic to the application, or both ways.',
};

const FUNCTIONS: Readonly<Record<HelperFunction, string>> = {
  'db-ambassador': 'Leads to a database.',
  'http-ambassador': 'Leads to HTTP services outside.',
  'mesh-proxy': 'Takes all traffic of the pod, for a service mesh.',
  'mesh-init': 'Turns the traffic of the pod to the proxy of a mesh.',
  'inbound-proxy': 'Stands before the application.',
  'log-shipper': 'Sends logs away.',
  'telemetry-collector': 'Takes metrics and traces, and sends them away.',
  exporter: 'Offers the metrics of another container.',
  'config-reloader': 'Tells the application that its configuration has changed.',
  'secret-agent': 'Fetches secrets and keeps them fresh.',
  'content-sync': 'Fetches content and keeps it fresh.',
  'storage-driver': 'Serves volumes.',
  dind: 'A Docker daemon for the pod.',
  cache: 'A cache for this pod alone.',
  store: 'A database or queue, often the application itself.',
  migration: 'Changes the schema of a database.',
  waiter: 'Waits until something answers.',
};

const DIRECTIONS: Readonly<Record<Direction, string>> = {
  in: 'Traffic from outside passes it, or somebody outside asks it.',
  out: 'Traffic to the outside passes it.',
  both: 'Both; who dials whom in the pod decides.',
  local: 'It speaks with the containers of its pod only.',
  none: 'No traffic passes it.',
};

const PLACEMENTS: Readonly<Record<NonNullable<Helper['placement']>, string>> = {
  node: 'A program of the node, in a DaemonSet.',
  cluster: 'A program of the control plane.',
};

function oneOf(words: Readonly<Record<string, string>>, description: string): Schema {
  return { type: 'string', enum: Object.keys(words), enumDescriptions: Object.values(words), description };
}

function text(description: string, maxLength = 500): Schema {
  return { type: 'string', minLength: 1, maxLength, description };
}

function form(pattern: string, patternErrorMessage: string, description: string, maxLength = 200): Schema {
  return { type: 'string', maxLength, pattern, patternErrorMessage, description };
}

function list(items: Schema, description: string): Schema {
  return { type: 'array', maxItems: MAX_LIST, items, description };
}

function fields<T>(
  properties: Readonly<Record<keyof T & string, Schema>>,
  required: readonly (keyof T & string)[],
  description: string,
): Schema {
  return { type: 'object', description, additionalProperties: false, required, properties };
}

function flag(description: string): Schema {
  return { type: 'boolean', description };
}

const WORD = text('A word.', 100);
/** At most six stars: each is work for every image. */
const FEW_STARS = '^(?!(?:[^*]*\\*){7})';
const TAG = form(`${FEW_STARS}[\\w.*-]+$`, 'a glob over a tag, as "*-debug"', 'A glob over the tag.', 128);
const PORT: Schema = { type: 'integer', minimum: 1, maximum: 65535, description: 'Its number.' };
const HTTP_PATH = form('^/\\S*$', 'a path that begins with a slash', 'The path.');
const QUANTITY: Schema = {
  type: ['string', 'number'],
  maxLength: 30,
  pattern: '^\\d+(?:\\.\\d+)?(?:[numkMGTPE]|[KMGTPE]i|[eE]\\d{1,2})?$',
  patternErrorMessage: 'a quantity, as "100m" or "64Mi"',
  description: 'A quantity, as `100m` or `64Mi`.',
};
const AMOUNTS: Readonly<Record<'cpu' | 'memory' | 'ephemeral-storage', Schema>> = {
  cpu: QUANTITY,
  memory: QUANTITY,
  'ephemeral-storage': QUANTITY,
};

const PORTS = fields<Omit<HelperPort, 'verified'>>(
  {
    port: PORT,
    protocol: { type: 'string', enum: ['TCP', 'UDP'], default: 'TCP', description: 'TCP, unless it is UDP.' },
    what: text('What it serves, in a few words.', 100),
    loopbackOnly: flag('Whether it listens on 127.0.0.1 only, so that neither probes nor other pods reach it.'),
    flags: list(WORD, 'Flags that move it elsewhere or switch it off; with `onRequest`, those that open it.'),
    env: list(WORD, 'Environment variables that do the same.'),
    onRequest: flag('Whether nothing listens there unless one of `flags` or `env` is set.'),
    movedBy: text('Of a port that is opened on request: the flag with its number.', 100),
    exposedBy: text('Of a port that is opened on request: the flag with the address it binds to.', 100),
  },
  ['port', 'what'],
  'A port that it listens on unless it is told otherwise.',
);

const IMAGE = form(
  `${FEW_STARS}(?:[^\\s@]*/)?[^\\s@:/]+$`,
  'an image without tag and digest, or a glob over it as "**/team/log-agent"',
  'An image without tag and digest. A leading `**/` stands for any registry and prefix, `*` for anything within one segment.',
);

const PROGRAM = form('^[^\\s/]+$', 'the name of a binary, without its folder', 'The name of a binary.', 100);

/** One entry of the setting `helpers`: every field that a user can give, and what it must be. */
export const HELPER_SCHEMA: Schema = {
  ...fields<Omit<Helper, 'variants'>>(
    {
      id: form(
        '^[a-z\\d]+(?:-[a-z\\d]+)*$',
        'lower-case words with hyphens, as "acme-log-agent"',
        'Its id, for annotations and reports. The id of a helper that we know replaces ours.',
        60,
      ),
      title: text('Its name, for people.', 60),
      summary: text('What it does for the pod, in one sentence.'),
      images: {
        ...list(IMAGE, 'Its images. One of them, or of `programs`, makes a container this helper.'),
        minItems: 1,
      },
      tag: { ...TAG, description: 'A glob over the tag, where only some tags of the image are this helper.' },
      release: form(
        '^\\w[\\w.-]*$',
        'a tag, as "1.4.2"',
        'The tag of the newest release of the first of `images`. What means another image every other day can be pinned to it.',
        128,
      ),
      programs: { ...list(PROGRAM, 'Binaries that are this helper when a `command` runs them.'), minItems: 1 },
      words: list(WORD, 'Words of which one must stand in the arguments, where one image plays several roles.'),
      names: list(
        form(`${FEW_STARS}[a-z\\d*-]+$`, 'the name of a container, `*` for anything', 'A container name.', 63),
        'Usual container names: weak evidence.',
      ),
      toolbox: flag('Whether the image is a box of tools, so that only the command tells what it is for.'),
      pattern: oneOf(PATTERNS, 'What it is to its pod.'),
      function: oneOf(FUNCTIONS, 'Its job, finer than the pattern.'),
      direction: oneOf(DIRECTIONS, 'Which way the traffic goes that passes it. By default as usual for the pattern.'),
      placement: oneOf(PLACEMENTS, 'Set where it never stands beside an application.'),
      longRunning: flag('Whether it runs until it is stopped. By default true, except for `pattern: init`.'),
      oneShot: list(WORD, 'Arguments (`--once`) and variables (`MODE=once`) that make it end by itself.'),
      ports: list(PORTS, 'Where it listens unless it is told otherwise.'),
      startup: fields<NonNullable<Helper['startup']>>(
        { path: HTTP_PATH, port: PORT, args: list(WORD, 'Arguments without which the kubelet does not reach it.') },
        ['path', 'port'],
        'Where it tells by HTTP whether it has started.',
      ),
      health: fields<Omit<NonNullable<Helper['health']>, 'verified'>>(
        { path: HTTP_PATH, port: PORT },
        ['path', 'port'],
        'Where it tells by HTTP whether it is well.',
      ),
      shell: fields<Omit<NonNullable<Helper['shell']>, 'verified'>>(
        {
          inImage: flag('Whether the image has a shell.'),
          except: list(TAG, 'Tags for which it is the other way round.'),
        },
        ['inImage'],
        'Whether `sh -c` works in it.',
      ),
      resources: fields<NonNullable<Helper['resources']>>(
        {
          requests: fields<typeof AMOUNTS>(AMOUNTS, [], 'Usual requests.'),
          limits: fields<typeof AMOUNTS>(AMOUNTS, [], 'Usual limits.'),
        },
        [],
        'What it usually asks for.',
      ),
      user: { type: 'integer', minimum: 0, maximum: 2147483647, description: 'The user id of its image.' },
      stop: text('How it is stopped without cutting off what it is doing, in one sentence.'),
      native: text('What to know when it runs as a native sidecar, in one sentence.'),
      note: text('What else to know before relying on it, in one sentence.'),
      deprecated: text('Why nobody should begin to use it now, and what to use instead, in one sentence.'),
      docs: form('^https://[^\\s<>]+$', 'an address that begins with https://', 'Its documentation.', 500),
      source: text('Where you have these facts from. By default your configuration.'),
    },
    ['id', 'title', 'pattern'],
    'A helper of your own.',
  ),
  anyOf: [{ required: ['images'] }, { required: ['programs'] }],
};
