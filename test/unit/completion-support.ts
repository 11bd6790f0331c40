import type { Completion } from '../../server/src/features/completion.ts';
import { completionsAt } from '../../server/src/features/completion.ts';
import { analyseFile } from '../../server/src/features/file.ts';
import { applyEdits } from '../../server/src/yaml/span.ts';
import { ALONE, settings, unmark } from '../support.ts';

/** What is offered at the cursor `«»` of a file, and how the file is with it. */
export interface Offered {
  /** Of the document in which the cursor stands, and the cursor in it. */
  readonly text: string;
  readonly offset: number;
  readonly found: readonly Completion[];
  readonly labels: readonly string[];
  /** The whole file with a completion. */
  readonly applied: (completion: Completion) => string;
}

export function offered(marked: string, kubernetes = 35): Offered {
  const { text, spans } = unmark(marked);
  return offeredAt(text, spans[0]?.start ?? -1, kubernetes);
}

export function offeredAt(text: string, offset: number, kubernetes = 35): Offered {
  const parts = analyseFile(text, ALONE);
  let start = 0;
  for (const [i, part] of parts.entries()) {
    const own = part.analysis.text;
    const from = start;
    start += own.length;
    if (offset >= start && i < parts.length - 1) continue;
    const found = completionsAt(part, offset - from, settings(kubernetes), parts);
    const applied = ({ main, others }: Completion) =>
      text.slice(0, from) + applyEdits(own, [main, ...others]) + text.slice(from + own.length);
    return { text: own, offset: offset - from, found, labels: found.map(({ label }) => label), applied };
  }
  throw new Error('the file has no documents');
}

/** A Deployment with lines in its pod spec, and others at the end of its metadata. */
export function deployment(spec: string, metadata = ''): string {
  return `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  selector: {matchLabels: {app: web}}\n  template:\n    metadata:\n      labels:\n        app: web\n${metadata}    spec:\n${spec}`;
}
export const WEB = '      containers:\n        - name: web\n          image: acme/web:1.0\n';
export const SERVICE = 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  selector: {app: web}\n';
