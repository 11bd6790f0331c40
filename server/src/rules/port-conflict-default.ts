import { addToList } from '../edits/fields.ts';
import { setFlag } from '../edits/flags.ts';
import { keysBefore } from '../edits/key-order.ts';
import { provenHelper } from '../helpers/role.ts';
import type { Pod } from '../kubernetes/pod.ts';
import { isMeshProxy } from '../traffic/meshes.ts';
import { isFixedTo } from '../traffic/ports/habits.ts';
import type { Listen } from '../traffic/ports/listens.ts';
import { concurrent, type Teammate } from '../traffic/team.ts';
import { printedTogether } from '../yaml/template.ts';
import { sharedPort } from './matters.ts';
import { freePort, portsInUse } from './move-port.ts';
import type { Fix, Rule } from './rule.ts';

export const portConflictDefault: Rule = {
  id: 'port-conflict-default',
  title: 'A helper listens by default where another container listens',
  severity: 'warning',
  group: 'networking',
  fix: 'choice',
  messages: {
    default: '"{d}" listens on {p}/{proto} by default ({what}), and so does "{o}"; only one of them can.',
    declared: '"{d}" listens on {p}/{proto} by default ({what}), and "{o}" uses that port too; only one of them can.',
  },
  why: 'All containers of a Pod share one network namespace. A helper that is told no port listens on its own, although its manifest does not say so. If another container listens there too, the one that comes second gets "address already in use": it ends and is restarted for ever, or goes on without its port, which for k8s-sidecar means without its files. Which one that is may differ from start to start.',
  silent:
    'Silent where a flag, a variable or a mounted configuration may move the port, where the command is not that of the image, for helpers of storage drivers, whose health port the driver declares for its own probes, for plain init containers, in partial documents, and for defaults that were not read in a source. `port-conflict` speaks of ports that both declare.',
  references: [
    'https://kubernetes.io/docs/concepts/workloads/pods/#pod-networking',
    'https://github.com/kubernetes-sigs/cluster-api/pull/13024',
    'https://github.com/gardener/gardener/pull/15717',
    'https://github.com/cloudnative-pg/plugin-barman-cloud/issues/466',
  ],
  speaksInPartial: false,
  needs: ['siblings'],
  examples: [
    {
      bad: `apiVersion: v1
kind: Pod
metadata:
  name: metrics
spec:
  containers:
    - name: metrics
      image: acme/metrics:1.0
      ports:
        - containerPort: 8080
    - name: «config»
      image: kiwigrid/k8s-sidecar:2.1.2
      env:
        - name: LABEL
          value: metrics
`,
      good: `apiVersion: v1
kind: Pod
metadata:
  name: metrics
spec:
  containers:
    - name: metrics
      image: acme/metrics:1.0
      ports:
        - containerPort: 8080
    - name: config
      image: kiwigrid/k8s-sidecar:2.1.2
      env:
        - name: LABEL
          value: metrics
        - name: HEALTH_PORT
          value: "8081"
`,
    },
  ],
  *check(team) {
    const { pod } = team;
    if (pod.shape !== 'pod-spec') return;
    if (!team.members.some(hasDefault)) return;
    const members = concurrent(team).filter((member) => !isMeshProxy(member));
    const fixed = new Set(members.filter((member) => hasDefault(member) && isFixedTo(pod, member)));
    if (fixed.size === 0) return;
    const taken = portsInUse(team);
    for (const [i, second] of members.entries()) {
      let said = 0;
      for (const first of members.slice(0, Math.min(i, MAX_COMPARED))) {
        const pair = collision(fixed, first, second) ?? collision(fixed, second, first);
        if (!pair || !printedTogether(pod.document.template, first.container.at, second.container.at)) continue;
        const { by, other, listen, both } = pair;
        const { port, protocol } = listen;
        yield {
          at: second.container.anchor,
          message: both ? 'default' : 'declared',
          args: {
            d: by.container.label,
            o: other.container.label,
            p: port,
            proto: protocol,
            what: provenHelper(by)?.ports.find((own) => own.port === port)?.what ?? '',
          },
          container: second,
          related: [{ at: first.container.anchor, message: `"${first.container.label}" is the other one` }],
          fixes: moveFixes(pod, taken, by, listen),
          about: sharedPort(port, protocol, first, second),
        };
        if (++said === MAX_SAID) break;
      }
    }
  },
};

/** So many containers has no pod that people write; what a hostile text has costs no more. */
const MAX_COMPARED = 20;
/** Findings at one container look alike; another rule may hide the first of them. */
const MAX_SAID = 3;

interface Collision {
  /** The one that listens there by default. */
  readonly by: Teammate;
  readonly other: Teammate;
  readonly listen: Listen;
  /** Whether the other one does so by default too. */
  readonly both: boolean;
}

function hasDefault(member: Teammate): boolean {
  // Only the catalogue tells defaults.
  if (!provenHelper(member)?.ports.some(({ verified }) => verified)) return false;
  return member.listens.some(({ how }) => how === 'default');
}

/** Where `by` listens by default, and another container listens, or declares to. */
function collision(fixed: ReadonlySet<Teammate>, by: Teammate, other: Teammate): Collision | null {
  for (const listen of fixed.has(by) ? by.listens : []) {
    if (listen.how !== 'default') continue;
    const there = other.listens.filter((one) => one.port === listen.port && one.protocol === listen.protocol);
    // A driver declares the port of the helper that answers for its health, since probes find names only in their own container.
    const isCopied = by.role.function === 'storage-driver';
    const sure = there.find(({ how }) => how === 'flag' || (how === 'declared' && !isCopied));
    const same = there.some(({ how }) => how === 'default') && fixed.has(other);
    if (sure || same) return { by, other, listen, both: !sure };
  }
  return null;
}

/** Moves the default by the variable or flag that the catalogue knows for it. */
function moveFixes(pod: Pod, taken: ReadonlySet<number>, member: Teammate, { port }: Listen): Fix[] {
  const own = provenHelper(member)?.ports.find((one) => one.port === port);
  const free = freePort(port, taken);
  if (!own || free === null || member.listens.some((listen) => listen.port === port && listen.how !== 'default'))
    return [];
  const variable = own.env?.find((name) => /PORT(?:_NUMBER)?$/.test(name));
  const flag = own.flags?.find((name) => /^-.*(?:port|addr(?:ess)?)$/.test(name));
  if (variable !== undefined) {
    const value = [{ name: variable, value: `${free}` }];
    const edits = () => addToList(pod.document, member.container.source, 'env', value, { after: keysBefore('env') });
    return [{ title: `Set ${variable} to ${free}`, safe: false, edits }];
  }
  if (flag === undefined) return [];
  const written = `${flag}=${/port$/.test(flag) ? '' : ':'}${free}`;
  return [{ title: `Add ${written}`, safe: false, edits: () => setFlag(pod, member, written) }];
}
