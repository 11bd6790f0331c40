import type { Analysis, Surroundings } from '../../analysis.ts';
import type { Pod } from '../../kubernetes/pod.ts';
import type { Reference } from '../../kubernetes/referrers.ts';
import type { Referable } from '../../kubernetes/selectors.ts';
import type { YamlDocument } from '../../yaml/parse.ts';
import { kindsIn, PODS } from '../neighbours.ts';
import type { Home } from './levels.ts';
import type { Questions } from './questions.ts';

/** The text of one YAML document. The object stands for the document: another one is another document. */
export interface Text {
  readonly text: string;
}

/** A file of a workspace. */
export interface WorkspaceFile extends Home {
  readonly surroundings: Surroundings;
  /** What its documents were made of. */
  texts: readonly Text[];
  /** All documents, in their order, also those that hold nothing that matters. */
  documents: readonly WorkspaceDocument[];
  /** Whether somebody follows what is found in it. */
  held: boolean;
  /** Then the documents that are to be looked at: they are new, or what was found no longer holds. Whoever does takes them out. */
  readonly due: Set<WorkspaceDocument>;
}

/** One YAML document of a file of a workspace. */
export class WorkspaceDocument implements Text {
  readonly text: string;
  /** What it was made of. */
  readonly source: Text;
  readonly file: WorkspaceFile;
  /** What it may hold: bits of `KINDS`. */
  readonly kinds: number;
  /** Its number among the documents of its file, from 0. */
  index = 0;
  /** As long as it is kept. */
  analysis: Analysis | null = null;
  /** What is kept no more: as long as somebody has it, it is not made again. */
  dropped: { readonly analysis: WeakRef<Analysis> | null; readonly tree: WeakRef<YamlDocument> | null } | null = null;
  /** An analysis that no longer holds, but whose tree does. */
  outdated: Analysis | null = null;
  /** Becomes another number when what was found in it may come out otherwise. */
  revision = 0;
  /** What its analyses of this revision have asked of other documents. */
  questions: Questions | null = null;
  /** The version of the workspace in which its analysis was asked for last. */
  wanted = -1;
  sketch: Sketch | null = null;

  constructor(source: Text, file: WorkspaceFile) {
    this.text = source.text;
    this.source = source;
    this.file = file;
    this.kinds = kindsIn(source.text);
  }
}

/** What a document holds, as far as others look for it: small, and without the tree. Lists are in the order of the analysis. */
export interface Sketch {
  readonly pods: readonly SketchedPod[];
  readonly services: readonly (Reference & Named)[];
  readonly autoscalers: readonly Reference[];
  readonly portUsers: readonly Reference[];
  readonly authProxyWorkloads: readonly Reference[];
  readonly namespaces: readonly Named[];
  readonly configMaps: readonly Named[];
  readonly limitRanges: readonly Pick<Named, 'namespace'>[];
}

/** A pod, where it begins in its document, and how many containers it has. */
export interface SketchedPod extends Referable {
  readonly at: number;
  readonly containers: number;
}

/** What others look for by its name. */
export interface Named {
  readonly name: string;
  readonly namespace: string | null;
}

/** Sketches what an analysis has found. */
export function sketchOf({ kinds }: WorkspaceDocument, { pods, objects }: Analysis): Sketch {
  const { services, autoscalers, portUsers, askers, configMaps, limitRanges } = objects;
  return {
    pods: (kinds & PODS) === 0 ? [] : pods.map(sketched),
    services: services.map(({ kind, name, namespace, selector }) => ({ kind, name, namespace, selector })),
    autoscalers: autoscalers.map(({ kind, namespace, target }) => ({ kind, namespace, target })),
    portUsers: portUsers.map(({ kind, namespace, selector }) => ({ kind, namespace, selector })),
    authProxyWorkloads: askers.authProxyWorkloads.map(({ kind, namespace, selector }) => ({
      kind,
      namespace,
      selector,
    })),
    namespaces: askers.namespaces.map(({ name }) => ({ name, namespace: null })),
    configMaps: configMaps.map(({ name, namespace }) => ({ name, namespace })),
    limitRanges: limitRanges.map(({ namespace }) => ({ namespace })),
  };
}

function sketched({ labels, manifest, containers, at }: Pod): SketchedPod {
  const { apiVersion, kind, name, namespace, labels: outer } = manifest;
  const referable = { labels: plain(labels), manifest: { apiVersion, kind, name, namespace, labels: plain(outer) } };
  return { ...referable, at: at.start, containers: containers.length };
}

function plain(labels: Referable['labels']): Referable['labels'] {
  return new Map([...labels].map(([key, { value }]) => [key, { value }]));
}
