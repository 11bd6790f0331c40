/** What a cheap look at the text of a document tells, so that schemas, ConfigMaps and values files are never parsed. */
export interface Look {
  /** The word behind each `kind:`, wherever it stands; of a schema none. Whether an object is of that kind is no promise. */
  readonly kinds: ReadonlySet<string>;
  /** Whether it may hold a pod, too. */
  readonly containers: boolean;
}

/** Looks at the text of a document, in one pass. */
export function lookAt(text: string): Look {
  if (text === last.text) return last.look;
  const kinds = kindsIn(text);
  last = { text, look: { kinds, containers: kinds.size > 0 && CONTAINERS.test(text) } };
  return last.look;
}

/** Whether one of some kinds is named in a document. */
export function names(text: string, ...kinds: readonly string[]): boolean {
  const found = lookAt(text).kinds;
  return kinds.some((kind) => found.has(kind));
}

/** The readers of all kinds ask about one document after the other. */
let last: { readonly text: string; readonly look: Look } = { text: '', look: { kinds: new Set(), containers: false } };

const KIND = /kind["']?[ \t]*:[ \t]*["']?(\w*)/g;
const CONTAINERS =
  /\b(?:containers?|initContainers|ephemeralContainers|containerSet|script|steps|sidecars)["']?[ \t]*:/;

function kindsIn(text: string): ReadonlySet<string> {
  const kinds = new Set<string>();
  KIND.lastIndex = 0;
  for (let found = KIND.exec(text); found; found = KIND.exec(text)) {
    const [, kind = ''] = found;
    // Schemas are long, and say at their beginning what they are.
    if (kind === 'CustomResourceDefinition' && beginsLine(text, found.index)) return NO_KINDS;
    kinds.add(kind);
  }
  return kinds;
}

const NO_KINDS: ReadonlySet<string> = new Set();

/** Whether a key begins a line, in quotes or not. */
function beginsLine(text: string, at: number): boolean {
  const before = /["']/.test(text[at - 1] ?? '') ? at - 1 : at;
  return before === 0 || /[\r\n]/.test(text[before - 1] ?? '');
}
