import type { Container, Pod } from '../kubernetes/pod.ts';
import type { Catalog } from './catalog.ts';
import { type Command, commandOf } from './command.ts';
import type { Pattern } from './helper.ts';
import { parseImage } from './image.ts';
import { knownHelper } from './known.ts';
import { whyEndless } from './lasting.ts';
import type { Member, Role } from './role.ts';
import { taskOf } from './tasks.ts';

/** Tells of each container of a pod, in their order, what it is by itself: its image, its command, its name. */
export function membersOf(pod: Pod, catalog: Catalog): Member[] {
  return pod.containers.map((container): Member => {
    const command = commandOf(container);
    const role = roleOf(pod, container, command, catalog);
    return { container, command, role, endless: whyEndless(container, command, role, catalog) };
  });
}

function roleOf(pod: Pod, container: Container, command: Command, catalog: Catalog): Role {
  const own = overridden(pod, container, catalog);
  if (own) return own;
  const isInit = container.lifecycle === 'init';
  const confidence = isToolbox(container, catalog) ? 'weak' : 'strong';
  const known = knownHelper(container, command, catalog);
  if (known) {
    const { helper, proof, evidence } = known;
    const pattern = isInit ? 'init' : helper.pattern;
    return { pattern, helper, function: helper.function, proof, confidence, evidence: [evidence] };
  }
  const task = taskOf(container, command);
  if (task) {
    const pattern = isInit ? 'init' : task.function === 'log-shipper' ? 'sidecar' : 'unknown';
    return { pattern, helper: null, function: task.function, proof: 'command', confidence, evidence: [task.evidence] };
  }
  const named = command.program === null && container.name ? catalog.byName(container.name.value) : null;
  if (named && container.name) {
    const pattern = isInit ? 'init' : named.pattern;
    const evidence = [{ text: `its name is usual for ${named.title}`, at: container.name.at }];
    return { pattern, helper: named, function: named.function, proof: 'name', confidence: 'weak', evidence };
  }
  const pattern = isInit ? 'init' : container.lifecycle === 'native-sidecar' ? 'sidecar' : 'app';
  return { pattern, helper: null, function: null, proof: 'list', confidence: 'none', evidence: [] };
}

/** Whether the image of a container is one that proves nothing by itself. */
function isToolbox({ image }: Container, catalog: Catalog): boolean {
  if (!image) return false;
  const { repository, tag } = parseImage(image.value);
  return catalog.byImage(repository, tag).some(({ toolbox }) => toolbox);
}

const PATTERNS: readonly string[] = [
  'app',
  'init',
  'sidecar',
  'ambassador',
  'adapter',
  'config-helper',
  'proxy',
  'unknown',
];

/** The user's word: annotation `pod-patterns/role.<container>: <pattern>[/<helper id>]`. */
function overridden(pod: Pod, container: Container, catalog: Catalog): Role | null {
  const annotation = pod.annotations.get(`pod-patterns/role.${container.name?.value}`);
  const [pattern = '', id = ''] = annotation?.value.split('/') ?? [];
  if (!annotation || !PATTERNS.includes(pattern)) return null;
  const helper = catalog.byId(id);
  return {
    pattern: pattern as Pattern,
    helper,
    function: helper?.function ?? null,
    proof: 'override',
    confidence: 'strong',
    evidence: [{ text: 'the annotation pod-patterns/role says so', at: annotation.at }],
  };
}
