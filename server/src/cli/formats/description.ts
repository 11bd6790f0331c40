import type {
  ContainerDescription,
  ExpectedDescription,
  InboundDescription,
  IngressDescription,
  PodDescription,
  VolumeDescription,
} from '../../features/description.ts';
import { FUNCTION_WORDS, PARTIAL_WORDS, PREPARES } from '../../features/role-words.ts';
import { catalogWith } from '../../helpers/catalog.ts';
import type { StepGate } from '../../traffic/order/steps.ts';
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

/** A pod with one container has no order. */
function startRows({ steps, containers: all }: PodDescription): Row[] {
  const task = all.filter(({ list }) => list === 'steps');
  if (task.length > 0) return taskRows(task, all);
  if (steps.length < 2 && (steps[0]?.containers.length ?? 0) < 2) return [];
  return steps.map(({ containers, gate, holding }, i): Row => {
    const names = containers.map(clean).join(', ');
    const hook = holding.length > 0;
    if (gate !== null) return [`${i + 1}. ${names}`, GATES[gate](hook)];
    // The kubelet works so; nothing promises it.
    const held = hook ? `; those behind ${holding.map(clean).join(', ')} usually wait for its postStart hook` : '';
    return [`${i + 1}. ${names}`, containers.length > 1 ? `start together${held}` : ''];
  });
}

/** Tekton starts the sidecars first, lets one step run after the other, and stops the sidecars behind the last one. */
function taskRows(steps: readonly ContainerDescription[], all: readonly ContainerDescription[]): Row[] {
  if (all.length < 2) return [];
  const sidecars = all.filter((one) => !steps.includes(one)).map(({ name }) => clean(name));
  const [run, them] = sidecars.length === 1 ? ['runs', 'it'] : ['run', 'them'];
  const rows: Row[] = [
    ...(sidecars.length > 0
      ? [[sidecars.join(', '), `${run} beside the steps; the first step waits for ${them}`] as const]
      : []),
    ...steps.map(({ name }, i): Row => [clean(name), i < steps.length - 1 ? 'must end before the next step' : '']),
  ];
  return rows.map(([names, says], i): Row => [`${i + 1}. ${names}`, says]);
}

const GATES: Readonly<Record<StepGate, (hook: boolean) => string>> = {
  exit: () => 'must end with 0 before the next step',
  'startup-probe': (hook) =>
    `keeps running; the next step waits for its startup probe${hook ? ' and postStart hook' : ''}`,
  started: (hook) =>
    `keeps running; the next step waits only until ${hook ? 'its postStart hook is done' : 'it is started'}`,
};

function containerRows(container: ContainerDescription): Row[] {
  const { name, lifecycle, line, image, listens } = container;
  const what = verdict(container);
  const says = container.confidence === 'none' ? [] : container.evidence;
  return [
    [clean(name), `${what} (${LIFECYCLES[lifecycle]}, line ${line})`],
    ...(image === null ? [] : [['', `image ${clean(image)}`] as const]),
    ...reasonRows(says),
    ...(listens.length === 0 ? [] : [['', `listens on ${listens.map(portText).join(', ')}`] as const]),
  ];
}

/** `ambassador, Cloud SQL Auth Proxy`, `probably a sidecar, log shipper`. That it is an application or prepares is no guess. */
function verdict({ pattern, confidence, helper, title, function: job }: ContainerDescription): string {
  const open = pattern === 'app' || pattern === 'init' || pattern === 'unknown';
  const weak = confidence === 'weak';
  const word = weak && !open ? `probably ${/^[aeiou]/.test(pattern) ? 'an' : 'a'} ${pattern}` : pattern;
  // What a box of tools is called tells nothing of what is done with it.
  const box = helper !== null && CATALOG.byId(helper)?.toolbox === true;
  const known = job !== null && (!weak || !open || box || PREPARES.has(job)) ? FUNCTION_WORDS[job] : null;
  const named = title === null || (box && known !== null) ? known : clean(title);
  if (named === null) return word;
  return `${word}, ${weak && open && !box ? 'probably ' : ''}${named}`;
}

/** The helpers that are known without any settings. */
const CATALOG = catalogWith([]);

function reasonRows(evidence: ContainerDescription['evidence']): Row[] {
  return evidence.map(({ text, line }, i): Row => {
    const place = line === null ? '' : ` (line ${line})`;
    return ['', `${i === 0 ? 'because' : '    and'} ${clean(text)}${place}`];
  });
}

/** What an injector will add, and why. */
function expectedRows({ name, injector, pattern, title, lifecycle, evidence, depends }: ExpectedDescription): Row[] {
  const what = [pattern, ...(title === null ? [] : [clean(title)])].join(', ');
  return [
    [clean(name), `${what} (${LIFECYCLES[lifecycle]}, added by ${clean(injector)})`],
    ...reasonRows(evidence),
    ...depends.map((clause): Row => ['', `depends: ${clean(clause)}`]),
  ];
}

const LIFECYCLES: Readonly<Record<ContainerDescription['lifecycle'], string>> = {
  init: 'init container',
  'native-sidecar': 'native sidecar',
  container: 'container',
  ephemeral: 'ephemeral container',
};

function portText({ port, loopbackOnly }: ContainerDescription['listens'][number]): string {
  return loopbackOnly ? `${port} (only within the pod)` : String(port);
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

const ACCESS = { reads: 'reads', writes: 'writes', both: 'may read and write' } as const;

/** What it is, and who does what with it: one line for each where there are several. */
function volumeRows({ name, source, refersTo, uses }: VolumeDescription): Row[] {
  const from = clean(source === null ? 'not declared here' : `${source}${refersTo === null ? '' : ` ${refersTo}`}`);
  const users = uses.map(({ container, path, access }) =>
    clean(`${container} ${ACCESS[access]} ${path ?? 'the device'}`),
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
