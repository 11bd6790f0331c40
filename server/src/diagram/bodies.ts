import type { Diagram, DiagramNode } from './diagram.ts';

/** Whether a container is drawn as a native sidecar: in the pod itself, not in a lane as an arch that starts with the others. */
export function isNative({ nodes }: Pick<Diagram, 'nodes'>, { form, parent }: DiagramNode): boolean {
  return form !== 'card' && nodes.some(({ id, kind }) => id === parent && kind === 'pod');
}

/** Of each id the container, drum or neighbour that a port or a leg belongs to; of others, tags too, the id itself. */
export function holderIn({ nodes }: Pick<Diagram, 'nodes'>): (id: string) => string {
  const parents = new Map(nodes.flatMap(({ id, kind, parent }) => (kind === 'port' ? [[id, parent] as const] : [])));
  // A port at a leg of an arch has the leg as its parent, which is one itself.
  const holder = (id: string): string => {
    const parent = parents.get(id);
    return parent ? holder(parent) : id;
  };
  return holder;
}

/** Of each id the container, drum or neighbour that a port, a leg or a tag stands for; of others the id itself. */
export function bodyIn(diagram: Pick<Diagram, 'nodes'>): (id: string) => string {
  const holder = holderIn(diagram);
  const cards = new Map(
    diagram.nodes.flatMap(({ id, form, parent }) => (form === 'tag' ? [[id, parent] as const] : [])),
  );
  return (id) => {
    const one = holder(id);
    return cards.get(one) ?? one;
  };
}
