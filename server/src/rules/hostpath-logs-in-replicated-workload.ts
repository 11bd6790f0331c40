import { isProven } from '../helpers/role.ts';
import type { Mount, Volume } from '../kubernetes/pod.ts';
import { concurrent, type Team, type Teammate } from '../traffic/team.ts';
import { sharesOf } from '../traffic/volumes/shares.ts';
import { usedAt } from '../yaml/span.ts';
import type { Rule } from './rule.ts';

/** Where a node keeps logs. */
const LOGS_OF_NODE = /^\/var\/log(?:$|[/-])|^\/var\/lib\/docker\/containers(?:\/|$)|^\/run\/log\/journal(?:\/|$)/;

export const hostpathLogsInReplicatedWorkload: Rule = {
  id: 'hostpath-logs-in-replicated-workload',
  title: 'A log shipper outside of a DaemonSet reads the logs of its node',
  severity: 'hint',
  group: 'operations',
  fix: null,
  messages: {
    default:
      '"{c}" reads {path} of its node, but a {kind} does not run once on every node: logs are missed or shipped twice.',
  },
  why: 'The logs of a node are read by one Pod on each node, which is what a DaemonSet makes. The replicas of a Deployment or StatefulSet land where there is room: nodes without one are not read, and two on one node ship everything twice. A helper that is there for its own application reads a volume that both mount, or leaves its output to the agent of the node.',
  silent: 'Silent if another container of the Pod mounts the volume, too.',
  references: [
    'https://kubernetes.io/docs/concepts/cluster-administration/logging/#using-a-node-logging-agent',
    'https://kubernetes.io/docs/concepts/workloads/controllers/daemonset/',
  ],
  speaksInPartial: false,
  needs: ['function', 'mounts', 'volumes'],
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
      containers:
        - name: shop
          image: acme/shop:1.0
        - name: shipper
          image: fluent/fluent-bit:3.0
          volumeMounts:
            - name: «node-logs»
              mountPath: /var/log
              readOnly: true
      volumes:
        - name: node-logs
          hostPath:
            path: /var/log
`,
      good: `apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: shipper
spec:
  selector:
    matchLabels:
      app: shipper
  template:
    metadata:
      labels:
        app: shipper
    spec:
      containers:
        - name: shipper
          image: fluent/fluent-bit:3.0
          volumeMounts:
            - name: node-logs
              mountPath: /var/log
              readOnly: true
      volumes:
        - name: node-logs
          hostPath:
            path: /var/log
`,
    },
  ],
  *check(team) {
    const { kind } = team.pod.manifest;
    if (!/^(?:Deployment|StatefulSet|ReplicaSet|ReplicationController|Rollout|DeploymentConfig|CloneSet)$/.test(kind))
      return;
    for (const member of concurrent(team)) {
      const { role, container } = member;
      if (role.function !== 'log-shipper' || !isProven(role)) continue;
      const found = logsOfNode(team, member);
      if (!found) continue;
      const { mount, volume } = found;
      yield {
        at: usedAt(mount.volume),
        message: 'default',
        args: { c: container.label, path: volume.refersTo ?? '', kind },
        container: member,
        related: [{ at: usedAt(volume.name), message: 'the volume is declared here' }],
      };
    }
  },
};

/** The first volume of a log shipper that holds logs of the node, and nothing of the other containers. */
function logsOfNode(team: Team, { container }: Teammate): { mount: Mount; volume: Volume } | null {
  for (const { volume, uses } of sharesOf(team)) {
    if (volume?.source !== 'hostPath' || !LOGS_OF_NODE.test(volume.refersTo ?? '')) continue;
    const [own] = uses;
    if (own && uses.every(({ member }) => member.container === container)) return { mount: own.mount, volume };
  }
  return null;
}
