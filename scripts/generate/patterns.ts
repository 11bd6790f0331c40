import { manifestText } from '../../server/src/patterns/manifest-text.ts';
import { fillManifest, PLACE } from '../../server/src/patterns/parameters.ts';
import type { ManifestPattern, Pattern } from '../../server/src/patterns/pattern.ts';
import { snippetText } from '../../server/src/yaml/tab-stop.ts';
import { code, origin, table } from './markdown.ts';
import type { Generated } from './part.ts';
import { ROLES, readPattern, SNIPPETS } from './pattern-sources.ts';
import { identifier, literal } from './typescript.ts';

/** The folder that holds nothing but a module for each pattern. */
export const LIBRARY = 'server/src/patterns/library';

/** A pattern with the text of its file behind the head. */
interface Sourced {
  readonly pattern: Pattern;
  readonly body: string;
}

/** All that is made of the sources, which are given by the names of their files. */
export function patternParts(sources: ReadonlyMap<string, string>): Generated[] {
  const all = readAll(sources);
  const patterns = all.map(({ pattern }) => pattern);
  return [...patterns.map(module), index(patterns), codeSnippets(patterns), page(all)];
}

function readAll(sources: ReadonlyMap<string, string>): Sourced[] {
  const all = [...sources].map(([file, source]) => {
    const body = source.slice(source.indexOf('\n---\n') + '\n---\n'.length);
    return { pattern: readPattern(file, source), body };
  });
  const prefixes = new Set<string>();
  for (const { pattern } of all) {
    if (pattern.scope === 'container') continue;
    if (prefixes.has(pattern.prefix)) throw new Error(`${pattern.id}.yaml: the prefix ${pattern.prefix} is taken`);
    prefixes.add(pattern.prefix);
  }
  const place = ({ pattern }: Sourced) => ROLES.indexOf(pattern.pattern) * 2 + (pattern.scope === 'manifest' ? 1 : 0);
  return all.sort((a, b) => place(a) - place(b) || (a.pattern.id < b.pattern.id ? -1 : 1));
}

const IGNORE = '// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the places of parameters\n';

function module(pattern: Pattern): Generated {
  const type = pattern.scope === 'manifest' ? 'ManifestPattern' : 'ContainerPattern';
  const value = literal(pattern);
  const places = /['"].*\$\{/.test(value) ? IGNORE : '';
  const text = `// Generated from ${SNIPPETS}/${pattern.id}.yaml by "npm run generate": edit that, not this.
${places}import type { ${type} } from '../pattern.ts';

export const ${identifier(pattern.id)}: ${type} = ${value};
`;
  return { path: `${LIBRARY}/${pattern.id}.ts`, text };
}

function index(patterns: readonly Pattern[]): Generated {
  const imports = [...patterns.map(({ id }) => id)]
    .sort()
    .map((id) => `import { ${identifier(id)} } from './library/${id}.ts';\n`);
  const text = `// Generated from ${SNIPPETS}/*.yaml by "npm run generate".
${imports.join('')}import type { Pattern } from './pattern.ts';

/** What there is to insert. */
export const PATTERNS: readonly Pattern[] = [
${patterns.map(({ id }) => `  ${identifier(id)},\n`).join('')}];
`;
  return { path: 'server/src/patterns/library.ts', text };
}

/**
 * The whole manifests as snippets of VS Code, which need no server. Without a prefix they fill new files and come where
 * snippets are asked for; completion, which knows where they fit, is for the server.
 */
function codeSnippets(patterns: readonly Pattern[]): Generated {
  const manifests = patterns.filter((pattern) => pattern.scope === 'manifest');
  const snippets = Object.fromEntries(
    manifests.map((pattern) => [
      pattern.title,
      { isFileTemplate: true, scope: 'yaml,helm', description: pattern.description, body: snippetBody(pattern) },
    ]),
  );
  return { path: `${SNIPPETS}/pod-patterns.code-snippets`, text: `${JSON.stringify(snippets, null, 2)}\n` };
}

/** The lines of a snippet: the first place of a parameter is a tab stop with its value, the others follow it. */
export function snippetBody(pattern: ManifestPattern): string[] {
  return `${snippetText(manifestText(pattern))}$0`.split('\n');
}

function page(all: readonly Sourced[]): Generated {
  const groups = ROLES.map((role) => ({ role, members: all.filter(({ pattern }) => pattern.pattern === role) }));
  const contents = groups.map(({ role, members }) => {
    const rows = members.map(({ pattern: { id, purpose, title, scope, description } }) => {
      return [purpose, `[${code(id)}](#${id})`, scope, `${title}. ${description}`];
    });
    return `\n### ${role}\n\n${table(['To', 'Pattern', 'Scope', 'What it is'], rows)}`;
  });
  const text = `${origin(SNIPPETS)}
# Patterns

What there is to insert. A pattern of scope *container* goes into a pod that is there: its container, and the volumes,
mounts, variables, labels and annotations that it needs, in one edit, in the style of the file. What the pod has already
(volumes at the same path, its port, its user) is used; a port that is taken makes way for the next one.

- In VS Code *Add Helper Container…* (above each pod, in the light bulb, in the preview, in the command palette) finds it by
  what it is for; its values can be typed over one after the other. Completion offers it in the lists \`containers\` and
  \`initContainers\`, unless it has no container of its own (those that join a mesh).
- On the command line it is \`pod-patterns insert PATTERN PATH --set key=value\`. Without a file,
  \`pod-patterns insert PATTERN --kind Deployment\` (or Pod, StatefulSet, DaemonSet, Job, CronJob) prints a workload with it.

A pattern of scope *manifest* is a text of its own. Completion offers it where a document is empty, the commands *Insert
Snippet* and *Fill File with Snippet* of VS Code have it, and \`pod-patterns insert PATTERN\` prints it.

A helper that runs beside the application has up to two forms: *native*, in \`initContainers\` with
\`restartPolicy: Always\` (Kubernetes 1.29 and newer), and *classic*, in \`containers\`.

## Contents
${contents.join('')}
## The patterns
${all.map(section).join('')}`;
  return { path: 'docs/patterns.md', text };
}

function section({ pattern, body }: Sourced): string {
  const { id, title, description, avoid, docs, parameters } = pattern;
  const rows = parameters.map(({ key, title: what, default: value, choices, example }) => [
    code(key),
    choices ? `${what}: ${choices.map(code).join(', ')}` : what,
    value === null ? `required, such as ${code(example)}` : code(value),
  ]);
  const parts = [
    `### ${id}\n\n**${title}.** ${description}\n`,
    avoid === null ? '' : `*When something else is better:* ${avoid}\n`,
    facts(pattern),
    rows.length === 0 ? '' : table(['Parameter', 'What it is', 'Default'], rows),
    `\`\`\`yaml\n${example(pattern, body)}\`\`\`\n`,
    `Source: <${docs}>\n`,
  ];
  return `\n${parts.filter((part) => part !== '').join('\n')}`;
}

function facts(pattern: Pattern): string {
  if (pattern.scope === 'manifest') return `Completion finds it by ${code(pattern.prefix)}.\n`;
  if (pattern.variants.length === 0) return '';
  const keys = [...Object.keys(pattern.native), ...Object.keys(pattern.classic)];
  const differing = [...new Set(keys)].map(code).join(', ');
  const forms = `Forms: ${pattern.variants.join(', ')}.`;
  return differing === '' ? `${forms}\n` : `${forms} They differ in ${differing}; this is the native one.\n`;
}

/** The text with the defaults, or the examples, of its parameters. */
function example(pattern: Pattern, body: string): string {
  const values = new Map<string, string>(pattern.parameters.map((one) => [one.key, one.default ?? one.example]));
  const app = { key: 'app', title: 'app', default: 'app', required: false, choices: null, example: 'app' };
  const whole: ManifestPattern = {
    ...pattern,
    scope: 'manifest',
    prefix: '',
    text: body,
    parameters: pattern.scope === 'container' ? [...pattern.parameters, app] : pattern.parameters,
  };
  const filled = fillManifest(whole, values);
  if ('refusal' in filled) throw new Error(`${pattern.id}.yaml: ${filled.refusal}`);
  const left = filled.text.match(PLACE)?.[0];
  if (left !== undefined)
    throw new Error(`${pattern.id}.yaml: ${left} stands where no value can: in a comment or a key`);
  return filled.text;
}
