import { mountOf, pathInVolume } from '../../kubernetes/mounts.ts';
import type { Team, Teammate } from '../team.ts';

/**
 * The texts that a container may see at a path, which is that of a file or a folder; null unless a ConfigMap brings them
 * that is known wholly. Of a file that the ConfigMap holds under another key, all its texts.
 */
export function mountedTexts({ pod, around }: Team, { container }: Teammate, path: string): readonly string[] | null {
  const mount = mountOf(container, path);
  const volume = mount && pod.volumes.find(({ name }) => name.value === mount.volume.value);
  if (!mount || volume?.source !== 'configMap') return null;
  const map = around.configMaps.findLast(({ name }) => name === volume.refersTo);
  if (!map || map.document.broken || map.document.templated) return null;
  const own = map.data.get(pathInVolume(mount, path));
  const texts = own ? [own.value] : [...map.data.values()].map(({ value }) => value);
  return texts.length > 0 ? texts : null;
}
