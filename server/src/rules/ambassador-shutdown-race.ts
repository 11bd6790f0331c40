import { firstToNeed, makeNative } from '../edits/native.ts';
import { commandText } from '../helpers/commands/command.ts';
import { ambassadorsOf } from '../traffic/order/ambassadors.ts';
import { appList, type Team, type Teammate } from '../traffic/team.ts';
import { flows, sharesOf } from '../traffic/volumes/shares.ts';
import type { Finding, Fix, Rule } from './rule.ts';

export const ambassadorShutdownRace: Rule = {
  id: 'ambassador-shutdown-race',
  title: 'A helper is stopped at the same time as the application that still needs it',
  severity: 'information',
  group: 'lifecycle',
  fix: 'choice',
  since: '1.29',
  messages: {
    calls: 'On shutdown "{s}" is told to stop together with "{app}"; requests that are still being served may lose it.',
    logs: 'On shutdown "{s}" is told to stop together with "{app}"; the last lines that "{app}" writes may not be shipped.',
  },
  why: 'When a Pod ends, all containers of `containers` are told to stop at the same time, in no order: by SIGTERM, or by the signal that their image asks for. A proxy that ends at once takes the database or the network from requests that the application is still finishing, one that lets its connections finish first usually takes no new ones; a log shipper that ends first leaves the last lines behind. A native sidecar is told so only after all containers of `containers` have ended.',
  silent:
    'Silent if the helper has a preStop hook, if the application only sleeps until somebody runs a command in it, or is told to wait for its connections by a flag, variable or annotation. Only information: many applications need nobody while they stop.',
  references: [
    'https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#termination-with-sidecars',
    'https://github.com/kubernetes/enhancements/tree/master/keps/sig-node/753-sidecar-containers',
    'https://github.com/istio/istio/issues/7136',
    'https://github.com/GoogleCloudPlatform/cloud-sql-proxy/issues/128',
    'https://github.com/fluent/fluent-bit/issues/6400',
  ],
  speaksInPartial: false,
  needs: ['siblings'],
  examples: [
    {
      bad: `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  containers:
    - name: shop
      image: acme/shop:1.0
      volumeMounts:
        - name: logs
          mountPath: /var/log/shop
    - name: «ship-logs»
      image: fluent/fluent-bit:3.1.4
      volumeMounts:
        - name: logs
          mountPath: /var/log/shop
  volumes:
    - name: logs
      emptyDir: {}
`,
      good: `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  initContainers:
    - name: ship-logs
      image: fluent/fluent-bit:3.1.4
      restartPolicy: Always
      volumeMounts:
        - name: logs
          mountPath: /var/log/shop
  containers:
    - name: shop
      image: acme/shop:1.0
      volumeMounts:
        - name: logs
          mountPath: /var/log/shop
  volumes:
    - name: logs
      emptyDir: {}
`,
    },
  ],
  *check(team, { kubernetes }) {
    const said = new Set<Teammate>();
    for (const { member, calls } of ambassadorsOf(team)) {
      if (!calls[0] || waits(team, member)) continue;
      said.add(member);
      yield finding(team, member, calls[0].from, 'calls', kubernetes);
    }
    for (const [member, app] of shippers(team)) {
      if (!said.has(member) && !waits(team, member)) yield finding(team, member, app, 'logs', kubernetes);
      said.add(member);
    }
  },
};

function finding(team: Team, member: Teammate, app: Teammate, message: string, kubernetes: number): Finding {
  const { label } = app.container;
  return {
    at: member.container.anchor,
    message,
    args: { s: member.container.label, app: label },
    container: member,
    related: [{ at: app.container.anchor, message: `"${label}" is told to stop at the same time` }],
    fixes: fixes(team, member, kubernetes),
    hides: ['classic-helper-could-be-native'],
  };
}

/** Log shippers of the app list with those whose files they read. */
function* shippers(team: Team): Iterable<readonly [Teammate, Teammate]> {
  const { runs, shape } = team.pod;
  if ((runs !== 'service' && runs !== 'pod') || shape !== 'pod-spec') return;
  // A `tail -f` that follows the file is one whatever image lends it.
  const isShipper = ({ role }: Teammate) =>
    role.function === 'log-shipper' && (role.confidence === 'strong' || role.task === 'follow');
  const listed = new Set(appList(team));
  if (![...listed].some(isShipper)) return;
  for (const { volume, uses } of sharesOf(team)) {
    if (volume?.source === 'hostPath' || uses.length > MAX_USES) continue;
    for (const to of uses.filter(({ member }) => listed.has(member) && isShipper(member))) {
      const from = uses.find((use) => listed.has(use.member) && !isShipper(use.member) && flows(use, to));
      if (from) yield [to.member, from.member];
    }
  }
}

/** No volume of people has so many mounts. */
const MAX_USES = 100;

const DRAIN_FLAGS =
  /-(?:max|min)-sigterm-delay\b|-term_timeout\b|--drain-time-s\b|--dapr-(?:block-shutdown-duration|graceful-shutdown-seconds)\b/;
const DRAIN_VARIABLES =
  /^(?:EXIT_ON_ZERO_ACTIVE_CONNECTIONS|(?:TERMINATION_|MINIMUM_)DRAIN_DURATION(?:_SECONDS)?|(?:CSQL|ALLOYDB)_PROXY_(?:MAX|MIN)_SIGTERM_DELAY)$/;
const DRAIN_ANNOTATIONS =
  /^config\.(?:alpha\.|beta\.)?linkerd\.io\/(?:proxy-wait-before-exit-seconds|shutdown-grace-period)$|^dapr\.io\/(?:block-shutdown-duration|graceful-shutdown-seconds)$/;
const DRAIN_CONFIG = /drainDuration|EXIT_ON_ZERO_ACTIVE_CONNECTIONS/i;

/** Whether something makes a helper stay a while after the application was told to stop. */
function waits({ pod }: Team, { container, role }: Teammate): boolean {
  if (container.hooks.some(({ kind }) => kind === 'preStop')) return true;
  if (DRAIN_FLAGS.test(commandText(container))) return true;
  if (container.env.some(({ name }) => DRAIN_VARIABLES.test(name.value))) return true;
  if (role.function !== 'mesh-proxy') return false;
  if ([...pod.annotations.keys()].some((key) => DRAIN_ANNOTATIONS.test(key))) return true;
  return DRAIN_CONFIG.test(pod.annotations.get('proxy.istio.io/config')?.value ?? '');
}

function fixes(team: Team, member: Teammate, kubernetes: number): Fix[] {
  const native = makeNative(team, member, kubernetes, firstToNeed(team, member));
  // Many live well with the race: moving the container is for people to decide.
  return native ? [{ title: `Make "${member.container.label}" a native sidecar`, ...native, safe: false }] : [];
}
