import { RULES } from '../../../rules/index.ts';
import { appOf, type Team } from '../../../traffic/team.ts';
import { annotation } from '../../hover/annotations.ts';
import { viewOf } from '../../hover/view.ts';
import type { Completion } from '../completion.ts';
import { MARK } from '../cursor.ts';
import { type Asking, isAt, metadataSpot, type Place, type SpecSpot } from '../place.ts';
import { entryEdit, valueEdit } from '../write.ts';
import { type KnownKey, knownKeys } from './annotation-keys.ts';
import { explained } from './documentation.ts';

/** Labels and annotations of a pod that injectors, kubectl, Prometheus and we read, and their values. */
export const annotations: Place = (asking) => {
  const spot = metadataSpot(asking.cursor);
  const [of] = spot?.path ?? [];
  if (!spot || (of !== 'labels' && of !== 'annotations') || !isAt(spot.path, of, '*')) return [];
  if (asking.cursor.on === 'key') return keys(asking, spot, of);
  return asking.cursor.on === 'value' ? values(asking, spot, of, String(spot.path[1])) : [];
};

/**
 * First the keys of injectors of which one stands there already, then those for every pod. What operators read on their
 * own objects is theirs: there, only what silences our rules is offered.
 */
function keysFor({ team, pod }: SpecSpot): KnownKey[] {
  const own = ownKeys(team);
  if (pod.partial === 'fragment') return own.filter(({ key }) => key.startsWith('pod-patterns/'));
  const there = new Set(
    knownKeys().flatMap(({ injector, of, key }) => (injector !== null && pod[of].has(key) ? [injector] : [])),
  );
  const rank = ({ key, isSwitch, injector }: KnownKey) => {
    if (injector !== null && there.has(injector)) return 0;
    if (/^(?:pod-patterns|kubectl\.kubernetes\.io)\//.test(key)) return 1;
    return isSwitch ? 2 : 3;
  };
  const names = new Set(own.map(({ key }) => key));
  return [...own, ...knownKeys().filter(({ key }) => !names.has(key))].sort((a, b) => rank(a) - rank(b));
}

const ROLES = ['app', 'init', 'sidecar', 'ambassador', 'adapter', 'config-helper', 'proxy'] as const;

/** Keys that need the names of the containers. */
function ownKeys(team: Team): KnownKey[] {
  const app = appOf(team)?.container.name?.value;
  const named = team.members.flatMap(({ container: { name }, role }) =>
    name && !name.value.includes('{{') ? [{ name: name.value, role }] : [],
  );
  const names = named.map(({ name }) => name);
  const common = { of: 'annotations', example: '', injector: null, isSwitch: true } as const;
  const ours = { ...common, by: 'Pod Patterns' };
  const sorted = app === undefined ? names : [app, ...names.filter((name) => name !== app)];
  return [
    ...(names.length > 0
      ? [{ ...common, key: 'kubectl.kubernetes.io/default-container', values: sorted, by: 'kubectl' }]
      : []),
    { ...ours, key: 'pod-patterns/ignore', values: [] },
    ...named.map(({ name, role }) => {
      const now = ROLES.find((pattern) => pattern === role.pattern) ?? 'app';
      return { ...ours, key: `pod-patterns/role.${name}`, values: [now, ...ROLES.filter((one) => one !== now)] };
    }),
    ...names.map((name) => ({ ...ours, key: `pod-patterns/ignore.${name}`, values: [] })),
  ];
}

function keys(asking: Asking, spot: SpecSpot, of: 'labels' | 'annotations'): Completion[] {
  const { cursor } = asking;
  const there = spot.pod[of];
  return keysFor(spot).flatMap((known): Completion[] => {
    if (known.of !== of || there.has(known.key)) return [];
    const [first] = known.values;
    const value = first ?? known.example;
    const gap = { text: value, ...(known.values.length > 1 ? { choices: known.values } : {}) };
    const main = entryEdit(cursor, known.key, value, [gap]);
    return main ? [completion(asking, spot, known, value, main, 'entry')] : [];
  });
}

function values(asking: Asking, spot: SpecSpot, of: 'labels' | 'annotations', key: string): Completion[] {
  if (/^pod-patterns\/ignore(?:\.|$)/.test(key) && of === 'annotations') return rules(asking);
  const known = keysFor(spot).find((one) => one.of === of && one.key === key);
  return (known?.values ?? []).flatMap((value) => {
    const main = known && valueEdit(asking.cursor, value);
    return main ? [completion(asking, spot, known, value, main, 'value')] : [];
  });
}

/** The rules that may be silenced. */
function rules({ cursor }: Asking): Completion[] {
  return RULES.flatMap(({ id, title, why }): Completion[] => {
    const main = valueEdit(cursor, id);
    const documentation = () => `**${title}**\n\n${why}`;
    return main ? [{ kind: 'value', label: id, detail: title, documentation, filter: id, main, others: [] }] : [];
  });
}

function completion(
  asking: Asking,
  spot: SpecSpot,
  known: KnownKey,
  value: string,
  main: Completion['main'],
  kind: 'entry' | 'value',
): Completion {
  const { key, by } = known;
  const label = kind === 'entry' ? key : value;
  return {
    kind,
    label,
    detail: by,
    documentation: () => explained(main, '', meaning(asking, spot, known, value)),
    filter: label,
    main,
    others: [],
  };
}

/** What a hover would say of it if it stood there. */
function meaning({ file, settings }: Asking, { pod, team }: SpecSpot, { of, key }: KnownKey, value: string): string {
  const at = pod.at;
  const entry = { value, at, via: null, key: at, type: 'string' } as const;
  const written = new Map([...pod[of]].filter(([own]) => own !== MARK)).set(key, entry);
  const view = viewOf(file, { ...team, pod: { ...pod, [of]: written } }, settings);
  return annotation(view, key, entry, of) ?? '';
}
