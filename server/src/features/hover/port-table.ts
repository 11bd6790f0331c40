import { provenHelper } from '../../helpers/role.ts';
import { callsOf } from '../../traffic/calls/calls.ts';
import { inboundOf } from '../../traffic/ports/inbound.ts';
import type { Listen } from '../../traffic/ports/listens.ts';
import type { Teammate } from '../../traffic/team.ts';
import { code, joined, plain, table } from './markdown.ts';
import { nameOf, type View } from './view.ts';

/** From so many ports on, a table reads better than a sentence. */
const TABLED = 3;

/** Whether a table of some ports of a container tells more than their numbers. */
export function isTabled(view: View, member: Teammate, ports: readonly Listen[]): boolean {
  // Of those that are only usual, often just one is open.
  if (ports.filter(({ how }) => how !== 'usual').length < TABLED) return false;
  return ports.some((one) => isKnown(member, one) || dialledBy(view, member, one) !== '');
}

function isKnown(member: Teammate, { port }: Listen): boolean {
  return provenHelper(member)?.ports.some((own) => own.port === port) ?? false;
}

/**
 * The ports of a container as a table: what each serves, what tells of it, who dials it; behind `most` of them only their
 * number.
 */
export function portTable(view: View, member: Teammate, ports: readonly Listen[], most?: number): string {
  const rows = ports.map((one) => [
    `${one.port}${one.protocol === 'TCP' ? '' : ` ${plain(one.protocol)}`}`,
    servesWords(member, one) ?? '',
    `${KNOWN_FROM[one.how]}${one.loopbackOnly ? ', loopback only' : ''}`,
    dialledBy(view, member, one),
  ]);
  // A column in which nothing stands tells nothing.
  const shown = HEAD.map((title, i) => ({ title, i })).filter(({ i }) => i === 0 || rows.some((row) => row[i] !== ''));
  return table(
    shown.map(({ title }) => title),
    rows.map((row) => shown.map(({ i }) => row[i] ?? '')),
    most,
  );
}

const HEAD = ['Port', 'Serves', 'Known from', 'Reached by'] as const;

const KNOWN_FROM: Readonly<Record<Listen['how'], string>> = {
  declared: '`ports`',
  flag: 'its flags or variables',
  probe: 'its probe',
  default: 'its default',
  usual: 'usual, not certain',
};

/** What a port is for: by the catalogue, else by the name that the manifest gives it; null for neither. */
export function servesWords(member: Teammate, { port, protocol }: Pick<Listen, 'port' | 'protocol'>): string | null {
  const what = provenHelper(member)?.ports.find(
    (own) => own.port === port && (own.protocol ?? 'TCP') === protocol,
  )?.what;
  if (what) return plain(what);
  const declared = member.container.ports.find((own) => own.containerPort.value === port && own.protocol === protocol);
  return declared?.name ? code(declared.name.value) : null;
}

const MOST_NAMES = 4;

function dialledBy({ team }: View, member: Teammate, { port, protocol }: Listen): string {
  const callers = callsOf(team).filter((call) => call.to === member && call.port === port);
  const services = inboundOf(team).filter(
    (inbound) => inbound.to === member && inbound.target === port && inbound.port.protocol === protocol,
  );
  const names = [
    ...callers.map(({ from }) => nameOf(from)),
    ...services.map(({ service, port: own }) => `Service ${code(service.name)} (port ${own.port})`),
  ];
  return joined([...new Set(names)], 'and', MOST_NAMES);
}
