import type { Pattern } from '../helpers/helper.ts';
import { holderIn, isNative } from './bodies.ts';
import { CHANGES, type Change, type Diagram, type DiagramEdge, type DiagramNode } from './diagram.ts';
import { plain } from './measure.ts';
import { plainValues, roleToken } from './svg/tokens.ts';
import { ROLE_WORDS } from './words.ts';

/** The border of a role; what is within stays as the reader's theme has it. */
function borderOf(role: Pattern): string {
  return `stroke:${plainValues('light').get(roleToken(role))},stroke-width:${role === 'app' ? 3 : 2}px`;
}

/** Of all borders only those of injected containers are dashed. */
const INJECTED = 'stroke-dasharray:5 4';

/**
 * The picture as a Mermaid flowchart: steps as subgraphs, containers with the class of their role, lines with labels.
 * Names come from the file, so every one is written as a quoted string in which nothing has a meaning.
 */
export function mermaidOf(diagram: Diagram): string {
  const { title, nodes, edges } = diagram;
  const ids = new Map(nodes.map(({ id }, i) => [id, `n${i}`]));
  const name = (id: string) => ids.get(id) ?? 'n0';
  const lines = ['---', `title: ${JSON.stringify(title)}`, '---', 'flowchart TB'];
  const pod = nodes.find(({ kind }) => kind === 'pod');
  const steps = nodes.filter(({ kind }) => kind === 'lane');
  const drawn = (node: DiagramNode) => `${name(node.id)}${shape(diagram, node)}`;
  for (const node of nodes) if (node.kind === 'service') lines.push(`  ${drawn(node)}`);
  lines.push(`  subgraph ${name(pod?.id ?? '')}["${text(pod?.label ?? 'Pod')}"]`, '    direction TB');
  const told: string[][] = [];
  for (const step of steps) {
    const held = nodes.filter((node) => stands(node, step, steps));
    if (held.length === 0) continue;
    told.push(held.map(({ id }) => name(id)));
    lines.push(`    subgraph ${name(step.id)}["${text(step.label)}"]`);
    for (const node of held) lines.push(`      ${drawn(node)}`);
    lines.push('    end');
  }
  for (const node of nodes) if (node.form === 'tag') lines.push(`    ${drawn(node)}`);
  // Lines that nobody sees keep the steps below each other.
  if (told.length > 1) lines.push(`    ${told.map((step) => step.join(' & ')).join(' ~~~ ')}`);
  lines.push('  end');
  for (const node of nodes) if (node.kind === 'external') lines.push(`  ${drawn(node)}`);
  const holder = holderIn(diagram);
  for (const edge of edges) lines.push(`  ${arrow(edge, (id) => name(holder(id)))}`);
  const roles = [...new Set(nodes.flatMap(({ role }) => (role ? [role] : [])))];
  const styled = (word: string, style: string, isOne: (node: DiagramNode) => boolean) => {
    const own = nodes.filter(isOne).map(({ id }) => name(id));
    if (own.length > 0) lines.push(`  classDef ${word} ${style}`, `  class ${own.join(',')} ${word}`);
  };
  // Of the words of the language none may name a class: each gets a beginning.
  for (const role of roles) styled(`role_${role.replace('-', '_')}`, borderOf(role), (node) => node.role === role);
  styled('is_injected', INJECTED, (node) => node.injected === true);
  for (const change of CHANGES) {
    styled(`is_${change}`, changedBorder(change), (node) => node.change === change && node.kind !== 'port');
    const changed = edges.flatMap((edge, i) => (edge.change === change ? [i] : []));
    if (changed.length > 0) lines.push(`  linkStyle ${changed.join(',')} ${strokeOf(change)}`);
  }
  return `${lines.join('\n')}\n`;
}

/** The signs that a comparison puts before labels. */
const SIGNS: Readonly<Record<Change, string>> = { added: '+ ', removed: '− ', changed: '~ ' };

function signOf({ change }: DiagramNode | DiagramEdge): string {
  return change === undefined ? '' : SIGNS[change];
}

/** What differs has the colour that the picture has for it, and what is gone is dashed. */
function strokeOf(change: Change): string {
  return `stroke:${plainValues('light').get(change)}`;
}

function changedBorder(change: Change): string {
  return `${strokeOf(change)},stroke-width:3px${change === 'removed' ? ',stroke-dasharray:3 3' : ''}`;
}

/** Whether a container or volume stands in a step: a native sidecar in the one in which it starts. */
function stands(node: DiagramNode, step: DiagramNode, steps: readonly DiagramNode[]): boolean {
  if (node.kind !== 'container' && node.form !== 'drum') return false;
  if (node.parent === step.id) return true;
  if (node.kind !== 'container' || steps.some(({ id }) => id === node.parent)) return false;
  return steps.findLast(({ y }) => y <= node.y) === step;
}

function shape(diagram: Diagram, node: DiagramNode): string {
  const { kind, role, label } = node;
  if (kind === 'container') {
    const injected = node.injected ? ', injected' : '';
    const native = isNative(diagram, node) ? ', until pod end' : '';
    return `["${signOf(node)}${text(label)}<br/>${role ? ROLE_WORDS[role] : ''}${injected}${native}"]`;
  }
  if (kind === 'volume') return `[("${signOf(node)}${text(label)}")]`;
  // Names tell of changes in words, too.
  const whole = `${signOf(node)}${text(node.name)}`;
  return kind === 'service' ? `>"${whole}"]` : `(["${whole}"])`;
}

function arrow(edge: DiagramEdge, body: (id: string) => string): string {
  const { kind, from, to, label, dashed: isReadOnly, heads, redirected } = edge;
  if (redirected) return `${body(from)} ==>|"${signOf(edge)}${text(label)}"| ${body(to)}`;
  const dashed = isReadOnly || kind === 'probe';
  const line = heads === 'none' ? '---' : heads === 'both' ? (dashed ? '<-.->' : '<-->') : dashed ? '-.->' : '-->';
  return heads === 'none'
    ? `${body(from)} ${line} ${body(to)}`
    : `${body(from)} ${line}|"${signOf(edge)}${text(label)}"| ${body(to)}`;
}

/** A text within quotes: everything but letters, digits and a few signs becomes a numeric entity (`#35;` is `#`). */
function text(value: string): string {
  return [...plain(value)]
    .map((character) => (/[\p{L}\p{N} _.,:/×·…()-]/u.test(character) ? character : `#${character.codePointAt(0)};`))
    .join('');
}
