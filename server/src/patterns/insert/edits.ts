import { ownMapping } from '../../edits/fields.ts';
import { keysBefore } from '../../edits/key-order.ts';
import type { Pod } from '../../kubernetes/pod.ts';
import { workloadKinds } from '../../kubernetes/workloads.ts';
import { type Addition, addEntries, addEntry, addItems, editsOf, isShared } from '../../yaml/edit/additions.ts';
import { writtenValue } from '../../yaml/edit/find.ts';
import { isPrintedWith, parentOf } from '../../yaml/edit/place.ts';
import { fields } from '../../yaml/read.ts';
import type { Edit } from '../../yaml/span.ts';
import type { Mapping } from '../../yaml/tree.ts';
import type { Record } from '../pattern.ts';
import type { ContainerList, InsertRefusal } from './insertion.ts';
import { isRecord } from './names.ts';
import type { Plan } from './plan.ts';

/** The edits that write a plan into the text of a pod, in its style. */
export function insertionEdits(pod: Pod, plan: Plan): readonly Edit[] | InsertRefusal {
  const { helper } = plan;
  const container = helper ? addToSpec(pod, helper.list, [helper.container], helper.index) : [];
  if ('refusal' in container) return container;
  const others = otherAdditions(pod, plan, container[0]?.edit.at.start ?? pod.at.start);
  if ('refusal' in others) return others;
  const edits = editsOf(pod.document, [...others, ...container]);
  return edits ?? { refusal: 'two of its changes meet in one place of the text' };
}

/** Keys of a pod spec before which the init containers stand, and behind which the volumes do. */
const LIST_PLACES = {
  initContainers: { before: ['containers'] },
  containers: { after: ['initContainers'] },
  volumes: { after: ['initContainers', 'containers'] },
} as const;

/** Everything but the container; `at` is where that goes: what it needs must be printed wherever it is. */
export function otherAdditions(pod: Pod, plan: Plan, at: number): readonly Addition[] | InsertRefusal {
  const volumes = addToSpec(pod, 'volumes', plan.volumes);
  if ('refusal' in volumes) return volumes;
  const app = appAdditions(pod, plan);
  if ('refusal' in app) return app;
  const spec = specAdditions(pod, plan);
  if ('refusal' in spec) return spec;
  const metadata = metadataAdditions(pod, plan);
  if ('refusal' in metadata) return metadata;
  const places = [at, ...app.map(({ edit }) => edit.at.start)];
  const { template } = pod.document;
  for (const [key, additions] of Object.entries({ volumes, spec, [metadataOf(plan).join(' and ')]: metadata })) {
    const isKnown = ({ edit }: Addition) => places.every((place) => isPrintedWith(template, edit.at.start, place));
    if (!additions.every(isKnown)) return { refusal: printed(key) };
  }
  return [...metadata, ...spec, ...app, ...volumes];
}

function addToSpec(
  pod: Pod,
  key: ContainerList | 'volumes',
  values: readonly Record[],
  index?: number,
): readonly Addition[] | InsertRefusal {
  if (values.length === 0) return [];
  const spec = ownMapping(pod.spec);
  if (!spec || isShared(pod.document, writtenValue(spec, key) ?? spec)) return { refusal: shared('the pod') };
  if (!fields({ node: spec, via: null }).has(key) && isOfUnknownKind(pod)) {
    return { refusal: `it is not known whether the kind ${pod.manifest.kind} has ${key}` };
  }
  const where = { ...LIST_PLACES[key], ...(index === undefined ? {} : { index }) };
  return addItems(pod.document, spec, key, values, where) ?? { refusal: reasonFor(pod, spec, key) };
}

function appAdditions(pod: Pod, { app }: Plan): readonly Addition[] | InsertRefusal {
  if (!app || app.env.length + app.volumeMounts.length === 0) return [];
  const { label, source } = app.member.container;
  const mapping = ownMapping(source);
  if (!mapping || isShared(pod.document, mapping)) return { refusal: shared(`"${label}"`) };
  const lists = [
    ['env', app.env],
    ['volumeMounts', app.volumeMounts],
  ] as const;
  const additions: Addition[] = [];
  for (const [key, values] of lists) {
    const held = writtenValue(mapping, key);
    if (values.length > 0 && held && isShared(pod.document, held)) return { refusal: shared(key) };
    const added = addItems(pod.document, mapping, key, values, { after: keysBefore(key) });
    if (!added) return { refusal: reasonFor(pod, mapping, key) };
    additions.push(...added);
  }
  return additions;
}

function specAdditions(pod: Pod, plan: Plan): readonly Addition[] | InsertRefusal {
  const wanted = Object.entries(plan.spec);
  if (wanted.length === 0) return [];
  const spec = ownMapping(pod.spec);
  if (!spec || isShared(pod.document, spec)) return { refusal: shared('the pod') };
  const additions: Addition[] = [];
  for (const [key, value] of wanted) {
    const held = writtenValue(spec, key);
    if (held && isShared(pod.document, held)) return { refusal: shared(key) };
    const where = { before: ['initContainers', 'containers'] };
    const added = isRecord(value)
      ? addEntries(pod.document, spec, key, value, where)
      : addEntry(pod.document, spec, key, value, where);
    if (!added) return { refusal: reasonFor(pod, spec, key) };
    additions.push(...added);
  }
  return additions;
}

/** What of the pod's metadata a plan adds to. */
function metadataOf(plan: Plan): readonly ('labels' | 'annotations')[] {
  return (['labels', 'annotations'] as const).filter((key) => Object.keys(plan[key]).length > 0);
}

/** Labels and annotations, in the metadata of the pod, which is made if it is missing. */
function metadataAdditions(pod: Pod, plan: Plan): readonly Addition[] | InsertRefusal {
  const keys = metadataOf(plan);
  const wanted = keys.map((key) => [key, plan[key]] as const);
  if (wanted.length === 0) return [];
  const spec = ownMapping(pod.spec);
  const parent = spec && parentOf(pod.document, spec)?.node;
  const owner = parent?.kind === 'mapping' && holdsMetadata(pod, parent) ? parent : null;
  if (!owner) {
    return { refusal: `it is not known where the kind ${pod.manifest.kind} has the ${keys.join(' and ')} of its pods` };
  }
  if (isShared(pod.document, owner)) return { refusal: shared('the pod') };
  const metadata = writtenValue(owner, 'metadata');
  if (metadata?.kind !== 'mapping' || metadata.entries.length === 0) {
    const added = addEntries(pod.document, owner, 'metadata', Object.fromEntries(wanted), { before: ['spec'] });
    return added ?? { refusal: reasonFor(pod, owner, 'metadata') };
  }
  if (isShared(pod.document, metadata)) return { refusal: shared('metadata') };
  const additions: Addition[] = [];
  for (const [key, texts] of wanted) {
    const held = writtenValue(metadata, key);
    if (held && isShared(pod.document, held)) return { refusal: shared(key) };
    const where = { after: key === 'labels' ? ['name', 'namespace'] : ['name', 'namespace', 'labels'] };
    const added = addEntries(pod.document, metadata, key, texts, where);
    if (!added) return { refusal: reasonFor(pod, metadata, key) };
    additions.push(...added);
  }
  return additions;
}

/** Whether the mapping around a pod spec has the metadata of the pod: it is a Pod, or a template. */
function holdsMetadata({ document, manifest }: Pod, owner: Mapping): boolean {
  if (owner === manifest.root.node) return manifest.kind === 'Pod';
  const parent = parentOf(document, owner);
  const key = parent?.node.kind === 'mapping' ? parent.node.entries[parent.index]?.key.text : null;
  return /template$/i.test(key ?? '');
}

/** Whether a pod was found only by its shape, so that nobody knows which further keys its kind has. */
function isOfUnknownKind({ manifest, runs }: Pod): boolean {
  return runs === 'engine' && workloadKinds(manifest.apiVersion, manifest.kind, []) === 'by-shape';
}

function reasonFor({ document }: Pod, mapping: Mapping, key: string): string {
  const value = writtenValue(mapping, key);
  if (value?.kind === 'alias' || (!value && fields({ node: mapping, via: null }).has(key))) return shared(key);
  return document.template ? printed(key) : `nothing can be added to ${key} as it is written`;
}

function shared(what: string): string {
  return `${what} is shared through an anchor, so that other places would change too`;
}

function printed(key: string): string {
  return `template actions decide about ${key}, so that nothing can be added there safely`;
}
