import type { Mount, Volume } from '../kubernetes/pod.ts';
import type { Team, Teammate } from './team.ts';

/** What a container does with a volume; `both` where nothing tells which. */
export type Access = 'reads' | 'writes' | 'both';

export interface Use {
  readonly member: Teammate;
  readonly mount: Mount;
  readonly access: Access;
}

/** A volume of a pod and the containers that mount it. */
export interface Share {
  readonly name: string;
  /** Null for a claim of a StatefulSet, and for a volume that is not declared. */
  readonly volume: Volume | null;
  readonly uses: readonly Use[];
}

/** The volumes that containers mount, in the order of the pod's volumes. */
export function sharesOf(_team: Team): Share[] {
  return [];
}

/** Whether containers exchange something through a volume: one may write what another one reads. */
export function isExchange(_share: Share): boolean {
  return false;
}
