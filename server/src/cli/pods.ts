import type { AnalysedFile } from '../features/file.ts';
import { type FoundPod, podsIn } from '../features/pods.ts';
import type { Settings } from '../settings.ts';
import { contents, withParts } from './contents.ts';
import type { Source } from './files.ts';
import type { Terminal } from './terminal.ts';
import type { Workspace } from './workspace.ts';

/** A pod of a call, with the file it stands in. */
export interface OpenPod extends FoundPod {
  readonly source: Source;
  readonly parts: AnalysedFile;
  readonly settings: Settings;
}

/** Does something with every pod of a call, file by file; what a pod is made of is there only meanwhile. */
export async function eachPod<T>(
  workspace: Workspace,
  terminal: Terminal,
  use: (pod: OpenPod) => T,
): Promise<{ readonly source: Source; readonly text: string; readonly result: T }[]> {
  const results: { source: Source; text: string; result: T }[] = [];
  for await (const [source, content] of contents(workspace, terminal)) {
    if (!content) continue;
    const { text } = content;
    for (const result of usePods(workspace, source, text, use)) results.push({ source, text, result });
  }
  return results;
}

/** The same with the pods of one file. */
export function usePods<T>(workspace: Workspace, source: Source, text: string, use: (pod: OpenPod) => T): T[] {
  return withParts(workspace, source, text, (parts) => {
    const settings = workspace.settingsOf(source);
    return podsIn(parts).map((pod) => use({ ...pod, source, parts, settings }));
  });
}
