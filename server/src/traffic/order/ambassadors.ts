import type { HelperFunction } from '../../helpers/helper.ts';
import { provenHelper } from '../../helpers/role.ts';
import { type Call, callsOf } from '../calls/calls.ts';
import { remembered } from '../remembered.ts';
import { appList, type Team, type Teammate } from '../team.ts';
import { isIdle } from './waiting.ts';

/** A helper of the app list through which others of it reach the world, and their calls. */
export interface Ambassador {
  readonly member: Teammate;
  /** At least one. */
  readonly calls: readonly Call[];
}

const AMBASSADORS: ReadonlySet<HelperFunction | null> = new Set<HelperFunction>([
  'db-ambassador',
  'http-ambassador',
  'mesh-proxy',
  'secret-agent',
  'dind',
]);

/** Callers that try again until they are answered, or call only when they are called. */
const PATIENT: ReadonlySet<HelperFunction | null> = new Set<HelperFunction>([
  'exporter',
  'log-shipper',
  'telemetry-collector',
  'config-reloader',
  'inbound-proxy',
  'mesh-proxy',
  'waiter',
]);

/**
 * The classic sidecars that the application needs to reach anything: they start and stop at the same time as it does.
 * Only of pods that run on; in a Job other things matter.
 */
export const ambassadorsOf = remembered(findAmbassadors);

function findAmbassadors(team: Team): Ambassador[] {
  const { runs, shape } = team.pod;
  if ((runs !== 'service' && runs !== 'pod') || shape !== 'pod-spec') return [];
  return appList(team).flatMap((member): Ambassador[] => {
    const { role } = member;
    const isAmbassador = role.pattern === 'ambassador' || AMBASSADORS.has(role.function);
    if (!isAmbassador || role.confidence !== 'strong') return [];
    const calls = callsOf(team).filter((call) => call.to === member && isNeed(call));
    return calls.length > 0 ? [{ member, calls }] : [];
  });
}

/** Ports behind which nothing of the world is, but the helper itself. */
const OF_ITSELF = /\b(?:admin\w*|metrics|health|readiness|debugging|telemetry|control)\b/i;

function isNeed({ from, to, port }: Call): boolean {
  if (from.container.lifecycle !== 'container' || PATIENT.has(from.role.function) || isIdle(from)) return false;
  // A Docker daemon with TLS serves another port, whatever it declares.
  if (to.role.function === 'dind' && to.listens.every((own) => own.port !== port || own.how === 'declared'))
    return false;
  return !provenHelper(to)?.ports.some((own) => own.port === port && OF_ITSELF.test(own.what));
}
