import { parseImage } from '../helpers/image.ts';
import { isProven, type Role } from '../helpers/role.ts';
import { appsOf } from './apps.ts';
import { callsOf, evidenceOfCall } from './calls/calls.ts';
import { type Suggestion, suggestionFor } from './calls/suggestions.ts';
import { frontRole, isFront } from './fronts.ts';
import type { Team, Teammate } from './team.ts';
import { withRole } from './teammate.ts';

/**
 * A team whose members know what the others make of them: which is the application, who dials whom, who reads what another
 * writes. What a user says, and what an image or a command proves, stays; of a web server or a general proxy only its image
 * is proven, not its place in the pod.
 */
export function judged(team: Team): Team {
  const suggestions = new Map<Teammate, Suggestion | null>();
  const suggested = (member: Teammate) => {
    const known = suggestions.get(member);
    if (known !== undefined) return known;
    const suggestion = suggestionFor(member, team);
    suggestions.set(member, suggestion);
    return suggestion;
  };
  const { apps, certain } = appsOf(team, suggested);
  const all = [...apps.keys()];
  const members = team.members.map((member): Teammate => {
    const app = apps.get(member);
    if (app) return withRole(member, asApp(member, app));
    if (member.role.proof === 'override' || member.container.lifecycle === 'init') return member;
    if (isFront(member)) return withRole(member, frontRole(member, team, all));
    if (isOneMore(member, all)) return withRole(member, asApp(member, []));
    const suggestion = isProven(member.role) ? null : suggested(member);
    if (suggestion) return withRole(member, { ...member.role, ...suggestion });
    if (team.pod.manifest.kind === 'SidecarSet') return withRole(member, joining(member.role));
    return withRole(member, withCalls(member, besideApp(member, all, certain), team));
  });
  return { ...team, members };
}

/** The role of what is the application: what its image proves stays, what its name suggests goes. */
function asApp(member: Teammate, evidence: Role['evidence']): Role {
  const { role } = member;
  if (role.proof === 'override') return role;
  if (!isProven(role)) {
    const told = evidence.length > 0 ? ({ proof: 'name', confidence: 'weak' } as const) : NOTHING_TOLD;
    return {
      ...role,
      ...told,
      pattern: 'app',
      helper: role.proof === 'list' ? role.helper : null,
      function: null,
      evidence,
    };
  }
  const isOften = isFront(member) || role.function === 'store' || ['app', 'init'].includes(role.pattern);
  // That a helper is alone does not make it the application for certain.
  const isAlone = !isOften && evidence.some(({ at }) => at === null);
  const confidence = isAlone ? 'weak' : role.confidence;
  return { ...role, pattern: 'app', confidence, evidence: [...role.evidence, ...evidence] };
}

const NOTHING_TOLD = { proof: 'list', confidence: 'none' } as const;

/** The parts of an agent are of one image, and each is called some agent. */
function isOneMore({ role, container }: Teammate, apps: readonly Teammate[]): boolean {
  const isVague = role.proof === 'name' && role.function === null && container.label.endsWith('-agent');
  if (!isVague || role.task !== null || container.lifecycle !== 'container') return false;
  const own = repositoryOf(container);
  return own !== null && apps.some((app) => repositoryOf(app.container) === own);
}

function repositoryOf({ image }: Teammate['container']): string | null {
  return image && parseImage(image.value).repository;
}

/** What is added to the pods of others helps them. */
function joining(role: Role): Role {
  return role.pattern === 'app' ? { ...role, pattern: 'sidecar' } : role;
}

const MOST_CALLS = 3;

/** A helper's role, with its calls as evidence. */
function withCalls(member: Teammate, role: Role, team: Team): Role {
  if (role.pattern === 'app' || role.confidence === 'none') return role;
  const own = callsOf(team)
    .filter(({ from, to }) => from === member || to === member)
    .slice(0, MOST_CALLS);
  if (own.length === 0) return role;
  return { ...role, evidence: [...role.evidence, ...own.map((call) => evidenceOfCall(call, member))] };
}

/** What stands beside a certain application, of another image than it and with nothing else to tell of it, helps it. */
function besideApp({ container, role }: Teammate, apps: readonly Teammate[], certain: boolean): Role {
  const [app] = apps;
  const isOpen = role.proof === 'list' || role.helper?.pattern === 'init';
  if (!isOpen || role.pattern !== 'app' || !certain || !app || container.lifecycle !== 'container') return role;
  const own = repositoryOf(container);
  if (role.task === 'idle' || (own !== null && apps.every((one) => repositoryOf(one.container) !== own))) {
    const text = `it stands beside ${app.container.label}, which is the application`;
    return {
      ...role,
      pattern: 'sidecar',
      confidence: 'weak',
      proof: 'name',
      evidence: [...role.evidence, { text, at: app.container.name?.at ?? null }],
    };
  }
  return role;
}
