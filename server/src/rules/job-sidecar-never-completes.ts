import { firstToNeed, makeNative } from '../edits/native.ts';
import { addArgument } from '../edits/pod.ts';
import { provenHelper } from '../helpers/role.ts';
import { workloadName } from '../kubernetes/pod.ts';
import type { Severity } from '../severity.ts';
import { keepersOf } from '../traffic/order/completion.ts';
import type { Team, Teammate } from '../traffic/team.ts';
import type { Finding, Fix, Rule } from './rule.ts';

export const jobSidecarNeverCompletes: Rule = {
  id: 'job-sidecar-never-completes',
  title: 'A classic sidecar keeps a Job from completing',
  severity: 'error',
  group: 'correctness',
  fix: 'safe',
  messages: {
    job: '{w}: container "{c}" ({why}) never exits, so the Pod never completes.',
    forbid: '{w}: container "{c}" ({why}) never exits, so the Pod never completes; later runs are blocked.',
    allow: '{w}: container "{c}" ({why}) never exits, so the Pod never completes; Pods pile up.',
    replace: '{w}: container "{c}" ({why}) never exits, so the Pod never completes; the next run kills it.',
    asked: '{w}: container "{c}" ({why}) never exits unless it is told to; the Pod completes only if something does.',
  },
  why: 'A Pod has completed when all containers of `containers` have ended. A helper that runs until it is stopped keeps the Pod, and with it the Job, running after the work is done; `activeDeadlineSeconds` only turns that into a failed Job. A native sidecar (an entry of `initContainers` with `restartPolicy: Always`) is stopped when the others are done.',
  silent:
    'Silent if another container asks the helper to quit (`/quitquitquit`, `/shutdown`, a signal in a shared process namespace), also in a script of a ConfigMap that is known, if the command is bounded by `timeout` or tests for a file and exits, for kinds whose engine ends the helpers (Argo, Tekton, Kubeflow), for a bare Pod whose application itself runs for ever, and if nothing tells that the command runs for ever. Only information where a script that is not known may ask it to quit.',
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
    for (const { member, why, asked } of keepersOf(team)) {
      const severity: Severity = asked ? 'information' : pod.runs === 'job' ? 'error' : 'warning';
      yield {
        at: member.container.anchor,
        message: asked ? 'asked' : messageOf(team),
        args: { w: workloadName(pod), c: member.container.label, why },
        severity,
        container: member,
        fixes: fixes(team, member, asked, kubernetes),
        hides: ['ambassador-start-race', 'ambassador-shutdown-race', 'classic-helper-could-be-native'],
      } satisfies Finding;
    }
  },
};

function messageOf({ pod }: Team): string {
  if (pod.manifest.kind !== 'CronJob') return 'job';
  return ({ Forbid: 'forbid', Replace: 'replace' } as const)[pod.concurrencyPolicy ?? ''] ?? 'allow';
}

function fixes(team: Team, member: Teammate, asked: boolean, kubernetes: number): Fix[] {
  const { label } = member.container;
  const native = makeNative(team, member, kubernetes, firstToNeed(team, member));
  const found: Fix[] = native
    ? [{ title: `Make "${label}" a native sidecar`, ...native, safe: native.safe && !asked }]
    : [];
  const flag = provenHelper(member)?.ports.some(({ flags }) => flags?.includes(QUIT));
  if (!flag || asked || member.command.script) return found;
  const edits = () => addArgument(team.pod, member.container, QUIT);
  return [...found, { title: `Add ${QUIT}, for the work to call when it is done`, safe: false, edits }];
}

/** Of the proxies of Google: a POST to /quitquitquit on the admin port ends them with 0 (cmd/errors.go). */
const QUIT = '--quitquitquit';
