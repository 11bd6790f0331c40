import { lineIndexAt, lineStartsOf } from '../../yaml/lines.ts';
import { PODS } from '../neighbours.ts';
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
    const [begin, starts] = [firstLine, lineStartsOf(document.text)];
    firstLine += starts.length - 1;
    if ((document.kinds & PODS) === 0) return [];
    const pods = workspace.sketch(document).pods.filter(({ containers }) => containers > 0);
    return pods.map(({ manifest: { kind, name, namespace }, at, containers }) => {
      return { path, line: begin + lineIndexAt(starts, at), kind, name, namespace, containers };
    });
  });
}
