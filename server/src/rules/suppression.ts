import { manifestsOf, type TextMap } from '../kubernetes/manifest.ts';
import type { Container, Pod } from '../kubernetes/pod.ts';
import type { Team } from '../traffic/team.ts';
import type { YamlDocument } from '../yaml/parse.ts';
import { contains, lineEnd, lineStart, nextLine, type Span } from '../yaml/span.ts';

/** One rule that a comment or an annotation silences, and where. */
export interface Ignore {
  readonly rule: string;
  /** The rule's name in the comment, or the value of the annotation. */
  readonly at: Span;
  readonly silences: (finding: { at: Span; container: Container | null; pod: Pod | null }) => boolean;
}

const COMMENT = /(?:^|[ \t\uFEFF])#[ \t]*pod-patterns-ignore[ \t]+([^\r\n:]+)/gm;
const RULE_ID = /[A-Za-z][\w-]*/g;

/**
 * Everything in a document that silences rules: comments `# pod-patterns-ignore rule-id[, rule-id]: reason` and the
 * annotations `pod-patterns/ignore` and `pod-patterns/ignore.<container>`.
 */
export function ignoresOf(document: YamlDocument, teams: readonly Team[]): Ignore[] {
  if (!document.text.includes('pod-patterns')) return [];
  const pods = teams.map((team) => team.pod);
  const comments = document.text.includes('pod-patterns-ignore') ? inComments(document, pods) : [];
  const objects = document.text.includes('pod-patterns/ignore') ? inObjects(document, pods) : [];
  return [...comments, ...pods.flatMap(inAnnotations), ...objects];
}

function inComments(document: YamlDocument, pods: readonly Pod[]): Ignore[] {
  const { text } = document;
  const ignores: Ignore[] = [];
  for (const match of text.matchAll(COMMENT)) {
    const hash = text.indexOf('#', match.index);
    const list = match[1] ?? '';
    const start = match.index + match[0].length - list.length;
    if (document.multiline.some((scalar) => contains(scalar, { start: hash, end: start }))) continue;
    const silences = scopeOf(document, pods, hash);
    for (const id of list.matchAll(RULE_ID)) {
      const at = { start: start + id.index, end: start + id.index + id[0].length };
      ignores.push({ rule: id[0], at, silences });
    }
  }
  return ignores;
}

/** A comment behind a value is for its line; one on a line of its own for what the next line begins. */
function scopeOf(document: YamlDocument, pods: readonly Pod[], hash: number): Ignore['silences'] {
  const { text } = document;
  const line = lineStart(text, hash);
  if (/\S/.test(text.slice(line, hash))) return onLine(text, line);
  if (document.root && hash < document.root.at.start) return () => true;
  let target = nextLine(text, hash);
  while (target < text.length && /^[ \t]*#/.test(text.slice(target, lineEnd(text, target))))
    target = nextLine(text, target);
  const container = pods
    .flatMap((pod) => pod.containers)
    .find(({ at }) => lineStart(text, at.start) === target && /^[ \t]*$/.test(text.slice(target, at.start)));
  return container ? (finding) => finding.container === container : onLine(text, target);
}

function onLine(text: string, start: number): Ignore['silences'] {
  return (finding) => lineStart(text, finding.at.start) === start;
}

function inAnnotations(pod: Pod): Ignore[] {
  // Those of a Pod are those of its object.
  const isPod = pod.manifest.kind === 'Pod';
  const all = isPod ? [pod.annotations] : [pod.annotations, pod.manifest.annotations];
  return all.flatMap((annotations) => inMap(annotations, (finding) => finding.pod === pod));
}

/** The annotations of objects without pods, which refer to those of others. */
function inObjects(document: YamlDocument, pods: readonly Pod[]): Ignore[] {
  const workloads = new Set(pods.map(({ manifest }) => manifest.root.node));
  return manifestsOf(document)
    .filter(({ root }) => !workloads.has(root.node))
    .flatMap(({ annotations, root }) =>
      inMap(annotations, ({ pod, at }) => pod === null && contains(root.node.at, at)),
    );
}

function inMap(annotations: TextMap, isAbout: Ignore['silences']): Ignore[] {
  return [...annotations].flatMap(([key, { value, at }]): Ignore[] => {
    const match = /^pod-patterns\/ignore(?:\.(.+))?$/.exec(key);
    if (!match) return [];
    const container = match[1];
    const silences: Ignore['silences'] = (finding) =>
      isAbout(finding) && (container === undefined || finding.container?.name?.value === container);
    return [...value.matchAll(RULE_ID)].map(([rule]) => ({ rule, at, silences }));
  });
}
