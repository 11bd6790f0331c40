import { isHelper } from '../../helpers/role.ts';
import { NATIVE_SIDECARS_SINCE } from '../../kubernetes/versions.ts';
import { callsOf } from '../../traffic/calls/calls.ts';
import { isClosed } from '../../traffic/ports/listens.ts';
import type { Teammate } from '../../traffic/team.ts';
import { sharesOf, type Use } from '../../traffic/volumes/shares.ts';
import { amountWords } from './expected.ts';
import { usualRequests, workingHelper } from './facts.ts';
import { missingLine } from './image.ts';
import { code, joined } from './markdown.ts';
import { probedPorts } from './probed.ts';
import { agree, hasHook, hasProbe, listed, namesOf, type View } from './view.ts';

const MAX_WATCHED = 4;

/** What to watch for with this very container, by what the manifest says of it. */
export function watchLines(view: View, member: Teammate): string[] {
  const found = [unready, unreachable, missingLine, readiness, unreserved, writable, stdout, again, powers].flatMap(
    (look) => look(view, member) ?? [],
  );
  return found.slice(0, MAX_WATCHED);
}

type Look = (view: View, member: Teammate) => string | null;

/** KEP-753: without a startup probe, `started` is the moment in which the process is created. */
const unready: Look = (view, member) => {
  const { lifecycle } = member.container;
  if (lifecycle !== 'native-sidecar' && lifecycle !== 'container') return null;
  const callers = callsOf(view.team).filter(
    ({ to, from }) => to === member && from.container.lifecycle !== 'ephemeral',
  );
  const who = [...new Set(callers.map(({ from }) => from))];
  if (who.length === 0) return null;
  if (lifecycle === 'native-sidecar') {
    if (view.partial || view.kubernetes < NATIVE_SIDECARS_SINCE) return null;
    if (hasProbe(member, 'startupProbe') || hasHook(member, 'postStart')) return null;
    return `Without a startup probe, ${namesOf(who, 'or')} may dial it before it listens.`;
  }
  const together = who.filter(({ container }) => container.lifecycle === 'container');
  if (together.length === 0 || !isHelper(member)) return null;
  return `Kubernetes does not make ${namesOf(together, 'or')} wait for it: a first call may come before it listens.`;
};

/** The kubelet sends httpGet and tcpSocket probes to the pod's address (pod lifecycle). */
const unreachable: Look = (_view, member) => {
  const certain = member.listens.filter(isClosed);
  const loopback = certain.map(({ port }) => port);
  const probed = [...new Set(probedPorts(member).filter((port) => loopback.includes(port)))];
  if (probed.length === 0) return null;
  return `Its probe asks ${joined(probed.map(String))} at the pod's address, but it listens there on loopback only: such a probe fails.`;
};

const readiness: Look = (_view, member) => {
  const { lifecycle } = member.container;
  if (!hasProbe(member, 'readinessProbe') || !isHelper(member) || lifecycle === 'init') return null;
  return 'Its readiness counts for the whole pod: while its probe fails, Services send the pod no requests.';
};

const unreserved: Look = (view, member) => {
  const { container } = member;
  if (view.partial || view.pod.hasResources || !isHelper(member)) return null;
  const resources = ['cpu', 'memory'].filter((key) => !container.requests.has(key) && !container.limits.has(key));
  if (resources.length === 0) return null;
  const what = resources.length === 2 ? 'neither CPU nor memory' : resources[0] === 'cpu' ? 'no CPU' : 'no memory';
  const usual = resources.length === 2 ? amountWords(usualRequests(member)) : '';
  const more = usual === '' ? '' : ` Its documentation or chart asks for ${usual}.`;
  return `It requests ${what}: the scheduler sets nothing aside for that, unless the namespace has defaults.${more}`;
};

/** Places in which programs write by themselves. */
function isScratch({ mount }: Use): boolean {
  return /tmp|temp|cache|run/i.test(`${mount.volume.value} ${mount.path}`);
}

const writable: Look = (view, member) => {
  // These meet the driver at a socket, which is neither read nor written as a file.
  if (member.role.function === 'storage-driver') return null;
  const volumes = sharesOf(view.team).filter(
    ({ volume, uses }) =>
      volume?.source === 'emptyDir' &&
      uses.some((use) => use.member !== member && use.access === 'writes') &&
      uses.some((use) => use.member === member && use.access === 'reads' && !use.mount.readOnly && !isScratch(use)),
  );
  if (volumes.length === 0) return null;
  return `It can write to ${joined(volumes.map(({ name }) => code(name)))}, where it seems to read only: \`readOnly: true\` would rule that out.`;
};

/** A container's output goes to the node; only agents that see the files of the node can read it. */
const stdout: Look = (view, member) => {
  if (member.role.function !== 'log-shipper' || member.container.lifecycle === 'init') return null;
  const mounts = sharesOf(view.team).filter(({ uses }) => uses.some((use) => use.member === member));
  if (mounts.some(({ volume }) => volume?.source === 'hostPath')) return null;
  const apps = listed(view, member).filter((other) => !isHelper(other));
  const who =
    apps.length > 0 ? `${namesOf(apps, 'or')} ${agree(apps, 'prints', 'print')}` : 'the other containers print';
  const [share] = mounts.filter(({ uses }) => uses.some((use) => use.member !== member && use.access !== 'reads'));
  if (share) return `It sees the files in ${code(share.name)}, not what ${who} to standard output.`;
  return `It cannot read what ${who} to standard output: it needs files on a shared volume, or a port or socket to receive on.`;
};

/** The kubelet runs init containers again when the sandbox of the pod is made anew (init containers page). */
const again: Look = (_view, member) =>
  member.container.lifecycle === 'init'
    ? 'It may run more than once for one pod, so its work must bear repeating.'
    : null;

/** Pod Security Standards, profile baseline. */
const BASELINE =
  /^(?:AUDIT_WRITE|CHOWN|DAC_OVERRIDE|FOWNER|FSETID|KILL|MKNOD|NET_BIND_SERVICE|SETFCAP|SETGID|SETPCAP|SETUID|SYS_CHROOT)$/;

const powers: Look = (_view, member) => {
  const { privileged, addedCapabilities } = member.container.securityContext;
  if (privileged?.value === true)
    return 'It is privileged: it has the powers of root on the node. Namespaces with Pod Security `baseline` refuse it.';
  const added = addedCapabilities
    .map(({ value }) => value)
    .filter((value) => !BASELINE.test(value.replace(/^CAP_/, '')));
  if (added.length === 0 || /baseline/.test(workingHelper(member)?.note ?? '')) return null;
  return `It adds ${joined(added.map((value) => code(value)))}: namespaces with Pod Security \`baseline\` refuse that.`;
};
