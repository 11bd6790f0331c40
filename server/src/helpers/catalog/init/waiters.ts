import type { Helper } from '../../helper.ts';

const WAITER = { pattern: 'init', function: 'waiter', direction: 'out', longRunning: false, ports: [] } as const;

/** Helpers that hold the start of the application until something else is there, and end. */
export const waiters: readonly Helper[] = [
  {
    // No programs: it can start the application itself when the wait is over.
    id: 'wait4x',
    title: 'Wait4X',
    summary: 'Waits until a port, a URL or a database answers.',
    images: ['**/wait4x'],
    names: ['wait4x'],
    ...WAITER,
    shell: { inImage: true, verified: true },
    note: 'It gives up after ten seconds unless --timeout says otherwise; tags with nonroot run as user 65534.',
    docs: 'https://github.com/wait4x/wait4x',
    source: 'wait4x/wait4x README.md and Dockerfile @02d25db; the timeout general knowledge',
  },
  {
    id: 'kubectl-wait',
    title: 'kubectl wait',
    summary: 'Waits until an object of the cluster has a condition, as the Kubernetes API tells.',
    images: [
      '**/kubectl',
      '**/alpine/k8s',
      '**/dtzar/helm-kubectl',
      '**/lachlanevenson/k8s-kubectl',
      '**/openshift*/ose-cli*',
    ],
    words: ['wait', 'rollout'],
    ...WAITER,
    note: 'It needs the right to get, list and watch what it waits for, and fails at once if that does not exist yet.',
    docs: 'https://kubernetes.io/docs/reference/kubectl/generated/kubectl_wait/',
    source: 'general knowledge',
  },
  {
    id: 'k8s-wait-for',
    title: 'k8s-wait-for',
    summary: 'Waits until a job has finished or a pod or service is ready, as the Kubernetes API tells.',
    images: ['**/k8s-wait-for'],
    names: ['k8s-wait-for'],
    ...WAITER,
    shell: { inImage: true, verified: true },
    note: 'It needs a mounted token and the right to get, list and watch jobs, pods and services.',
    docs: 'https://github.com/groundnuty/k8s-wait-for',
    source: 'groundnuty/k8s-wait-for README.md and Dockerfile @07c0142',
  },
  {
    id: 'kubernetes-entrypoint',
    title: 'kubernetes-entrypoint',
    summary: 'Waits for the jobs, services and pods that its variables name; OpenStack-Helm uses it everywhere.',
    images: ['**/kubernetes-entrypoint'],
    programs: ['kubernetes-entrypoint'],
    ...WAITER,
    docs: 'https://opendev.org/airship/kubernetes-entrypoint',
    source: 'openstack-helm-infra helm-toolkit snippets; image in public manifests',
  },
  {
    id: 'depends-on',
    title: 'depends-on',
    summary: 'Waits until services have an address and jobs have finished, as the Kubernetes API tells.',
    images: ['**/opsfleet/depends-on'],
    ...WAITER,
    docs: 'https://github.com/opsfleet/depends-on',
    source: 'opsfleet/depends-on README.md',
  },
  {
    // No programs: the script often wraps the application itself.
    id: 'wait-for-it',
    title: 'wait-for-it',
    summary: 'Waits until a TCP port answers.',
    images: ['**/wait-for-it', '**/waisbrot/wait', '**/dokku/wait'],
    ...WAITER,
    docs: 'https://github.com/vishnubob/wait-for-it',
    source: 'image in public manifests',
  },
  {
    // No programs: it often wraps the application itself.
    id: 'dockerize',
    title: 'dockerize',
    summary: 'Waits until ports or URLs answer and fills in configuration templates.',
    images: ['**/jwilder/dockerize', '**/powerman/dockerize'],
    ...WAITER,
    docs: 'https://github.com/jwilder/dockerize',
    source: 'general knowledge',
  },
];
