import { type Evidence, isHelper } from '../../helpers/role.ts';
import type { Listen } from '../ports/listens.ts';
import { remembered } from '../remembered.ts';
import { startsBefore, type Team, type Teammate } from '../team.ts';
import type { Dial } from './dial.ts';

/** One container of a pod dials another on localhost. */
export interface Call {
  readonly from: Teammate;
  readonly to: Teammate;
  readonly port: number;
  readonly dial: Dial;
  readonly listen: Listen;
}

/** A call as evidence of what one of its two ends is. */
export function evidenceOfCall({ from, to, port, dial }: Call, of: Teammate): Evidence {
  const text =
    to === of
      ? `${from.container.label} dials localhost:${port}, which it serves`
      : `it dials localhost:${port}, which ${to.container.label} serves`;
  return { text, at: dial.at };
}

/** Whether the port of a call is more than a convention; whom a database proxy is for is clear anyway. */
export function isCertain({ listen, to }: Call): boolean {
  return listen.how !== 'usual' || to.role.function === 'db-ambassador' || to.role.function === 'dind';
}

/** Who dials whom within a pod, each pair and port once. Where several may be meant, nobody is. */
export const callsOf = remembered(findCalls);

function findCalls(team: Team): readonly Call[] {
  const { members } = team;
  const dialling = members.length < 2 ? [] : members.filter(({ dials }) => dials.length > 0);
  if (dialling.length === 0) return NO_CALLS;
  const listeners = new Map<number, Set<Teammate>>();
  for (const member of members) {
    for (const { port } of member.listens) listeners.set(port, (listeners.get(port) ?? new Set()).add(member));
  }
  return dialling.flatMap((from) => {
    const ports = new Map<number, Dial>();
    for (const dial of from.dials) if (!ports.has(dial.port)) ports.set(dial.port, dial);
    return [...ports.values()].flatMap((dial): Call[] => {
      const answer = whoAnswers(team, from, dial.port, [...(listeners.get(dial.port) ?? [])]);
      return answer ? [{ from, to: answer.member, port: dial.port, dial, listen: answer.listen }] : [];
    });
  });
}

const NO_CALLS: readonly Call[] = [];

interface Answer {
  readonly member: Teammate;
  readonly listen: Listen;
}

/** How certain it is that somebody listens, by what tells it: 0 is best. */
const RANK: Readonly<Record<Listen['how'], number>> = { flag: 0, default: 0, declared: 0, probe: 1, usual: 2 };

/** Where so many listen on one port, nobody can tell whom a dial means. */
const MAX_LISTENERS = 100;

function whoAnswers(team: Team, from: Teammate, port: number, listeners: readonly Teammate[]): Answer | null {
  if (listeners.length > MAX_LISTENERS) return null;
  const answers = listeners.flatMap((member): Answer[] => {
    if (member === from || !canReach(team, from, member)) return [];
    const [listen] = member.listens.filter((own) => own.port === port).sort((a, b) => RANK[a.how] - RANK[b.how]);
    return listen ? [{ member, listen }] : [];
  });
  const best = Math.min(...answers.map(({ listen }) => RANK[listen.how]));
  const certain = answers.filter(({ listen }) => RANK[listen.how] === best);
  if (certain.length < 2) return certain[0] ?? null;
  // A containerPort is often copied from a neighbour; a flag never is.
  const proven = certain.filter(({ listen }) => listen.how !== 'declared');
  if (proven.length === 1) return proven[0] ?? null;
  const helpers = certain.filter(({ member }) => isHelper(member));
  return helpers.length === 1 ? (helpers[0] ?? null) : null;
}

/** Whether `to` may be up while `from` runs. All containers of a pod share one localhost. */
function canReach({ pod }: Team, from: Teammate, to: Teammate): boolean {
  const lifecycle = to.container.lifecycle;
  if (lifecycle !== 'container' && lifecycle !== 'native-sidecar') return false;
  if (from.container.lifecycle === 'init') return lifecycle === 'native-sidecar' && startsBefore(to, from);
  // Tekton lets the steps of a task run one after the other.
  return pod.shape !== 'tekton-task' || from.container.list !== 'steps' || to.container.list !== 'steps';
}
