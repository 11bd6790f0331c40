import type { Expected } from '../helpers/expected.ts';
import { parseImage } from '../helpers/image.ts';
import { INJECTORS } from '../helpers/injectors.ts';
import type { TextMap } from '../kubernetes/manifest.ts';
import { type MeshProxy, meshProxiesOf } from './meshes.ts';
import type { Team } from './team.ts';

/** A mesh that a pod belongs to. */
export interface PodMesh {
  /** `Istio`, `Istio ambient`. */
  readonly title: string;
  /** `1.24`; null where neither the image of the proxy nor the pod's metadata tells it. */
  readonly version: string | null;
}

/** Where the pod's metadata tell the image or the release of an injected proxy, by the id of the proxy. */
const TOLD: Readonly<Record<string, readonly string[]>> = {
  'istio-proxy': ['sidecar.istio.io/proxyImage', 'istio.io/rev'],
  'linkerd-proxy': ['config.linkerd.io/proxy-version', 'linkerd.io/proxy-version'],
  'kuma-sidecar': [],
};

/** The meshes that a pod belongs to: whose proxy it has or will get, or, of Istio's ambient mode, whose node takes its traffic. */
export function meshesOf(team: Team, expected: readonly Expected[]): PodMesh[] {
  const found = meshProxiesOf(team, expected)
    .filter(({ title }) => INJECTORS.some((injector) => injector.title === title && injector.mesh))
    .map((proxy): PodMesh => ({ title: proxy.title, version: versionOf(proxy, team) }));
  if (found.length > 0) return found;
  return isAmbient(team) ? [{ title: 'Istio ambient', version: null }] : [];
}

function isAmbient({ pod, askers }: Team): boolean {
  const mode = (labels: TextMap) => labels.get('istio.io/dataplane-mode')?.value;
  const own = mode(pod.labels);
  return own === undefined ? askers.namespaces.some(({ labels }) => mode(labels) === 'ambient') : own === 'ambient';
}

function versionOf({ helper, member }: MeshProxy, { pod }: Team): string | null {
  const keys = TOLD[helper.id];
  // Of other meshes the image of the proxy has versions of its own.
  if (!keys) return null;
  const written = member?.container.image?.value;
  const told = keys.map((key) => (pod.annotations.get(key) ?? pod.labels.get(key))?.value);
  for (const text of [written && parseImage(written).tag, ...told]) {
    const version = text ? versionIn(text) : null;
    if (version !== null) return version;
  }
  return null;
}

/** `1.24` of `1.24.1`, `docker.io/istio/proxyv2:1.24.1-distroless`, `1-24-1` and `stable-2.14.1`; null if there is none. */
function versionIn(text: string): string | null {
  const last = text.slice(text.lastIndexOf(':') + 1);
  const [, edge, major, minor] = /^(edge-)?(?:v|stable-|release-)?(\d+)[.-](\d+)(?:[.-]|$)/.exec(last) ?? [];
  return major === undefined || minor === undefined ? null : `${edge ?? ''}${major}.${minor}`;
}
