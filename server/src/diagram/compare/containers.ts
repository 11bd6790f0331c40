import { splitTag } from '../../helpers/image.ts';
import type { Container, Mount } from '../../kubernetes/pod.ts';
import type { Teammate } from '../../traffic/team.ts';
import { fields } from '../../yaml/read.ts';
import { isSame } from '../../yaml/same.ts';
import { CHANGES, type Change } from '../diagram.ts';
import { plain } from '../measure.ts';
import type { ContainerChange } from '../subject.ts';
import { list, ROLE_WORDS, requestsText } from '../words.ts';

/** How a container differs from what it was; null if it does not. `moved`: it starts before or after others than it did. */
export function changeOf(before: Teammate, after: Teammate, moved: boolean): ContainerChange | null {
  const [old, now] = [before.container, after.container];
  const keys = differing(old, now);
  const name = old.label === now.label ? null : `was named ${plain(old.label)}`;
  const place = placeNote(old, now);
  const role =
    before.role.pattern === after.role.pattern ? null : `was ${ROLE_WORDS[before.role.pattern].toLowerCase()}`;
  const order = moved && place === null ? 'starts in another order' : null;
  const image = keys.delete('image') ? imageNote(old, now) : null;
  const requests = keys.has('resources') ? requestsNote(before, after) : null;
  for (const told of ['name', 'restartPolicy', ...(requests === null ? [] : ['resources'])]) keys.delete(told);
  const details = [...new Set([...keys].flatMap(([key, how]) => DETAILS[key]?.(old, now) ?? `${wordFor(key)} ${how}`))];
  const notes = [name, image, place, order, role, requests, ...details].filter((note) => note !== null);
  if (notes.length === 0) return null;
  return {
    change: 'changed',
    notes,
    was: {
      image: image === null ? null : (old.image?.value ?? ''),
      requests: requests === null ? null : (asked(before) ?? ''),
    },
    lines: [...[name, place, order, role].filter((line) => line !== null), ...otherLines(keys, now)],
  };
}

/** What else differs and is not drawn, in a line for each way in which it does. */
function otherLines(keys: ReadonlyMap<string, Change>, now: Container): string[] {
  // The gate below a native sidecar tells of its probe.
  const isShown = (word: string) =>
    SHOWN.has(word) || (word === WORDS.startupProbe && now.lifecycle === 'native-sidecar');
  return CHANGES.flatMap((how) => {
    const words = [...keys].flatMap(([key, own]) => (own === how && !isShown(wordFor(key)) ? [wordFor(key)] : []));
    return words.length > 0 ? [`${list([...new Set(words)])} ${how}`] : [];
  });
}

/** The keys of a container whose values are not what they were. */
function differing(old: Container, now: Container): Map<string, Change> {
  const [before, after] = [fields(old.source), fields(now.source)];
  const keys = [...new Set([...after.keys(), ...before.keys()])];
  return new Map(
    keys.flatMap((key) => {
      const [was, is] = [before.get(key), after.get(key)];
      if (was && is && isSame(was, is)) return [];
      return [[key, !was ? 'added' : !is ? 'removed' : 'changed'] as const];
    }),
  );
}

/** What a key is called; several may have one word. */
const WORDS: Readonly<Record<string, string>> = {
  envFrom: 'env',
  volumeMounts: 'mounts',
  volumeDevices: 'mounts',
  resources: 'resources',
  startupProbe: 'startup probe',
  livenessProbe: 'liveness probe',
  readinessProbe: 'readiness probe',
  lifecycle: 'hooks',
  imagePullPolicy: 'pull policy',
  securityContext: 'security context',
  workingDir: 'working directory',
};

function wordFor(key: string): string {
  return WORDS[key] ?? plain(key);
}

/** What lines and tags of the picture tell. */
const SHOWN: ReadonlySet<string> = new Set(['mounts']);

/** Of some keys more can be said than that they have changed. */
const DETAILS: Readonly<Record<string, (old: Container, now: Container) => string[]>> = {
  ports: (old, now) => {
    const named = ({ ports }: Container) =>
      new Map(
        ports.map((port) => [`${port.containerPort.value}${port.protocol === 'TCP' ? '' : `/${port.protocol}`}`, port]),
      );
    const notes = eachOf('port', named(old), named(now), () => false);
    return notes.length > 0 ? notes : ['ports changed'];
  },
  volumeMounts: mountNotes,
  volumeDevices: mountNotes,
  env: (old, now) => {
    const named = ({ env }: Container) => new Map(env.map((one) => [one.name.value, one]));
    const notes = eachOf('variable', named(old), named(now), (a, b) => {
      return a.value?.value !== b.value?.value || JSON.stringify(fromOf(a)) !== JSON.stringify(fromOf(b));
    });
    return notes.length === 0 || notes.length > MOST ? ['env changed'] : notes;
  },
};

const MOST = 4;

function fromOf({ from }: Container['env'][number]) {
  return from && [from.kind, from.name?.value, from.key];
}

function mountNotes(old: Container, now: Container): string[] {
  const at = ({ path, volume }: Mount) => path ?? volume.value;
  const named = ({ mounts }: Container) => new Map(mounts.map((mount) => [at(mount), mount]));
  const notes = eachOf('mount', named(old), named(now), (a, b) => {
    if (a.readOnly !== b.readOnly && a.volume.value === b.volume.value)
      return b.readOnly ? 'is read-only now' : 'may write now';
    return a.volume.value !== b.volume.value || a.subPath !== b.subPath;
  });
  return notes.length > 0 ? notes : ['mounts changed'];
}

/** What has come, what is gone, and what of both is another one, perhaps with words for how. */
function eachOf<T>(
  what: string,
  old: ReadonlyMap<string, T>,
  now: ReadonlyMap<string, T>,
  differ: (a: T, b: T) => string | boolean,
): string[] {
  const notes: string[] = [];
  for (const [name, one] of now) {
    const was = old.get(name);
    const how = was === undefined ? 'added' : differ(was, one);
    if (how !== false) notes.push(`${what} ${plain(name)} ${how === true ? 'changed' : how}`);
  }
  for (const name of old.keys()) if (!now.has(name)) notes.push(`${what} ${plain(name)} removed`);
  return notes;
}

/** Which list it stood in, or what else it was there. */
function placeNote(old: Container, now: Container): string | null {
  if (old.lifecycle === now.lifecycle) return null;
  if (old.list !== now.list) return `was in ${old.list}`;
  return old.lifecycle === 'native-sidecar' ? 'was a native sidecar' : 'was no native sidecar';
}

/** `image 4.1.9 → 4.2.0`; the whole references where more than the tag is another one. */
function imageNote(old: Container, now: Container): string {
  const [was, is] = [old.image?.value ?? 'none', now.image?.value ?? 'none'].map(plain) as [string, string];
  const [before, after] = [splitTag(was), splitTag(is)];
  return before && before.name === after?.name ? `image ${before.tag} → ${after.tag}` : `image ${was} → ${is}`;
}

function requestsNote(before: Teammate, after: Teammate): string | null {
  const [was, is] = [asked(before), asked(after)];
  return was === is ? null : `requests ${was ?? 'nothing'} → ${is ?? 'nothing'}`;
}

function asked(member: Teammate): string | null {
  return requestsText({ member, injected: null }, false);
}
