import { bullets, joined, paragraphs } from './markdown.ts';
import { sources } from './sources.ts';
import { endsWith, listed, namesOf, natives, partialNote, type View, workloadOf } from './view.ts';

const MOST_PORTS = 6;

/** On `hostNetwork`: what becomes of localhost and of the ports of the team. */
export function hostNetwork(view: View): string | null {
  const { pod, team } = view;
  if (!pod.hostNetwork) return null;
  const ports = team.members.flatMap(({ container }) =>
    container.lifecycle === 'init' ? [] : container.ports.map(({ containerPort }) => String(containerPort.value)),
  );
  return paragraphs(
    `**hostNetwork of ${workloadOf(view)}**: all its containers use the network of the node.`,
    bullets([
      `localhost is that of the node: what a container binds to it is open to all programs of the node, and what it dials there may be one of them.`,
      `Ports are taken on the node${ports.length > 0 ? ` (${joined([...new Set(ports)], 'and', MOST_PORTS)})` : ''}, so that a second such pod finds no room on it. A \`hostPort\` has to be equal to its \`containerPort\`.`,
      'Meshes leave such pods out: Istio and Linkerd inject no proxy.',
      'Namespaces with Pod Security `baseline` refuse it.',
    ]),
    partialNote(view),
    sources(['network', 'podSecurity']),
  );
}

/** On the `activeDeadlineSeconds` of a pod: what counts, and who is stopped. */
export function deadline(view: View, seconds: number | null): string | null {
  if (seconds === null) return null;
  const inits = view.team.members.filter(({ container }) => container.lifecycle === 'init');
  const running = [...natives(view), ...listed(view)];
  const ends = endsWith(view);
  return paragraphs(
    `**A deadline for ${workloadOf(view)}**: ${seconds} s from the start of the pod.`,
    bullets([
      `The time of init containers counts${inits.length > 0 ? `: that of ${namesOf(inits)}` : ''}.`,
      `Then ${running.length > 0 ? namesOf(running) : 'all containers'} are stopped together, helpers included, and the pod has failed.`,
      ...(ends === 'job'
        ? ['It is a deadline for each pod; that of the Job stands in its own `spec`, and counts all tries together.']
        : []),
    ]),
    partialNote(view),
    sources(['init', 'termination']),
  );
}
