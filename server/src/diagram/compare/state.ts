import type { Mount } from '../../kubernetes/pod.ts';
import type { Teammate } from '../../traffic/team.ts';
import type { Diagram } from '../diagram.ts';
import { type DrawOptions, drawScene } from '../layout/layout.ts';
import { type Scene, sceneOf } from '../scene.ts';
import type { Subject } from '../subject.ts';
import { aboutVolume } from '../volumes.ts';

/** What the picture of one state of a pod shows, under the ids of the picture of both. */
export interface State {
  readonly picture: Diagram;
  /** The full names of its nodes and lines. */
  readonly names: ReadonlyMap<string, string>;
  /** What each volume is. */
  readonly volumes: ReadonlyMap<string, string>;
  /** How containers mount volumes, a line for each path, by `mountKey`. */
  readonly mounts: ReadonlyMap<string, string>;
  /** Containers and the labels of their ports, by `portKey`. */
  readonly ports: ReadonlySet<string>;
}

/** Draws one state by itself. `now` gives what a container of it is in `union`. */
export function stateOf(
  subject: Subject,
  union: Scene,
  now: (member: Teammate) => Teammate,
  options: DrawOptions,
): State {
  const ids = new Map(union.actors.map(({ member, id }) => [member, id]));
  const scene = sceneOf(subject, options.probes, (member) => ids.get(now(member)));
  const picture = drawScene(scene, options);
  const { actors } = scene;
  const { claims } = subject.team.pod;
  const mounts = subject.shares.flatMap(({ name, uses }) =>
    actors.flatMap(({ id, member }) => {
      const ways = uses.filter((use) => use.member === member).map(({ mount }) => wayOf(mount));
      return ways.length > 0 ? [[mountKey(id, name), ways.sort().join('\n')] as const] : [];
    }),
  );
  return {
    picture,
    names: new Map([...picture.nodes, ...picture.edges].map(({ id, name }) => [id, name])),
    volumes: new Map(subject.shares.map((share) => [share.name, aboutVolume(share, claims.includes(share.name))])),
    mounts: new Map(mounts),
    ports: new Set(actors.flatMap(({ id, ports }) => ports.map(({ label }) => portKey(id, label)))),
  };
}

export function mountKey(actor: string, volume: string): string {
  return `${actor} ${volume}`;
}

export function portKey(actor: string, label: string): string {
  return `${actor} ${label}`;
}

function wayOf({ path, subPath, readOnly }: Mount): string {
  return `${path} ${subPath} ${readOnly}`;
}
