import { removeContainer } from '../edits/lists.ts';
import { removeMetadata } from '../edits/metadata.ts';
import type { Expected } from '../helpers/expected.ts';
import { isHelper } from '../helpers/role.ts';
import { meshProxiesOf } from '../traffic/meshes.ts';
import type { Team, Teammate } from '../traffic/team.ts';
import { GIVEN, meet, type Share, sharesOf } from '../traffic/volumes/shares.ts';
import type { Span } from '../yaml/span.ts';
import { printedTogether } from '../yaml/template.ts';
import type { Finding, Rule } from './rule.ts';

export const duplicateHelper: Rule = {
  id: 'duplicate-helper',
  title: 'Two helpers of a Pod do the same job',
  severity: 'warning',
  group: 'operations',
  fix: 'choice',
  messages: {
    mesh: '{a} and {b} both redirect the traffic of this Pod; their rules work against each other.',
    refused: '{a} and {b} are both asked for; Linkerd adds nothing to a Pod that has the proxy of Istio.',
    logs: '"{a}" and "{b}" both read logs from volume "{v}"; what both read is shipped twice.',
  },
  why: 'Service meshes redirect all traffic of a Pod into their own proxy, each with rules of its own in the same network namespace: of two, connections pass both proxies or neither, and what one encrypts the other cannot read. Linkerd therefore leaves a Pod alone that has the proxy of Istio. Two log shippers on one volume send each line twice unless they are told to read different files.',
  silent:
    'Silent for exporters, collectors and database proxies, which differ by what they are for, and for two shippers of the same kind with configurations of their own.',
  references: [
    'https://kubernetes.io/docs/concepts/cluster-administration/logging/#sidecar-container-with-logging-agent',
    'https://istio.io/latest/docs/ops/deployment/application-requirements/',
    'https://github.com/linkerd/linkerd2/blob/main/pkg/healthcheck/sidecar.go',
  ],
  speaksInPartial: true,
  examples: [
    {
      bad: `apiVersion: v1
kind: Pod
metadata:
  name: shop
  labels:
    sidecar.istio.io/inject: "true"
  annotations:
    «linkerd.io/inject»: enabled
spec:
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
  containers:
    - name: shop
      image: acme/shop:1.0
`,
    },
  ],
  *check(team, { expected }) {
    const mesh = twoMeshes(team, expected);
    if (mesh) yield mesh;
    if (team.pod.partial === null) yield* twoShippers(team);
  },
};

/** A mesh that is in a pod, or will be: by what it is known, and where that is written. */
interface Mesh {
  readonly title: string;
  readonly at: Span;
  /** Null where only something asks for it. */
  readonly member: Teammate | null;
}

function twoMeshes(team: Team, expected: () => readonly Expected[]): Finding | null {
  const { pod } = team;
  const known = meshesOf(team, expected());
  const old = oldIstio(team);
  if (known.length + (old ? 1 : 0) < 2) return null;
  const meshes = [...known, ...(known.length > 0 && old ? [old] : [])].sort((a, b) => a.at.start - b.at.start);
  // What a Namespace asks for has no place here.
  const second = meshes.findLast(({ title, at }) => at !== pod.at && meshes.some((other) => other.title !== title));
  const first = meshes.find(({ title }) => title !== second?.title);
  if (!first || !second || !printedTogether(pod.document.template, first.at, second.at)) return null;
  const { member } = second;
  const fix = member
    ? { title: `Remove "${member.container.label}"`, edits: () => removeContainer(pod, member.container) }
    : { title: `Do not ask for ${second.title}`, edits: () => removeMetadata(pod, second.at) };
  return {
    at: second.at,
    message: [first, second].some(isLinkerdAsked) && hasIstio([first, second]) ? 'refused' : 'mesh',
    args: { a: first.title, b: second.title },
    container: member,
    related: [{ at: first.at, message: `${first.title} is here` }],
    fixes: [{ ...fix, safe: false }],
  };
}

function meshesOf(team: Team, asked: readonly Expected[]): Mesh[] {
  const found = meshProxiesOf(team, asked).flatMap(({ title, helper, member }): Mesh[] => {
    const at = member ? member.container.anchor : asked.find((one) => one.helper === helper)?.at;
    // Dapr is asked by the application; it redirects nothing.
    return at && helper.id !== 'daprd' ? [{ title, at, member }] : [];
  });
  // Where only its Namespace asks for Linkerd, a pod that has the proxy of Istio has chosen.
  return hasIstio(found) ? found.filter((mesh) => !isLinkerdAsked(mesh) || mesh.at !== team.pod.at) : found;
}

/** Linkerd adds nothing to a pod that has, or gets first, the proxy of Istio (linkerd2 pkg/healthcheck/sidecar.go). */
function isLinkerdAsked({ title, member }: Mesh): boolean {
  return title === 'Linkerd' && member === null;
}

function hasIstio(meshes: readonly Mesh[]): boolean {
  return meshes.some(({ title }) => title === 'Istio');
}

/** The annotation that asked for Istio before there was a label: it still tells what is meant. */
function oldIstio({ pod }: Team): Mesh | null {
  const entry = pod.annotations.get('sidecar.istio.io/inject');
  return entry?.value === 'true' ? { title: 'Istio', at: entry.via ?? entry.key, member: null } : null;
}

function* twoShippers(team: Team): Generator<Finding> {
  if (team.members.filter(isShipper).length < 2) return;
  const told = new Set<Teammate>();
  for (const share of sharesOf(team)) {
    if (GIVEN.has(share.volume?.source ?? '')) continue;
    const pair = readers(share);
    if (!pair || told.has(pair.second)) continue;
    told.add(pair.second);
    const { first, second } = pair;
    yield {
      at: second.container.anchor,
      message: 'logs',
      args: { a: first.container.label, b: second.container.label, v: share.name },
      container: second,
      related: [{ at: first.container.anchor, message: `"${first.container.label}" reads them, too` }],
      fixes: [
        {
          title: `Remove "${second.container.label}"`,
          safe: false,
          edits: () => removeContainer(team.pod, second.container),
        },
      ],
    };
  }
}

/** Two log shippers of different kinds that see the same files, and are not told which ones are theirs. */
function readers({ uses }: Share): { first: Teammate; second: Teammate } | null {
  const shippers = uses.filter(({ member }) => isShipper(member)).slice(0, 10);
  for (const [i, two] of shippers.entries()) {
    const one = shippers.slice(0, i).find((other) => {
      return other.member.role.helper !== two.member.role.helper && meet(other.mount, two.mount);
    });
    if (one) return { first: one.member, second: two.member };
  }
  return null;
}

function isShipper(member: Teammate): boolean {
  const { role, container } = member;
  const runs = container.lifecycle === 'container' || container.lifecycle === 'native-sidecar';
  return (
    runs &&
    isHelper(member) &&
    role.confidence === 'strong' &&
    role.helper !== null &&
    role.function === 'log-shipper' &&
    role.task !== 'follow'
  );
}
