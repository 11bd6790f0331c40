import { mayHoldPod } from './kubernetes/manifest.ts';
import { podsOf, type Surroundings } from './kubernetes/pods.ts';
import { type Team, teamOf } from './traffic/team.ts';
import { parseDocument, type YamlDocument } from './yaml/parse.ts';

/** Everything we know of one YAML document. Immutable; each part is computed once, when it is first asked for. */
export interface Analysis {
  readonly text: string;
  readonly surroundings: Surroundings;
  /** Null if the document can hold no pod; it is not parsed then. */
  readonly document: YamlDocument | null;
  readonly teams: readonly Team[];
}

/** Analyses the text of one YAML document (see `splitDocuments`). Nothing is computed until it is asked for. */
export function analyse(text: string, surroundings: Surroundings): Analysis {
  return {
    text,
    surroundings,
    get document() {
      return own(this, 'document', mayHoldPod(text) ? parseDocument(text) : null);
    },
    get teams() {
      const document = this.document;
      return own(this, 'teams', document ? podsOf(document, surroundings).map(teamOf) : []);
    },
  };
}

/** Replaces a getter by its value. */
function own<T>(target: object, key: string, value: T): T {
  Object.defineProperty(target, key, { value, enumerable: true });
  return value;
}
