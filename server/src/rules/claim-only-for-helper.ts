import { isHelper } from '../helpers/role.ts';
import { isEmptyDir } from '../kubernetes/volumes.ts';
import { appList, type Teammate } from '../traffic/team.ts';
import { GIVEN, type Share, sharesOf } from '../traffic/volumes/shares.ts';
import { usedAt } from '../yaml/span.ts';
import { volumeNamed } from './matters.ts';
import type { Rule } from './rule.ts';

export const claimOnlyForHelper: Rule = {
  id: 'claim-only-for-helper',
  title: 'Only a helper mounts the claim, and the store beside it keeps its data in the Pod',
  severity: 'information',
  group: 'volumes',
  fix: null,
  messages: {
    default: 'Only "{c}" mounts claim "{v}"; the data of "{store}" beside it lies in the Pod and is lost with it.',
  },
  why: 'A claim outlives the Pod; what a container writes elsewhere does not: its own file system is gone when it restarts, an `emptyDir` when the Pod is replaced. If the claim of a Pod is mounted by a helper only, such as an exporter or a backup, and the store that it serves has no lasting volume, then the claim was probably meant for the store, or the store begins empty each time.',
  silent:
    'Silent if the store mounts any volume that outlives the Pod, if a container that is no known helper mounts the claim, for caches, and in partial documents.',
  references: ['https://kubernetes.io/docs/concepts/storage/persistent-volumes/'],
  speaksInPartial: false,
  needs: ['known', 'mounts'],
  examples: [
    {
      bad: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: db
spec:
  selector:
    matchLabels:
      app: db
  template:
    metadata:
      labels:
        app: db
    spec:
      containers:
        - name: postgres
          image: postgres:16
        - name: exporter
          image: quay.io/prometheuscommunity/postgres-exporter:v0.15.0
          volumeMounts:
            - name: data
              mountPath: /var/lib/postgresql/data
      volumes:
        - name: «data»
          persistentVolumeClaim:
            claimName: db
`,
      good: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: db
spec:
  selector:
    matchLabels:
      app: db
  template:
    metadata:
      labels:
        app: db
    spec:
      containers:
        - name: postgres
          image: postgres:16
          volumeMounts:
            - name: data
              mountPath: /var/lib/postgresql/data
        - name: exporter
          image: quay.io/prometheuscommunity/postgres-exporter:v0.15.0
      volumes:
        - name: data
          persistentVolumeClaim:
            claimName: db
`,
    },
  ],
  *check(team) {
    const stores = appList(team).filter(isStore);
    if (stores.length === 0) return;
    const shares = sharesOf(team);
    const store = stores.find((one) => !shares.some((share) => isLasting(share) && isUsedBy(share, one)));
    if (!store) return;
    for (const share of shares) {
      const [first] = share.uses;
      if (!first || !isClaim(share, team.pod.claims) || !share.uses.every(({ member }) => isAside(member))) continue;
      yield {
        at: usedAt(share.volume?.name ?? first.mount.volume),
        message: 'default',
        args: { c: first.member.container.label, v: share.name, store: store.container.label },
        container: share.volume ? null : first.member,
        about: volumeNamed(share.name),
        related: [{ at: store.container.anchor, message: `"${store.container.label}" has no lasting volume` }],
      };
    }
  },
};

/** Whether it runs a database or a queue, and is not told to keep everything in memory. */
function isStore({ role }: Teammate): boolean {
  return (
    role.helper?.function === 'store' && role.task === null && (role.proof === 'image' || role.proof === 'command')
  );
}

function isAside(member: Teammate): boolean {
  return isHelper(member) || member.container.lifecycle === 'init';
}

function isUsedBy({ uses }: Share, member: Teammate): boolean {
  return uses.some((use) => use.member === member);
}

/** Whether a volume may outlive the Pod: all but what is given to it and what is made for it. */
function isLasting({ volume }: Share): boolean {
  return volume === null || !(GIVEN.has(volume.source ?? '') || isEmptyDir(volume));
}

function isClaim({ volume, name }: Share, claims: readonly string[]): boolean {
  return volume ? volume.source === 'persistentVolumeClaim' : claims.includes(name);
}
