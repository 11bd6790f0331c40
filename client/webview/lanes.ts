import type { DiagramNode } from '../../server/src/diagram/diagram.ts';

/** The lane that a node stands in; what lies in no lane, as native sidecars do, stands where it begins. */
export function laneOf(nodes: readonly DiagramNode[], { parent, y }: DiagramNode): DiagramNode | undefined {
  return nodes.find(
    (lane) => lane.kind === 'lane' && (lane.id === parent || (lane.y <= y && y < lane.y + lane.height)),
  );
}
