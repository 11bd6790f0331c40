import type { Container, Pod, Probe, ProbeKind } from '../kubernetes/pod.ts';
import { writtenValue } from '../yaml/edit/find.ts';
import { type Edits, ownMapping } from './fields.ts';

/**
 * Makes a probe one of another kind. Null if the container has none written in place, or what it holds is not allowed
 * there: liveness and startup probes want a `successThreshold` of 1.
 */
export function renameProbe({ document }: Pod, container: Container, { kind, key }: Probe, to: ProbeKind): Edits {
  const mapping = ownMapping(container.source);
  const probe = mapping && writtenValue(mapping, kind);
  if (probe?.kind !== 'mapping' || probe.entries.some((entry) => entry.key.text === 'successThreshold')) return null;
  const written = document.text.slice(key.start, key.end);
  return [{ at: key, text: written.replace(kind, to) }];
}
