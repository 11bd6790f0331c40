import { HELPERS } from '../../server/src/helpers/catalog/list.ts';
import type { Direction, Helper, HelperPort, Pattern, Variant } from '../../server/src/helpers/helper.ts';
import { code, origin, table } from './markdown.ts';
import type { Generated } from './part.ts';

const SECTIONS: Readonly<Record<Pattern, string>> = {
  init: 'Init containers',
  sidecar: 'Sidecars',
  ambassador: 'Ambassadors',
  adapter: 'Adapters',
  'config-helper': 'Configuration helpers',
  proxy: 'Proxies',
  app: 'Applications',
  unknown: 'Decided by what they do',
};

const DIRECTIONS: Readonly<Record<Direction, string>> = {
  in: 'in',
  out: 'out',
  both: 'both',
  local: 'local',
  none: '-',
};

/** The helpers that are known: one row for each, with what we know of it and where from. */
export function helpersPage(helpers: readonly Helper[] = HELPERS): Generated {
  const sections = (Object.keys(SECTIONS) as Pattern[]).map((pattern) => {
    const of = helpers.filter((helper) => helper.pattern === pattern);
    if (of.length === 0) return '';
    const rows = of.map((helper) => [
      headOf(helper),
      recognisedBy(helper),
      DIRECTIONS[helper.direction],
      factsOf(helper),
      adviceOf(helper),
    ]);
    const head = ['Helper', 'Recognised by', 'Direction', 'In the pod', 'Good to know'];
    return `\n## ${SECTIONS[pattern]}\n\n${table(head, rows)}`;
  });
  const text = `${origin('server/src/helpers/catalog')}
# Helpers

The ${helpers.length} programs that are known as helpers, by their pattern. Images are globs without tag: \`**/\` stands for any
registry and prefix, \`*\` for anything within one segment. An image or a program proves what a container is; its name
only suggests it. The direction is that of the traffic through a helper: into the pod, out of it, both, or local, between
its containers. Ports are those of the image's own configuration. What is *not verified* was not read in the source: it is
shown, but no warning rests on it.

Your own helpers come first, and the annotation \`pod-patterns/role.<container>\` wins over all of them:
[configuration](configuration.md).
${sections.join('')}`;
  return { path: 'docs/helpers.md', text };
}

function headOf({ id, title, docs, summary, function: job, placement, toolbox }: Helper): string {
  return lines(
    `[${prose(title)}](${docs.replaceAll('(', '%28').replaceAll(')', '%29')})`,
    code(id) + (job ? `, ${job}` : ''),
    prose(summary),
    placement && (placement === 'node' ? 'A program of the node.' : 'A program of the control plane.'),
    toolbox && 'A box of tools: only what its command does tells what it is for.',
  );
}

function recognisedBy(helper: Helper): string {
  const { programs, words, names, variants = [] } = helper;
  return lines(
    ...imageTexts(helper.images, helper.tag),
    ...variants.flatMap(({ images, tag }) => (images || tag ? imageTexts(images ?? helper.images, tag) : [])),
    words && `with ${words.map(code).join(' or ')} in the arguments`,
    programs && `program ${programs.map(code).join(', ')}`,
    names && `name ${names.map(code).join(', ')}`,
  );
}

function imageTexts(images: readonly string[], tag: string | undefined): string[] {
  return images.map((image) => code(tag === undefined ? image : `${image}:${tag}`));
}

function factsOf(helper: Helper): string {
  const { longRunning, oneShot, resources, variants = [] } = helper;
  const amounts = Object.entries(resources ?? {}).map(
    ([kind, of]) =>
      `${kind} ${Object.entries(of)
        .map((amount) => amount.join(' '))
        .join(', ')}`,
  );
  return lines(
    longRunning ? 'runs until it is stopped' : 'ends by itself',
    oneShot && `ends by itself with ${oneShot.map(code).join(', ')}`,
    ...imageFacts(helper),
    amounts.length > 0 && amounts.join('; '),
    ...variants.flatMap((variant) => [`*${prose(variant.what)}:*`, ...imageFacts(variant)]),
  );
}

/** What may be otherwise in another image of the same program. */
function imageFacts({ ports = [], startup, health, shell, user }: Variant | Helper): string[] {
  return [
    ...ports.map(portText),
    ...(startup ? [`has started: ${code(`GET :${startup.port}${startup.path}`)}${withArgs(startup.args)}`] : []),
    ...(health ? [`is well: ${code(`GET :${health.port}${health.path}`)}`] : []),
    ...(shell ? [shellText(shell)] : []),
    ...(user === undefined || user === null ? [] : [`user ${user}`]),
  ];
}

function portText({ port, protocol, what, loopbackOnly, onRequest, flags = [], env = [] }: HelperPort): string {
  const switches = [...flags, ...env].map(code).join(', ');
  const asked = onRequest ? `only with ${switches || 'its configuration'}` : '';
  const moved = !onRequest && switches ? `moved by ${switches}` : '';
  const details = [loopbackOnly ? 'loopback only' : '', asked, moved].filter((text) => text !== '');
  return `**${port}**${protocol === 'UDP' ? '/UDP' : ''} ${prose(what)}${details.length > 0 ? ` (${details.join('; ')})` : ''}`;
}

function withArgs(args: readonly string[]): string {
  return args.length > 0 ? ` with ${args.map(code).join(' ')}` : '';
}

function shellText({ inImage, except = [] }: NonNullable<Helper['shell']>): string {
  const tags = except.length > 0 ? `, except in tags ${except.map(code).join(', ')}` : '';
  return (inImage ? 'has a shell' : 'no shell') + tags;
}

function adviceOf(helper: Helper): string {
  const { deprecated, stop, native, note, variants = [] } = helper;
  return lines(
    deprecated && `**Deprecated.** ${prose(deprecated)}`,
    stop && `Stopping: ${prose(stop)}`,
    native && `Native: ${prose(native)}`,
    note && prose(note),
    ...sourceOf(helper),
    ...variants.flatMap((variant) => [`*${prose(variant.what)}:*`, prose(variant.native ?? ''), ...sourceOf(variant)]),
  );
}

function sourceOf(of: Variant | Helper): string[] {
  const doubts = unverified(of);
  return [
    ...(of.source === undefined ? [] : [`Source: ${prose(of.source)}`]),
    ...(doubts.length > 0 ? [`*Not verified: ${doubts.join(', ')}.*`] : []),
  ];
}

/** What no warning rests on. */
function unverified({ ports = [], health, shell }: Variant | Helper): string[] {
  const doubtful = ports.filter(({ verified }) => !verified).map(({ port }) => port);
  return [
    ...(doubtful.length > 0
      ? [`${doubtful.length === 1 ? 'port' : 'ports'} ${[...new Set(doubtful)].join(', ')}`]
      : []),
    ...(health && !health.verified ? ['health endpoint'] : []),
    ...(shell && !shell.verified ? ['shell'] : []),
  ];
}

/** The lines of a cell. */
function lines(...of: readonly (string | false | undefined)[]): string {
  return of.filter((line) => typeof line === 'string' && line !== '').join('<br>');
}

/** Text without markup of its own. */
function prose(text: string): string {
  return text.replace(/[\\*_`[\]<>~]/g, (mark) => (mark === '<' ? '&lt;' : mark === '>' ? '&gt;' : `\\${mark}`));
}
