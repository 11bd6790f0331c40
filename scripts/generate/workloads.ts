import { type Runs, WORKLOAD_KINDS } from '../../server/src/kubernetes/workloads.ts';
import { code, origin, table } from './markdown.ts';
import type { Generated } from './part.ts';

const RUNS: Readonly<Record<Runs, string>> = {
  service: 'runs until it is replaced',
  job: 'its Job waits for all containers to end',
  pod: 'its own restartPolicy says',
  engine: 'the engine behind it says',
};

/** The workload kinds that are known, and where their pods are. */
export function workloadsPage(): Generated {
  const rows = WORKLOAD_KINDS.map(({ kind, groups, paths, runs, fragment }) => [
    kind,
    groups.map((group) => group || 'core').join(', '),
    paths.map(code).join(', '),
    RUNS[runs] + (fragment ? '; shows only some of its containers' : ''),
  ]);
  const text = `${origin('server/src/kubernetes/workloads.ts')}
# Workload kinds

Where the pods of each kind are, and what decides when such a pod is done. \`[]\` stands for every item of a list, \`*\` for
every entry of a mapping. The objects of lists (\`List\` and every other kind that ends so) are looked into. Any other kind
is recognised by its shape: a mapping that has \`containers\` as a list of mappings with \`image\`. Further kinds are told by
the setting \`podPaths\`.

${table(['Kind', 'API group', 'Pods', 'Done when'], rows)}`;
  return { path: 'docs/workloads.md', text };
}
