import type { Container, Pod } from '../kubernetes/pod.ts';
import type { Located, Span } from '../yaml/span.ts';
import type { Catalog } from './catalog.ts';
import { basename, type Command, commandOf } from './commands/command.ts';
import { TASK_FUNCTIONS, type Task, taskOf } from './commands/tasks.ts';
import type { Helper, HelperFunction, Pattern } from './helper.ts';
import { parseImage } from './image.ts';
import { knownHelper } from './known.ts';
import { whyEndless } from './lasting.ts';
import { type NamedRole, namedRole, namesInTemplate } from './names.ts';
import type { Evidence, Member, Role, TaskName } from './role.ts';

/**
 * Tells of a container what it is by itself: the user's word, its command, its image, its name. What the others in the pod
 * make of it comes later, see `traffic/roles.ts`.
 */
export function memberOf(pod: Pick<Pod, 'annotations'>, container: Container, catalog: Catalog): Member {
  const command = commandOf(container);
  const role = roleOf(pod, container, command, catalog);
  return { container, command, role, endless: whyEndless(container, command, role, catalog) };
}

function roleOf(pod: Pick<Pod, 'annotations'>, container: Container, command: Command, catalog: Catalog): Role {
  const task = taskOf(container, command);
  const toolbox = toolboxOf(container, task, catalog);
  const proven = overridden(pod, container, catalog) ?? byProof(container, command, { task, toolbox, catalog });
  if (proven) return proven;
  const told = byName(container, command, catalog);
  const named = (told && contradicts(told, task) ? null : told) ??
    (task ? null : byLentImage(container, catalog)) ?? { ...NO_ROLE, pattern: patternOfList(container) };
  // A name may suggest a program, but not another one than the image.
  const role = toolbox ? { ...named, helper: toolbox } : named;
  return task ? { ...role, task: task.name, evidence: [...role.evidence, task.evidence] } : role;
}

/** What writes the logs ships none, whatever it is called. */
function contradicts(named: Role, task: Task | null): boolean {
  return named.function === 'log-shipper' && task?.name === 'produce';
}

/** What the list makes of a container about which nothing else is known; the keys are those of `kubernetes/pods.ts`. */
function patternOfList({ lifecycle, list }: Container): Pattern {
  if (lifecycle === 'init') return 'init';
  return lifecycle === 'native-sidecar' || list === 'sidecars' ? 'sidecar' : 'app';
}

const NO_ROLE: Role = {
  pattern: 'unknown',
  helper: null,
  function: null,
  task: null,
  proof: 'list',
  confidence: 'none',
  evidence: [],
};

interface Known {
  readonly task: Task | null;
  readonly toolbox: Helper | null;
  readonly catalog: Catalog;
}

function byProof(container: Container, command: Command, { task, toolbox, catalog }: Known): Role | null {
  const confidence = toolbox ? 'weak' : 'strong';
  const known = knownHelper(container, command, catalog);
  if (known) {
    const { helper, proof } = known;
    const evidence = [known.evidence, ...(task ? [task.evidence] : [])];
    const own = helper.function ?? functionOf(task?.name);
    return {
      ...NO_ROLE,
      pattern: patternOf(container, helper),
      helper,
      function: own,
      task: task?.name ?? null,
      proof,
      confidence,
      evidence,
    };
  }
  if (!task) return null;
  const role = {
    ...NO_ROLE,
    helper: toolbox,
    function: functionOf(task.name),
    task: task.name,
    evidence: [task.evidence],
  };
  if (container.lifecycle === 'init') return { ...role, pattern: 'init', proof: 'command', confidence };
  if (task.name === 'idle' || task.name === 'produce') return null;
  return { ...role, pattern: LASTING[task.name] ?? 'sidecar', proof: 'command', confidence };
}

/** What makes a container that runs beside the application do its task. */
const LASTING: Readonly<Partial<Record<TaskName, Pattern>>> = {
  transform: 'adapter',
  fetch: 'config-helper',
  signal: 'config-helper',
};

function functionOf(task: TaskName | undefined): Role['function'] {
  return (task && TASK_FUNCTIONS[task]) ?? null;
}

/** A helper that prepares something is what its list makes of it anywhere but among the init containers. */
function patternOf(container: Container, helper: Helper): Pattern {
  if (container.lifecycle === 'init' || helper.pattern === 'init') return patternOfList(container);
  return helper.pattern;
}

/** The entries of the catalog that stand for a task in a box of tools. */
const TASK_HELPERS: Readonly<Partial<Record<TaskName, string>>> = {
  follow: 'log-tail-busybox',
  own: 'init-chown-data',
  tune: 'sysctl-init',
};

/** The box of tools that a container's image is, if it is one: it proves nothing by itself. */
function toolboxOf({ image }: Container, task: Task | null, catalog: Catalog): Helper | null {
  if (!image) return null;
  const { repository, tag } = parseImage(image.value);
  const boxes = catalog.byImage(repository, tag).filter(({ toolbox }) => toolbox);
  const wanted = task && TASK_HELPERS[task.name];
  return boxes.find(({ id }) => id === wanted) ?? boxes.find(({ words }) => words === undefined) ?? null;
}

/** What the name of a container suggests, or that of the value which fills in its image. */
function byName(container: Container, command: Command, catalog: Catalog): Role | null {
  const { name, image } = container;
  const own = name && suggestedBy(name.value, catalog);
  // What prepares something, by its name, may be anything where it runs beside the application.
  const fits = own && (own.pattern !== 'init' || container.lifecycle === 'init');
  const byOwn = name && own && fits ? weakRole(container, own, nameEvidence(own, name.at)) : null;
  if (byOwn?.helper || !image || container.lifecycle === 'init') return byOwn;
  const called = command.program === null ? imageCalled(image.value, catalog) : null;
  if (called) return weakRole(container, called.as, { text: `its image is called ${called.name}`, at: image.at });
  if (byOwn) return byOwn;
  // The chart's own name stands first, and is that of most of its containers.
  for (const value of namesInTemplate(image.value).reverse()) {
    const box = catalog.byId(value);
    if (box?.toolbox) return { ...NO_ROLE, pattern: patternOfList(container), helper: box };
    const filled = suggestedBy(value, catalog);
    if (!filled || filled.pattern === 'app' || APPLICATIONS.has(filled.function)) continue;
    return weakRole(container, filled, {
      text: `its image is filled in by a value named for ${filled.title}`,
      at: image.at,
    });
  }
  return null;
}

function nameEvidence({ title }: Suggested, at: Span): Evidence {
  return { text: `its name is usual for ${title}`, at };
}

/** The helper that the last part of a repository is the name of: a copy of it, or an image built on it. */
function imageCalled(image: string, catalog: Catalog): { readonly name: string; readonly as: Suggested } | null {
  const { repository, tag } = parseImage(image);
  if (catalog.byImage(repository, tag).length > 0) return null;
  const name = basename(repository);
  const official = catalog.byImage(`docker.io/library/${name}`, null).find(({ words }) => words === undefined);
  const helper = official ?? catalog.byName(name);
  if (!helper || helper.toolbox || helper.placement || helper.pattern === 'init') return null;
  return { name, as: { pattern: helper.pattern, function: helper.function, helper, title: helper.title } };
}

/** What an image suggests where another command than its own is run in it: the role that it proves lapses. */
function byLentImage(container: Container, catalog: Catalog): Role | null {
  const { image } = container;
  if (!image) return null;
  const { repository, tag } = parseImage(image.value);
  const helper = catalog.byImage(repository, tag).find(({ words }) => words === undefined);
  if (!helper || helper.toolbox || helper.placement || APPLICATIONS.has(helper.function)) return null;
  if ((helper.pattern === 'init') !== (container.lifecycle === 'init')) return null;
  const text = `its image is that of ${helper.title}, though it runs another command`;
  return weakRole(container, { ...helper, helper }, { text, at: image.at });
}

/** Functions of programs that are as often an application; null is that of web servers. */
const APPLICATIONS: ReadonlySet<HelperFunction | null> = new Set(['store', 'cache', 'http-ambassador', null]);

interface Suggested extends NamedRole {
  readonly helper: Helper | null;
  readonly title: string;
}

function suggestedBy(name: string, catalog: Catalog): Suggested | null {
  const helper = catalog.byName(name);
  if (helper) return { pattern: helper.pattern, function: helper.function, helper, title: helper.title };
  const named = namedRole(name);
  return named && { ...named, helper: null, title: WORDS[named.pattern] };
}

const WORDS: Readonly<Record<Pattern, string>> = {
  app: 'the application',
  init: 'an init container',
  sidecar: 'a sidecar',
  ambassador: 'an ambassador',
  adapter: 'an adapter',
  'config-helper': 'a configuration helper',
  proxy: 'a proxy',
  unknown: 'a container',
};

function weakRole(container: Container, named: Suggested, evidence: Evidence): Role {
  const pattern = container.lifecycle === 'init' || named.pattern === 'init' ? patternOfList(container) : named.pattern;
  const { helper, function: own } = named;
  return { ...NO_ROLE, pattern, helper, function: own, proof: 'name', confidence: 'weak', evidence: [evidence] };
}

const PATTERNS: ReadonlySet<string> = new Set(Object.keys(WORDS));

/** The user's word: annotation `pod-patterns/role.<container>: <pattern>[/<helper id>]`. */
export function roleTold({ annotations }: Pick<Pod, 'annotations'>, { name }: Container): Located<string> | undefined {
  return annotations.size === 0 ? undefined : annotations.get(`pod-patterns/role.${name?.value}`);
}

function overridden(pod: Pick<Pod, 'annotations'>, container: Container, catalog: Catalog): Role | null {
  const annotation = roleTold(pod, container);
  if (!annotation) return null;
  const [pattern = '', id = ''] = annotation.value.split('/');
  if (!PATTERNS.has(pattern)) return null;
  const helper = catalog.byId(id);
  return {
    ...NO_ROLE,
    pattern: pattern as Pattern,
    helper,
    function: helper?.function ?? null,
    proof: 'override',
    confidence: 'strong',
    evidence: [{ text: 'the annotation pod-patterns/role says so', at: annotation.at }],
  };
}
