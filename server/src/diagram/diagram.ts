import type { Pattern } from '../helpers/helper.ts';
import type { Severity } from '../severity.ts';
import type { Place } from '../yaml/lines.ts';
import type { Timeline } from './timeline/timeline.ts';

/** A rectangle of the picture: pixels from the upper left corner. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export type Point = readonly [x: number, y: number];

/**
 * The picture of a pod, laid out: plain data that can be sent and printed as JSON. What is drawn and why is told in
 * docs/preview.md; colours and strokes are the business of `svg/`.
 */
export interface Diagram {
  readonly version: 1;
  readonly width: number;
  readonly height: number;
  readonly workload: { readonly kind: string; readonly name: string | null; readonly namespace: string | null };
  /** `Deployment web`, for people who do not see the picture. */
  readonly title: string;
  /** One sentence for each fact: who starts first, who calls whom, who shares what. */
  readonly description: string;
  /** Where the text is no valid YAML, as a line from 1; the picture shows what could be made out. */
  readonly broken?: { readonly line: number | null };
  /** What stands in the head of the picture, label over value, the most important first. */
  readonly facts: readonly Fact[];
  readonly density: Density;
  readonly rail: Rail;
  /** Outer ones before the ones they hold. */
  readonly nodes: readonly DiagramNode[];
  readonly edges: readonly DiagramEdge[];
  /** Where the lines of bundles part. */
  readonly junctions: readonly Junction[];
  /** What the rules find in the pod, the most serious first. */
  readonly problems: readonly DiagramProblem[];
  /** Start and end of each container; null where nothing waits for anything. */
  readonly timeline: Timeline | null;
  /** Where the list of problems begins, and below it the timeline or the closing sentence, and the legend. */
  readonly foot: { readonly y: number; readonly sentence: string | null };
  readonly legend: readonly LegendEntry[];
  /** Of a picture of two states of the pod, in which what differs is marked. */
  readonly comparison?: Comparison;
}

/** What a comparison says of a thing: that only one of the two states has it, or that it is not what it was. */
export const CHANGES = ['added', 'removed', 'changed'] as const;

export type Change = (typeof CHANGES)[number];

/** What is compared, and what the marks in the picture do not say. */
export interface Comparison {
  /** `HEAD → working tree`. */
  readonly title: string;
  /** That nothing differs, that only one state has the pod, or what differs and is not drawn; null for nothing of it. */
  readonly sentence: string | null;
}

export interface Fact {
  readonly label: string;
  readonly value: string;
  /** In a comparison: the value before, where it was another one. */
  readonly was?: string;
  /** The filled part of a gauge beside the value, 0 to 1. */
  readonly share?: number;
}

/** How much of a container is shown: up to 8 containers, up to 20, more. */
export type Density = 'comfortable' | 'compact' | 'line';

/** The left border of the pod, on which time goes down. */
export interface Rail {
  readonly x: number;
  readonly top: number;
  readonly bottom: number;
  /** Where the application starts: above it the rail is solid, below dotted. */
  readonly run: number;
  readonly marks: readonly RailMark[];
}

export interface RailMark {
  readonly kind: 'step' | 'gate' | 'play' | 'stop';
  readonly y: number;
  /** The number of a step. */
  readonly number: number | null;
  /** In a comparison: the step is no more, and not counted. */
  readonly removed?: true;
}

export type NodeKind = 'pod' | 'lane' | 'container' | 'volume' | 'port' | 'service' | 'external';

/**
 * How a node is drawn. Containers: `card`, `bar` (a native sidecar through all later lanes), `post` (card with a pole),
 * `arch`. Volumes: `drum` between containers, `tag` below its only container. Ports: `pin`, `strip` (several lines end
 * there), `mount` (square), `leg` of an arch. `neighbour`: outside the pod; `pointer` the same with a tip (a Service), `chip` in narrow pictures.
 */
export type Form =
  | 'frame'
  | 'lane'
  | 'card'
  | 'bar'
  | 'post'
  | 'arch'
  | 'leg'
  | 'drum'
  | 'tag'
  | 'pin'
  | 'strip'
  | 'mount'
  | 'neighbour'
  | 'chip'
  | 'pointer';

/** A thing in the picture. */
export interface DiagramNode extends Box {
  readonly id: string;
  readonly kind: NodeKind;
  readonly form: Form;
  /** Never empty. */
  readonly label: string;
  /** The name of a container of the file; null for everything else, injected containers included. */
  readonly container: string | null;
  /** The id of the node it lies in or at. */
  readonly parent: string | null;
  /** 1-based; null for what is not in the file. */
  readonly line: number | null;
  /** What a click selects. */
  readonly place: Place | null;
  /** First and last line of what belongs to it in the file, 1-based: the cursor between them is in it. */
  readonly extent: readonly [number, number] | null;
  /** A full name for people who do not see the picture. */
  readonly name: string;
  /** Of a container. */
  readonly role: Pattern | null;
  readonly icon: IconName | null;
  readonly injected?: true;
  /** What is printed on it, at absolute places. */
  readonly texts: readonly TextRun[];
  /** Of an `arch`: where lines come down through its head, in a gap of 10. */
  readonly slots?: readonly number[];
  /** Of a `post`. */
  readonly pole: { readonly x: number; readonly top: number; readonly bottom: number } | null;
  /** The most serious problem that it has. */
  readonly problem: Severity | null;
  /** Of the pod: paper behind it (more than one replica). */
  readonly stacked?: true;
  /** In a comparison: whether it differs. */
  readonly change?: Change;
  /** How it differs, in words. */
  readonly changes?: readonly string[];
  /** Where the mark of a comparison stands, if nothing that it belongs to says so already. */
  readonly mark?: Box;
}

/** One run of text; `y` is its baseline. */
export interface TextRun {
  readonly kind: TextKind;
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly anchor?: 'start' | 'middle' | 'end';
  /** In a comparison: what is no more, and what has come. */
  readonly change?: 'old' | 'new';
}

/** How a text looks: `role` is in the colour of its role, `code` is what one would type, `mono` the same, less important. */
export type TextKind = 'role' | 'app-name' | 'name' | 'code' | 'mono' | 'body' | 'muted' | 'port' | 'mount' | 'heading';

export type EdgeKind = 'dials' | 'volume' | 'inbound' | 'outbound' | 'order' | 'probe';

/** A line of the picture. */
export interface DiagramEdge {
  readonly id: string;
  readonly kind: EdgeKind;
  /** Ids of nodes, on whose borders the line begins and ends. */
  readonly from: string;
  readonly to: string;
  readonly label: string;
  /** Corners of an orthogonal line, both ends included. */
  readonly points: readonly Point[];
  /** Where its label is printed; null where a pin prints it. */
  readonly labelBox: Box | null;
  readonly texts: readonly TextRun[];
  /** A read-only mount. */
  readonly dashed: boolean;
  /** Led to the proxy of a mesh by rules in the pod's network; what comes from outside only from the pod's border on. */
  readonly redirected?: true;
  readonly heads: 'end' | 'start' | 'both' | 'none';
  /** The stretch of `points` that it shares with the others of its bundle, from their common end on. */
  readonly trunk?: { readonly points: readonly Point[]; readonly dashed: boolean };
  readonly line: number | null;
  readonly place: Place | null;
  /** `web calls cloud-sql-proxy on localhost:5432`. */
  readonly name: string;
  readonly problem: Severity | null;
  /** In a comparison: whether it differs. */
  readonly change?: Change;
  /** Where the mark of a comparison stands, if none of its ends says so already. */
  readonly mark?: Box;
}

/** Where three or more ways of a bundle meet: lines with one common end that run together. */
export interface Junction {
  readonly x: number;
  readonly y: number;
  readonly kind: 'calls' | 'volumes';
  /** Ids of the lines that pass or part here. */
  readonly edges: readonly string[];
}

/** A finding of the rules. */
export interface DiagramProblem {
  readonly rule: string;
  readonly severity: Severity;
  readonly container: string | null;
  /** Whom it is about, to be told before it: the container, or `Service web`; null for the pod as a whole. */
  readonly about: string | null;
  readonly message: string;
  /** The node or the edge that it is shown at; null for the pod as a whole. */
  readonly shownAt: string | null;
  readonly place: Place | null;
  /** The title of its first fix. */
  readonly fix: string | null;
}

export type LegendEntry =
  | 'start-order'
  | 'gate'
  | 'native-bar'
  | 'native-post'
  | 'calls'
  | 'probe'
  | 'redirected'
  | 'listens'
  | 'volume-write'
  | 'volume-read'
  | 'injected'
  | Change;

/** Drawings of the design's icon table; those of roles are chosen by the role. */
export type IconName =
  | 'service'
  | 'host'
  | 'scrape'
  | 'kubelet'
  | 'database'
  | 'emptyDir'
  | 'memory'
  | 'configMap'
  | 'secret'
  | 'pvc'
  | 'hostPath'
  | 'projected'
  | 'ingress'
  | 'caller'
  | 'socket';
