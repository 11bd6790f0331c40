import { boundWait } from '../edits/waits.ts';
import { waitsOf } from '../helpers/commands/waits.ts';
import type { Team, Teammate } from '../traffic/team.ts';
import type { Fix, Rule } from './rule.ts';

export const initWaitUnbounded: Rule = {
  id: 'init-wait-unbounded',
  title: 'An init container waits without a limit',
  severity: 'hint',
  group: 'lifecycle',
  fix: 'choice',
  messages: {
    default: '"{c}" waits without a limit; if what it waits for is missing, the Pod stays in Init with no error.',
  },
  why: 'An init container that loops until a dependency answers keeps the Pod in `Init` for as long as it does not. Nothing fails, so nothing is restarted and no event says what is missing. With a limit the container fails, the Pod shows `Init:Error`, and the kubelet tries again with growing pauses. Better still is an application that waits and retries by itself.',
  silent: 'Silent if a `timeout`, a counter or another way out bounds the loop, and if the loop stands in a branch.',
  references: [
    'https://kubernetes.io/docs/concepts/workloads/pods/init-containers/#init-containers-in-use',
    'https://github.com/pingcap/tidb-operator/issues/1255',
    'https://github.com/kubernetes/kubectl/issues/1433',
  ],
  speaksInPartial: true,
  needs: ['init', 'words'],
  examples: [
    {
      bad: `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  initContainers:
    - name: «wait-for-db»
      image: busybox:1.36
      command: [sh, -c, "until nc -z db 5432; do sleep 2; done"]
  containers:
    - name: shop
      image: acme/shop:1.0
`,
      good: `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  initContainers:
    - name: wait-for-db
      image: busybox:1.36
      command: [timeout, "300", sh, -c, "until nc -z db 5432; do sleep 2; done"]
  containers:
    - name: shop
      image: acme/shop:1.0
`,
    },
  ],
  *check(team) {
    for (const member of team.members) {
      if (member.container.lifecycle !== 'init') continue;
      if (!waitsOf(member.command).some(({ bounded, conditional }) => !bounded && !conditional)) continue;
      yield {
        at: member.container.anchor,
        message: 'default',
        args: { c: member.container.label },
        container: member,
        fixes: fixes(team, member),
      };
    }
  },
};

function fixes({ pod }: Team, { container }: Teammate): Fix[] {
  if (!container.command || container.command.length === 0) return [];
  const edits = () => boundWait(pod, container, LIMIT);
  return [{ title: `Give up after ${LIMIT} seconds`, safe: false, edits, fill: [LIMIT] }];
}

/** Seconds; long enough for most databases to start. */
const LIMIT = '300';
