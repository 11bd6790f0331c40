import type { Teammate } from '../../traffic/team.ts';
import { addedName } from './expected.ts';
import { bullets, paragraphs, plain } from './markdown.ts';
import { sources } from './sources.ts';
import { agree, nameOf, namesOf, partialNote, type View } from './view.ts';

interface Mesh {
  readonly title: string;
  /** The id of its proxy in the catalogue. */
  readonly proxy: string;
}

/** Meshes that do not redirect what the user of their proxy sends. */
const MESHES: readonly Mesh[] = [
  { title: 'Istio', proxy: 'istio-proxy' },
  { title: 'Linkerd', proxy: 'linkerd-proxy' },
  { title: 'Kuma', proxy: 'kuma-sidecar' },
  { title: 'Consul', proxy: 'consul-dataplane' },
];

/** On the `runAsUser` of a container, or of the pod (no member), where it is the user of a mesh's proxy; else null. */
export function meshUser(view: View, member: Teammate | null): string | null {
  const own = (member?.container ?? view.pod).securityContext.runAsUser?.value;
  const { catalog } = view.team;
  const mesh = own === undefined ? undefined : MESHES.find(({ proxy }) => catalog.byId(proxy)?.user === own);
  if (!mesh) return null;
  const isProxy = ({ role }: Teammate) => role.helper?.id === mesh.proxy;
  const concerned = member
    ? [member]
    : view.team.members.filter(({ container }) => container.securityContext.runAsUser === null);
  const past = concerned.filter((one) => !isProxy(one));
  return paragraphs(
    `**User ${own}** is that of the proxy of ${mesh.title}.`,
    bullets([
      ...presence(view, mesh, isProxy),
      ...(past.length < concerned.length
        ? ['What it sends is not redirected to itself: that is how it gets out.']
        : []),
      ...(past.length > 0 ? [pastLine(mesh, past)] : []),
    ]),
    partialNote(view),
    sources(mesh.title === 'Istio' ? ['istioRequirements', 'securityContext'] : ['securityContext']),
  );
}

function pastLine(mesh: Mesh, past: readonly Teammate[]): string {
  const runs = agree(past, 'runs', 'run');
  if (mesh.title === 'Consul') {
    return `${namesOf(past)} ${runs} as this user: the webhook of Consul refuses such a pod.`;
  }
  return `${namesOf(past)} ${runs} as this user: in the mesh, what ${agree(past, 'it sends', 'they send')} goes out past the proxy, without mutual TLS, policies and telemetry. Another user is needed.`;
}

/** Whether the mesh is in this pod at all. */
function presence(view: View, { title, proxy }: Mesh, isProxy: (member: Teammate) => boolean): string[] {
  const written = view.team.members.find(isProxy);
  if (written) return [`The proxy here is ${nameOf(written)}.`];
  const added = view.expected().find(({ helper }) => helper?.id === proxy);
  if (added) return [`${addedName(added)} will be added by ${plain(added.injector.title)}.`];
  return [`Nothing in this manifest tells that the pod is in the mesh of ${title}: its namespace decides, too.`];
}
