import { plain } from '../measure.ts';
import type { Lane, Scene } from '../scene.ts';
import { actorLabel, gateTexts, list } from '../words.ts';
import { type Ending, endingOf } from './shut-down.ts';
import type { Stopping, TimelineRow } from './timeline.ts';

/** The timeline in sentences, for people who do not see it. */

/** `cloud-sql-proxy starts first and runs until the pod ends; the next one waits until the startup probe passes; …`. */
export function rowName(
  row: Omit<TimelineRow, 'name'>,
  lane: Lane,
  after: string | null,
  ending: Ending | null,
): string {
  const who = plain(row.label);
  const when = lane.run ? 'when the others have' : row.step === 0 ? 'first' : `as number ${row.step + 1}`;
  const start = `${who} starts ${row.step === 0 && lane.run ? 'at once' : when}`;
  const behind = after === null ? [] : [`it waits for the postStart hook of ${plain(after)}`];
  const runs = row.stays ? (lane.run ? [] : ['it runs until the pod ends']) : [];
  const gate = row.gate ? [`the next one waits ${waiting(lane)}`] : [];
  return [start, ...behind, ...runs, ...gate, ...stopWords(row, ending)].join('; ');
}

function waiting(lane: Lane): string {
  const [text] = gateTexts(lane);
  return text.startsWith('until') ? text : 'until it has started';
}

function stopWords({ stop, stays }: Omit<TimelineRow, 'name'>, ending: Ending | null): string[] {
  if (!ending) return [];
  if (stop === 'done') return ['at the end of the pod it is long done'];
  if (ending.grace === 0) return stays ? ['at the end of the pod it is killed at once'] : [];
  if (stop === null) return ['how it stops is not known'];
  const hook = hookWords(stop);
  const turn = stop.moment === 'turn' ? 'when those before it have ended' : hook ? 'then' : 'at once';
  return [`at the end of the pod ${hook ? `its preStop hook runs${hook}, and ` : ''}SIGTERM comes ${turn}`];
}

function hookWords({ preStop }: Stopping): string | null {
  if (!preStop) return null;
  const { seconds, exact } = preStop;
  return exact ? ` for ${seconds} s` : seconds > 0 ? ` for at least ${seconds} s` : ', nobody knows how long';
}

/** How a pod with something to stop is stopped, in one sentence; nothing where that is not known. */
export function shutDownSentence(scene: Scene): string[] {
  const ending = endingOf(scene);
  const running = scene.actors.filter(({ lifecycle }) => lifecycle === 'container' || lifecycle === 'native-sidecar');
  if (!ending || running.length === 0) return [];
  if (ending.grace === 0) return ['At shut-down all are killed at once'];
  const stopped = scene.actors.flatMap((actor) => {
    const stop = ending.stops.get(actor);
    return stop && stop !== 'done' ? [{ actor, stop }] : [];
  });
  const hooked = stopped.filter(({ stop }) => stop.preStop).map(({ actor }) => actorLabel(actor));
  const first = stopped.filter(({ stop }) => stop.moment !== 'turn').map(({ actor }) => actorLabel(actor));
  const turns = stopped
    .filter(({ stop }) => stop.moment === 'turn')
    .map(({ actor }) => actorLabel(actor))
    .reverse();
  if (stopped.length === 0) return [];
  const hooks =
    hooked.length > 0
      ? [
          `the preStop hook${hooked.length > 1 ? 's' : ''} of ${list(hooked)} ${hooked.length > 1 ? 'run' : 'runs'} first`,
        ]
      : [];
  const terms = [
    ...(first.length > 0 ? [`${list(first)} ${first.length > 1 ? 'get' : 'gets'} SIGTERM`] : []),
    ...(turns.length > 0 ? [`when they have ended ${turns.join(', then ')}`] : []),
  ].join(', ');
  return [`At shut-down ${[...hooks, terms, `SIGKILL after ${ending.grace} s`].join('; ')}`];
}
