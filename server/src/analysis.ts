import { catalogWith } from './helpers/catalog.ts';
import type { Helper } from './helpers/helper.ts';
import { mayHoldPod } from './kubernetes/manifest.ts';
import { mayHoldObject, type Objects, objectsOf } from './kubernetes/objects.ts';
import type { Pod } from './kubernetes/pod.ts';
import { podsOf, type Surroundings as SurroundingsOfPods } from './kubernetes/pods.ts';
import type { Referrer } from './kubernetes/referrers.ts';
import { teamOf } from './traffic/assemble.ts';
import type { Team } from './traffic/team.ts';
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
  /** Finds what stands around its pods and objects in other documents, as for a text that takes its place. */
  readonly near: Near;
  /** Null if the document can hold nothing that we read; it is not parsed then. */
  readonly document: YamlDocument | null;
  readonly teams: readonly Team[];
  readonly objects: Objects;
}

/** Other documents, as far as they may matter. */
export interface Near {
  /** Those with what may matter to a pod: Services that select it, who asks for its containers, its ConfigMaps. */
  readonly ofPod: (pod: Pod) => readonly Analysis[];
  /** Those with pods that an object may refer to. */
  readonly ofReferrer: (referrer: Referrer) => readonly Analysis[];
}

/** A document without others. */
export const NOTHING_NEAR: Near = { ofPod: () => [], ofReferrer: () => [] };

/**
 * Analyses the text of one YAML document (see `splitDocuments`). Nothing is computed until it is asked for. `parsed` is an
 * analysis of the same text, whose tree is taken over.
 */
export function analyse(
  text: string,
  surroundings: Surroundings,
  near: Near = NOTHING_NEAR,
  parsed?: Analysis,
): Analysis {
  return {
    text,
    surroundings,
    near,
    get document() {
      const mayHold = mayHoldPod(text) || mayHoldObject(text);
      return own(this, 'document', parsed ? parsed.document : mayHold ? parseDocument(text) : null);
    },
    get teams() {
      const document = mayHoldPod(text) ? this.document : null;
      const catalog = catalogWith(surroundings.helpers);
      const pods = document ? podsOf(document, surroundings) : [];
      return own(
        this,
        'teams',
        pods.map((pod) =>
          teamOf(
            pod,
            catalog,
            [this, ...near.ofPod(pod)].map(({ objects }) => objects),
          ),
        ),
      );
    },
    get objects() {
      return own(this, 'objects', parsed ? parsed.objects : objectsOf(text, () => this.document));
    },
  };
}

/** Replaces a getter by its value. */
function own<T>(target: object, key: string, value: T): T {
  Object.defineProperty(target, key, { value, enumerable: true });
  return value;
}
