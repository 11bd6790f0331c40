import { addToList } from '../edits/fields.ts';
import { keysBefore } from '../edits/key-order.ts';
import { makeNative } from '../edits/native.ts';
import { addArgument, replaceText } from '../edits/pod.ts';
import { provenHelper } from '../helpers/role.ts';
import { NATIVE_SIDECARS_SINCE } from '../kubernetes/versions.ts';
import { mayExitAfterAuth, mayRunOnce } from '../traffic/order/quits.ts';
import type { Team, Teammate } from '../traffic/team.ts';
import { isUnresolved } from '../yaml/tree.ts';
import type { Fix, Rule } from './rule.ts';

export const initContainerNeverCompletes: Rule = {
  id: 'init-container-never-completes',
  title: 'An init container never exits',
  severity: 'error',
  group: 'correctness',
  fix: 'safe',
  messages: {
    plain: 'Init container "{c}" ({why}) never exits: the Pod stays in Init for ever.',
    default:
      'Init container "{c}" ({why}) never exits: the Pod stays in Init for ever; did you mean a sidecar (restartPolicy: Always)?',
  },
  why: 'Init containers run one after the other, and each must end with success before the next one starts; the containers of the application start after the last one. A program that runs until it is stopped keeps the Pod in `Init` for ever. With `restartPolicy: Always` the entry becomes a native sidecar: what follows starts as soon as it has started.',
  silent:
    'Silent if an argument makes the program end by itself (`--one-time`, `-exit-after-auth`) or go on in the background (`--daemonize yes`), if the command is bounded by `timeout`, for a Vault agent with a configuration file that says `exit_after_auth` or is not known, where a ConfigMap or Secret may set the variable that makes it end (`GITSYNC_ONE_TIME`), and if nothing tells that the command runs for ever.',
  references: [
    'https://kubernetes.io/docs/concepts/workloads/pods/init-containers/',
    'https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/',
    'https://github.com/GoogleCloudPlatform/cloud-sql-proxy/issues/146',
  ],
  speaksInPartial: false,
  needs: ['init'],
  examples: [
    {
      bad: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  initContainers:
    - name: «logs»
      image: busybox:1.36
      command: [sh, -c, "tail -F /var/log/app/app.log"]
      volumeMounts:
        - name: logs
          mountPath: /var/log/app
  containers:
    - name: web
      image: acme/web:1.0
      volumeMounts:
        - name: logs
          mountPath: /var/log/app
  volumes:
    - name: logs
      emptyDir:
        sizeLimit: 200Mi
`,
      good: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  initContainers:
    - name: logs
      image: busybox:1.36
      restartPolicy: Always
      command: [sh, -c, "tail -F /var/log/app/app.log"]
      volumeMounts:
        - name: logs
          mountPath: /var/log/app
  containers:
    - name: web
      image: acme/web:1.0
      volumeMounts:
        - name: logs
          mountPath: /var/log/app
  volumes:
    - name: logs
      emptyDir:
        sizeLimit: 200Mi
`,
    },
  ],
  *check(team, { kubernetes }) {
    for (const member of team.members) {
      if (member.container.lifecycle !== 'init' || member.endless === null) continue;
      if (mayExitAfterAuth(team, member) || mayRunOnce(member)) continue;
      if (isUnresolved(member.container.restartPolicy?.value ?? '')) continue;
      yield {
        at: member.container.anchor,
        message: kubernetes >= NATIVE_SIDECARS_SINCE ? 'default' : 'plain',
        args: { c: member.container.label, why: member.endless },
        container: member,
        fixes: fixes(team, member, kubernetes),
        hides: [
          'native-sidecar-no-startup-gate',
          'helper-config-not-mounted',
          'helper-image-floating',
          'helper-resources-missing',
        ],
      };
    }
  },
};

function fixes(team: Team, member: Teammate, kubernetes: number): Fix[] {
  const native = makeNative(team, member, kubernetes, null);
  const sidecar: Fix[] = native ? [{ title: `Make "${member.container.label}" a native sidecar`, ...native }] : [];
  return [...sidecar, ...runOnce(team, member)];
}

/** What fetches once as well as again and again may have been meant to end. */
const FETCHES: ReadonlySet<string | null> = new Set(['content-sync', 'config-reloader', 'secret-agent']);

/** The flag or variable that makes a helper end when it has fetched what it is there for. */
function runOnce({ pod }: Team, member: Teammate): Fix[] {
  const { container, command, role } = member;
  const helper = provenHelper(member);
  const once = helper?.oneShot?.[0];
  const runs = command.program === null || helper?.programs?.includes(command.program);
  if (once === undefined || !runs || !FETCHES.has(role.function)) return [];
  const [, name, value] = /^([A-Z_]+)=(\w+)$/.exec(once) ?? [];
  if (name === undefined || value === undefined) {
    return [{ title: `Run it once: add ${once}`, safe: false, edits: () => addArgument(pod, container, once) }];
  }
  const set = container.env.find((variable) => variable.name.value === name);
  if (set && !set.value) return [];
  const edits = () =>
    set?.value
      ? replaceText(pod, set.value, value)
      : addToList(pod.document, container.source, 'env', [{ name, value }], { after: keysBefore('env') });
  return [{ title: `Run it once: set ${once}`, safe: false, edits }];
}
