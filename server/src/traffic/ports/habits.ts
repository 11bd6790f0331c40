import { writtenWords } from '../../helpers/commands/command.ts';
import type { Pod } from '../../kubernetes/pod.ts';
import { isFront } from '../fronts.ts';
import type { Teammate } from '../team.ts';
import { variablesOf } from '../variables.ts';

/** Sources of volumes that bring files from outside the pod. */
const BRINGS_FILES = /^(?:configMap|secret|projected|hostPath|csi|nfs|image|persistentVolumeClaim)$/;

/**
 * Whether a helper does by all means what its image does by itself: it runs the entrypoint of the image, and no mounted
 * file or variable that the manifest does not show can tell it otherwise.
 */
export function isFixedTo(pod: Pod, member: Teammate): boolean {
  const { container, role } = member;
  const { all, open } = variablesOf(member);
  // What a web server is for is uncertain, not what it is.
  const isCertain = role.confidence === 'strong' || (isFront(member) && role.proof === 'image');
  if (!isCertain || open || (container.command !== null && !runsItself(member))) return false;
  const names = [...all.map(({ name }) => name), ...container.env.map(({ name }) => name.value)];
  if (names.some((name) => /ENABLE|DISABLE|_PORT$|LISTEN|BIND/.test(name))) return false;
  const words = writtenWords(container);
  if (words.some(({ value }) => /conf|\.(?:ya?ml|toml|json)\b|^-c$|^@/.test(value))) return false;
  // What they bring or watch tells them nothing.
  if (role.function === 'config-reloader') return true;
  return container.mounts.every(({ volume, path }) => {
    const source = pod.volumes.find(({ name }) => name.value === volume.value)?.source ?? null;
    const named = /conf|\/etc(?:\/|$)/.test(`${path} ${volume.value}`);
    return !named && (source === null || !BRINGS_FILES.test(source) || DATA.test(path ?? ''));
  });
}

/** Whether a command is no script, but the program that the helper is; web servers have their configuration in the image. */
function runsItself(member: Teammate): boolean {
  return member.role.proof === 'command' && member.command.script === null && !isFront(member);
}

/** Folders where stores keep their data, which is no configuration. */
const DATA = /^\/(?:data|var\/lib\/[\w/-]+|bitnami\/[\w/-]+\/data)\/?$/;
