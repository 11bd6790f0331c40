import { PODS } from '../neighbours.ts';
import type { WorkspaceDocument } from './document.ts';
import type { Workspace } from './workspace.ts';

/** A pod of a workspace. */
export interface WorkspacePod {
  readonly path: string;
  /** The number of the line of its file on which it begins, from 0. */
  readonly line: number;
  readonly kind: string;
  readonly name: string | null;
  readonly namespace: string | null;
  /** How many containers it has; more than none. */
  readonly containers: number;
}

/** The pods of a file of a workspace, in their order. */
export function podsInFile(workspace: Workspace, path: string): WorkspacePod[] {
  const { documents = [] } = workspace.file(path) ?? {};
  let firstLine = 0;
  return documents.flatMap((document) => {
    const begin = firstLine;
    firstLine += lineBreaksIn(document.text);
    return podsIn(workspace, document).map((pod) => ({ ...pod, path, line: begin + pod.line }));
  });
}

function podsIn(workspace: Workspace, document: WorkspaceDocument): Omit<WorkspacePod, 'path'>[] {
  if ((document.kinds & PODS) === 0) return [];
  return workspace
    .sketch(document)
    .pods.filter(({ containers }) => containers > 0)
    .map(({ manifest: { kind, name, namespace }, at, containers }) => {
      return { kind, name, namespace, containers, line: lineBreaksIn(document.text.slice(0, at)) };
    });
}

function lineBreaksIn(text: string): number {
  return text.match(/\r\n?|\n/g)?.length ?? 0;
}
