import { type Expected, expectedOf } from '../helpers/expected.ts';
import type { Settings } from '../settings.ts';
import type { Team } from '../traffic/team.ts';

/** The containers that injectors will add to a pod, as far as its file and the settings tell. */
export function expectedFor(
  { pod, catalog, askers }: Team,
  { kubernetesVersion, mesh }: Settings,
): readonly Expected[] {
  return expectedOf(pod, catalog, kubernetesVersion, mesh.nativeSidecars, askers);
}
