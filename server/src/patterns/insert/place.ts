import type { HelperFunction } from '../../helpers/helper.ts';
import type { Team, Teammate } from '../../traffic/team.ts';
import { writtenValue } from '../../yaml/edit/find.ts';
import { reach } from '../../yaml/read.ts';
import type { ContainerList } from './insertion.ts';

/** Functions of what a migration may need. */
const PREPARES: ReadonlySet<HelperFunction | null> = new Set(['waiter', 'db-ambassador']);

/**
 * The index at which a new container belongs: the end of its list. A native sidecar goes before the first entry that
 * dials a port of it, since entries start in list order and one that waits for a later one waits for ever (KEP-753). One
 * whose postStart hook holds back what starts after it goes before the first that it should hold back. A wait and the way
 * to a database go before a migration, which mostly gets its address from a Secret.
 */
export function indexFor({ pod, members }: Team, newcomer: Teammate, list: ContainerList): number {
  const ports = new Set(newcomer.listens.map((listen) => listen.port));
  const dialling = members.filter(
    ({ container, dials }) => container.list === list && dials.some((dial) => ports.has(dial.port)),
  );
  const first = Math.min(...dialling.map(({ container }) => container.index));
  const holdsBack = newcomer.container.hooks.some(({ kind }) => kind === 'postStart');
  if (holdsBack && list === 'containers') return Number.isFinite(first) ? first : 0;
  if (newcomer.container.lifecycle === 'native-sidecar' && Number.isFinite(first)) return first;
  const migration = members.find(({ container, role }) => container.list === list && role.function === 'migration');
  if (migration && PREPARES.has(newcomer.role.function)) return migration.container.index;
  const written = pod.spec.node.kind === 'mapping' ? reach(writtenValue(pod.spec.node, list)) : null;
  return written?.node.kind === 'sequence' ? written.node.items.length : 0;
}
