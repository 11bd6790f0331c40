import { setField } from '../edits/fields.ts';
import { replaceText } from '../edits/pod.ts';
import { type Pod, workloadName } from '../kubernetes/pod.ts';
import { isBuiltIn } from '../kubernetes/refusal.ts';
import { usedAt } from '../yaml/span.ts';
import { printedTogether } from '../yaml/template.ts';
import { isUnresolved } from '../yaml/tree.ts';
import type { Fix, Rule } from './rule.ts';

const ACCEPTED = ['Never', 'OnFailure'] as const;

export const jobRestartPolicyMissing: Rule = {
  id: 'job-restart-policy-missing',
  title: 'The Pods of a Job without restartPolicy Never or OnFailure',
  severity: 'error',
  group: 'correctness',
  fix: 'choice',
  messages: {
    missing: '{w}: its Pods have no restartPolicy, which then is Always; a Job accepts Never or OnFailure only.',
    value: '{w}: restartPolicy "{v}" of its Pods; a Job accepts Never or OnFailure only.',
  },
  why: 'A Job waits until its Pods have ended, so their `restartPolicy` must be `Never` or `OnFailure`. Without the field it is `Always`, and the API server refuses the Job. A native sidecar is no reason for `Always` here: its own `restartPolicy: Always` stands in the entry of `initContainers`. With `Never` a failed container fails its Pod, and the Job makes a new one; with `OnFailure` the container is started again in the same Pod.',
  silent:
    'Only for Job and CronJob, since operators fill the field in for their own kinds. A missing field is silent in patches and templates, and only information in a file that a kustomization names.',
  references: [
    'https://kubernetes.io/docs/concepts/workloads/controllers/job/#pod-template',
    'https://github.com/rancher/rancher/issues/18458',
  ],
  speaksInPartial: true,
  needs: ['job'],
  examples: [
    {
      bad: `apiVersion: batch/v1
kind: Job
metadata:
  name: report
spec:
  template:
    spec:
      restartPolicy: «Always»
      initContainers:
        - name: collector
          image: otel/opentelemetry-collector:0.110.0
          restartPolicy: Always
      containers:
        - name: report
          image: acme/report:1.0
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
        - name: collector
          image: otel/opentelemetry-collector:0.110.0
          restartPolicy: Always
      containers:
        - name: report
          image: acme/report:1.0
`,
    },
  ],
  *check({ pod }) {
    if (pod.runs !== 'job' || !isBuiltIn(pod) || pod.partial === 'broken') return;
    const { restartPolicy, document, manifest } = pod;
    const args = { w: workloadName(pod), v: restartPolicy?.value ?? '' };
    const fixes = ACCEPTED.map((value) => setting(pod, value));
    if (!restartPolicy) {
      // What an injector adds is no policy.
      if (pod.partial !== null && pod.partial !== 'injected') return;
      const severity = pod.kustomized ? 'information' : 'error';
      yield { at: pod.at, message: 'missing', args, severity, container: null, fixes };
      return;
    }
    const { value } = restartPolicy;
    const isAccepted = ACCEPTED.some((accepted) => accepted === value);
    if (isAccepted || isUnresolved(value) || !printedTogether(document.template, manifest.at, restartPolicy.at)) return;
    yield { at: usedAt(restartPolicy), message: 'value', args, container: null, fixes };
  },
};

function setting(pod: Pod, value: string): Fix {
  const { restartPolicy, document, spec } = pod;
  const before = ['initContainers', 'containers'];
  const edits = () =>
    restartPolicy
      ? replaceText(pod, restartPolicy, value)
      : setField(document, spec, ['restartPolicy'], value, { before });
  return { title: `Set restartPolicy to ${value}`, safe: false, edits };
}
