import assert from 'node:assert/strict';
import type { Diagram } from '../../server/src/diagram/diagram.ts';
import { analyseBefore, comparisonOf, correspondingPod } from '../../server/src/features/compare.ts';
import { type AnalysedFile, analyseFile } from '../../server/src/features/file.ts';
import { podsIn } from '../../server/src/features/pods.ts';
import { ALONE, settings } from '../support.ts';
import { JOB } from './diagram-pods.ts';

/** The Job before its proxy became a native sidecar and it got a migration. */
export const JOB_BEFORE = JOB.replace(
  / {6}initContainers:[\s\S]*? {6}containers:\n/,
  `      containers:
        - name: cloud-sql-proxy
          image: gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.11.4
          args: [--port=5432, shop-prod:europe-west1:invoices]
          resources: { requests: { cpu: 100m, memory: 64Mi } }
`,
)
  .replace('4.2.0', '4.1.9')
  .replace('        - { name: sql, configMap: { name: sql } }\n', '');

/** The pictures of all pods of a file, each compared with what it was in another text. */
export function comparisonsOf(before: string, after: string, options?: { readonly width?: number }): Diagram[] {
  return comparisonsIn(analyseFile(after, ALONE), before, options);
}

/** The same of a file that is analysed already. */
export function comparisonsIn(file: AnalysedFile, before: string, options?: { readonly width?: number }): Diagram[] {
  const then = analyseBefore(file, before);
  return podsIn(file).flatMap((pod) => {
    const was = correspondingPod(file, pod, then);
    return comparisonOf({ file, pod, before: then, was, names: ['HEAD', 'working tree'] }, settings(), options) ?? [];
  });
}

/** The only one of them. */
export function comparisonBetween(before: string, after: string): Diagram {
  const [picture, ...others] = comparisonsOf(before, after);
  assert.ok(picture);
  assert.equal(others.length, 0);
  return picture;
}

/** What is marked: `~ container/web: image 1 → 2`, `+ dials/container/a to container/b:80`, sorted. */
export function marksIn({ nodes, edges }: Diagram): string[] {
  const signs = { added: '+', removed: '-', changed: '~' } as const;
  return [...nodes, ...edges].flatMap((one) => {
    if (!one.change || ('kind' in one && one.kind === 'port')) return [];
    const notes = 'changes' in one && one.changes ? `: ${one.changes.join(', ')}` : '';
    return [`${signs[one.change]} ${one.id}${notes}`];
  });
}
