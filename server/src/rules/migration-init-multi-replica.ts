import { commandText } from '../helpers/commands/command.ts';
import { isProven, provenHelper } from '../helpers/role.ts';
import type { Team, Teammate } from '../traffic/team.ts';
import type { Rule } from './rule.ts';

export const migrationInitMultiReplica: Rule = {
  id: 'migration-init-multi-replica',
  title: 'Every replica runs the same migration when it starts',
  severity: 'information',
  group: 'lifecycle',
  fix: null,
  messages: {
    replicas: 'Every replica runs the migration in init container "{c}"; with {n} replicas they run at the same time.',
    scaled:
      'Every replica runs the migration in init container "{c}"; with up to {n} replicas they may run at the same time.',
    nodes: 'Each node runs the migration in init container "{c}" when it starts its Pod; they run at the same time.',
  },
  why: 'An init container runs in every Pod, and again whenever a Pod is replaced. When several replicas start at the same time they change the same schema at the same time; tools that do not lock it then fail, or leave it half changed. A Job, or a hook of the release, runs the migration once for all.',
  silent:
    'Silent for tools that lock by themselves (Flyway, Liquibase, golang-migrate, Atlas, Prisma, Rails), for a single replica, and for a StatefulSet that starts its Pods one after the other.',
  references: [
    'https://kubernetes.io/docs/concepts/workloads/pods/init-containers/#detailed-behavior',
    'https://github.com/ariga/atlas/pull/1277',
    'https://github.com/nautobot/helm-charts/issues/744',
    'https://github.com/lakekeeper/lakekeeper-charts/pull/65',
  ],
  speaksInPartial: false,
  needs: ['init', 'function'],
  examples: [
    {
      bad: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop
spec:
  replicas: 3
  selector:
    matchLabels:
      app: shop
  template:
    metadata:
      labels:
        app: shop
    spec:
      initContainers:
        - name: «migrate»
          image: acme/shop:1.0
          command: [python, manage.py, migrate]
      containers:
        - name: shop
          image: acme/shop:1.0
`,
      good: `apiVersion: batch/v1
kind: Job
metadata:
  name: shop-migrate
spec:
  template:
    spec:
      restartPolicy: OnFailure
      containers:
        - name: migrate
          image: acme/shop:1.0
          command: [python, manage.py, migrate]
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop
spec:
  replicas: 3
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
`,
    },
  ],
  *check(team) {
    const copies = copiesOf(team);
    if (!copies) return;
    for (const member of team.members) {
      const { container, role } = member;
      if (container.lifecycle !== 'init' || role.function !== 'migration' || !isProven(role) || locks(member)) continue;
      yield {
        at: container.anchor,
        message: copies.message,
        args: { c: container.label, n: copies.count },
        container: member,
      };
    }
  },
};

/** How many Pods may start at the same time; null for one, or where that is not known. */
function copiesOf({ pod, autoscalers }: Team): { readonly message: string; readonly count: number } | null {
  const { kind } = pod.manifest;
  if (kind === 'DaemonSet') return { message: 'nodes', count: 0 };
  const parallel = kind === 'StatefulSet' && pod.podManagementPolicy === 'Parallel';
  if (!parallel && !/^(?:Deployment|ReplicaSet|ReplicationController|DeploymentConfig|Rollout)$/.test(kind))
    return null;
  const most = autoscalers.map((one) => (one.kind === 'HorizontalPodAutoscaler' ? (one.maxReplicas ?? 0) : 0));
  const scaled = Math.max(0, ...most);
  const replicas = pod.replicas ?? 1;
  if (replicas >= 2) return { message: 'replicas', count: replicas };
  return scaled >= 2 ? { message: 'scaled', count: scaled } : null;
}

/** Tools that take a lock of the database, or of a table of their own, before they change anything. */
const LOCKING =
  /\b(?:flyway|liquibase|golang-migrate|atlas|prisma|rails|rake|bin\/rake)\b|\bdb:migrate\b|\bmigrate\/migrate\b/;

function locks(member: Teammate): boolean {
  const text = commandText(member.container);
  // It names its command as Rails does.
  if (/\bsequelize(?:-cli)?\b/.test(text)) return false;
  // The binary of golang-migrate is called `migrate`, and told where its files are.
  if (/\bmigrate\b.*-(?:path|source|database)\b/.test(text)) return true;
  return LOCKING.test(`${provenHelper(member)?.id ?? ''} ${member.container.image?.value ?? ''} ${text}`);
}
