import type { YamlDocument } from '../yaml/parse.ts';
import {
  boolean,
  child,
  type Field,
  fields,
  integer,
  items,
  keysOf,
  type Reached,
  readAll,
  text,
  textMap,
  texts,
} from '../yaml/read.ts';
import type { Span } from '../yaml/span.ts';
import type { Scalar } from '../yaml/tree.ts';
import { readContainer, readSecurityContext } from './containers.ts';
import { type Found, follow, type Manifest, manifestsOf } from './manifest.ts';
import type { Container, Lifecycle, Metadata, PartialReason, Pod, Volume } from './pod.ts';
import { plainLabels } from './selectors.ts';
import { type PodPath, type Shape, type WorkloadKind, workloadKinds } from './workloads.ts';

/** What is known of a document from outside its text. */
export interface Surroundings {
  readonly podPaths: readonly PodPath[];
  /** Whether a kustomization names the file, and as what. */
  readonly kustomize: 'none' | 'resource' | 'patch';
}

/** All pods of a document. Wrong types are absent; nothing throws. */
export function podsOf(document: YamlDocument, around: Surroundings): Pod[] {
  const pods: Pod[] = [];
  for (const manifest of manifestsOf(document)) {
    const rows = workloadKinds(manifest.apiVersion, manifest.kind, around.podPaths);
    if (rows === 'by-shape') {
      pods.push(...byShape(document, manifest, around));
      continue;
    }
    for (const row of rows) {
      for (const path of row.paths) {
        for (const found of follow(manifest.root, path)) {
          if (!holdsContainers(found.spec, row.shape ?? 'pod-spec')) continue;
          pods.push(readPod(document, manifest, row, found, around));
        }
      }
    }
  }
  return pods;
}

/** Keys of a pod's container lists, and what they are; `one` where the key holds a single container. */
const LISTS: Readonly<Record<Shape, readonly { path: string[]; list: Lifecycle; one?: true }[]>> = {
  'pod-spec': [
    { path: ['initContainers'], list: 'init' },
    { path: ['containers'], list: 'container' },
    { path: ['ephemeralContainers'], list: 'ephemeral' },
  ],
  'argo-template': [
    { path: ['initContainers'], list: 'init' },
    { path: ['container'], list: 'container', one: true },
    { path: ['script'], list: 'container', one: true },
    { path: ['containerSet', 'containers'], list: 'container' },
    { path: ['sidecars'], list: 'container' },
  ],
  'tekton-task': [
    { path: ['steps'], list: 'container' },
    { path: ['sidecars'], list: 'container' },
  ],
  'spark-pod': [
    { path: ['initContainers'], list: 'init' },
    { path: ['sidecars'], list: 'container' },
  ],
};

function holdsContainers(spec: Reached, shape: Shape): boolean {
  // An empty list says that it is meant to be a pod.
  if (shape === 'pod-spec' && child(spec, 'containers')?.node.kind === 'sequence') return true;
  return LISTS[shape].some(({ path, one }) => {
    const value = child(spec, ...path);
    return one ? value?.node.kind === 'mapping' : value?.node.kind === 'sequence' && items(value).length > 0;
  });
}

function readPod(
  document: YamlDocument,
  manifest: Manifest,
  row: Pick<WorkloadKind, 'runs' | 'shape' | 'fragment'>,
  { spec, above }: Found,
  around: Surroundings,
): Pod {
  const shape = row.shape ?? 'pod-spec';
  const containers: Container[] = [];
  for (const { path, list, one } of LISTS[shape]) {
    const value = child(spec, ...path);
    const elements = one && value ? [{ ...value, item: value.entry.at }] : items(value);
    for (const [index, element] of elements.entries()) {
      const container = readContainer(element, path.join('.'), index, list);
      if (container) containers.push(container);
    }
  }
  const holder = shape === 'pod-spec' ? (above.at(-1) ?? manifest.root) : spec;
  const metadata = child(holder, 'metadata');
  // Two levels above the spec of a template stands the spec of its owner: a StatefulSet's with claims, a Job's.
  const owner = above.at(-2) ?? null;
  const claims = items(child(owner, 'volumeClaimTemplates'));
  return {
    document,
    manifest,
    runs: row.runs,
    shape,
    at: keyOf(spec)?.at ?? manifest.at,
    labels: textMap(child(metadata, 'labels')),
    annotations: textMap(child(metadata, 'annotations')),
    outer: outerMetadata(manifest, holder, above),
    containers,
    volumes: readAll(child(spec, 'volumes'), readVolume),
    claims: claims.flatMap((claim) => text(child(claim, 'metadata', 'name'))?.value ?? []),
    restartPolicy: text(child(spec, 'restartPolicy')),
    terminationGracePeriodSeconds: integer(child(spec, 'terminationGracePeriodSeconds')),
    securityContext: readSecurityContext(spec),
    hostNetwork: boolean(child(spec, 'hostNetwork'))?.value ?? false,
    hostPID: boolean(child(spec, 'hostPID'))?.value ?? false,
    shareProcessNamespace: boolean(child(spec, 'shareProcessNamespace'))?.value ?? false,
    hostAliases: items(child(spec, 'hostAliases')).flatMap((alias) =>
      texts(child(alias, 'hostnames')).map(({ value }) => value),
    ),
    runtimeClassName: text(child(spec, 'runtimeClassName'))?.value ?? null,
    isWindows: runsOnWindows(spec),
    hasResources: child(spec, 'resources') !== null,
    requests: textMap(child(spec, 'resources', 'requests')),
    limits: textMap(child(spec, 'resources', 'limits')),
    overhead: textMap(child(spec, 'overhead')),
    replicas: integer(child(owner, 'replicas'))?.value ?? null,
    completions: integer(child(owner, 'completions'))?.value ?? null,
    parallelism: integer(child(owner, 'parallelism'))?.value ?? null,
    concurrencyPolicy: text(child(manifest.root, 'spec', 'concurrencyPolicy'))?.value ?? null,
    podManagementPolicy: text(child(owner, 'podManagementPolicy'))?.value ?? null,
    matchLabels: plainLabels(child(owner, 'selector', 'matchLabels')),
    failureContainers: items(child(owner, 'podFailurePolicy', 'rules')).flatMap(
      (rule) => text(child(rule, 'onExitCodes', 'containerName')) ?? [],
    ),
    kustomized: around.kustomize !== 'none',
    lacksContainers: shape === 'pod-spec' && isEmptyList(child(spec, 'containers')),
    keys: keysOf(spec),
    partial: partialReason(document, manifest, row, spec, containers, around),
    spec,
    holder,
  };
}

/** The metadata above the pod's own; an object that holds several pods says nothing of one of them. */
function outerMetadata(manifest: Manifest, holder: Reached, above: readonly Reached[]): Metadata[] {
  if (holder.node === manifest.root.node) return [];
  return [manifest.root, ...above.slice(1, -1)].flatMap((level): Metadata[] => {
    const metadata = child(level, 'metadata');
    if (!metadata) return [];
    return [
      {
        of: level === manifest.root ? manifest.kind : (keyOf(level)?.text ?? manifest.kind),
        labels: textMap(child(metadata, 'labels')),
        annotations: textMap(child(metadata, 'annotations')),
        holder: level,
      },
    ];
  });
}

function isEmptyList(list: Reached | null): boolean {
  return list === null || (list.node.kind === 'sequence' && list.node.items.length === 0);
}

function keyOf(reached: Reached): Scalar | null {
  return 'key' in reached ? (reached as Field).key : null;
}

function readVolume(from: Reached & { readonly item: Span }): Volume | null {
  const name = text(child(from, 'name'));
  if (!name) return null;
  const source = [...fields(from).keys()].find((key) => key !== 'name') ?? null;
  const of = source === null ? null : child(from, source);
  const word = (key: string) => text(child(of, key))?.value ?? null;
  const shown = [of, ...items(child(of, 'sources')).map((each) => child(each, 'downwardAPI'))];
  return {
    name,
    source,
    medium: word('medium'),
    sizeLimit: word('sizeLimit'),
    containers: shown.flatMap((each) =>
      items(child(each, 'items')).flatMap((item) => text(child(item, 'resourceFieldRef', 'containerName')) ?? []),
    ),
    refersTo: word(REFERENCES.get(source ?? '') ?? 'name'),
    at: from.item,
    keys: keysOf(from, of),
    from,
  };
}

/** The key under which a volume source names what it shows; `name` for all others. */
const REFERENCES: ReadonlyMap<string, string> = new Map([
  ['secret', 'secretName'],
  ['persistentVolumeClaim', 'claimName'],
  ['hostPath', 'path'],
  ['csi', 'driver'],
]);

const NEEDS_SELECTOR: ReadonlySet<string> = new Set(['Deployment', 'StatefulSet', 'DaemonSet']);

function partialReason(
  document: YamlDocument,
  manifest: Manifest,
  row: Pick<WorkloadKind, 'fragment'>,
  spec: Reached,
  containers: readonly Container[],
  around: Surroundings,
): PartialReason | null {
  if (document.templated) return 'template';
  if (document.broken) return 'broken';
  if (row.fragment) return 'fragment';
  if (around.kustomize === 'patch' || child(spec, '$patch')) return 'patch';
  if (containers.some((c) => c.image === null || c.keys.has('$patch'))) return 'patch';
  if (NEEDS_SELECTOR.has(manifest.kind) && !child(manifest.root, 'spec', 'selector')) return 'patch';
  if (containers.some(isInjectorOverride)) return 'injected';
  return null;
}

/**
 * Whether an injector fills a container in: `image: auto`, or a proxy by its injected name that has nothing to run.
 * Istio merges a container called istio-proxy with its template.
 */
function isInjectorOverride({ image, name, command, args }: Container): boolean {
  return image?.value === 'auto' || (/^(?:istio|linkerd)-proxy$/.test(name?.value ?? '') && !command && !args);
}

const MAX_NODES = 20_000;

/** Pods of an unknown kind: every mapping with `containers` as a list of mappings with `image`. */
function byShape(document: YamlDocument, manifest: Manifest, around: Surroundings): Pod[] {
  const row = { runs: 'engine', fragment: true } as const;
  const pods: Pod[] = [];
  const open: Found[] = [{ spec: manifest.root, above: [] }];
  for (let next = open.pop(), seen = 0; next && seen < MAX_NODES; next = open.pop(), seen++) {
    const { spec, above } = next;
    if (items(child(spec, 'containers')).some((item) => text(child(item, 'image')))) {
      pods.push(readPod(document, manifest, row, next, around));
      continue;
    }
    if (above.length > 30) continue;
    const inner = spec.node.kind === 'sequence' ? items(spec) : [...fields(spec).values()];
    for (const value of inner) {
      if (value.node.kind !== 'scalar') open.push({ spec: value, above: [...above, spec] });
    }
  }
  return pods.sort((a, b) => a.at.start - b.at.start);
}

/** Well-known labels, core/v1 PodOS, and host process containers, which there are on Windows only. */
function runsOnWindows(spec: Reached): boolean {
  const selector = textMap(child(spec, 'nodeSelector'));
  const told = [text(child(spec, 'os', 'name'))?.value, selector.get('kubernetes.io/os')?.value];
  return (
    told.includes('windows') || boolean(child(spec, 'securityContext', 'windowsOptions', 'hostProcess'))?.value === true
  );
}
