import { conformed, type Fault, faultsOf, MAX_FAULTS, type Path } from '../schema.ts';
import type { Direction, Helper, HelperPort, Pattern } from './helper.ts';
import { HELPER_SCHEMA, MAX_HELPERS } from './helper-schema.ts';
import { parseImage } from './image.ts';

/** Which way the traffic usually goes that passes a helper of a pattern. */
const DIRECTIONS: Readonly<Record<Pattern, Direction>> = {
  app: 'in',
  init: 'none',
  sidecar: 'local',
  ambassador: 'out',
  adapter: 'in',
  'config-helper': 'local',
  proxy: 'in',
  unknown: 'none',
};

/**
 * Reads the helpers that a user has listed. An entry with a value that cannot be used is left out and told; a key that
 * nobody knows is told, and the rest of its entry counts. Total: takes anything. `path` leads to the list.
 */
export function readHelpers(value: unknown, path: Path = ['helpers']): { helpers: Helper[]; faults: Fault[] } {
  const helpers: Helper[] = [];
  const faults: Fault[] = [];
  if (!Array.isArray(value)) {
    return { helpers, faults: [{ path, message: `"${path.join('.')}" must be a list` }] };
  }
  const places = new Map<string, number>();
  for (const [i, entry] of value.slice(0, MAX_HELPERS).entries()) {
    // An entry that is about to be written.
    if (entry === null || entry === undefined) continue;
    const read = readHelper(entry, [...path, i]);
    faults.push(...read.faults);
    if (!read.helper) continue;
    const { id } = read.helper;
    const first = places.get(id);
    if (first === undefined) {
      places.set(id, i);
      helpers.push(read.helper);
    } else {
      const message = `"${path.join('.')}[${i}].id" must be an id of its own: "${id}" is that of entry ${first} already`;
      faults.push({ path: [...path, i, 'id'], message });
    }
  }
  if (value.length > MAX_HELPERS) {
    faults.push({
      path: [...path, MAX_HELPERS],
      message: `"${path.join('.')}" must have ${MAX_HELPERS} entries at most`,
    });
  }
  return { helpers, faults };
}

/** Reads one entry; no helper where a value in it cannot be used. */
export function readHelper(value: unknown, path: Path): { helper: Helper | null; faults: Fault[] } {
  const faults = faultsOf(HELPER_SCHEMA, value, path);
  const usable = faults.length < MAX_FAULTS && faults.every(({ unknownKey }) => unknownKey);
  return { helper: usable ? helperOf(conformed(HELPER_SCHEMA, value) as Entry) : null, faults };
}

/** An entry as its schema has it. */
type Entry = Pick<Helper, 'id' | 'title' | 'pattern'> & Partial<Helper>;

/** The helper of an entry, with what it does not say filled in. What the user says of it is taken for certain. */
function helperOf({ toolbox, ports = [], startup, health, shell, ...entry }: Entry): Helper {
  return {
    function: null,
    direction: DIRECTIONS[entry.pattern],
    longRunning: entry.pattern !== 'init',
    docs: '',
    source: 'your configuration',
    ...entry,
    summary: entry.summary ?? '',
    ...sentences(entry),
    images: (entry.images ?? []).map(normalised),
    ...(toolbox ? { toolbox: true } : {}),
    ports: ports.map(portOf),
    ...(startup ? { startup: { ...startup, args: startup.args ?? [] } } : {}),
    ...(health ? { health: { ...health, verified: true } } : {}),
    ...(shell ? { shell: { ...shell, verified: true } } : {}),
  };
}

function portOf({ loopbackOnly, onRequest, ...port }: HelperPort): HelperPort {
  return {
    ...port,
    ...(loopbackOnly ? { loopbackOnly } : {}),
    ...(onRequest ? { onRequest } : {}),
    verified: true,
  };
}

/** A glob is matched with the repository as the runtime has it: `acme/log-agent` is on Docker Hub. */
function normalised(image: string): string {
  return image.startsWith('*') ? image.toLowerCase() : parseImage(image).repository;
}

const SENTENCES = ['summary', 'stop', 'native', 'note', 'deprecated'] as const;

/** What stands in the midst of other sentences. */
function sentences(entry: Entry): Partial<Helper> {
  const given = SENTENCES.filter((key) => entry[key] !== undefined);
  return Object.fromEntries(given.map((key) => [key, entry[key]?.trim().replace(/(?<![.!?])$/, '.')]));
}
