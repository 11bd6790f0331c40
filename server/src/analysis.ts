import { catalogWith } from './helpers/catalog.ts';
import type { Helper } from './helpers/helper.ts';
import { mayHoldPod, mayHoldService } from './kubernetes/manifest.ts';
import { podsOf, type Surroundings as SurroundingsOfPods } from './kubernetes/pods.ts';
import { type Service, servicesOf } from './kubernetes/services.ts';
import { type Team, teamOf } from './traffic/team.ts';
import { parseDocument, type YamlDocument } from './yaml/parse.ts';

/** What is known of a document from outside its text. */
export interface Surroundings extends SurroundingsOfPods {
  /** Helpers that the user has added to ours. */
  readonly helpers: readonly Helper[];
}

/** Everything we know of one YAML document. Immutable; each part is computed once, when it is first asked for. */
export interface Analysis {
  readonly text: string;
  readonly surroundings: Surroundings;
  /** Null if the document can hold neither pod nor Service; it is not parsed then. */
  readonly document: YamlDocument | null;
  readonly teams: readonly Team[];
  readonly services: readonly Service[];
}

/** Analyses the text of one YAML document (see `splitDocuments`). Nothing is computed until it is asked for. */
export function analyse(text: string, surroundings: Surroundings): Analysis {
  return {
    text,
    surroundings,
    get document() {
      return own(this, 'document', mayHoldPod(text) || mayHoldService(text) ? parseDocument(text) : null);
    },
    get teams() {
      const document = mayHoldPod(text) ? this.document : null;
      return own(
        this,
        'teams',
        document ? podsOf(document, surroundings).map((pod) => teamOf(pod, catalogWith(surroundings.helpers))) : [],
      );
    },
    get services() {
      const document = mayHoldService(text) ? this.document : null;
      return own(this, 'services', document ? servicesOf(document) : []);
    },
  };
}

/** Replaces a getter by its value. */
function own<T>(target: object, key: string, value: T): T {
  Object.defineProperty(target, key, { value, enumerable: true });
  return value;
}
