import { removeKey } from '../edits/pod.ts';
import { whyEnds } from '../helpers/lasting.ts';
import { NATIVE_SIDECARS_SINCE } from '../kubernetes/versions.ts';
import { laterServer, laterSocket } from '../traffic/order/late-servers.ts';
import { serviceWaitsOf } from '../traffic/order/service-waits.ts';
import type { Team, Teammate } from '../traffic/team.ts';
import { lostOutput } from '../traffic/volumes/lost-output.ts';
import type { Rule } from './rule.ts';

export const nativeSidecarRunsToCompletion: Rule = {
  id: 'native-sidecar-runs-to-completion',
  title: 'A native sidecar whose command ends',
  severity: 'warning',
  group: 'correctness',
  fix: 'safe',
  since: '1.29',
  messages: {
    default:
      '"{c}" has restartPolicy: Always, but its command ends ({what}); it is restarted for ever, and the next container does not wait for its end.',
  },
  why: 'With `restartPolicy: Always` an init container is a native sidecar: the kubelet starts the next container as soon as this one has started, not when it has ended, and starts it again whenever it ends, with longer and longer pauses. For a migration, a copy or a wait both are wrong: the application starts too early, and the work is done again and again. Without the field it is a plain init container, which must end well before the next one starts.',
  silent:
    'Silent for commands that go on in the background or are not known to end, for containers with a startup probe or `restartPolicyRules`, and in templates and patches.',
  references: [
    'https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/',
    'https://kubernetes.io/docs/concepts/workloads/pods/init-containers/',
    'https://github.com/kubernetes/website/pull/50673',
  ],
  speaksInPartial: false,
  needs: ['native'],
  examples: [
    {
      bad: `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  initContainers:
    - name: migrate
      image: migrate/migrate:v4.17.0
      «restartPolicy»: Always
      args: ["-path=/migrations", "-database=$(DB_URL)", "up"]
  containers:
    - name: shop
      image: acme/shop:1.0
`,
      good: `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  initContainers:
    - name: migrate
      image: migrate/migrate:v4.17.0
      args: ["-path=/migrations", "-database=$(DB_URL)", "up"]
  containers:
    - name: shop
      image: acme/shop:1.0
`,
    },
  ],
  *check(team, { kubernetes }) {
    const { pod, members } = team;
    if (kubernetes < NATIVE_SIDECARS_SINCE || pod.shape !== 'pod-spec') return;
    for (const member of members) {
      const { container } = member;
      const policy = container.restartPolicy;
      if (container.lifecycle !== 'native-sidecar' || !policy) continue;
      if (container.hasRestartRules || container.probes.some(({ kind }) => kind === 'startupProbe')) continue;
      const what = whyEnds(member);
      if (what === null) continue;
      yield {
        at: policy.key,
        message: 'default',
        args: { c: container.label, what },
        container: member,
        fixes: [
          {
            title: 'Remove restartPolicy, so that it is a plain init container',
            safe: mayBePlain(team, member),
            edits: () => removeKey(pod, container, 'restartPolicy'),
          },
        ],
        hides: ['native-sidecar-no-startup-gate'],
      };
    }
  },
};

/**
 * Whether nothing is in the way of its being a plain init container: those have neither probes nor hooks, must not wait for
 * what starts after them, and what they write outside the volumes of others is lost.
 */
function mayBePlain(team: Team, member: Teammate): boolean {
  const { probes, hooks } = member.container;
  if (probes.length > 0 || hooks.length > 0 || lostOutput(team, member)) return false;
  return !laterServer(team, member) && !laterSocket(team, member) && serviceWaitsOf(member, team.services).length === 0;
}
