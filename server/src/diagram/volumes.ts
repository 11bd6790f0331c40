import type { Share } from '../traffic/volumes/shares.ts';
import type { IconName } from './diagram.ts';
import { plain } from './measure.ts';

const ICONS: Readonly<Record<string, IconName>> = {
  emptyDir: 'emptyDir',
  configMap: 'configMap',
  secret: 'secret',
  hostPath: 'hostPath',
  projected: 'projected',
  downwardAPI: 'projected',
};

const WORDS: Readonly<Record<string, string>> = {
  configMap: 'ConfigMap',
  secret: 'Secret',
  persistentVolumeClaim: 'claim',
  ephemeral: 'own claim',
  hostPath: 'host path',
};

/** The drawing for a volume. */
export function volumeIcon({ name, volume }: Share): IconName {
  if (volume?.source === 'emptyDir' && /(?:^|[^a-z])sock(?:ets?|s)?(?:[^a-z]|$)/i.test(name)) return 'socket';
  if (volume?.source === 'emptyDir' && volume.medium === 'Memory') return 'memory';
  return ICONS[volume?.source ?? ''] ?? 'pvc';
}

/** What a volume is: `emptyDir · 1Gi`, `memory · 16Mi`, `ConfigMap web-config`. */
export function aboutVolume({ volume }: Share, claimed: boolean): string {
  if (!volume) return claimed ? 'claim of the StatefulSet' : 'not declared';
  const { source, medium, sizeLimit, refersTo } = volume;
  if (source === null) return 'no source';
  if (source === 'emptyDir')
    return `${medium === 'Memory' ? 'memory' : 'emptyDir'}${sizeLimit ? ` · ${plain(sizeLimit)}` : ''}`;
  const word = WORDS[source] ?? plain(source);
  return refersTo ? `${word} ${plain(refersTo)}` : word;
}
