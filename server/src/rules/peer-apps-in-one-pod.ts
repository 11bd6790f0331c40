import { namedRole } from '../helpers/names.ts';
import { isHelper } from '../helpers/role.ts';
import type { Service } from '../kubernetes/services.ts';
import { type Inbound, inboundOf } from '../traffic/ports/inbound.ts';
import { appList, type Team, type Teammate } from '../traffic/team.ts';
import type { Rule } from './rule.ts';

export const peerAppsInOnePod: Rule = {
  id: 'peer-apps-in-one-pod',
  title: 'A Pod holds several applications, each with a Service of its own',
  severity: 'hint',
  group: 'design',
  fix: null,
  messages: {
    default: '"{a}" and "{b}" each have a Service of their own ("{s}", "{t}"); apart they scale and fail apart.',
  },
  why: 'Containers of one Pod are placed, scaled, updated and removed together, and one that is not ready takes the Pod out of all Services. That is what a helper needs, and what an application of its own does not. Two applications that each have a Service call each other by these names just as well from two Pods.',
  silent:
    'Silent for known helpers, for Pods of one replica per node (DaemonSet), and where a Service leads to both containers.',
  references: [
    'https://kubernetes.io/docs/concepts/workloads/pods/#how-pods-manage-multiple-containers',
    'https://github.com/kubernetes/kubernetes/issues/14848',
  ],
  speaksInPartial: false,
  needs: ['siblings', 'services'],
  examples: [
    {
      bad: `${service('shop', 8080)}---
${service('billing', 8081)}---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop
spec:
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
          ports:
            - containerPort: 8080
        - name: «billing»
          image: acme/billing:1.0
          ports:
            - containerPort: 8081
`,
      good: `${service('shop', 8080)}---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop
spec:
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
          ports:
            - containerPort: 8080
`,
    },
  ],
  *check(team) {
    const { pod } = team;
    if (pod.shape !== 'pod-spec' || pod.runs !== 'service' || pod.manifest.kind === 'DaemonSet') return;
    const inbound = inboundOf(team);
    const [first, ...others] = appList(team).flatMap((member) => peerOf(team, member, inbound));
    for (const other of first ? others : []) {
      if (!first) return;
      yield {
        at: other.member.container.anchor,
        message: 'default',
        args: {
          a: first.member.container.label,
          b: other.member.container.label,
          s: first.service.name,
          t: other.service.name,
        },
        container: other.member,
        related: [first, other].map(({ service }) => {
          const place = { at: service.at, message: `the Service "${service.name}"` };
          return service.document === pod.document ? place : { ...place, document: service.document };
        }),
      };
    }
  },
};

/** An application of a pod and a Service that leads to it and to no other container. */
interface Peer {
  readonly member: Teammate;
  readonly service: Service;
}

function peerOf({ services }: Team, member: Teammate, inbound: readonly Inbound[]): Peer[] {
  if (!isApplication(member)) return [];
  const service = services.find((one) => {
    const ways = inbound.filter((way) => way.service === one);
    return ways.length > 0 && ways.every(({ to }) => to === member);
  });
  return service ? [{ member, service }] : [];
}

/** Whether nothing makes it a helper but that it stands beside an application. */
function isApplication(member: Teammate): boolean {
  const { pattern, helper } = member.role;
  if (isHelper(member)) return false;
  return pattern === 'app' || pattern === 'unknown' || (helper === null && namedRole(member.container.label) === null);
}

function service(name: string, port: number): string {
  return `apiVersion: v1
kind: Service
metadata:
  name: ${name}
spec:
  selector:
    app: shop
  ports:
    - port: 80
      targetPort: ${port}
`;
}
