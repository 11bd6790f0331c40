import { writtenWords } from '../../helpers/commands/command.ts';
import type { Pod } from '../../kubernetes/pod.ts';
import { concurrent, type Team, type Teammate } from '../team.ts';
import { variablesOf } from '../variables.ts';
import { isClosed, type Listen } from './listens.ts';

/**
 * What binds a TCP port of a container to loopback, so that neither the kubelet nor a Service gets there; null where it is
 * not bound so, or something may open it: a file, variables that the manifest does not show, a neighbour on the same port.
 */
export function closedAt(team: Team, member: Teammate, port: number): Listen | null {
  // As nearly always.
  if (!member.listens.some(isClosed)) return null;
  const isHere = (listen: Listen) => listen.port === port && listen.protocol === 'TCP';
  const told = member.listens.filter((listen) => isHere(listen) && !['declared', 'probe'].includes(listen.how));
  const closed = told.find(isClosed);
  if (!closed || told.some(({ loopbackOnly }) => !loopbackOnly)) return null;
  if (closed.host === null && mayBeToldElsewhere(member)) return null;
  const opened = concurrent(team).some(
    (other) => other !== member && other.listens.some((listen) => isHere(listen) && !listen.loopbackOnly),
  );
  return opened ? null : closed;
}

/** Whether a file or a variable may name the address that no flag names. */
function mayBeToldElsewhere(member: Teammate): boolean {
  const { container } = member;
  const { all, open } = variablesOf(member);
  if (open) return true;
  const words = writtenWords(container);
  if (words.some(({ value }) => /^--?(?:config|c$|c=|address)|\.(?:ya?ml|toml|json|cfg|conf)$/.test(value)))
    return true;
  const names = [...all.map(({ name }) => name), ...container.env.map(({ name }) => name.value)];
  return names.some((name) => /ADDRESS|ADDR$|HOST$|BIND|LISTEN|CONFIG/.test(name));
}

/**
 * Whether the kubelet asks the probes of a pod at an address of the pod's own: not on the network of the node, and not in
 * Knative, whose own proxy asks the probes from within.
 */
export function isAskedFromOutside({ hostNetwork, shape, manifest }: Pod): boolean {
  const isKnative = /^(?:serving\.knative\.dev|run\.googleapis\.com)\//.test(manifest.apiVersion ?? '');
  return !hostNetwork && shape === 'pod-spec' && !isKnative;
}

/** What binds a port to loopback, for a message: the flag or variable, the address it tells, or the habit of the program. */
export function boundBy(member: Teammate, { at, how, host, port }: Listen): string {
  if (how !== 'flag' || host === null) return 'its default';
  const address = `${host}:${port}`;
  const variable = variablesOf(member).all.find(({ value, at: own }) => {
    return at === null ? value.includes(address) : own.start === at.start;
  });
  if (variable) return variable.name;
  const words = writtenWords(member.container);
  const index = at === null ? -1 : words.findIndex((word) => word.at.start === at.start);
  const [word = '', next = ''] = words.slice(index).map(({ value }) => value);
  if (index < 0 || /\s/.test(word)) return address;
  const flag = word.startsWith('-') && !word.includes('=') ? `${word} ${next}` : word;
  return flag.includes(host) ? flag : address;
}
