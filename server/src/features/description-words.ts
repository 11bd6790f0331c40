import { catalogWith } from '../helpers/catalog.ts';
import type { StepGate } from '../traffic/order/steps.ts';
import type { ContainerDescription, ExpectedDescription, PodDescription, StepDescription } from './description.ts';
import { FUNCTION_WORDS, PREPARES } from './role-words.ts';

/** Which of the lists of a pod a container stands in, and how it runs there. */
export const LIFECYCLE_WORDS: Readonly<Record<ContainerDescription['lifecycle'], string>> = {
  init: 'init container',
  'native-sidecar': 'native sidecar',
  container: 'container',
  ephemeral: 'ephemeral container',
};

/** What a container does with a volume. */
export const ACCESS_WORDS = { reads: 'reads', writes: 'writes', both: 'may read and write' } as const;

/** `ambassador, Cloud SQL Auth Proxy`, `probably a sidecar, log shipper`. That it is an application or prepares is no guess. */
export function verdict({ pattern, confidence, helper, title, function: job }: ContainerDescription): string {
  const open = pattern === 'app' || pattern === 'init' || pattern === 'unknown';
  const weak = confidence === 'weak';
  const word = weak && !open ? `probably ${/^[aeiou]/.test(pattern) ? 'an' : 'a'} ${pattern}` : pattern;
  // What a box of tools is called tells nothing of what is done with it.
  const box = helper !== null && CATALOG.byId(helper)?.toolbox === true;
  const known = job !== null && (!weak || !open || box || PREPARES.has(job)) ? FUNCTION_WORDS[job] : null;
  const named = title === null || (box && known !== null) ? known : title;
  if (named === null) return word;
  return `${word}, ${weak && open && !box ? 'probably ' : ''}${named}`;
}

/** The helpers that are known without any settings. */
const CATALOG = catalogWith([]);

/** The same for a container that an injector will add: `proxy, Istio proxy`. */
export function addedVerdict({ pattern, title }: ExpectedDescription): string {
  return title === null ? pattern : `${pattern}, ${title}`;
}

/** A port on which a container listens. */
export function portText({ port, loopbackOnly }: ContainerDescription['listens'][number]): string {
  return loopbackOnly ? `${port} (only within the pod)` : String(port);
}

/** A step of the start: who begins, and what the next step waits for. */
export interface StartStep {
  readonly names: readonly string[];
  /** May name containers; empty where there is nothing to say. */
  readonly says: string;
}

/** How the containers of the file start; nothing for a pod with one container, which has no order. */
export function startOrder({ steps, containers: all }: PodDescription): StartStep[] {
  const task = all.filter(({ list }) => list === 'steps');
  if (task.length > 0) return taskOrder(task, all);
  if (steps.length < 2 && (steps[0]?.containers.length ?? 0) < 2) return [];
  return steps.map(({ containers, gate, holding }) => {
    const hook = holding.length > 0;
    if (gate !== null) return { names: containers, says: GATES[gate](hook) };
    // The kubelet works so; nothing promises it.
    const held = hook ? `; those behind ${holding.join(', ')} usually wait for its postStart hook` : '';
    return { names: containers, says: containers.length > 1 ? `start together${held}` : '' };
  });
}

/** The same with the containers that injectors will add: at the end of its list that is known, else behind what is written. */
export function wholeStartOrder(pod: PodDescription): StartStep[] {
  const { steps, expected, containers } = pod;
  if (expected.length === 0 || containers.some(({ list }) => list === 'steps')) return startOrder(pod);
  const early = expected.filter(({ lifecycle }) => lifecycle !== 'container');
  const joining = expected.filter(({ lifecycle }) => lifecycle === 'container').map(({ name }) => name);
  const last = steps.find(({ gate }) => gate === null) ?? { containers: [], gate: null, holding: [] };
  const added = (first: boolean) => early.filter(({ end }) => (end === 'first') === first).map(addedStep);
  const written: StepDescription[] = [
    ...steps.filter((step) => step !== last),
    { ...last, containers: [...last.containers, ...joining] },
  ];
  const order = startOrder({ ...pod, steps: written });
  // One container alone has no order, but then it is the last step.
  const told = order.length > 0 ? order : [{ names: written[0]?.containers ?? [], says: '' }];
  const whole = [...added(true), ...told.slice(0, -1), ...added(false), ...told.slice(-1)];
  return whole.filter(({ names }) => names.length > 0);
}

function addedStep({ name, lifecycle }: ExpectedDescription): StartStep {
  // Whether an injected one has a startup probe is not known.
  const says = lifecycle === 'init' ? GATES.exit(false) : 'keeps running; the next step waits until it is started';
  return { names: [name], says };
}

/** Tekton starts the sidecars first, lets one step run after the other, and stops the sidecars behind the last one. */
function taskOrder(steps: readonly ContainerDescription[], all: readonly ContainerDescription[]): StartStep[] {
  if (all.length < 2) return [];
  const sidecars = all.filter((one) => !steps.includes(one)).map(({ name }) => name);
  const [run, them] = sidecars.length === 1 ? ['runs', 'it'] : ['run', 'them'];
  return [
    ...(sidecars.length > 0
      ? [{ names: sidecars, says: `${run} beside the steps; the first step waits for ${them}` }]
      : []),
    ...steps.map(({ name }, i) => ({
      names: [name],
      says: i < steps.length - 1 ? 'must end before the next step' : '',
    })),
  ];
}

const GATES: Readonly<Record<StepGate, (hook: boolean) => string>> = {
  exit: () => 'must end with 0 before the next step',
  'startup-probe': (hook) =>
    `keeps running; the next step waits for its startup probe${hook ? ' and postStart hook' : ''}`,
  started: (hook) =>
    `keeps running; the next step waits only until ${hook ? 'its postStart hook is done' : 'it is started'}`,
};
