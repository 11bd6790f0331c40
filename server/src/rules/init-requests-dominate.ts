import { replaceText } from '../edits/pod.ts';
import { haveDefault } from '../kubernetes/limit-ranges.ts';
import type { Pod } from '../kubernetes/pod.ts';
import { cpuText, memoryText, readCpu, readMemory } from '../kubernetes/quantity.ts';
import { type Resource, type Stages, stagesOf } from '../traffic/cost.ts';
import { concurrent, type Team } from '../traffic/team.ts';
import type { Finding, Fix, Rule, Target } from './rule.ts';

export const initRequestsDominate: Rule = {
  id: 'init-requests-dominate',
  title: 'An init container decides what the Pod reserves for its whole life',
  severity: 'information',
  group: 'resources',
  fix: 'choice',
  messages: {
    default:
      'Init container "{c}" requests {x} {r}, the running containers together {y}; the Pod reserves {all} for its whole life.',
  },
  why: 'The scheduler reserves for a Pod the larger of two amounts: what the hungriest init container asks for, with the native sidecars that run beside it, and what all containers ask for together afterwards. The reservation does not shrink when the init container has ended. If it asks for much more than the application, most of what the Pod reserves is idle for the rest of its life.',
  silent:
    'Silent for Jobs and other Pods that end, up to one and a half times of what the running containers ask for, up to 100m CPU or 128Mi more, for a resource of which the Pod as a whole has its own amount (`spec.resources`), and if a LimitRange may add requests.',
  references: [
    'https://kubernetes.io/docs/concepts/workloads/pods/init-containers/#resource-sharing-within-containers',
    'https://github.com/kubernetes/enhancements/tree/master/keps/sig-node/753-sidecar-containers',
    'https://github.com/kubernetes/kubernetes/issues/119547',
    'https://github.com/linkerd/linkerd2/issues/11320',
    'https://github.com/dash0hq/dash0-operator/pull/400',
  ],
  speaksInPartial: false,
  needs: ['init', 'resources'],
  examples: [
    {
      bad: `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  initContainers:
    - name: warm
      image: acme/warm:1.0
      resources:
        requests:
          «memory»: 4Gi
  containers:
    - name: shop
      image: acme/shop:1.0
      resources:
        requests:
          memory: 256Mi
`,
      good: `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  initContainers:
    - name: warm
      image: acme/warm:1.0
      resources:
        requests:
          memory: 256Mi
  containers:
    - name: shop
      image: acme/shop:1.0
      resources:
        requests:
          memory: 256Mi
`,
    },
  ],
  *check(team, target) {
    const { pod } = team;
    if (pod.runs === 'job' || pod.runs === 'engine') return;
    if (pod.runs === 'pod' && /^(?:Never|OnFailure)$/.test(pod.restartPolicy?.value ?? '')) return;
    for (const resource of ['cpu', 'memory'] as const) {
      const found = dominating(team, target, resource);
      if (found) yield found;
    }
  },
};

/** Up to here the difference is not worth a word: millicores, bytes. */
const FACTOR = 1.5;
const LITTLE = { cpu: 100, memory: 128 * 2 ** 20 } as const;
const TEXT = { cpu: cpuText, memory: memoryText } as const;
const READ = { cpu: readCpu, memory: readMemory } as const;

function dominating(team: Team, target: Target, resource: Resource): Finding | null {
  const { pod, around } = team;
  if (pod.requests.has(resource) || pod.limits.has(resource)) return null;
  if (haveDefault(around.limitRanges, resource) || !isKnown(team, resource)) return null;
  const { inits, running } = stagesOf(team, resource);
  const hungriest = inits.reduce<Stages['inits'][number] | null>((a, b) => (a && total(a) >= total(b) ? a : b), null);
  if (!running || !hungriest?.own || total(hungriest) <= FACTOR * running) return null;
  const together = running + injected(target, resource);
  if (total(hungriest) <= Math.max(FACTOR * together, together + LITTLE[resource])) return null;
  const { container } = hungriest.member;
  const asked = container.requests.get(resource) ?? container.limits.get(resource);
  if (!asked) return null;
  const text = TEXT[resource];
  return {
    at: asked.key,
    message: 'default',
    args: {
      c: container.label,
      x: text(hungriest.own),
      r: resource === 'cpu' ? 'CPU' : resource,
      y: text(together),
      all: text(total(hungriest)),
    },
    container: hungriest.member,
    about: `${resource} of ${container.label}`,
    related: concurrent(team)
      .filter((member) => member.container.requests.has(resource))
      .slice(0, 5)
      .map(({ container: { label, requests, anchor } }) => ({
        at: requests.get(resource)?.key ?? anchor,
        message: `"${label}" requests ${requests.get(resource)?.value}`,
      })),
    fixes: lower(pod, hungriest, resource, together),
  };
}

function total({ own, beside }: Stages['inits'][number]): number {
  return (own ?? 0) + (beside ?? 0);
}

/** Whether every amount is a quantity: of one that is filled in later nothing is known. */
function isKnown({ members }: Team, resource: Resource): boolean {
  return members.every(({ container: { requests, limits } }) =>
    [requests, limits].every((of) => !of.has(resource) || READ[resource](of.get(resource)?.value ?? '') !== null),
  );
}

/** What the containers ask for that injectors add. */
function injected({ expected }: Target, resource: Resource): number {
  const amounts = expected().map(({ lifecycle, requests, limits }) =>
    lifecycle === 'init' ? 0 : (READ[resource](requests.get(resource) ?? limits.get(resource) ?? '') ?? 0),
  );
  return amounts.reduce((a, b) => a + b, 0);
}

/** Only a request can be lowered alone; where there is only a limit, it may be needed. */
function lower(pod: Pod, { member, beside }: Stages['inits'][number], resource: Resource, together: number): Fix[] {
  const request = member.container.requests.get(resource);
  const enough = together - (beside ?? 0);
  if (!request || enough <= 0) return [];
  const amount = TEXT[resource](enough);
  return [
    {
      title: `Let "${member.container.label}" request ${amount}`,
      safe: false,
      edits: () => replaceText(pod, request, amount),
      fill: [amount],
    },
  ];
}
