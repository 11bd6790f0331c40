import { removeContainer } from '../edits/lists.ts';
import { replaceText } from '../edits/pod.ts';
import type { Container, Pod } from '../kubernetes/pod.ts';
import { refusalOf } from '../kubernetes/refusal.ts';
import { repeated } from '../kubernetes/repeated.ts';
import { isSame } from '../yaml/same.ts';
import type { Fix, Rule } from './rule.ts';

export const containerNameDuplicate: Rule = {
  id: 'container-name-duplicate',
  title: 'Two containers of a Pod have the same name',
  severity: 'error',
  group: 'correctness',
  fix: 'safe',
  messages: {
    object: 'Two containers are called "{c}"; the API server refuses it, also where one is an init container.',
    pods: 'Two containers are called "{c}"; its Pods cannot be created.',
  },
  why: 'The name of a container is how logs, `kubectl exec`, status and annotations refer to it, so it must be unique in the Pod: among init containers, native sidecars and ordinary containers together. The API server refuses a Pod in which a name comes twice. It happens when a container is copied, or when a sidecar stands in both lists after it was moved to `initContainers`.',
  silent:
    'Silent for names that are filled in later, for containers of which a template prints one or the other, and in patches that a kustomization names.',
  references: [
    'https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#Container',
    'https://kubernetes.io/docs/concepts/workloads/pods/init-containers/',
  ],
  speaksInPartial: true,
  needs: ['siblings'],
  examples: [
    {
      bad: `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  initContainers:
    - name: proxy
      image: acme/proxy:1.0
      restartPolicy: Always
  containers:
    - name: shop
      image: acme/shop:1.0
    - name: «proxy»
      image: acme/proxy:1.0
`,
      good: `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  initContainers:
    - name: proxy
      image: acme/proxy:1.0
      restartPolicy: Always
  containers:
    - name: shop
      image: acme/shop:1.0
`,
    },
    {
      bad: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: jobs
spec:
  selector:
    matchLabels:
      app: jobs
  template:
    metadata:
      labels:
        app: jobs
    spec:
      containers:
        - name: worker
          image: acme/jobs:1.0
          args: [--queue=mail]
        - name: «worker»
          image: acme/jobs:1.0
          args: [--queue=reports]
`,
      good: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: jobs
spec:
  selector:
    matchLabels:
      app: jobs
  template:
    metadata:
      labels:
        app: jobs
    spec:
      containers:
        - name: worker
          image: acme/jobs:1.0
          args: [--queue=mail]
        - name: worker-2
          image: acme/jobs:1.0
          args: [--queue=reports]
`,
    },
  ],
  *check({ pod, members }) {
    const whole = pod.containers.filter(({ image }) => pod.partial !== 'patch' || image !== null);
    const same = repeated(pod, whole, ({ name }) => name?.value ?? '');
    if (same.length === 0) return;
    const byContainer = new Map(members.map((member) => [member.container, member]));
    const { of, certain } = refusalOf(pod);
    const taken = new Set(pod.containers.map(({ name }) => name?.value));
    for (const { first, again } of same) {
      yield {
        at: again.anchor,
        message: of,
        args: { c: again.label },
        severity: certain ? 'error' : 'warning',
        container: byContainer.get(again) ?? null,
        related: [{ at: first.anchor, message: `the first "${first.label}" stands in ${first.list}` }],
        fixes: [...removals(pod, first, again), ...renames(pod, again, taken)],
        hides: ['port-conflict', 'port-conflict-default', 'duplicate-helper'],
      };
    }
  },
};

/** A copy, or what was left behind when a container became a sidecar: of the same image, and not the only one of its list. */
function removals(pod: Pod, first: Container, again: Container): Fix[] {
  const isOnly = !pod.containers.some((other) => other.list === again.list && other !== again);
  if (isOnly || first.image?.value !== again.image?.value || pod.partial !== null) return [];
  const same = isSame(first.source, again.source);
  if (!same && first.list === again.list) return [];
  return [{ title: `Remove the second "${again.label}"`, safe: same, edits: () => removeContainer(pod, again) }];
}

function renames(pod: Pod, { name }: Container, taken: ReadonlySet<string | undefined>): Fix[] {
  if (!name) return [];
  let number = 2;
  const numbered = () => `${name.value.slice(0, MAX_NAME - 1 - String(number).length)}-${number}`;
  while (taken.has(numbered())) number++;
  const free = numbered();
  return [{ title: `Rename it to "${free}"`, safe: false, edits: () => replaceText(pod, name, free), fill: [free] }];
}

/** Names are DNS labels. */
const MAX_NAME = 63;
