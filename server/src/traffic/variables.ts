import type { Member } from '../helpers/role.ts';
import type { ConfigMap } from '../kubernetes/config-maps.ts';
import type { Container, Pod } from '../kubernetes/pod.ts';
import { onceFor } from '../yaml/once-for.ts';
import type { Located, Span } from '../yaml/span.ts';

/** Longer values and texts are no addresses. */
const MAX_VALUE = 300;
const MAX_TEXT = 20_000;

/**
 * A text of a container's command, arguments or variables with its `$(NAME)` replaced by the variables of the container
 * that are literals, as the kubelet does it; others stay. `values`: what else is known of them.
 */
export function expanded(text: string, container: Container, told?: ReadonlyMap<string, string>): string {
  if (!namesVariable(text)) return text;
  const values = told ?? literals(container);
  if (values.size === 0) return text;
  let result = text;
  // Variables may name variables that stand before them.
  for (let rounds = 0; rounds < 3 && result.includes('$(') && result.length < MAX_TEXT; rounds++) {
    result = result.replace(/\$\(([A-Za-z_][\w.-]*)\)/g, (written, name: string) => {
      const value = values.get(name);
      return value === undefined || value.length > MAX_VALUE ? written : value;
    });
  }
  return result;
}

/** The words of a command line, each `expanded`. */
export function expandedWords(
  words: readonly Located<string>[],
  container: Container,
  told?: ReadonlyMap<string, string>,
): readonly Located<string>[] {
  if (!words.some(({ value }) => namesVariable(value))) return words;
  return words.map((word) => ({ ...word, value: expanded(word.value, container, told) }));
}

/** Whether a text may name a variable that the kubelet fills in. */
export function namesVariable(text: string): boolean {
  return text.includes('$(');
}

/** The literal values of a container's variables; the last of equal names wins. */
export function literals(container: Container): ReadonlyMap<string, string> {
  return container.env.length === 0 ? NO_VARIABLES.values : literalsIn(container);
}

const literalsIn = onceFor((container: Container): ReadonlyMap<string, string> => {
  const values = new Map<string, string>();
  for (const { name, value } of container.env) {
    if (value) values.set(name.value, value.value);
    else values.delete(name.value);
  }
  return values;
});

/** A variable of a container whose value the manifests tell. */
export interface Variable {
  readonly name: string;
  readonly value: string;
  /** In the document of the pod: its value; where that stands in a ConfigMap, the name of the variable or of the ConfigMap. */
  readonly at: Span;
  /** Where the value stands: with the variable, in a ConfigMap of which it names a key, or in one that is taken as a whole. */
  readonly from: 'literal' | 'key' | 'whole';
  /** Whether others take the same ConfigMap as a whole, so that what it says of a program may be meant for them. */
  readonly copied: boolean;
}

/** What is known of the variables of a container. */
export interface Variables {
  /** Each name once, with the value that counts: `env` wins over `envFrom`, what comes later over what comes before. */
  readonly all: readonly Variable[];
  readonly values: ReadonlyMap<string, string>;
  /** Whether `envFrom` may add others that are not known. */
  readonly open: boolean;
}

/** A container of which more variables may be known than those that stand in it. */
export type Told = Member & { readonly variables?: Variables };

/** The variables of a member, as far as they are known. */
export function variablesOf({ container, variables }: Pick<Told, 'container' | 'variables'>): Variables {
  return variables ?? variablesAlone(container);
}

const variablesAlone = onceFor((container: Container): Variables => readVariables(container, NO_MAPS));

/** The ConfigMaps that the containers of a pod may name. */
export interface Maps {
  readonly configMaps: ReadonlyMap<string, ConfigMap>;
  /** Names of those that several containers take as a whole. */
  readonly shared: ReadonlySet<string>;
}

/** The ConfigMaps of a pod's namespace for its containers; of equal names the last one counts. */
export function mapsFor({ containers }: Pick<Pod, 'containers'>, configMaps: readonly ConfigMap[]): Maps {
  if (configMaps.length === 0 || !containers.some(namesMap)) return NO_MAPS;
  const taken = new Set<string>();
  const shared = new Set<string>();
  for (const { envFrom, lifecycle } of containers) {
    const names = new Set(envFrom.map(({ name }) => name.value));
    for (const name of names) {
      // An init container that ends serves nobody.
      if (taken.has(name) || lifecycle === 'init') shared.add(name);
      if (lifecycle !== 'init') taken.add(name);
    }
  }
  return { configMaps: new Map(configMaps.map((one) => [one.name, one])), shared };
}

const NO_MAPS: Maps = { configMaps: new Map(), shared: new Set() };

function namesMap({ env, envFrom }: Container): boolean {
  return envFrom.length > 0 || env.some(({ from }) => from?.kind === 'configMapKeyRef');
}

/** Reads the variables of a container, whose values may stand in ConfigMaps. */
export function readVariables(container: Container, { configMaps, shared }: Maps): Variables {
  if (container.env.length === 0 && container.envFrom.length === 0) return NO_VARIABLES;
  const found = new Map<string, Variable | null>();
  let open = false;
  for (const { kind, name, prefix } of container.envFrom) {
    const data = kind === 'configMapRef' ? configMaps.get(name.value)?.data : undefined;
    open ||= data === undefined || data.size > MAX_KEYS;
    const copied = shared.has(name.value);
    for (const [key, { value }] of [...(data ?? [])].slice(0, MAX_KEYS)) {
      const variable = { name: prefix + key, value, at: name.at, from: 'whole', copied } as const;
      if (isSetting(variable)) found.set(variable.name, variable);
    }
  }
  let fromMaps = found.size > 0;
  for (const { name: at, value, from } of container.env) {
    const name = at.value;
    const map = from?.kind === 'configMapKeyRef' && from.name ? configMaps.get(from.name.value) : undefined;
    const told = from?.key == null ? undefined : map?.data.get(from.key)?.value;
    if (value) found.set(name, { name, value: value.value, at: value.at, from: 'literal', copied: false });
    else found.set(name, told === undefined ? null : { name, value: told, at: at.at, from: 'key', copied: false });
    fromMaps ||= told !== undefined;
  }
  const all = [...found.values()].filter((variable) => variable !== null);
  if (!fromMaps) return new OnlyLiterals(container, all, open);
  return { all, values: new Map(all.map(({ name, value }) => [name, value])), open };
}

/** The variables of a container to which no ConfigMap adds any: few ask for their values by name. */
class OnlyLiterals implements Variables {
  readonly all: readonly Variable[];
  readonly open: boolean;
  readonly #container: Container;

  constructor(container: Container, all: readonly Variable[], open: boolean) {
    this.#container = container;
    this.all = all;
    this.open = open;
  }

  get values(): ReadonlyMap<string, string> {
    return literals(this.#container);
  }
}

const NO_VARIABLES: Variables = { all: [], values: new Map(), open: false };

/** Many containers may take one ConfigMap; more keys are no settings that a person has written. */
const MAX_KEYS = 300;

/** A ConfigMap often holds files beside settings: nobody reads those as variables. */
function isSetting({ name, value }: Pick<Variable, 'name' | 'value'>): boolean {
  return (
    !value.trimEnd().includes('\n') && !/\.(?:ya?ml|json|conf|cnf|cfg|ini|toml|properties|xml|sh|py|sql)$/.test(name)
  );
}
