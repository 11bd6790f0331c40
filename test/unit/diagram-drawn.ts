import assert from 'node:assert/strict';
import type { Diagram, DiagramEdge, DiagramNode } from '../../server/src/diagram/diagram.ts';
import type { DrawOptions } from '../../server/src/diagram/layout/layout.ts';
import { diagramOf } from '../../server/src/features/diagram.ts';
import { type AnalysedFile, analyseFile } from '../../server/src/features/file.ts';
import { ALONE, settings } from '../support.ts';

/** The pictures of all pods of a file, in their order. */
export function picturesOf(text: string, options?: DrawOptions): Diagram[] {
  const file: AnalysedFile = analyseFile(text, ALONE);
  return file.flatMap((part) =>
    part.analysis.teams.flatMap((team) => diagramOf(file, part, team, settings(), options) ?? []),
  );
}

/** The picture of the only pod of a file. */
export function pictureOf(text: string): Diagram {
  const [picture, ...others] = picturesOf(text);
  assert.ok(picture);
  assert.equal(others.length, 0);
  return picture;
}

/** The picture of a Pod with these lists, written in flow style; the last begins with what the spec has more. */
export function podWith(containers: string, initContainers = '', more = ''): Diagram {
  return pictureOf(
    `apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  initContainers: [${initContainers}]\n  containers: [${containers}]\n${more}`,
  );
}

export function nodeOf({ nodes }: Diagram, id: string): DiagramNode {
  const node = nodes.find((one) => one.id === id);
  assert.ok(node, `there is no ${id} in ${nodes.map((one) => one.id).join(' ')}`);
  return node;
}

/** The card of a container by its name. */
export function card(diagram: Diagram, name: string): DiagramNode {
  return nodeOf(diagram, `container/${name}`);
}

/** The line between two things, ports standing for their containers. */
export function lineBetween({ nodes, edges }: Diagram, from: string, to: string): DiagramEdge {
  const body = (id: string) => {
    const node = nodes.find((one) => one.id === id);
    return node?.kind === 'port' ? node.parent : id;
  };
  const found = edges.find((edge) => body(edge.from) === from && body(edge.to) === to);
  assert.ok(found, `there is no line from ${from} to ${to} in ${edges.map(({ id }) => id).join(', ')}`);
  return found;
}

/** The texts printed on a thing. */
export function textsOn({ texts }: DiagramNode | DiagramEdge): string[] {
  return texts.map(({ text }) => text);
}
