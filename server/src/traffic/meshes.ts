import type { Expected } from '../helpers/expected.ts';
import type { Helper, HelperPort } from '../helpers/helper.ts';
import { injectorById } from '../helpers/injectors.ts';
import { provenHelper } from '../helpers/role.ts';
import type { Pod } from '../kubernetes/pod.ts';
import { isUnresolved } from '../yaml/tree.ts';
import { flagValue } from './ports/listens.ts';
import type { Team, Teammate } from './team.ts';

/** The proxy of a mesh in a pod: written in the manifest, or added when the pod is created. */
export interface MeshProxy {
  /** `Istio`, `Linkerd` … */
  readonly title: string;
  readonly helper: Helper;
  /** Null for one that an injector adds. */
  readonly member: Teammate | null;
}

/** The title of the mesh that a proxy of the catalogue belongs to. */
const MESHES: ReadonlyMap<string, string> = new Map([
  ['istio-proxy', 'istio'],
  ['linkerd-proxy', 'linkerd'],
  ['consul-dataplane', 'consul'],
  ['kuma-sidecar', 'kuma'],
  ['appmesh-envoy', 'appmesh'],
  ['daprd', 'dapr'],
]);

/** The proxies of meshes that will run in a pod. `expected`: what injectors add to it. */
export function meshProxiesOf({ members }: Team, expected: readonly Expected[]): MeshProxy[] {
  const found: MeshProxy[] = [];
  const add = (helper: Helper | null, member: Teammate | null) => {
    const mesh = helper && MESHES.get(helper.id);
    if (!helper || !mesh || found.some((other) => other.helper.id === helper.id)) return;
    found.push({ title: injectorById(mesh)?.title ?? helper.title, helper, member });
  };
  for (const member of members) if (member.container.lifecycle !== 'init') add(provenHelper(member), member);
  for (const { helper, lifecycle } of expected) if (lifecycle !== 'init') add(helper, null);
  return found;
}

/** Whether what a document tells of a mesh holds: patches and pods that an injector completes add to it, templates choose. */
export function showsItsMesh({ partial }: Pod): boolean {
  return partial === null || partial === 'injected' || partial === 'patch';
}

/** Whether a container is a proxy of a mesh, or stands in for one by its name. */
export function isMeshProxy({ container, role }: Teammate): boolean {
  return role.function === 'mesh-proxy' || OWN_NAMES.test(container.name?.value ?? '');
}

const OWN_NAMES = /^(?:istio-proxy|linkerd-proxy|consul-dataplane|kuma-sidecar|daprd)$/;

/** Annotations that move ports of an injected proxy, or close them. */
const MOVED_BY: ReadonlyMap<string, readonly (readonly [port: number, annotation: string])[]> = new Map([
  ['istio-proxy', [[15020, 'status.sidecar.istio.io/port'] as const]],
  [
    'linkerd-proxy',
    [
      [4140, 'config.linkerd.io/outbound-port'],
      [4143, 'config.linkerd.io/inbound-port'],
      [4190, 'config.linkerd.io/control-port'],
      [4191, 'config.linkerd.io/admin-port'],
    ],
  ],
  [
    'daprd',
    [
      [3500, 'dapr.io/http-port'],
      [50001, 'dapr.io/grpc-port'],
      [50002, 'dapr.io/internal-grpc-port'],
      [9090, 'dapr.io/metrics-port'],
      [9090, 'dapr.io/enable-metrics'],
    ],
  ],
]);

/** The ports that a mesh's proxy takes in a pod, as far as that is certain. */
export function portsOfMesh({ helper, member }: MeshProxy, pod: Pod): HelperPort[] {
  const moved = MOVED_BY.get(helper.id) ?? [];
  return helper.ports.filter((port) => {
    if (!port.verified || port.onRequest) return false;
    if (moved.some(([number, key]) => number === port.port && pod.annotations.has(key))) return false;
    return !member || !(port.flags ?? []).some((flag) => flagValue(member, flag) !== null);
  });
}

/** The user id whose outbound traffic a mesh does not capture; null where that is not known. */
export function userOfMesh({ helper, member }: MeshProxy, pod: Pod): number | null {
  // What an injector completes, it gives the user that its rules spare.
  const written = pod.partial === 'injected' ? null : member?.container.securityContext.runAsUser;
  if (helper.id === 'istio-proxy') {
    if (pod.annotations.get('sidecar.istio.io/interceptionMode')?.value === 'NONE') return null;
    return written?.value ?? helper.user ?? null;
  }
  if (helper.id !== 'linkerd-proxy') return null;
  const set = pod.annotations.get('config.linkerd.io/proxy-uid')?.value;
  if (set === undefined) return written?.value ?? helper.user ?? null;
  return isUnresolved(set) || !/^\d+$/.test(set) ? null : Number(set);
}
