import { runAsRoot } from '../edits/users.ts';
import { commandText } from '../helpers/commands/command.ts';
import { type RootOperation, rootOperationsOf } from '../helpers/commands/root-operations.ts';
import { isLent, isProven } from '../helpers/role.ts';
import { userOf } from '../kubernetes/pod.ts';
import type { Team, Teammate } from '../traffic/team.ts';
import { usedAt } from '../yaml/span.ts';
import type { Finding, Fix, Rule } from './rule.ts';

export const rootOperationAsNonRoot: Rule = {
  id: 'root-operation-as-non-root',
  title: 'A container does what only root may do, as another user',
  severity: 'warning',
  group: 'security',
  fix: 'choice',
  messages: {
    user: '"{c}" runs {op} as UID {u}, but only root may do that: "Operation not permitted".',
    goesOn: '"{c}" runs {op} as UID {u}, but only root may do that; the script goes on without it.',
    mesh: '"{c}" sets up the network as UID {u}, but only root may do that: "Operation not permitted".',
    rights: '"{c}" runs {op}, but has neither NET_ADMIN nor is it privileged: it is refused.',
  },
  why: 'Changing owners, packet filters, kernel parameters and mounts takes rights that the process of a user other than root does not have, whatever `capabilities.add` says: added capabilities of other users take effect only through files that carry them. Often the user comes from the Pod, and the init container that prepares a volume for it forgot to be root. For a volume, `fsGroup` of the Pod does the same without root.',
  silent:
    "Silent if the user is not written in the Pod, for owners told by a name that may be one's own, for one's own UID and for groups, in branches, before `|| true`, with `sudo`, and for init containers of meshes that are built to run as other users.",
  references: [
    'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/',
    'https://github.com/kumahq/kuma/issues/571',
    'https://github.com/istio/istio/issues/10358',
    'https://github.com/istio/istio/pull/12708',
  ],
  speaksInPartial: false,
  examples: [
    {
      bad: `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  securityContext:
    runAsUser: 1000
  initContainers:
    - name: «owner»
      image: busybox:1.36
      command: [sh, -c, "chown -R 999:999 /data"]
      volumeMounts:
        - name: data
          mountPath: /data
  containers:
    - name: shop
      image: acme/shop:1.0
      volumeMounts:
        - name: data
          mountPath: /data
  volumes:
    - name: data
      persistentVolumeClaim:
        claimName: shop
`,
      good: `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  securityContext:
    runAsUser: 1000
  initContainers:
    - name: owner
      image: busybox:1.36
      command: [sh, -c, "chown -R 999:999 /data"]
      securityContext:
        runAsUser: 0
        runAsNonRoot: false
      volumeMounts:
        - name: data
          mountPath: /data
  containers:
    - name: shop
      image: acme/shop:1.0
      volumeMounts:
        - name: data
          mountPath: /data
  volumes:
    - name: data
      persistentVolumeClaim:
        claimName: shop
`,
    },
  ],
  *check(team) {
    for (const member of team.members) {
      const found = asUser(team, member) ?? withoutRights(team, member);
      if (found) yield found;
    }
  },
};

/** Init containers of meshes that are root in their own templates; others are built for other users. */
const ROOT_INITS: ReadonlySet<string> = new Set(['istio-init', 'istio-proxy-init', 'kuma-init']);

/** Names of programs that only root may use, for a cheap look. */
const PROGRAMS = /chown|tables|sysctl|mount/;

/** What only root may do in the command of a container. */
function operationsOf({ container, command }: Teammate): readonly RootOperation[] {
  return PROGRAMS.test(commandText(container)) ? rootOperationsOf(command) : [];
}

function asUser(team: Team, member: Teammate): Finding | null {
  const { container, role } = member;
  const user = userOf(team.pod, container);
  if (!user || user.value <= 0) return null;
  const operation = worst(operationsOf(member).filter((one) => isRefused(one, user.value, member)));
  const isMesh = isProven(role) && ROOT_INITS.has(role.helper?.id ?? '');
  if (!operation && !isMesh) return null;
  const inherited = container.securityContext.runAsUser === null;
  return {
    at: container.anchor,
    message: operation ? (operation.counts ? 'user' : 'goesOn') : 'mesh',
    args: { c: container.label, u: user.value, op: operation?.text ?? '' },
    severity: operation && !operation.counts ? 'information' : 'warning',
    container: member,
    related: [{ at: usedAt(user), message: `UID ${user.value} is set here${inherited ? ', for all containers' : ''}` }],
    fixes: fixes(team, member),
  };
}

function worst(operations: readonly RootOperation[]): RootOperation | null {
  return operations.find(({ counts }) => counts) ?? operations[0] ?? null;
}

/** Whether an operation certainly takes another user: files of images of their own may carry the rights. */
function isRefused({ kind, owner }: RootOperation, user: number, member: Teammate): boolean {
  if (kind !== 'chown') return isLent(member);
  const [, to = ''] = /^(\d+|[a-z][a-z-]*)(?:[:.].*)?$/.exec(owner ?? '') ?? [];
  if (/^\d+$/.test(to)) return Number(to) !== user;
  return to === 'root' || (SYSTEM_USERS.has(to) && user >= FIRST_USER && user !== NOBODY);
}

/** Users that images add for their service, below the numbers of people, and `nobody` far above. */
const SYSTEM_USERS: ReadonlySet<string> = new Set([
  'www-data',
  'nginx',
  'daemon',
  'nobody',
  'postgres',
  'mysql',
  'redis',
]);
/** UID_MIN of login.defs. */
const FIRST_USER = 1000;
const NOBODY = 65534;

/** Packet filters and kernel parameters are closed to root, too, without the rights for them. */
function withoutRights({ pod }: Team, member: Teammate): Finding | null {
  const { container } = member;
  const { privileged, addedCapabilities } = container.securityContext;
  const has = addedCapabilities.some(({ value }) => /^(?:CAP_)?(?:NET_ADMIN|SYS_ADMIN|ALL)$/i.test(value));
  // Sandboxes with a kernel of their own have other rules.
  if (privileged?.value || has || pod.runtimeClassName !== null) return null;
  const operation = worst(operationsOf(member).filter(({ kind }) => kind === 'iptables' || kind === 'sysctl'));
  if (!operation?.counts) return null;
  return {
    at: container.anchor,
    message: 'rights',
    args: { c: container.label, op: operation.text },
    container: member,
  };
}

function fixes({ pod }: Team, { container }: Teammate): Fix[] {
  return [{ title: `Run "${container.label}" as root`, safe: false, edits: () => runAsRoot(pod, container) }];
}
