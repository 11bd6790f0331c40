import { isListenVariable } from '../ports/listen-names.ts';
import { usualPortOf } from '../ports/usual-ports.ts';
import { expanded, namesVariable, type Told, type Variable, variablesOf } from '../variables.ts';
import { hostName, isForOthers, plainName, portOf } from './address-names.ts';
import type { Dial } from './dial.ts';
import { isLoopback, isPort, mayNameLoopback, portsIn } from './loopback.ts';

/** Variables of the application that hold the port on which a helper of a certain kind listens beside it (Dapr's documentation). */
const TOLD = /^DAPR_(?:HTTP|GRPC)_PORT$/;
/** Variables that hold the port of a host under another name. */
const PORT_OF: ReadonlyMap<string, string> = new Map([['DD_AGENT', 'DD_TRACE_AGENT_PORT']]);

/** The localhost ports that the variables of a container tell it to dial. */
export function dialsInVariables(member: Told): Dial[] {
  const { container } = member;
  const variables = variablesOf(member);
  const textOf = (value: string) => (namesVariable(value) ? expanded(value, container, variables.values) : value);
  // Nearly all containers are told of nobody in the pod.
  const mayDial = ({ name, value }: Variable) => mayNameLoopback(textOf(value)) || /^-*dapr/i.test(name);
  if (!variables.all.some(mayDial)) return [];
  // By plain name; null where the value is not in the manifests.
  const values = new Map<string, string | null>([
    ...container.env.map(({ name }) => [plainName(name.value), null] as const),
    ...variables.all.map(({ name, value }) => [plainName(name), textOf(value)] as const),
  ]);
  const only = onlyPort(values);
  return variables.all.flatMap(({ name: written, value, at }): Dial[] => {
    const name = plainName(written);
    if (isListenVariable(name) || isForOthers(name)) return [];
    const text = textOf(value).trim();
    if (TOLD.test(name)) return isPort(Number(text)) ? [{ port: Number(text), how: 'env', at }] : [];
    if (!isLoopback(text)) return portsIn(text).map((port) => ({ port, how: 'env', at }));
    const dial = ofHost(name, values, only);
    return dial ? [{ ...dial, at }] : [];
  });
}

/** The port that belongs to a variable which says `localhost` and no more. */
function ofHost(
  name: string,
  values: ReadonlyMap<string, string | null>,
  only: number | null,
): Pick<Dial, 'port' | 'how'> | null {
  const host = hostName(name);
  if (!host || host.what === 'URL') return null;
  const named = PORT_OF.get(host.of);
  const own = named === undefined ? portOf(host.of, values) : values.get(named);
  if (own !== undefined) return isPort(Number(own)) ? { port: Number(own), how: 'env' } : null;
  if (host.of === '') return null;
  const usual = usualPortOf(host.of) ?? usualPortOf(kindOf(host.of, values));
  if (usual !== null) return { port: usual, how: 'default' };
  return only === null ? null : { port: only, how: 'env' };
}

/** `INSTANCE_HOST` with `DB_PORT`: the only port there is must be meant. */
function onlyPort(values: ReadonlyMap<string, string | null>): number | null {
  const ports = [...values].filter(([name, value]) => {
    return /_PORT$/.test(name) && isPort(Number(value)) && !isListenVariable(name) && !TOLD.test(name);
  });
  return ports.length === 1 ? Number(ports[0]?.[1]) : null;
}

/** `DB_TYPE=mysql` beside `DB_HOST`. */
function kindOf(of: string, values: ReadonlyMap<string, string | null>): string {
  for (const word of ['TYPE', 'DRIVER', 'ENGINE', 'CONNECTION', 'DIALECT', 'CLIENT', 'VENDOR']) {
    const kind = values.get(`${of}_${word}`);
    if (kind) return plainName(kind);
  }
  return '';
}
