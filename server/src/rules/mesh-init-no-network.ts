import { moveBefore } from '../edits/lists.ts';
import type { Expected } from '../helpers/expected.ts';
import { provenHelper } from '../helpers/role.ts';
import { userOf } from '../kubernetes/pod.ts';
import { NATIVE_SIDECARS_STABLE_SINCE } from '../kubernetes/versions.ts';
import { type Capture, captureOf } from '../traffic/order/captures.ts';
import { type Reach, reachOf } from '../traffic/order/reaches.ts';
import { appList, startsBefore, type Team, type Teammate } from '../traffic/team.ts';
import type { Finding, Fix, Rule } from './rule.ts';

export const meshInitNoNetwork: Rule = {
  id: 'mesh-init-no-network',
  title: 'An init container needs the network while a mesh proxy that has it does not run yet',
  severity: 'error',
  group: 'lifecycle',
  fix: 'safe',
  messages: {
    written:
      '"{c}" needs the network ({by}), but "{init}" before it already redirects traffic to "{proxy}", which is not running yet.',
    likely:
      '"{c}" probably needs the network, but "{init}" before it already redirects traffic to "{proxy}", which is not running yet.',
    cni: '"{c}" needs the network ({by}), but the CNI plugin of the mesh redirects traffic to "{proxy}", which starts later.',
    injected:
      '"{c}" needs the network ({by}); the traffic redirection that {mesh} adds may be there before it, and the proxy after it.',
  },
  why: 'The init container of a mesh writes rules into the network namespace of the Pod, and from then on what leaves the Pod goes to the port of the proxy. A proxy of `containers` starts only after all init containers have ended. In between nothing listens there: each connection of a later init container is refused, it fails, and the Pod stays in `Init`. A CNI plugin writes the same rules before the first init container. A proxy that is a native sidecar is there in time.',
  silent:
    'An error only where the manifest shows that all outbound traffic is captured: for Istio with `-i "*"`, without which istio-iptables captures nothing. Silent if the proxy is a native sidecar, if the port is left out, if the container runs as the user of the proxy, and for injection by Istio, which puts its init container last.',
  references: [
    'https://kubernetes.io/docs/concepts/workloads/pods/init-containers/#understanding-init-containers',
    'https://istio.io/latest/docs/setup/additional-setup/cni/#compatibility-with-application-init-containers',
    'https://github.com/linkerd/linkerd2/issues/8100',
    'https://github.com/istio/istio/issues/23802',
  ],
  speaksInPartial: true,
  needs: ['init'],
  examples: [
    {
      bad: `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  initContainers:
    - name: istio-init
      image: docker.io/istio/proxyv2:1.26.0
      args: [istio-iptables, -p, "15001", -z, "15006", -u, "1337", -i, "*"]
      securityContext:
        runAsUser: 0
        capabilities:
          add: [NET_ADMIN, NET_RAW]
    - name: «fetch»
      image: curlimages/curl:8.9.1
      command: [curl, -fsS, https://config.example.com/shop.yaml, -o, /config/shop.yaml]
      volumeMounts:
        - name: config
          mountPath: /config
  containers:
    - name: shop
      image: acme/shop:1.0
      volumeMounts:
        - name: config
          mountPath: /config
    - name: istio-proxy
      image: docker.io/istio/proxyv2:1.26.0
      args: [proxy, sidecar]
  volumes:
    - name: config
      emptyDir: {}
`,
      good: `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  initContainers:
    - name: fetch
      image: curlimages/curl:8.9.1
      command: [curl, -fsS, https://config.example.com/shop.yaml, -o, /config/shop.yaml]
      volumeMounts:
        - name: config
          mountPath: /config
    - name: istio-init
      image: docker.io/istio/proxyv2:1.26.0
      args: [istio-iptables, -p, "15001", -z, "15006", -u, "1337", -i, "*"]
      securityContext:
        runAsUser: 0
        capabilities:
          add: [NET_ADMIN, NET_RAW]
  containers:
    - name: shop
      image: acme/shop:1.0
      volumeMounts:
        - name: config
          mountPath: /config
    - name: istio-proxy
      image: docker.io/istio/proxyv2:1.26.0
      args: [proxy, sidecar]
  volumes:
    - name: config
      emptyDir: {}
`,
    },
  ],
  *check(team, { expected, kubernetes }) {
    const { annotations, shape, partial } = team.pod;
    // What an injector has filled in is whole; only that it may do so is told by `injected`.
    if (partial !== null && partial !== 'injected') return;
    if (shape !== 'pod-spec' || [...annotations.keys()].some((key) => EXCLUDES.test(key))) return;
    const inits = team.members.filter(({ container }) => container.lifecycle === 'init');
    const proxy = appList(team).find(({ role }) => role.function === 'mesh-proxy' && role.confidence === 'strong');
    const added = proxy || partial !== null ? [] : expected();
    if (!proxy && added.length === 0) return;
    const others = inits.filter(({ role }) => role.function !== 'mesh-init');
    const capturing = inits.flatMap((init): Capturing[] => {
      const capture = captureOf(init);
      return capture ? [{ init, capture }] : [];
    });
    for (const member of others) {
      const reach = reachOf(team, member);
      if (!reach) continue;
      const found = proxy
        ? behindWritten(team, member, reach, proxy, capturing)
        : behindInjected(member, reach, added, kubernetes);
      if (found) yield found;
    }
  },
};

/** Annotations that leave out ports or addresses. */
const EXCLUDES =
  /^traffic\.sidecar\.istio\.io\/excludeOutbound(?:Ports|IPRanges)$|^config\.linkerd\.io\/skip-(?:outbound-ports|subnets)$|^traffic\.kuma\.io\/exclude-outbound/;

/** Init containers that only check the rules of a CNI plugin. */
const VALIDATORS: ReadonlySet<string> = new Set(['istio-validation', 'linkerd-network-validator', 'kuma-validation']);

/** An init container that redirects traffic. */
interface Capturing {
  readonly init: Teammate;
  readonly capture: Capture;
}

function behindWritten(
  team: Team,
  member: Teammate,
  reach: Reach,
  proxy: Teammate,
  capturing: readonly Capturing[],
): Finding | null {
  const init = capturing.find(
    (one) => startsBefore(one.init, member) && isCaptured(team, member, reach, one.capture),
  )?.init;
  const args = { c: member.container.label, by: reach.by, proxy: proxy.container.label };
  const at = member.container.anchor;
  if (init) {
    const certain = reach.how === 'certain' && !isForgiving(member);
    return {
      at,
      message: reach.how === 'certain' ? 'written' : 'likely',
      args: { ...args, init: init.container.label },
      severity: certain ? 'error' : 'warning',
      container: member,
      related: [
        { at: init.container.anchor, message: 'redirects the traffic of the Pod' },
        { at: proxy.container.anchor, message: 'starts after all init containers' },
      ],
      fixes: [moving(team, member, init)],
    };
  }
  const validator = team.members.find((other) => VALIDATORS.has(provenHelper(other)?.id ?? ''));
  if (!validator || reach.how !== 'certain' || runsAs(team, member, [1337, 2102, 5678])) return null;
  const related = [{ at: validator.container.anchor, message: 'checks the rules of the CNI plugin' }];
  return { at, message: 'cni', args, severity: 'information', container: member, related };
}

/** Whether what a container reaches is led to the proxy. */
function isCaptured(team: Team, member: Teammate, { ports }: Reach, capture: Capture): boolean {
  if (runsAs(team, member, capture.users)) return false;
  const { runAsGroup } = member.container.securityContext;
  const group = (runAsGroup ?? team.pod.securityContext.runAsGroup)?.value;
  if (group !== undefined && capture.groups.includes(group)) return false;
  return !capture.hasExceptions || ports.some((port) => !capture.leavesOut(port));
}

function runsAs({ pod }: Team, { container }: Teammate, users: readonly number[]): boolean {
  const user = userOf(pod, container)?.value;
  return user !== undefined && users.includes(user);
}

/** Whether its script goes on if something fails. */
function isForgiving({ command }: Teammate): boolean {
  return /\|\|\s*(?:true|:|echo|exit 0)\b|\|\|\s*:/.test(command.script?.text ?? '');
}

/** A proxy that an injector adds, probably a classic one, whose rules may come before the init containers of the manifest. */
function behindInjected(
  member: Teammate,
  reach: Reach,
  expected: readonly Expected[],
  kubernetes: number,
): Finding | null {
  const proxy = expected.find(
    (one) => one.helper?.function === 'mesh-proxy' && (one.lifecycle === 'container' || mayBeClassic(one, kubernetes)),
  );
  if (!proxy || !['linkerd', 'kuma'].includes(proxy.injector.id) || reach.how !== 'certain') return null;
  const init = expected.find(({ injector, helper }) => injector === proxy.injector && helper?.function === 'mesh-init');
  if (!init || init.end === 'last') return null;
  return {
    at: member.container.anchor,
    message: 'injected',
    args: { c: member.container.label, by: reach.by, mesh: proxy.injector.title },
    severity: 'information',
    container: member,
    related: [{ at: proxy.at, message: `this asks for "${proxy.name}"` }],
  };
}

/** Whether nobody says that a proxy comes as a native sidecar, and the cluster is older than the control planes that decide so. */
function mayBeClassic({ injector, depends }: Expected, kubernetes: number): boolean {
  const unsure = injector.native?.depends;
  return kubernetes < NATIVE_SIDECARS_STABLE_SINCE && typeof unsure === 'string' && depends.includes(unsure);
}

function moving(team: Team, member: Teammate, init: Teammate): Fix {
  const { pod, members } = team;
  const between = members.filter((other) => startsBefore(init, other) && startsBefore(other, member));
  // What it leaves behind it may be what it needs.
  const safe = !pod.kustomized && between.every(({ role }) => role.function === 'mesh-init');
  const title = `Move "${member.container.label}" before "${init.container.label}"`;
  return { title, safe, edits: () => moveBefore(pod, member.container, init.container) };
}
