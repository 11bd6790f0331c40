import type {
  ContainerDescription,
  ExpectedDescription,
  InboundDescription,
  IngressDescription,
  PodDescription,
  VolumeDescription,
} from '../../features/description.ts';
import {
  ACCESS_WORDS,
  addedVerdict,
  LIFECYCLE_WORDS,
  portText,
  startOrder,
  verdict,
} from '../../features/description-words.ts';
import { PARTIAL_WORDS } from '../../features/role-words.ts';
import { type Paint, paintWith } from './paint.ts';

/** One line of a section: what it is about, and what there is to say. */
type Row = readonly [name: string, says: string];

/** Pods for people: each with its start order, containers, traffic, volumes and resources. */
export function describedPods(
  found: readonly { readonly file: string; readonly pod: PodDescription }[],
  colours: boolean,
): string {
  const paint = paintWith(colours);
  return found.map(({ file, pod }) => described(file, pod, paint)).join('\n');
}

function described(file: string, pod: PodDescription, paint: Paint): string {
  const { kind, name, namespace } = pod.workload;
  const of = namespace === null ? '' : `, namespace ${clean(namespace)}`;
  const title = paint('heading', `${clean(kind)} ${name === null ? '(without a name)' : clean(name)}`);
  const place = paint('file', clean(`${file}:${pod.line}`));
  const sections = [
    section('Start order', startRows(pod), paint),
    section('Containers', pod.containers.flatMap(containerRows), paint),
    section('Expected', pod.expected.flatMap(expectedRows), paint),
    section('Traffic', trafficRows(pod), paint),
    section('Volumes', pod.volumes.flatMap(volumeRows), paint),
    section('Resources', resourceRows(pod), paint),
  ];
  const partial =
    pod.partial === null ? '' : `  ${paint('dim', `Not all of it is here: ${PARTIAL_WORDS[pod.partial]}.`)}\n`;
  return `${place}  ${title}${of}\n${partial}${sections.join('')}`;
}

function section(heading: string, rows: readonly Row[], paint: Paint): string {
  if (rows.length === 0) return '';
  // One long name does not push everything else to the right.
  const width = Math.min(32, Math.max(...rows.map(([name]) => name.length)));
  const lines = rows.map(([name, says]) => `    ${name.padEnd(width)}  ${says}`.trimEnd());
  return `\n  ${paint('heading', heading)}\n${lines.join('\n')}\n`;
}

/** The steps with their numbers. */
function startRows(pod: PodDescription): Row[] {
  return startOrder(pod).map(({ names, says }, i) => [`${i + 1}. ${names.map(clean).join(', ')}`, clean(says)]);
}

function containerRows(container: ContainerDescription): Row[] {
  const { name, lifecycle, line, image, listens } = container;
  const what = clean(verdict(container));
  const says = container.confidence === 'none' ? [] : container.evidence;
  return [
    [clean(name), `${what} (${LIFECYCLE_WORDS[lifecycle]}, line ${line})`],
    ...(image === null ? [] : [['', `image ${clean(image)}`] as const]),
    ...reasonRows(says),
    ...(listens.length === 0 ? [] : [['', `listens on ${listens.map(portText).join(', ')}`] as const]),
  ];
}

function reasonRows(evidence: ContainerDescription['evidence']): Row[] {
  return evidence.map(({ text, line }, i): Row => {
    const place = line === null ? '' : ` (line ${line})`;
    return ['', `${i === 0 ? 'because' : '    and'} ${clean(text)}${place}`];
  });
}

/** What an injector will add, and why. */
function expectedRows(one: ExpectedDescription): Row[] {
  const { name, injector, lifecycle, evidence, depends } = one;
  return [
    [clean(name), `${clean(addedVerdict(one))} (${LIFECYCLE_WORDS[lifecycle]}, added by ${clean(injector)})`],
    ...reasonRows(evidence),
    ...depends.map((clause): Row => ['', `depends: ${clean(clause)}`]),
  ];
}

function trafficRows({ edges, ingresses, inbound, outbound }: PodDescription): Row[] {
  return [
    ...ingresses.map(ingressRow),
    ...inbound.map(inboundRow),
    ...edges.flatMap((edge): Row[] =>
      edge.kind === 'dials' ? [[`${clean(edge.from)} -> ${clean(edge.to)}`, `localhost:${edge.port}`]] : [],
    ),
    ...outbound.map(({ from, host, port }): Row => {
      return [`${clean(from)} -> outside`, port === null ? clean(host) : `${clean(bracketed(host))}:${port}`];
    }),
  ];
}

/** `Ingress shop.example.com/ -> Service shop`. */
function ingressRow({ kind, host, path, service, port }: IngressDescription): Row {
  return [`${kind} ${clean(`${host ?? '*'}${path ?? ''}`)} -> Service ${clean(service)}`, String(port)];
}

function inboundRow({ service, port, target, to }: InboundDescription): Row {
  const end = to === null ? ', where no container is known to listen' : '';
  return [
    `Service ${clean(service)} -> ${to === null ? 'pod' : clean(to)}`,
    `${port} to ${clean(String(target))}${end}`,
  ];
}

/** An IPv6 address before a port. */
function bracketed(host: string): string {
  return /^[\da-f]*:[\da-f:]+$/i.test(host) ? `[${host}]` : host;
}

/** What it is, and who does what with it: one line for each where there are several. */
function volumeRows({ name, source, refersTo, uses }: VolumeDescription): Row[] {
  const from = clean(source === null ? 'not declared here' : `${source}${refersTo === null ? '' : ` ${refersTo}`}`);
  const users = uses.map(({ container, path, access }) =>
    clean(`${container} ${ACCESS_WORDS[access]} ${path ?? 'the device'}`),
  );
  if (users.length === 1) return [[clean(name), `${from}: ${users[0]}`]];
  return [[clean(name), from], ...users.map((user): Row => ['', `  ${user}`])];
}

/** What a partial pod does not show may ask for more. */
function resourceRows({ partial, expected, resources: { requests, helpers, share, qos } }: PodDescription): Row[] {
  const part = share === null ? '' : ` (${Math.round(share * 100)} %)`;
  const amounts = ({ cpu, memory }: typeof requests) => {
    return [...(cpu === null ? [] : [`CPU ${cpu}`]), ...(memory === null ? [] : [`memory ${memory}`])].join(', ');
  };
  const asked = amounts(requests);
  const helping = amounts(helpers);
  if (partial !== null && asked === '') return [];
  // Whatever is added, a Burstable pod stays so (ComputePodQOS).
  const mayChange = expected.length > 0 && qos !== 'Burstable';
  return [
    [partial === null ? 'requests' : 'requests here', asked === '' ? 'none' : asked],
    ...(helping === '' ? [] : [['of it helpers', `${helping}${part}`] as const]),
    ...(expected.length === 0 ? [] : [['not counted', addedNames(expected)] as const]),
    ...(qos === null
      ? []
      : [['QoS class', `${qos}${mayChange ? ' as written here; what is added may change it' : ''}`] as const]),
  ];
}

/** `istio-init, istio-proxy (added by Istio)`. */
function addedNames(expected: readonly ExpectedDescription[]): string {
  return [...new Set(expected.map(({ injector }) => injector))]
    .map((by) => {
      const names = expected.filter(({ injector }) => injector === by).map(({ name }) => clean(name));
      return `${names.join(', ')} (added by ${clean(by)})`;
    })
    .join(', ');
}

/** Text from a file, without what would steer a terminal. */
function clean(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ').trim();
}
