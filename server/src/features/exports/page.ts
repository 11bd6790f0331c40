import type { Diagram } from '../../diagram/diagram.ts';
import { mermaidOf } from '../../diagram/mermaid.ts';
import type { AmountTexts, ContainerDescription, ExpectedDescription, PodDescription } from '../description.ts';
import {
  ACCESS_WORDS,
  addedVerdict,
  LIFECYCLE_WORDS,
  portText,
  verdict,
  wholeStartOrder,
} from '../description-words.ts';
import { code, fenced, paragraphs, plain, sentence, table } from '../hover/markdown.ts';
import { PARTIAL_WORDS } from '../role-words.ts';

/**
 * A page of Markdown about a pod: its picture, then what the picture shows as tables and lists. Every text from the file is
 * escaped or code: nothing in it becomes markup.
 * @param picture the name of an SVG file beside the page; without one the picture is a Mermaid flowchart within it
 */
export function pageOf(pod: PodDescription, diagram: Diagram, picture: string | null): string {
  const partial =
    pod.partial === null
      ? null
      : `Not all of it is here: ${PARTIAL_WORDS[pod.partial]}. What is not known is left out.`;
  const page = paragraphs(
    `# ${titleOf(diagram)}`,
    pictureOn(diagram, picture),
    partial,
    factTable(pod, diagram),
    section('Containers', table(['Container', 'Role', 'Image', 'Listens on', 'Requests'], containerRows(pod), ALL)),
    section('Start order', startList(pod)),
    section('Traffic', rowsTable(['From', 'To', 'At'], trafficRows(pod))),
    section('Volumes', rowsTable(['Volume', 'Is', 'Container', 'Does', 'At'], volumeRows(pod))),
    section('Problems', problemList(diagram)),
  );
  return `${page}\n`;
}

/** What a pod is called at the head of its page: `Deployment web`. */
export function titleOf({ title }: Pick<Diagram, 'title'>): string {
  return plain(title) || 'Pod';
}

/** A picture in a file beside the page, whatever that is called. */
function imageOf(diagram: Diagram, file: string): string {
  const address = encodeURIComponent(file.replace(/\p{Surrogate}/gu, ''));
  return `![Picture of ${titleOf(diagram)}](${address.replaceAll('(', '%28').replaceAll(')', '%29')})`;
}

const ALL = Number.POSITIVE_INFINITY;
/** Images and paths stay whole, as far as a table can hold them. */
const LONGEST = 300;

function pictureOn(diagram: Diagram, picture: string | null): string {
  return picture === null ? fenced(mermaidOf(diagram).trimEnd(), 'mermaid') : imageOf(diagram, picture);
}

function section(heading: string, content: string): string | null {
  return content === '' ? null : `## ${heading}\n\n${content}`;
}

function rowsTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return rows.length === 0 ? '' : table(head, rows, ALL);
}

/** Names over values, as in the head of the picture. */
function factTable({ workload }: PodDescription, { facts }: Diagram): string {
  const own = facts.map(({ label, value }) => [plain(label), plain(value)] as const);
  const all = workload.namespace === null ? own : [['Namespace', code(workload.namespace)] as const, ...own];
  return rowsTable(
    all.map(([label]) => label),
    all.length === 0 ? [] : [all.map(([, value]) => value)],
  );
}

function containerRows({ containers, expected }: PodDescription): string[][] {
  return [
    ...containers.map((container) => [
      code(container.name),
      roleCell(container),
      container.image === null ? '' : code(container.image, LONGEST),
      container.listens.map(portText).join(', '),
      amounts(container.requests),
    ]),
    ...expected.map((one) => [code(one.name), addedCell(one), '', '', amounts(one.requests)]),
  ];
}

/** `Ambassador, Cloud SQL Auth Proxy; native sidecar`. */
function roleCell(container: ContainerDescription): string {
  const { lifecycle } = container;
  const what = sentence(plain(verdict(container)));
  return lifecycle === 'container' || lifecycle === 'init' ? what : `${what}; ${LIFECYCLE_WORDS[lifecycle]}`;
}

/** `Proxy, Istio proxy; native sidecar; not in the file: added by Istio`. */
function addedCell(one: ExpectedDescription): string {
  const what = sentence(plain(addedVerdict(one)));
  const runs = one.lifecycle === 'native-sidecar' ? `; ${LIFECYCLE_WORDS[one.lifecycle]}` : '';
  return `${what}${runs}; not in the file: added by ${plain(one.injector)}`;
}

function amounts({ cpu, memory }: AmountTexts): string {
  return [...(cpu === null ? [] : [`${cpu} CPU`]), ...(memory === null ? [] : [`${memory} memory`])].join(', ');
}

function startList(pod: PodDescription): string {
  const lines = wholeStartOrder(pod).map(({ names, says }, i) => {
    return `${i + 1}. ${names.map((name) => code(name)).join(', ')}${says === '' ? '' : `: ${plain(says)}`}`;
  });
  return lines.join('\n');
}

function trafficRows({ edges, ingresses, inbound, outbound }: PodDescription): string[][] {
  return [
    ...ingresses.map(({ kind, name, host, path, service, port }) => [
      `${plain(kind)} ${code(name)}`,
      `Service ${code(service)}`,
      `${code(`${host ?? '*'}${path ?? ''}`, LONGEST)}, port ${port}`,
    ]),
    ...inbound.map(({ service, port, target, to }) => [
      `Service ${code(service)}, port ${port}`,
      to === null ? 'the pod; no container is known to listen there' : code(to),
      code(String(target)),
    ]),
    ...edges.flatMap((edge) =>
      edge.kind === 'dials' ? [[code(edge.from), code(edge.to), code(`localhost:${edge.port}`)]] : [],
    ),
    ...outbound.map(({ from, host, port }) => [
      code(from),
      'outside of the pod',
      code(port === null ? host : `${host}:${port}`, LONGEST),
    ]),
  ];
}

/** One row for each use; what the volume is stands in its first. */
function volumeRows({ volumes }: PodDescription): string[][] {
  return volumes.flatMap(({ name, source, refersTo, uses }) => {
    const kind = source === null ? 'not declared here' : plain(source);
    const about = [code(name), refersTo === null ? kind : `${kind} ${code(refersTo)}`];
    const used = uses.map(({ container, path, access }) => [
      code(container),
      ACCESS_WORDS[access],
      path === null ? 'the device' : code(path, LONGEST),
    ]);
    return (used.length > 0 ? used : [['', '', '']]).map((use, i) => [...(i === 0 ? about : ['', '']), ...use]);
  });
}

function problemList({ problems }: Diagram): string {
  const lines = problems.map(({ severity, container, message, rule }) => {
    const who = container === null ? '' : `${code(container)}: `;
    return `- **${sentence(severity)}**: ${who}${plain(message)} (${code(rule)})`;
  });
  return lines.join('\n');
}
