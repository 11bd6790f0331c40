import { makeNative } from '../edits/native.ts';
import { addArgument } from '../edits/pod-edits.ts';
import { NATIVE_SIDECARS_SINCE } from '../kubernetes/versions.ts';
import type { Team, Teammate } from '../traffic/team.ts';
import type { Fix, Rule } from './rule.ts';

export const initContainerNeverCompletes: Rule = {
  id: 'init-container-never-completes',
  title: 'An init container never exits',
  severity: 'error',
  group: 'correctness',
  fix: 'safe',
  since: '1.29',
  messages: {
    plain: 'Init container "{c}" ({why}) never exits: the Pod stays in Init for ever.',
    default:
      'Init container "{c}" ({why}) never exits: the Pod stays in Init for ever; did you mean a sidecar (restartPolicy: Always)?',
  },
  why: 'Init containers run one after the other, and each must end with success before the next one starts; the containers of the application start after the last one. A program that runs until it is stopped keeps the Pod in `Init` for ever. With `restartPolicy: Always` the entry becomes a native sidecar: what follows starts as soon as it has started.',
  silent:
    'Silent if an argument makes the program end by itself (`--one-time`, `-exit-after-auth`), if the command is bounded by `timeout`, for a Vault agent whose configuration file is not visible, and if nothing tells that the command runs for ever.',
  references: [
    'https://kubernetes.io/docs/concepts/workloads/pods/init-containers/',
    'https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/',
    'https://github.com/GoogleCloudPlatform/cloud-sql-proxy/issues/146',
  ],
  speaksInPartial: false,
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
      if (member.container.lifecycle !== 'init' || member.endless === null || hasHiddenConfig(member)) continue;
      yield {
        at: member.container.anchor,
        message: kubernetes >= NATIVE_SIDECARS_SINCE ? 'default' : 'plain',
        args: { c: member.container.label, why: member.endless },
        container: member,
        fixes: fixes(team, member, kubernetes),
        hides: ['native-sidecar-no-startup-gate', 'helper-resources-missing', 'helper-image-floating'],
      };
    }
  },
};

/** A Vault agent may be told to exit in its configuration file (`exit_after_auth`), which is not here. */
function hasHiddenConfig({ role, command }: Teammate): boolean {
  const words = command.words.map((word) => word.replace(/^-+/, '').split('=', 1)[0]);
  return role.function === 'secret-agent' && words.includes('config');
}

function fixes(team: Team, member: Teammate, kubernetes: number): Fix[] {
  const found: Fix[] = [];
  const native = kubernetes >= NATIVE_SIDECARS_SINCE ? makeNative(team, member, kubernetes, null) : null;
  if (native) found.push({ title: `Make "${member.container.label}" a native sidecar`, ...native });
  const once =
    member.command.program === null ? member.role.helper?.oneShot?.find((word) => word.startsWith('-')) : undefined;
  if (once) {
    found.push({
      title: `Run it once: add ${once}`,
      safe: false,
      edits: () => addArgument(team.pod, member.container, once),
    });
  }
  return found;
}
