import { CATALOG, hasWords } from '../../../helpers/catalog.ts';
import type { Helper } from '../../../helpers/helper.ts';
import { parseImage } from '../../../helpers/image.ts';
import { provenHelper } from '../../../helpers/role.ts';
import { PATTERNS } from '../../../patterns/library.ts';
import { PLACE } from '../../../patterns/parameters.ts';
import type { ContainerPattern } from '../../../patterns/pattern.ts';
import { isForOthers, plainName, speaksOfItself } from '../../../traffic/calls/address-names.ts';
import { isListenVariable } from '../../../traffic/ports/listen-names.ts';
import { child, text } from '../../../yaml/read.ts';
import { code } from '../../hover/markdown.ts';
import { PATTERN_WORDS } from '../../role-words.ts';
import type { Completion } from '../completion.ts';
import { type Asking, type ContainerSpot, containerSpot, holderOf, isAt, type Place } from '../place.ts';
import { canGrow, itemsEdit, valueEdit } from '../write.ts';
import { type Neighbour, neighboursOf } from './addresses.ts';
import { explained } from './documentation.ts';

/** Variables with the address of a helper of the pod, their names, and the values of variables that look like an address. */
export const env: Place = (asking) => {
  const spot = containerSpot(asking.cursor);
  if (spot?.path[0] !== 'env') return [];
  if (asking.cursor.on === 'item' && isAt(spot.path, 'env', '*')) return variables(asking, spot);
  if (asking.cursor.on !== 'value') return [];
  if (isAt(spot.path, 'env', '*', 'name')) return names(asking, spot);
  return isAt(spot.path, 'env', '*', 'value') ? values(asking, spot) : [];
};

type Variable = { readonly name: string; readonly value: string };

/** For each neighbour the variables by which our patterns tell its address, as far as the container lacks them. */
function missingIn({ team, member }: ContainerSpot): { neighbour: Neighbour; missing: Variable[] }[] {
  const known = new Set([...member.container.env.map(({ name }) => name.value), ...member.variables.values.keys()]);
  return neighboursOf(team, member).flatMap((neighbour) => {
    const missing = addressOf(neighbour).filter(({ name }) => !known.has(name));
    return missing.length > 0 ? [{ neighbour, missing }] : [];
  });
}

function variables({ cursor }: Asking, spot: ContainerSpot): Completion[] {
  return missingIn(spot).flatMap(({ neighbour, missing }): Completion[] => {
    const main = itemsEdit(cursor, missing);
    if (!main) return [];
    const { label } = neighbour.member.container;
    const names = missing.map(({ name }) => name).join(', ');
    return [
      {
        kind: 'item',
        label: names,
        detail: `address of ${label}`,
        documentation: () => explained(main, '- ', `${who(neighbour)} ${SHARED}`),
        filter: `${names} ${label} address`,
        main,
        others: [],
      },
    ];
  });
}

const SHARED = 'All containers of a pod share `127.0.0.1`.';

/** The names of these variables, each with its value where the item has nothing else yet. */
function names({ cursor }: Asking, spot: ContainerSpot): Completion[] {
  const holder = holderOf(cursor);
  if (holder?.kind !== 'mapping') return [];
  const isAlone = holder.entries.length === 1 && canGrow(cursor);
  const offered = new Set<string>();
  return missingIn(spot).flatMap(({ neighbour, missing }) =>
    missing.flatMap(({ name, value }): Completion[] => {
      const main = offered.has(`${name}=${value}`) ? null : valueEdit(cursor, name, isAlone ? { value } : {});
      if (!main) return [];
      offered.add(`${name}=${value}`);
      const { label } = neighbour.member.container;
      return [
        {
          kind: 'value',
          label: name,
          detail: `${value} (${label})`,
          documentation: () => explained(main, 'name: ', `${who(neighbour)} ${SHARED}`),
          filter: `${name} ${label} address`,
          main,
          others: [],
        },
      ];
    }),
  );
}

/** A sentence on a neighbour. */
function who({ member, ports }: Neighbour): string {
  const { container, role } = member;
  const what = role.helper ? role.helper.title : PATTERN_WORDS[role.pattern];
  return `${code(container.label)} (${what}) listens on ${ports.join(', ')}.`;
}

/** The variables of our patterns for the helper, with the port on which it serves here. */
function addressOf({ member, ports }: Neighbour): Variable[] {
  const helper = provenHelper(member);
  const pattern = helper && (addresses().get(helper.id) ?? (helper.function === 'db-ambassador' ? DATABASE : null));
  if (!pattern) return [];
  const [only] = ports;
  const variables = pattern.variables.map(({ name, value }) => {
    const filled = value.replace(PLACE, (place, key: string) => {
      const usual = Number(pattern.defaults.get(key));
      const port = ports.includes(usual) ? usual : ports.length === 1 ? only : undefined;
      return key.endsWith('port') && port !== undefined ? String(port) : place;
    });
    return { name, value: filled };
  });
  const serves = ({ value }: Variable) => {
    const port = /^(?:[a-z]+:\/\/)?(?:127\.0\.0\.1|localhost):(\d+)/.exec(value)?.[1];
    return !value.includes('${') && (port === undefined || ports.includes(Number(port)));
  };
  return variables.every(serves) ? variables : [];
}

interface Addresses {
  readonly variables: readonly Variable[];
  /** Of the parameters of the pattern. */
  readonly defaults: ReadonlyMap<string, string>;
}

/** Every database proxy is told in the same two variables. */
const DATABASE: Addresses = {
  variables: [
    { name: 'DB_HOST', value: '127.0.0.1' },
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the place of a parameter
    { name: 'DB_PORT', value: '${port}' },
  ],
  defaults: new Map(),
};

let made: ReadonlyMap<string, Addresses> | undefined;

/** What our patterns tell the application of the address of their helper, by its id in the catalogue. */
function addresses(): ReadonlyMap<string, Addresses> {
  made ??= new Map(
    PATTERNS.flatMap((pattern) => {
      const helper = pattern.scope === 'container' ? helperOf(pattern) : null;
      const variables = pattern.scope === 'container' ? pattern.app.env.flatMap(literal) : [];
      const isAddress = variables.some(({ value }) => /127\.0\.0\.1|localhost/.test(value));
      if (helper === null || !isAddress) return [];
      const defaults = new Map(
        pattern.parameters.flatMap((one) => (one.default === null ? [] : [[one.key, one.default]])),
      );
      return [[helper, { variables, defaults }] as const];
    }),
  );
  return made;
}

/** The helper that the container of a pattern is: an image may be that of several, of other roles or with other words. */
function helperOf({ container, pattern }: ContainerPattern): string | null {
  if (typeof container?.image !== 'string') return null;
  const { repository, tag } = parseImage(container.image);
  const words = [container.command, container.args].flat().filter((word) => typeof word === 'string');
  const isIt = (helper: Helper) => helper.pattern === pattern && hasWords(helper, words);
  return CATALOG.byImage(repository, tag).find(isIt)?.id ?? null;
}

function literal({ name, value }: ContainerPattern['app']['env'][number]): Variable[] {
  return typeof name === 'string' && typeof value === 'string' ? [{ name, value }] : [];
}

/** The addresses of the neighbours, in the form that the name of the variable asks for. */
function values({ cursor }: Asking, { team, member }: ContainerSpot): Completion[] {
  const holder = holderOf(cursor);
  const written = holder && text(child({ node: holder, via: null }, 'name'))?.value;
  const name = plainName(written ?? '');
  const form = formOf(name);
  if (form === null || isListenVariable(name) || isForOthers(name) || (speaksOfItself(name) && !/_PORT$/.test(name))) {
    return [];
  }
  const typed = cursor.typed.replace(/^["']/, '');
  const scheme = form === 'address' ? (/^[a-z][a-z\d+.-]*:\/\//i.exec(typed)?.[0] ?? '') : '';
  const offered = new Map<string, Neighbour>();
  for (const neighbour of neighboursOf(team, member)) {
    for (const value of valuesIn(form, scheme, neighbour)) if (!offered.has(value)) offered.set(value, neighbour);
  }
  return [...offered].flatMap(([value, neighbour]): Completion[] => {
    const main = valueEdit(cursor, value);
    if (!main) return [];
    const { label } = neighbour.member.container;
    return [
      {
        kind: 'value',
        label: value,
        detail: label,
        documentation: () => explained(main, '', who(neighbour)),
        filter: `${value} ${label}`,
        main,
        others: [],
      },
    ];
  });
}

/** What a variable holds by its name. */
function formOf(name: string): 'host' | 'port' | 'address' | null {
  if (/(?:^|_)PORT$|[A-Z]PORT$/.test(name)) return name === 'PORT' ? null : 'port';
  if (/HOST$|HOST_?NAME$|HOSTS$/.test(name)) return 'host';
  return /(?:URL|URI|ADDR|ADDRESS|ENDPOINT|SERVERS?|TARGET|DSN|BROKERS?|UPSTREAM)$/.test(name) ? 'address' : null;
}

function valuesIn(form: 'host' | 'port' | 'address', scheme: string, { ports }: Neighbour): string[] {
  if (form === 'host') return ['127.0.0.1'];
  return ports.map((port) => (form === 'port' ? String(port) : `${scheme}127.0.0.1:${port}`));
}
