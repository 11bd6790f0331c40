import type { HealthEndpoint, Helper } from '../../helpers/helper.ts';
import { parseImage } from '../../helpers/image.ts';
import { isHelper, isLent, provenHelper } from '../../helpers/role.ts';
import { userOf } from '../../kubernetes/pod.ts';
import { NATIVE_SIDECARS_SINCE } from '../../kubernetes/versions.ts';
import type { Teammate } from '../../traffic/team.ts';
import { missingLine, shelllessOf } from './image.ts';
import { code, prose } from './markdown.ts';
import { probedPorts } from './probed.ts';
import { hasProbe, type View } from './view.ts';

/** The helper that a container certainly is and works as: not the application, and not a program lent to an init container. */
export function workingHelper(member: Teammate): Helper | null {
  return isLent(member) || member.role.pattern === 'app' ? null : provenHelper(member);
}

/** Why nobody should begin to use a helper now; '' where nothing is against it. */
export function deprecation(member: Teammate): string {
  const why = provenHelper(member)?.deprecated;
  return why ? `**Deprecated:** ${prose(why)}` : '';
}

/** How a program stops, as its own documentation tells; '' where that is not known. */
export function stopHabit(member: Teammate): string {
  const { lifecycle } = member.container;
  if (lifecycle !== 'container' && lifecycle !== 'native-sidecar') return '';
  const helper = provenHelper(member);
  return helper?.stop && !helper.toolbox ? prose(helper.stop) : '';
}

/** What only the catalogue knows of a container: its health endpoint, the native form, what else to know, its image. */
export function factLines(view: View, member: Teammate): string[] {
  return [healthLine, nativeLine, noteLine, imageLine].flatMap((line) => line(view, member) ?? []);
}

type Line = (view: View, member: Teammate) => string | null;

const healthLine: Line = (view, member) => {
  const { probes, lifecycle } = member.container;
  const helper = workingHelper(member);
  if (!helper?.health || probes.length > 0 || lifecycle === 'init' || lifecycle === 'ephemeral') return null;
  const { port } = helper.health;
  // A probe of another container may ask here: all share one address.
  if (view.team.members.some((other) => probedPorts(other).includes(port))) return null;
  const where = healthPlace(member, helper, helper.health);
  if (where === null) return null;
  const usually = helper.health.verified ? '' : 'usually ';
  return `**Tells its health** ${usually}at ${code(helper.health.path)} ${where}${view.partial ? '' : '; no probe asks it'}.`;
};

/** `on port 9090`, and what has to be set for it; null where the port seems to have been moved. */
function healthPlace({ listens }: Teammate, helper: Helper, { port, verified }: HealthEndpoint): string | null {
  const own = listens.find((listen) => listen.port === port);
  if (own) return `on port ${port}${own.loopbackOnly ? ' (loopback only: probes of type exec alone get there)' : ''}`;
  const usual = helper.ports.find((one) => one.port === port);
  const flag = usual?.flags?.find((one) => one.startsWith('--'));
  if (usual?.onRequest) return `on port ${port}, if that is switched on${flag ? ` (${code(flag)})` : ''}`;
  return usual || !verified ? null : `on port ${port}`;
}

const nativeLine: Line = ({ pod, kubernetes }, member) => {
  const { lifecycle } = member.container;
  const native = workingHelper(member)?.native;
  if (!native || kubernetes < NATIVE_SIDECARS_SINCE || pod.shape !== 'pod-spec') return null;
  const isNative = lifecycle === 'native-sidecar';
  if (!isNative && (lifecycle !== 'container' || !isHelper(member))) return null;
  // It has what is said to be missing.
  if (isNative && hasProbe(member, 'startupProbe') && /startup probe/i.test(native)) return null;
  return `**As a native sidecar:** ${prose(native)}`;
};

const noteLine: Line = (_view, member) => {
  const note = workingHelper(member)?.note;
  return note ? `**Note:** ${prose(note)}` : null;
};

/** The shell and the user of the image, where the manifest does not decide it. */
const imageLine: Line = (view, member) => {
  const { container } = member;
  const shellless = missingLine(view, member) === null ? shelllessOf(view, member) : null;
  const isSet = userOf(view.pod, container);
  const user = isSet || view.partial ? null : imageUserOf(view, member);
  const words = [
    ...(shellless ? [`${shellless === 'none' ? '' : 'usually '}without a shell`] : []),
    ...(user === null ? [] : [`its user is ${user}${user === 0 ? ', root' : ''}`]),
  ];
  return words.length > 0 ? `**Image:** ${words.join('; ')}.` : null;
};

/** The user of an image: that of the program that is run need not be the one of the image. */
function imageUserOf({ team }: View, member: Teammate): number | null {
  const { image } = member.container;
  const helper = provenHelper(member);
  if (!helper || helper.toolbox || !image) return null;
  const { repository, tag } = parseImage(image.value);
  return team.catalog.byImage(repository, tag).find(({ id }) => id === helper.id)?.user ?? null;
}

/** What its documentation asks for, where the manifest asks for nothing: `100m CPU and 128Mi memory`. */
export function usualRequests(member: Teammate): ReadonlyMap<string, string> {
  return new Map(Object.entries(workingHelper(member)?.resources?.requests ?? {}));
}
