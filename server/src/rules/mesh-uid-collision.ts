import { replaceText } from '../edits/pod.ts';
import { isMeshProxy, type MeshProxy, meshProxiesOf, showsItsMesh, userOfMesh } from '../traffic/meshes.ts';
import { concurrent } from '../traffic/team.ts';
import { usedAt } from '../yaml/span.ts';
import type { Rule } from './rule.ts';

/** A user id that nothing we know claims; people look at it before they keep it. */
const OTHER_USER = 10001;

export const meshUidCollision: Rule = {
  id: 'mesh-uid-collision',
  title: "A container runs as the user of the mesh's proxy",
  severity: 'warning',
  group: 'networking',
  fix: 'choice',
  messages: {
    default: '"{c}" runs as UID {u}, that of the {mesh} proxy; its outbound traffic bypasses the mesh.',
  },
  why: 'The init container or CNI plugin of a mesh redirects the outbound traffic of the Pod to the proxy, except that of the user the proxy itself runs as: UID 1337 for Istio, 2102 for Linkerd. A container that runs as the same user is taken for the proxy. What it sends goes out without mTLS, without policy and without metrics. What comes in is redirected all the same.',
  silent:
    'Silent for init containers, where UID 1337 is a documented way around the CNI plugin, for the proxy itself, with `hostNetwork`, and where nothing shows a mesh. In templates it says nothing.',
  references: [
    'https://istio.io/latest/docs/ops/deployment/application-requirements/',
    'https://linkerd.io/2/reference/proxy-configuration/',
    'https://github.com/kserve/kserve/issues/2096',
    'https://github.com/istio/istio/issues/4286',
    'https://github.com/telepresenceio/telepresence/issues/4156',
  ],
  speaksInPartial: true,
  needs: ['user'],
  examples: [
    {
      bad: `apiVersion: v1
kind: Pod
metadata:
  name: shop
  labels:
    sidecar.istio.io/inject: "true"
spec:
  securityContext:
    runAsUser: «1337»
  containers:
    - name: shop
      image: acme/shop:1.0
`,
      good: `apiVersion: v1
kind: Pod
metadata:
  name: shop
  labels:
    sidecar.istio.io/inject: "true"
spec:
  securityContext:
    runAsUser: 10001
  containers:
    - name: shop
      image: acme/shop:1.0
`,
    },
  ],
  *check(team, target) {
    const { pod } = team;
    if (pod.hostNetwork || pod.shape !== 'pod-spec' || !showsItsMesh(pod)) return;
    for (const mesh of meshProxiesOf(team, target.expected())) {
      const user = userOfMesh(mesh, pod);
      if (user === null || user === 0) continue;
      for (const member of concurrent(team)) {
        const own = member.container.securityContext.runAsUser;
        const set = own ?? pod.securityContext.runAsUser;
        // What a patch says of the pod a container of its base may say otherwise.
        if (set?.value !== user || isMeshProxy(member) || (pod.partial === 'patch' && !own)) continue;
        const title = own
          ? `Run "${member.container.label}" as another user (${OTHER_USER})`
          : `Run the Pod as another user (${OTHER_USER})`;
        const edits = () => (own || !reliesOnPod(mesh) ? replaceText(pod, set, OTHER_USER) : null);
        yield {
          at: usedAt(set),
          message: 'default',
          args: { c: member.container.label, u: user, mesh: mesh.title },
          container: member,
          fixes: [{ title, safe: false, edits, fill: [`${OTHER_USER}`] }],
        };
      }
    }
  },
};

/** Whether the proxy in the manifest has its user from the pod. */
function reliesOnPod({ member }: MeshProxy): boolean {
  return member !== null && member.container.securityContext.runAsUser === null;
}
