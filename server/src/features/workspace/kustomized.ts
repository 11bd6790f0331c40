import type { Kustomization } from '../../kubernetes/kustomization.ts';
import { type Reference, refersTo } from '../../kubernetes/referrers.ts';
import type { Referable } from '../../kubernetes/selectors.ts';
import { isUnresolved } from '../../yaml/tree.ts';
import { type Chain, isChanging, type Level, type Levels, SIBLING } from './levels.ts';

/** Where the two ends of a reference are, and how near to each other. */
export interface Ends {
  readonly from: string | null;
  readonly to: string | null;
  readonly level: Level;
}

/**
 * Whether an object refers to a pod, as kustomizations build them; false where that is not certain. Those that build both
 * are followed for both; what only one of the ends goes through must leave the reference as it is written.
 */
export function isReference(levels: Levels, reference: Reference, pod: Referable, ends: Ends): boolean {
  const { from, to, level } = ends;
  if (level === SIBLING && isOpen(reference)) return false;
  const built = levels.packagesOf(from).some((one) => {
    const [before, behind] = [one.get(from ?? ''), one.get(to ?? '')];
    if (!before?.some(isChanging) && !behind?.some(isChanging)) return false;
    return before && behind && namesOn(behind, pod).some((name) => meets(reference, before, pod, behind, name));
  });
  if (built || !refersTo(reference, pod)) return built;
  return (
    from === to || (to !== null && from !== null && levels.areOne(from, to)) || staysSo(levels, reference, pod, ends)
  );
}

/** Whether two namespaces are one, as kustomizations build them. */
export function isOneNamespace(levels: Levels, a: string | null, b: string | null, { from, to }: Ends): boolean {
  if ((a ?? 'default') === (b ?? 'default')) return areSame(levels, a, b, { from, to });
  return levels.packagesOf(from).some((one) => {
    const [before, behind] = [one.get(from ?? ''), one.get(to ?? '')];
    return before && behind && (namespaceOf(before, a) ?? 'default') === (namespaceOf(behind, b) ?? 'default');
  });
}

/** The namespaces in which an object is, or may be, when it is built. */
export function namespacesOf(levels: Levels, folder: string | null, written: string | null): ReadonlySet<string> {
  const chains = levels.packagesOf(folder).map((one) => one.get(folder ?? '') ?? []);
  const names = chains.map((chain) => namespaceOf(chain, written) ?? 'default');
  return new Set(names.length > 0 ? names : [written ?? 'default']);
}

/** The names that kustomizations give, or may give, what has a name: the written one first. */
export function namesOf(levels: Levels, folder: string | null, name: string): readonly string[] {
  const found = new Set([name]);
  for (const one of levels.packagesOf(folder)) {
    let built = name;
    for (const { namePrefix, nameSuffix } of one.get(folder ?? '') ?? []) {
      built = `${namePrefix}${built}${nameSuffix}`;
      found.add(built);
    }
  }
  return [...found];
}

/** The names of which kustomizations around a folder make a name: itself first. */
export function namesBehind(levels: Levels, folder: string | null, name: string): readonly string[] {
  const found = new Set([name]);
  for (const one of levels.packagesOf(folder)) {
    for (const chain of one.values()) {
      for (let last = chain.length; last > 0; last--) {
        const before = chain.slice(0, last).reduceRight(withoutAffixes, name);
        if (before !== '') found.add(before);
      }
    }
  }
  return [...found];
}

/** A name before a kustomization has added to it; '' if it has not made it. */
function withoutAffixes(name: string, { namePrefix, nameSuffix }: Kustomization): string {
  const end = name.length - nameSuffix.length;
  const isMade = end > namePrefix.length && name.startsWith(namePrefix) && name.endsWith(nameSuffix);
  return isMade ? name.slice(namePrefix.length, end) : '';
}

/** The values of the labels that kustomizations add to pods of a folder. */
export function addedLabels(levels: Levels, folder: string | null): ReadonlySet<string> {
  const chains = levels.packagesOf(folder).flatMap((one) => [...one.values()]);
  return new Set(chains.flatMap((chain) => chain.flatMap(({ podLabels }) => [...podLabels.values()])));
}

function meets(reference: Reference, before: Chain, pod: Referable, behind: Chain, name: string | null): boolean {
  const namespace = namespaceOf(behind, pod.manifest.namespace);
  const labels = new Map(pod.labels);
  for (const { podLabels } of behind) for (const [key, value] of podLabels) labels.set(key, { value });
  return refersTo(builtReference(reference, before), { labels, manifest: { ...pod.manifest, name, namespace } });
}

function builtReference(reference: Reference, chain: Chain): Reference {
  const namespace = namespaceOf(chain, reference.namespace);
  const added = chain.flatMap(({ selectorLabels }) => [...selectorLabels]);
  if (reference.kind === 'Service' && reference.selector.size > 0) {
    return { ...reference, namespace, selector: new Map([...reference.selector, ...added]) };
  }
  if (reference.kind === 'NetworkPolicy') {
    const { labels, expressions } = reference.selector;
    return { ...reference, namespace, selector: { labels: new Map([...labels, ...added]), expressions } };
  }
  return { ...reference, namespace };
}

/** Names that a pod's workload has on its way, the written one first. */
function namesOn(chain: Chain, { manifest: { name } }: Referable): readonly (string | null)[] {
  if (name === null) return [null];
  const names = [name];
  for (const { namePrefix, nameSuffix } of chain) names.push(`${namePrefix}${names.at(-1)}${nameSuffix}`);
  return [...new Set(names)];
}

function namespaceOf(chain: Chain, written: string | null): string | null {
  return chain.findLast(({ namespace }) => namespace !== null)?.namespace ?? written;
}

/** Whether a reference stands that leads from one package into another, or out of all. */
function staysSo(levels: Levels, reference: Reference, pod: Referable, ends: Ends): boolean {
  if (!areSame(levels, reference.namespace, pod.manifest.namespace, ends)) return false;
  const chains = (folder: string | null) => levels.packagesOf(folder).map((one) => one.get(folder ?? '') ?? []);
  const isRenamed = chains(ends.to).some((chain) => chain.some((one) => `${one.namePrefix}${one.nameSuffix}` !== ''));
  const byName = 'target' in reference || reference.kind === 'AuthProxyWorkload';
  if (byName) return !isRenamed;
  const wanted = reference.kind === 'Service' ? reference.selector : reference.selector.labels;
  const isRelabelled = chains(ends.to).some((chain) =>
    chain.some(({ podLabels }) => [...podLabels].some(([key, value]) => (wanted.get(key) ?? value) !== value)),
  );
  const isNarrowed =
    reference.kind !== 'PodMonitor' &&
    chains(ends.from).some((chain) =>
      chain.some(({ selectorLabels }) =>
        [...selectorLabels].some(([key, value]) => pod.labels.get(key)?.value !== value),
      ),
    );
  return !isRelabelled && !isNarrowed;
}

/** Whether two namespaces that are one as they are written may be one when they are built. */
function areSame(levels: Levels, a: string | null, b: string | null, { from, to }: Omit<Ends, 'level'>): boolean {
  if (from === to) return true;
  const [here, there] = [namespacesOf(levels, from, a), namespacesOf(levels, to, b)];
  return [...here].some((name) => there.has(name));
}

/** Whether something of a reference is filled in later: in another folder it may be filled in otherwise. */
function isOpen(reference: Reference): boolean {
  if ('target' in reference) return isUnresolved(reference.target.name.value);
  if (reference.kind === 'AuthProxyWorkload') return isUnresolved(reference.selector.name ?? '');
  const labels = reference.kind === 'Service' ? reference.selector : reference.selector.labels;
  return [...labels.values()].some(isUnresolved);
}
