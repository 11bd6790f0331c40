import { isMeshProxy, meshProxiesOf, portsOfMesh, showsItsMesh } from '../traffic/meshes.ts';
import { concurrent, type Team, type Teammate } from '../traffic/team.ts';
import { usedAt } from '../yaml/span.ts';
import { sharedPort } from './matters.ts';
import { movePort, portsInUse } from './move-port.ts';
import type { Rule } from './rule.ts';

export const meshReservedPort: Rule = {
  id: 'mesh-reserved-port',
  title: "A container uses a port of the mesh's proxy",
  severity: 'warning',
  group: 'networking',
  fix: 'choice',
  messages: {
    default: '"{c}" uses port {p}, which the {mesh} proxy takes in this Pod ({what}).',
  },
  why: 'The proxy of a mesh listens on ports of its own in the network of the Pod: Istio on 15000 to 15090, Linkerd on 4140 to 4191, Dapr on 3500, 50001 and 9090. A program on one of them fails with "address already in use", or the proxy does, and with it all traffic of the Pod. Traffic to such a port may also be excluded from the mesh.',
  silent:
    'Silent where nothing shows a mesh, for the proxy itself, with `hostNetwork`, for ports that an annotation or a flag moves, and in templates.',
  references: [
    'https://istio.io/latest/docs/ops/deployment/application-requirements/#ports-used-by-istio',
    'https://docs.dapr.io/reference/arguments-annotations-overview/',
    'https://github.com/linkerd/linkerd2/issues/7938',
  ],
  speaksInPartial: true,
  needs: ['ports'],
  examples: [
    {
      bad: `apiVersion: v1
kind: Pod
metadata:
  name: shop
  labels:
    sidecar.istio.io/inject: "true"
spec:
  containers:
    - name: shop
      image: acme/shop:1.0
      args: ["--metrics-addr=:15020"]
      ports:
        - name: metrics
          containerPort: «15020»
`,
      good: `apiVersion: v1
kind: Pod
metadata:
  name: shop
  labels:
    sidecar.istio.io/inject: "true"
spec:
  containers:
    - name: shop
      image: acme/shop:1.0
      args: ["--metrics-addr=:15022"]
      ports:
        - name: metrics
          containerPort: 15022
`,
    },
  ],
  *check(team, target) {
    const { pod } = team;
    if (pod.hostNetwork || pod.shape !== 'pod-spec' || !showsItsMesh(pod)) return;
    for (const mesh of meshProxiesOf(team, target.expected())) {
      const reserved = portsOfMesh(mesh, pod);
      for (const member of concurrent(team)) {
        if (isMeshProxy(member)) continue;
        for (const { containerPort, protocol, name } of member.container.ports) {
          const port = reserved.find((one) => one.port === containerPort.value && (one.protocol ?? 'TCP') === protocol);
          if (!port) continue;
          const taken = new Set([...portsInUse(team), ...mesh.helper.ports.map((own) => own.port)]);
          yield {
            at: usedAt(containerPort),
            message: 'default',
            args: { c: member.container.label, p: port.port, mesh: mesh.title, what: port.what },
            container: member,
            related: mesh.member
              ? [{ at: mesh.member.container.anchor, message: `"${mesh.member.container.label}" is the proxy` }]
              : [],
            fixes: movePort(pod, member, port.port, taken),
            ...(mesh.member ? { about: sharedPort(port.port, protocol, mesh.member, member) } : {}),
            ...(mesh.member && !isUsed(team, member, port.port, name?.value) ? { hides: ['port-conflict'] } : {}),
          };
        }
      }
    }
  },
};

/** Whether more than the declaration shows that a container listens on a port, which makes it an error of `port-conflict`. */
function isUsed({ services }: Team, { listens }: Teammate, port: number, name: string | undefined): boolean {
  const isShown = listens.some((listen) => listen.port === port && !['declared', 'usual'].includes(listen.how));
  return isShown || services.some(({ ports }) => ports.some(({ target }) => target.value === name));
}
