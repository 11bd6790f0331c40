import { firstToNeed, makeNative } from '../edits/native.ts';
import { removeKey, replaceText } from '../edits/pod.ts';
import { whyEnds } from '../helpers/lasting.ts';
import { isHelper } from '../helpers/role.ts';
import { workloadName } from '../kubernetes/pod.ts';
import type { Severity } from '../severity.ts';
import type { Team, Teammate } from '../traffic/team.ts';
import { printedTogether } from '../yaml/template.ts';
import { isUnresolved } from '../yaml/tree.ts';
import type { Fix, Rule } from './rule.ts';

/** Feature gate ContainerRestartRules: 1.34 alpha (off: the server drops the field), 1.35 beta (on). */
const DROPPED_IN = 34;
const ACCEPTED_SINCE = 35;
const VALUES = ['Always', 'OnFailure', 'Never'];

export const containerRestartPolicyInvalid: Rule = {
  id: 'container-restart-policy-invalid',
  title: 'A restartPolicy on a container that does not mean what it seems to',
  severity: 'error',
  group: 'correctness',
  fix: 'safe',
  messages: {
    list: 'restartPolicy on "{c}" in containers is refused before 1.34 and makes no sidecar; move it to initContainers.',
    other: 'restartPolicy "{v}" on "{c}" in containers is refused before 1.34; it belongs to the Pod.',
    init: 'restartPolicy "{v}" of init container "{c}": only "Always" is accepted before 1.34.',
    dropped: 'Kubernetes 1.34 ignores restartPolicy "{v}" on "{c}"; {instead}.',
    value: 'restartPolicy "{v}" of "{c}" is no valid value; it must be Always, OnFailure or Never.',
    job: '{w}: "{c}" in containers is restarted for ever, so the Pod never completes; a sidecar belongs into initContainers.',
    helper: 'restartPolicy: Always on "{c}" in containers makes no sidecar: it neither starts first nor stops last.',
  },
  why: 'Only in `initContainers` does `restartPolicy: Always` make a native sidecar. In `containers` the field was refused before 1.34, ignored by 1.34, and since 1.35 it is that container’s own restart policy: it is restarted whenever it ends, which a Job waits for in vain. Values are written `Always`, `OnFailure`, `Never`.',
  silent: 'The `restartPolicy` of the Pod is something else. Silent where the value is filled in later.',
  references: [
    'https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#container-restart-rules',
    'https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/',
    'https://github.com/kubernetes/enhancements/tree/master/keps/sig-node/5307-container-restart-policy',
  ],
  speaksInPartial: true,
  examples: [
    {
      bad: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: trader
spec:
  selector:
    matchLabels:
      app: trader
  template:
    metadata:
      labels:
        app: trader
    spec:
      containers:
        - name: trader
          image: acme/trader:3
        - name: sql-proxy
          image: gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.11.4
          «restartPolicy»: Always
          args: ["proj:eu:db"]
`,
      good: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: trader
spec:
  selector:
    matchLabels:
      app: trader
  template:
    metadata:
      labels:
        app: trader
    spec:
      initContainers:
        - name: sql-proxy
          image: gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.11.4
          restartPolicy: Always
          args: ["--health-check", "--http-address=0.0.0.0", "proj:eu:db"]
          startupProbe:
            httpGet:
              path: /startup
              port: 9090
      containers:
        - name: trader
          image: acme/trader:3
`,
    },
    {
      bad: `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  initContainers:
    - name: cache
      image: redis:7.4
      «restartPolicy»: always
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
    - name: cache
      image: redis:7.4
      restartPolicy: Always
  containers:
    - name: shop
      image: acme/shop:1.0
`,
    },
  ],
  *check(team, { kubernetes }) {
    const { pod } = team;
    if (pod.partial === 'fragment' || pod.shape !== 'pod-spec') return;
    for (const member of team.members) {
      const { container } = member;
      const policy = container.restartPolicy;
      if (!policy || isUnresolved(policy.value) || container.lifecycle === 'ephemeral') continue;
      // A template may print the same entries in another list, and restartPolicy only there.
      const list = pod.keys.get(container.list);
      if (list && !printedTogether(pod.document.template, list, policy.key)) continue;
      const verdict = judge(team, member, policy.value, kubernetes);
      if (!verdict) continue;
      const hides = [...(verdict.severity === 'error' ? sameMatter(member) : []), 'classic-helper-could-be-native'];
      const args = { c: container.label, v: policy.value, w: workloadName(pod), instead: verdict.instead ?? '' };
      const found = fixes(team, member, policy.value, kubernetes);
      yield {
        at: policy.key,
        message: verdict.message,
        args,
        severity: verdict.severity,
        container: member,
        fixes: found,
        hides,
      };
    }
  },
};

/** What is wrong with a value at a version, if anything (dropContainerRestartRules, pkg/api/pod/util.go). */
function judge(
  { pod }: Team,
  member: Teammate,
  value: string,
  kubernetes: number,
): { message: string; severity: Severity; instead?: string } | null {
  const inList = member.container.lifecycle === 'container';
  if (kubernetes < DROPPED_IN) {
    if (inList) return { message: value === 'Always' ? 'list' : 'other', severity: 'error' };
    return value === 'Always' ? null : { message: 'init', severity: 'error' };
  }
  if (kubernetes === DROPPED_IN) {
    if (!inList && value === 'Always') return null;
    const instead = inList ? 'that of the Pod counts' : 'it stays a plain init container';
    return { message: 'dropped', severity: 'warning', instead };
  }
  if (!VALUES.includes(value)) return { message: 'value', severity: 'error' };
  if (!inList || value !== 'Always' || kubernetes < ACCEPTED_SINCE) return null;
  if (pod.runs === 'job') return { message: 'job', severity: 'error' };
  return isHelper(member) && member.endless !== null ? { message: 'helper', severity: 'warning' } : null;
}

/** What the same change mends. */
function sameMatter({ container }: Teammate): readonly string[] {
  if (container.lifecycle === 'container') return ['job-sidecar-never-completes'];
  const isSidecar = meantBy(container.restartPolicy?.value ?? '') === 'Always';
  return isSidecar ? ['init-container-never-completes', 'init-container-forbidden-field'] : [];
}

/** The value that is meant by one in other letters: `always`, `on-failure`. */
function meantBy(value: string): string | undefined {
  return VALUES.find((valid) => valid.toLowerCase() === value.toLowerCase().replaceAll(/[-_\s]/g, ''));
}

function fixes(team: Team, member: Teammate, value: string, kubernetes: number): Fix[] {
  const { pod } = team;
  const { container } = member;
  const meant = meantBy(value);
  const remove: Fix = {
    title: 'Remove restartPolicy',
    safe: false,
    edits: () => removeKey(pod, container, 'restartPolicy'),
  };
  const isInit = container.lifecycle === 'init';
  const native = meant === 'Always' || (isInit && member.endless !== null);
  const change = native ? makeNative(team, member, kubernetes, isInit ? null : firstToNeed(team, member)) : null;
  if (change && isInit) {
    const title = meant === 'Always' ? 'Write Always' : `Make "${container.label}" a native sidecar`;
    // What ends would be started again and again.
    return [{ title, ...change, safe: change.safe && meant === 'Always' && whyEnds(member) === null }, remove];
  }
  const policy = container.restartPolicy;
  const write: Fix[] =
    policy && meant && meant !== value && kubernetes >= ACCEPTED_SINCE
      ? [{ title: `Write ${meant}`, safe: false, edits: () => replaceText(pod, policy, meant) }]
      : [];
  if (!change) return [...write, remove];
  const sidecar: Fix = { title: `Make "${container.label}" a native sidecar`, ...change };
  return isHelper(member) ? [sidecar, ...write, remove] : [...write, remove, { ...sidecar, safe: false }];
}
