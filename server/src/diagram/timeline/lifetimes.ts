import { holdsOf } from '../../traffic/order/steps.ts';
import type { Actor, Lane, Scene } from '../scene.ts';
import { hasPostStart } from '../starts.ts';
import { type Ending, endingOf } from './shut-down.ts';
import type { Timeline, TimelineRow, TimelineStep } from './timeline.ts';
import { rowName } from './words.ts';

/** Who runs from when to when; null where nothing waits for anything, so that a sentence tells it all. */
export function timelineOf(scene: Scene): Timeline | null {
  const { lanes, subject } = scene;
  const holds = holdsOf(subject.team).filter(({ promised }) => !promised);
  if (lanes.length < 2 && holds.length === 0) return null;
  const ending = endingOf(scene);
  const rows = lanes.flatMap((lane, step) =>
    lane.actors
      .filter(({ lifecycle }) => lifecycle !== 'ephemeral')
      .map((actor): TimelineRow => {
        const ahead = holds.filter(({ back }) => actor.member !== null && back.includes(actor.member));
        const row = {
          id: actor.id,
          label: actor.label,
          role: actor.pattern,
          app: actor === scene.app,
          ...(actor.injected ? { injected: true as const } : {}),
          step,
          stays: actor.lifecycle !== 'init',
          gate: lane.gate !== null,
          behind: ahead.length,
          holds: holds.some(({ by }) => by === actor.member),
          stop: stopOf(ending, actor),
        };
        return { ...row, name: rowName(row, lane, ahead.at(-1)?.by.container.label ?? null, ending) };
      }),
  );
  const stop = ending && { grace: ending.grace, marks: ending.marks };
  const steps = lanes.map((lane, i): TimelineStep => {
    return { number: lane.run ? null : i + 1, until: lane.run && holds.length > 0 ? 'postStart' : untilOf(lane) };
  });
  return { steps, rows, stop };
}

function stopOf(ending: Ending | null, actor: Actor): TimelineRow['stop'] {
  return ending?.stops.get(actor) ?? null;
}

function untilOf({ gate, actors }: Lane): TimelineStep['until'] {
  const words = { exit: 'exit 0', 'startup-probe': 'probe', started: null, start: null } as const;
  if (gate === 'started' && hasPostStart(actors[0]?.member ?? null)) return 'postStart';
  return gate && words[gate];
}
