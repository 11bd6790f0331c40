import { whyEnds } from '../../../helpers/lasting.ts';
import { provenHelper } from '../../../helpers/role.ts';
import { NATIVE_SIDECARS_SINCE } from '../../../kubernetes/versions.ts';
import { code, plain } from '../../hover/markdown.ts';
import { type ContainerSpot, containerSpot, holderOf, isAt, type Place } from '../place.ts';
import { entryEdit, valueEdit } from '../write.ts';
import { explained } from './documentation.ts';

/** What makes an init container a native sidecar, where that is not known to end by itself. */
export const restartPolicy: Place = ({ cursor, settings }) => {
  const spot = containerSpot(cursor);
  if (spot?.container.list !== 'initContainers' || spot.pod.shape !== 'pod-spec') return [];
  if (settings.kubernetesVersion < NATIVE_SIDECARS_SINCE || !mayLast(spot)) return [];
  const holder = holderOf(cursor);
  const isKey =
    cursor.on === 'key' && spot.path.length === 1 && !cursor.isKey && !spot.container.keys.has('restartPolicy');
  const isValue = cursor.on === 'value' && isAt(spot.path, 'restartPolicy');
  // A container has a name or an image first: a key alone may be one of anything.
  if (!(isKey || isValue) || holder?.kind !== 'mapping' || (isKey && holder.entries.length < 2)) return [];
  const main = isKey ? entryEdit(cursor, 'restartPolicy', 'Always') : valueEdit(cursor, 'Always');
  if (!main) return [];
  const { label } = spot.container;
  return [
    {
      kind: isKey ? 'entry' : 'value',
      label: isKey ? 'restartPolicy: Always' : 'Always',
      detail: 'native sidecar',
      documentation: () =>
        explained(
          main,
          '',
          `It makes ${code(label)} a **native sidecar**: it starts in its turn, the next container does not wait for its end but for its startup probe, it runs beside the application until the pod ends, and a Job completes without it.`,
          note(spot),
        ),
      filter: isKey ? 'restartPolicy: Always' : 'Always',
      main,
      others: [],
    },
  ];
};

/** Whether a container may run as long as its pod: a task that ends would be restarted for ever. */
function mayLast({ member }: ContainerSpot): boolean {
  if (member.endless !== null) return true;
  if (whyEnds(member) !== null || member.role.task !== null) return false;
  const helper = provenHelper(member);
  if (helper !== null) return helper.longRunning && helper.toolbox !== true;
  return member.role.pattern !== 'init' || member.role.proof === 'list' || member.container.ports.length > 0;
}

function note({ member }: ContainerSpot): string | null {
  const native = provenHelper(member)?.native;
  return native === undefined ? null : plain(native);
}
