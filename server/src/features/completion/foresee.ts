import type { Container, Pod } from '../../kubernetes/pod.ts';
import { podOf, textsOf } from '../../patterns/insert/cast.ts';
import type { Placed, Plan } from '../../patterns/insert/plan.ts';
import type { Record } from '../../patterns/pattern.ts';
import { teamOf } from '../../traffic/assemble.ts';
import type { Team } from '../../traffic/team.ts';
import type { Span } from '../../yaml/span.ts';

/**
 * The team of a pod as it would be with a plan carried out at a place, without a new text: for the rules only, which see
 * teams and no text, and many times faster than parsing.
 */
export function foresee(team: Team, plan: Plan, placed: Placed, at: Span): Team {
  const added = podOf(newcomers(plan));
  if (!added) return team;
  const { pod } = team;
  const { list, index, member } = placed;
  const newcomer: Container = { ...member.container, list, index, at, anchor: at };
  const [helped] = added.containers;
  const [labels, annotations] = [textsOf(plan.labels), textsOf(plan.annotations)];
  const moved = pod.containers.map((container): Container => {
    if (container === plan.app?.member.container && helped) {
      const { env, mounts } = container;
      return { ...shifted(container, placed), env: [...env, ...helped.env], mounts: [...mounts, ...helped.mounts] };
    }
    return shifted(container, placed);
  });
  const rank = ({ list, index }: Container) => LISTS.indexOf(list) * 10_000 + index;
  const containers = [...moved, newcomer].sort((a, b) => rank(a) - rank(b));
  const grown: Pod = {
    ...pod,
    containers,
    volumes: [...pod.volumes, ...added.volumes],
    labels: labels.length === 0 ? pod.labels : new Map([...pod.labels, ...labels]),
    annotations: annotations.length === 0 ? pod.annotations : new Map([...pod.annotations, ...annotations]),
    shareProcessNamespace: pod.shareProcessNamespace || added.shareProcessNamespace,
  };
  return teamOf(grown, team.catalog, team, [...team.members, member]);
}

const LISTS = ['initContainers', 'containers', 'ephemeralContainers'];

/** Stands for the application among the newcomers; no container can be called so. */
const HELPED = '(helped)';

function shifted(container: Container, { list, index }: Placed): Container {
  return container.list === list && container.index >= index ? { ...container, index: container.index + 1 } : container;
}

/** The spec of a pod of what a plan adds beside its container. */
function newcomers({ volumes, app, spec }: Plan): Record {
  const helped = { name: HELPED, env: app?.env ?? [], volumeMounts: app?.volumeMounts ?? [] };
  return { ...spec, containers: [helped], volumes };
}
