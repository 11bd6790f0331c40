import {
  type Position,
  RequestType,
  type TextDocumentIdentifier,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import type { Diagram } from '../diagram/diagram.ts';
import type { OfferedPattern } from '../features/insert.ts';
import type { Pictures } from '../features/pictures.ts';
import type { ListedPattern } from '../patterns/list.ts';

/** `podPatterns/diagram`: the picture of the pod at a position, of the first pod of the file without one. */
export const DiagramRequest = new RequestType<DiagramParams, Diagram | null, void>('podPatterns/diagram');
export interface DiagramParams {
  readonly textDocument: TextDocumentIdentifier;
  readonly position?: Position;
  /** How many pixels there are for it, if they are few: the picture is made as narrow as its columns can be. */
  readonly width?: number;
  /** Whether the kubelet is shown, and the ports that it asks. */
  readonly probes?: boolean;
}

/** `podPatterns/pictures`: what a preview shows, the pods of a file and pictures of those that are wanted. */
export const PicturesRequest = new RequestType<PicturesParams, Pictures | null, void>('podPatterns/pictures');
export interface PicturesParams extends DiagramParams {
  /** All pods, or one by its index and, in case there are others before it now, by the label that it had. */
  readonly pod?: 'all' | { readonly index: number; readonly label?: string };
  /** An earlier text of the file: what differs from it is marked; and what the states are called, see `compare`. */
  readonly before?: string;
  readonly names?: CompareParams['names'];
}

/** `podPatterns/workloads`: all pods of the files that are open or in the folders of the workspace, by path and line. */
export const WorkloadsRequest = new RequestType<object, Workload[], void>('podPatterns/workloads');
export interface Workload {
  readonly uri: string;
  /** The line on which it begins, from 0. */
  readonly line: number;
  readonly kind: string;
  readonly name: string | null;
  readonly namespace: string | null;
  /** How many containers its pod has. */
  readonly containers: number;
}

/** `podPatterns/explain`: what the hover says about what begins at a position, a whole volume or mount too, in Markdown. */
export const ExplainRequest = new RequestType<PatternsParams, string | null, void>('podPatterns/explain');

/** `podPatterns/rulePage`: the page of the rule with an id, in Markdown; null if there is no such rule. */
export const RulePageRequest = new RequestType<RulePageParams, string | null, void>('podPatterns/rulePage');
export interface RulePageParams {
  readonly rule: string;
}

/** `podPatterns/exportDiagram`: the picture of the pod at a position as text, as the command line prints it. */
export const ExportRequest = new RequestType<ExportParams, Exported | null, void>('podPatterns/exportDiagram');
export interface ExportParams extends DiagramParams {
  /** `svg`, `mermaid` or `markdown`. */
  readonly format: string;
  /** Of an SVG: `light`, `dark`, `high-contrast`, `high-contrast-light`, or `auto`, as its reader has it. */
  readonly theme?: string;
  /** Of Markdown: the name of an SVG file beside the page, which it shows instead of a flowchart within. */
  readonly picture?: string;
  /** An earlier text of the file: what differs from it is marked. */
  readonly before?: string;
}
export interface Exported {
  /** How its file is called, without an ending: `deployment-web`. */
  readonly name: string;
  readonly text: string;
}

/** `podPatterns/compare`: the same picture, in which what differs from an earlier text of the file is marked. */
export const CompareRequest = new RequestType<CompareParams, Diagram | null, void>('podPatterns/compare');
export interface CompareParams extends DiagramParams {
  /** The whole earlier text of the file; where it was not there, nothing. */
  readonly before: string;
  /** What the two states are called in the picture; `HEAD` and `working tree` if not given. */
  readonly names?: readonly [before: string, after: string];
}

/** `podPatterns/patterns`: what can be inserted at a position. */
export const PatternsRequest = new RequestType<PatternsParams, ListedPattern[], void>('podPatterns/patterns');

/** `podPatterns/offers`: all that is meant for pods, with what it would add at a position, or why it cannot. */
export const OffersRequest = new RequestType<PatternsParams, OfferedPattern[], void>('podPatterns/offers');
export interface PatternsParams {
  readonly textDocument: TextDocumentIdentifier;
  readonly position: Position;
}

/** `podPatterns/insert`: the edit that inserts a pattern into the pod at a position. */
export const InsertRequest = new RequestType<InsertParams, WorkspaceEdit | null, void>('podPatterns/insert');
export interface InsertParams extends PatternsParams {
  readonly pattern: string;
  /**
   * `variant`; `set`, an object of parameter values; `app`, the name of the container to help; `fill`, for examples where a
   * value is needed, as tab stops; `confirm`, for an edit that is shown before it is made.
   */
  readonly options?: unknown;
}

/** `podPatterns/changeSeverity`: the edit that gives a rule a severity in the configuration file that counts for a file. */
export const ChangeSeverityRequest = new RequestType<ChangeSeverityParams, WorkspaceEdit, void>(
  'podPatterns/changeSeverity',
);
export interface ChangeSeverityParams {
  readonly textDocument: TextDocumentIdentifier;
  readonly rule: string;
  /** `off`, `hint`, `information`, `warning` or `error`. */
  readonly severity: string;
}

/** `podPatterns/diagramChanged`: pictures of the files `uris` may have changed, for another reason than an edit of their texts. */
export const DIAGRAM_CHANGED = 'podPatterns/diagramChanged';
