import { isProven } from '../helpers/role.ts';
import type { Pod } from '../kubernetes/pod.ts';
import { concurrent, type Team, type Teammate } from '../traffic/team.ts';
import type { Rule } from './rule.ts';

export const statefulHelper: Rule = {
  id: 'stateful-helper',
  title: 'A store runs as a helper in every replica',
  severity: 'hint',
  group: 'design',
  fix: null,
  messages: {
    default: 'Store "{c}" runs beside "{app}" in each of {n} replicas: every replica has data of its own.',
    claim: 'Store "{c}" runs beside "{app}" in each of {n} replicas, all on the one claim "{v}".',
  },
  why: 'A helper is there once for each replica of its application. A database in that place is a different one in every replica: what one writes the others do not see, and it is gone with the Pod. On one claim for all replicas several servers would use the same files. A store belongs in a workload of its own, a StatefulSet behind a Service. A cache beside the application is fine.',
  silent: 'Silent for caches without a claim, with one replica, and if the store is the application itself.',
  references: [
    'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/',
    'https://kubernetes.io/docs/tasks/run-application/run-single-instance-stateful-application/',
  ],
  speaksInPartial: false,
  needs: ['siblings', 'function'],
  examples: [
    {
      bad: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop
spec:
  replicas: 2
  selector:
    matchLabels:
      app: shop
  template:
    metadata:
      labels:
        app: shop
    spec:
      containers:
        - name: shop
          image: acme/shop:1.0
          env:
            - name: DATABASE_URL
              value: postgres://localhost:5432/shop
        - name: «db»
          image: postgres:16
`,
      good: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop
spec:
  replicas: 2
  selector:
    matchLabels:
      app: shop
  template:
    metadata:
      labels:
        app: shop
    spec:
      containers:
        - name: shop
          image: acme/shop:1.0
          env:
            - name: DATABASE_URL
              value: postgres://shop-db:5432/shop
`,
    },
  ],
  *check(team) {
    const replicas = replicasOf(team);
    if (
      replicas < 2 ||
      !/^(?:Deployment|ReplicaSet|ReplicationController|Rollout|DeploymentConfig)$/.test(team.pod.manifest.kind)
    ) {
      return;
    }
    const members = concurrent(team);
    const app = members.find(({ role }) => role.pattern === 'app');
    if (!app) return;
    for (const member of members) {
      const { container, role } = member;
      if (role.pattern === 'app' || !isProven(role) || role.confidence !== 'strong') continue;
      const claim = claimOf(team.pod, member);
      if (role.function !== 'store' && !(role.function === 'cache' && claim)) continue;
      yield {
        at: container.anchor,
        message: claim ? 'claim' : 'default',
        args: { c: container.label, app: app.container.label, n: replicas, v: claim ?? '' },
        container: member,
      };
    }
  },
};

/** How many replicas there may be: as written, or as an autoscaler may make. */
function replicasOf({ pod, autoscalers }: Team): number {
  const scaled = autoscalers.map((one) => (one.kind === 'HorizontalPodAutoscaler' ? (one.maxReplicas ?? 1) : 1));
  return Math.max(pod.replicas ?? 1, ...scaled);
}

/** The claim that a container mounts. */
function claimOf({ volumes }: Pod, { container }: Teammate): string | null {
  const mounted = new Set(container.mounts.map((mount) => mount.volume.value));
  const volume = volumes.find(({ name, source }) => source === 'persistentVolumeClaim' && mounted.has(name.value));
  return volume ? (volume.refersTo ?? volume.name.value) : null;
}
