import { makeNative } from '../edits/native.ts';
import { commandText } from '../helpers/command.ts';
import { workloadName } from '../kubernetes/pod.ts';
import type { Severity } from '../severity.ts';
import { appList, type Team, type Teammate } from '../traffic/team.ts';
import type { Finding, Fix, Rule } from './rule.ts';

export const jobSidecarNeverCompletes: Rule = {
  id: 'job-sidecar-never-completes',
  title: 'A classic sidecar keeps a Job from completing',
  severity: 'error',
  group: 'correctness',
  fix: 'safe',
  since: '1.29',
  messages: {
    job: '{w}: container "{c}" ({why}) never exits, so the Pod never completes.',
    forbid: '{w}: container "{c}" ({why}) never exits, so the Pod never completes; later runs are blocked.',
    allow: '{w}: container "{c}" ({why}) never exits, so the Pod never completes; Pods pile up.',
    replace: '{w}: container "{c}" ({why}) never exits, so the Pod never completes; the next run kills it.',
    asked: '{w}: container "{c}" ({why}) never exits by itself; the Pod completes only if something tells it to quit.',
  },
  why: 'A Pod has completed when all containers of `containers` have ended. A helper that runs until it is stopped keeps the Pod, and with it the Job, running after the work is done; `activeDeadlineSeconds` only turns that into a failed Job. A native sidecar (an entry of `initContainers` with `restartPolicy: Always`) is stopped when the others are done.',
  silent:
    'Silent if another container asks the helper to quit (`/quitquitquit`, `/shutdown`, a signal in a shared process namespace), if the command is bounded by `timeout` or tests for a file and exits, and if nothing tells that the command runs for ever.',
  references: [
    'https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/#jobs-with-sidecar-containers',
    'https://github.com/kubernetes/enhancements/tree/master/keps/sig-node/753-sidecar-containers',
    'https://github.com/kubernetes/kubernetes/issues/25908',
  ],
  speaksInPartial: false,
  examples: [
    {
      bad: `apiVersion: batch/v1
kind: Job
metadata:
  name: report
spec:
  template:
    spec:
      restartPolicy: Never
      containers:
        - name: report
          image: acme/report:1.4
        - name: «sql-proxy»
          image: gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.11.4
          args: ["--port=5432", "proj:eu:db"]
`,
      good: `apiVersion: batch/v1
kind: Job
metadata:
  name: report
spec:
  template:
    spec:
      restartPolicy: Never
      initContainers:
        - name: sql-proxy
          image: gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.11.4
          restartPolicy: Always
          args: ["--port=5432", "--health-check", "--http-address=0.0.0.0", "proj:eu:db"]
          startupProbe:
            httpGet:
              path: /startup
              port: 9090
      containers:
        - name: report
          image: acme/report:1.4
`,
    },
    {
      bad: `apiVersion: batch/v1
kind: CronJob
metadata:
  name: invoices
spec:
  schedule: "0 3 * * *"
  concurrencyPolicy: Forbid
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: OnFailure
          containers:
          - name: «follow»
            image: busybox:1.36
            # prints what the run writes
            command: [sh, -c, "tail -F /logs/run.log"]
            volumeMounts:
            - name: logs
              mountPath: /logs
          - name: run
            image: acme/invoices:2.0
            volumeMounts:
            - name: logs
              mountPath: /logs
          volumes:
          - name: logs
            emptyDir: {}
`,
      good: `apiVersion: batch/v1
kind: CronJob
metadata:
  name: invoices
spec:
  schedule: "0 3 * * *"
  concurrencyPolicy: Forbid
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: OnFailure
          initContainers:
          - name: follow
            image: busybox:1.36
            restartPolicy: Always
            # prints what the run writes
            command: [sh, -c, "tail -F /logs/run.log"]
            volumeMounts:
            - name: logs
              mountPath: /logs
          containers:
          - name: run
            image: acme/invoices:2.0
            volumeMounts:
            - name: logs
              mountPath: /logs
          volumes:
          - name: logs
            emptyDir: {}
`,
    },
  ],
  *check(team, { kubernetes }) {
    const { pod } = team;
    const isJob = pod.runs === 'job';
    const ends = isJob || (pod.runs === 'pod' && /^(?:Never|OnFailure)$/.test(pod.restartPolicy?.value ?? ''));
    const listed = appList(team);
    if (!ends || listed.every((member) => member.endless !== null)) return;
    for (const member of listed) {
      if (member.endless === null || isEnded(team, member)) continue;
      const asked = mayBeAsked(team, member);
      const severity: Severity = asked ? 'information' : isJob ? 'error' : 'warning';
      yield {
        at: member.container.anchor,
        message: asked ? 'asked' : messageOf(team),
        args: { w: workloadName(pod), c: member.container.label, why: member.endless },
        severity,
        container: member,
        fixes: asked ? [] : fixes(team, member, kubernetes),
      } satisfies Finding;
    }
  },
};

function messageOf({ pod }: Team): string {
  if (pod.manifest.kind !== 'CronJob') return 'job';
  return ({ Forbid: 'forbid', Replace: 'replace' } as const)[pod.concurrencyPolicy ?? ''] ?? 'allow';
}

/** Whether another container tells it to quit, as far as the manifest shows. */
function isEnded({ pod, members }: Team, member: Teammate): boolean {
  if (member.container.env.some(({ name }) => name.value === 'KRUISE_TERMINATE_POD_WHEN_JOB_COMPLETE')) return true;
  const others = members.filter((other) => other !== member).map(({ container }) => commandText(container));
  return others.some(
    (text) =>
      /quitquitquit|\/shutdown\b|\/quit\b|linkerd-await/.test(text) ||
      (pod.shareProcessNamespace && /\b(?:pkill|killall|kill)\b/.test(text)),
  );
}

/** Whether it can be asked to quit, and somebody whose script we do not see may do so. */
function mayBeAsked({ members, pod }: Team, member: Teammate): boolean {
  if (/--quitquitquit\b/.test(commandText(member.container))) return true;
  const canBe = member.role.function === 'mesh-proxy' || pod.shareProcessNamespace;
  return canBe && members.some((other) => other !== member && /\.sh\b/.test(commandText(other.container)));
}

function fixes(team: Team, member: Teammate, kubernetes: number): Fix[] {
  const ports = member.listens.map((listen) => listen.port);
  const needs = team.members.find(
    ({ container, dials }) => container.list === 'initContainers' && dials.some((dial) => ports.includes(dial.port)),
  );
  const native = makeNative(team, member, kubernetes, needs ?? null);
  return native ? [{ title: `Make "${member.container.label}" a native sidecar`, ...native }] : [];
}
