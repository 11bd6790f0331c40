import { appList, type Team, type Teammate } from '../../traffic/team.ts';

/**
 * The container that a helper helps: the one application of the pod. Of several, and of containers of which none looks
 * like one, that which is named like the workload, else the first. Null in a pod without containers of its own.
 */
export function appOf(team: Team): Teammate | null {
  const listed = appList(team);
  const apps = listed.filter(({ role }) => role.pattern === 'app');
  const candidates = apps.length > 0 ? apps : listed;
  const { name } = team.pod.manifest;
  return candidates.find(({ container }) => name !== null && container.name?.value === name) ?? candidates[0] ?? null;
}
