import { type Askers, NO_ASKERS } from '../kubernetes/askers.ts';
import type { AuthProxyWorkload } from '../kubernetes/auth-proxy-workloads.ts';
import type { TextMap } from '../kubernetes/manifest.ts';
import type { Namespace } from '../kubernetes/namespaces.ts';
import type { Pod } from '../kubernetes/pod.ts';
import { NATIVE_SIDECARS_SINCE } from '../kubernetes/versions.ts';
import type { YamlDocument } from '../yaml/parse.ts';
import type { Span } from '../yaml/span.ts';
import { isUnresolved } from '../yaml/tree.ts';
import type { Catalog } from './catalog.ts';
import type { Helper, Pattern } from './helper.ts';
import {
  type Added,
  type AddedResources,
  type Asking,
  type End,
  FALSE,
  type Injector,
  type Switch,
  TRUE,
} from './injector.ts';
import { INJECTORS } from './injectors.ts';
import type { Evidence } from './role.ts';

/** A container that is not in the manifest: an injector will add it, because something in the file asks for it. */
export interface Expected {
  readonly injector: Injector;
  readonly name: string;
  /** The name of the one that comes in its place in some installations. */
  readonly or: string | null;
  readonly helper: Helper | null;
  readonly lifecycle: 'init' | 'native-sidecar' | 'container';
  /** At which end of its list it will stand; null where that is not known. */
  readonly end: End | null;
  /** The label, annotation or variable that asks for it; the pod where another document asks. */
  readonly at: Span;
  readonly evidence: readonly Evidence[];
  /** What it depends on beside the manifest, as clauses for people. That the injector is installed, always. */
  readonly depends: readonly string[];
  /** Quantities by resource, as far as the injector's defaults and the annotations tell. */
  readonly requests: ReadonlyMap<string, string>;
  readonly limits: ReadonlyMap<string, string>;
}

/**
 * The containers that injectors will add to a pod, for a minor version of Kubernetes. One that the pod already has under
 * its name is none of them. `meshNative`: what people know of their control plane, whether it injects native sidecars
 * unless a pod asks otherwise; null for nothing. `askers`: those that are about the pod.
 */
export function expectedOf(
  pod: Pod,
  catalog: Catalog,
  kubernetes: number,
  meshNative: boolean | null = null,
  askers: Askers = NO_ASKERS,
): readonly Expected[] {
  if (!readsTemplate(pod) || !mayAsk(pod, askers)) return NONE;
  const names = new Set(pod.containers.map(({ name }) => name?.value));
  const expected: Expected[] = [];
  for (const injector of INJECTORS) {
    const requests = requestsFor(pod, injector, askers);
    if (requests.length === 0 || (injector.hostNetwork && pod.hostNetwork)) continue;
    const form = formOf(pod, injector, kubernetes, meshNative);
    const asking = askingOf(pod, form.native);
    for (const { reasons, containers } of requests) {
      for (const added of containers) {
        if (names.has(added.name) || (added.or !== undefined && names.has(added.or))) continue;
        if (added.when && !added.when(asking)) continue;
        names.add(added.name);
        expected.push(expectedFrom(pod, injector, added, reasons, form, asking, catalog));
      }
    }
  }
  return expected;
}

/** The labels and annotations by which pods ask for injectors, or forbid them. */
const SWITCHES: ReadonlySet<string> = new Set(INJECTORS.flatMap(({ switches }) => switches.map(({ key }) => key)));

/** Whether anything may ask for an injector, by a cheap look: about most pods nothing does. */
function mayAsk(pod: Pod, { namespaces, authProxyWorkloads }: Askers): boolean {
  if (namespaces.length > 0 || authProxyWorkloads.length > 0) return true;
  for (const key of pod.annotations.keys()) if (SWITCHES.has(key)) return true;
  for (const key of pod.labels.keys()) if (SWITCHES.has(key)) return true;
  return INJECTORS.some(({ asked }) => asked?.(pod));
}

/** Containers that are asked for, and why. */
interface Request {
  readonly reasons: readonly [Asked, ...Asked[]];
  readonly containers: readonly Added[];
}

function requestsFor(pod: Pod, injector: Injector, { namespaces, authProxyWorkloads }: Askers): Request[] {
  const { containers } = injector;
  const asked = askedBy(pod, injector, namespaces);
  const selecting = injector.selectedBy === 'AuthProxyWorkload' ? authProxyWorkloads : [];
  return [
    ...(asked ? [{ reasons: [asked] as const, containers }] : []),
    ...selecting.map((one) => ({
      reasons: selectionBy(one, pod),
      containers: containers.map((added) => ({ ...added, name: nameFor(added, one) })),
    })),
  ];
}

function selectionBy({ document, name, selector, ports }: AuthProxyWorkload, pod: Pod): Request['reasons'] {
  const served = ports.map(({ value, at }) => writtenIn(document, pod, `an instance is served on port ${value}`, at));
  return [writtenIn(document, pod, `the AuthProxyWorkload ${name} selects it`, selector.at), ...served];
}

function nameFor(added: Added, { namespace, name }: AuthProxyWorkload): string {
  return added.name.replace('<namespace>', () => namespace ?? 'default').replace('<name>', () => name);
}

function writtenIn(document: YamlDocument, pod: Pod, text: string, at: Span): Asked {
  return document === pod.document ? { text, at } : { text, at, document };
}

/** What an expected container will be to its pod. */
export function patternOf({ lifecycle, helper }: Pick<Expected, 'lifecycle' | 'helper'>): Pattern {
  return lifecycle === 'init' ? 'init' : (helper?.pattern ?? 'sidecar');
}

const NONE: readonly Expected[] = [];

/** Whether the labels and annotations that were read are those of the pods: an operator's own object passes on its own choice. */
function readsTemplate(pod: Pod): boolean {
  return (pod.shape === 'pod-spec' || pod.shape === 'argo-template') && pod.partial !== 'fragment';
}

/** A reason that has a place. */
export type Asked = Evidence & { readonly at: Span };

/** What in a pod, or its Namespace, asks for an injector; null if nothing does, or something forbids it. */
export function askedBy(pod: Pod, injector: Injector, namespaces: readonly Namespace[] = []): Asked | null {
  const forbids = injector.namespace?.forbids;
  if (forbids && namespaces.some((namespace) => decisionOf(namespace, [forbids])?.state === 'off')) return null;
  const own = decisionOf(pod, injector.switches);
  if (own?.state === 'off' || (own && !needed(pod, injector))) return null;
  if (own) return { text: own.text, at: own.at };
  const asked = injector.asked?.(pod);
  if (asked?.at) return { text: asked.text, at: asked.at };
  return askedByNamespace(pod, injector, namespaces);
}

function askedByNamespace(pod: Pod, { namespace: around }: Injector, namespaces: readonly Namespace[]): Asked | null {
  if (!around || (around.refusedBy && decisionOf(pod, [around.refusedBy])?.state === 'off')) return null;
  for (const namespace of namespaces) {
    const found = decisionOf(namespace, around.switches, ` of the Namespace ${namespace.name}`);
    if (found?.state === 'on') return writtenIn(namespace.document, pod, found.text, found.at);
  }
  return null;
}

/** What the first of some switches decides that has a value it knows; null if there is none. */
function decisionOf(holder: Pick<Pod, 'labels' | 'annotations'>, switches: readonly Switch[], whose = '') {
  for (const one of switches) {
    const written = mapOf(holder, one).get(one.key);
    const state = written ? stateOf(one, written.value) : 'unknown';
    if (!written || state === 'unknown') continue;
    const text = `the ${one.in} ${one.key}${whose} is "${written.value}"`;
    return { state, text, at: written.via ?? written.key };
  }
  return null;
}

/** Whether what an injector needs beside its switch is there. */
export function needed(pod: Pod, { needs }: Injector): boolean {
  const value = needs && mapOf(pod, needs).get(needs.key)?.value;
  return !needs || (value !== undefined && stateOf(needs, value) === 'on');
}

/** What a value of a switch means. `unknown` also stands for a value that is filled in later. */
export function stateOf({ on, off }: Switch, value: string): 'on' | 'off' | 'unknown' {
  if (isUnresolved(value)) return 'unknown';
  if (off.includes(value)) return 'off';
  return on === 'any' || on.includes(value) ? 'on' : 'unknown';
}

function mapOf({ labels, annotations }: Pick<Pod, 'labels' | 'annotations'>, one: Switch): TextMap {
  return one.in === 'label' ? labels : annotations;
}

/** In which form the helpers of an injector come, and how sure that is. */
export interface Form {
  readonly native: boolean;
  /** The annotation that decides it. */
  readonly by: Asked | null;
  /** What it depends on; null where the manifest decides. */
  readonly depends: string | null;
}

/** Whether an injector adds its helpers as native sidecars to a pod. */
export function formOf(pod: Pod, injector: Injector, kubernetes: number, meshNative: boolean | null): Form {
  const { native, mesh } = injector;
  if (!native || kubernetes < NATIVE_SIDECARS_SINCE) return { native: false, by: null, depends: null };
  for (const key of native.keys) {
    const written = pod.annotations.get(key);
    const value = written ? booleanIn(written.value) : null;
    if (!written || value === null) continue;
    const by = { text: `the annotation ${key} is "${written.value}"`, at: written.via ?? written.key };
    return { native: value, by, depends: null };
  }
  if (mesh && meshNative !== null) return { native: meshNative, by: null, depends: null };
  return { native: native.since !== null && kubernetes >= native.since, by: null, depends: native.depends };
}

function booleanIn(value: string): boolean | null {
  if (TRUE.includes(value)) return true;
  return FALSE.includes(value) ? false : null;
}

function askingOf(pod: Pod, native: boolean): Asking {
  const value = (key: string) => {
    const written = pod.annotations.get(key)?.value;
    return written === undefined || isUnresolved(written) ? null : written;
  };
  return { native, value, flag: (key, otherwise) => booleanIn(value(key) ?? '') ?? otherwise };
}

function expectedFrom(
  pod: Pod,
  injector: Injector,
  added: Added,
  reasons: Request['reasons'],
  form: Form,
  asking: Asking,
  catalog: Catalog,
): Expected {
  const helps = added.kind === 'helper';
  const amounts = added.resources ? amountsOf(pod, added.resources) : NOTHING;
  return {
    injector,
    name: added.name,
    or: added.or ?? null,
    helper: added.helper === null ? null : catalog.byId(added.helper),
    lifecycle: helps ? (form.native ? 'native-sidecar' : 'container') : 'init',
    end: added.end?.(asking) ?? null,
    at: reasons[0].document ? pod.at : reasons[0].at,
    evidence: [...reasons, ...(helps && form.by ? [form.by] : []), ...amounts.evidence],
    depends: [
      ...(injector.depends === undefined ? [] : [injector.depends]),
      ...(helps && form.depends !== null ? [form.depends] : []),
    ],
    requests: amounts.requests,
    limits: amounts.limits,
  };
}

interface AddedAmounts {
  readonly requests: ReadonlyMap<string, string>;
  readonly limits: ReadonlyMap<string, string>;
  readonly evidence: readonly Evidence[];
}

const NOTHING: AddedAmounts = { requests: new Map(), limits: new Map(), evidence: [] };

/** What an added container requests and is limited to in a pod, with the annotations that say so. */
function amountsOf(pod: Pod, resources: AddedResources): AddedAmounts {
  const [requests, limits] = [annotated(pod, resources.requestKeys), annotated(pod, resources.limitKeys)];
  const evidence = [...requests.values(), ...limits.values()].map(({ key, at, value }) => {
    return { text: `the annotation ${key} is "${value}"`, at };
  });
  const drops = resources.replaces === 'all' && evidence.length > 0;
  const merged = {
    requests: new Map(drops ? [] : Object.entries(resources.requests)),
    limits: new Map(drops ? [] : Object.entries(resources.limits)),
  };
  if (resources.replaces === 'pair') {
    for (const [resource, { value }] of requests) merged.limits.set(resource, value);
    // A limit of 0 stands for none.
    for (const [resource, { value }] of limits) if (value !== '0') merged.requests.set(resource, value);
  }
  for (const [resource, { value }] of requests) merged.requests.set(resource, value);
  for (const [resource, { value }] of limits) merged.limits.set(resource, value);
  for (const [resource, value] of merged.limits) if (value === '0') merged.limits.delete(resource);
  return { ...merged, evidence };
}

function annotated(pod: Pod, keys: Readonly<Record<string, string>>) {
  const found = new Map<string, { readonly key: string; readonly value: string; readonly at: Span }>();
  for (const [resource, key] of Object.entries(keys)) {
    const written = pod.annotations.get(key);
    if (written) found.set(resource, { key, value: written.value, at: written.via ?? written.key });
  }
  return found;
}
