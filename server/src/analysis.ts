import { catalogWith } from './helpers/catalog.ts';
import type { Helper } from './helpers/helper.ts';
import type { Ingress } from './kubernetes/ingresses.ts';
import { mayHoldPod } from './kubernetes/manifest.ts';
import { mayHoldObject, type Objects, objectsOf } from './kubernetes/objects.ts';
import type { Pod } from './kubernetes/pod.ts';
import { podsOf, type Surroundings as SurroundingsOfPods } from './kubernetes/pods.ts';
import { type Referrer, refersTo } from './kubernetes/referrers.ts';
import type { Service } from './kubernetes/services.ts';
import { teamOf } from './traffic/assemble.ts';
import type { Team, Vicinity } from './traffic/team.ts';
import { vicinityOf } from './traffic/vicinity.ts';
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
  readonly pods: readonly Pod[];
  /** One for each pod, in their order. */
  readonly teams: readonly Team[];
  readonly objects: Objects;
}

/**
 * What stands around a document, its own included. `own` is what the document holds itself: it may be another text than the
 * one that its surroundings were found for.
 */
export interface Near {
  /** What is about one of its pods. */
  readonly ofPod: (pod: Pod, own: Objects) => Vicinity;
  /** The pods that one of its objects refers to: where there are several, all that are equally near. */
  readonly ofReferrer: (referrer: Referrer, own: readonly Team[]) => readonly Team[];
  /** The Ingresses and routes that lead to some Services. */
  readonly ofServices: (services: readonly Service[], own: Objects) => readonly Ingress[];
}

/** A document without others. */
const NOTHING_NEAR: Near = {
  ofPod: (pod, own) => vicinityOf(pod, [own]),
  ofReferrer: (referrer, own) => own.filter(({ pod }) => refersTo(referrer, pod)),
  ofServices: (_, { ingresses }) => ingresses,
};

/**
 * Analyses the text of one YAML document (see `splitDocuments`). Nothing is computed until it is asked for. `parsed` is what
 * is known already of the same text: its tree, and the objects in it.
 */
export function analyse(
  text: string,
  surroundings: Surroundings,
  near: Near = NOTHING_NEAR,
  parsed?: Pick<Analysis, 'document'> & Partial<Pick<Analysis, 'objects'>>,
): Analysis {
  return {
    text,
    surroundings,
    near,
    get document() {
      const mayHold = mayHoldPod(text) || mayHoldObject(text);
      return own(this, 'document', parsed ? parsed.document : mayHold ? parseDocument(text) : null);
    },
    get pods() {
      const document = mayHoldPod(text) ? this.document : null;
      return own(this, 'pods', document ? podsOf(document, surroundings) : []);
    },
    get teams() {
      const catalog = catalogWith(surroundings.helpers);
      const teams = this.pods.map((pod) => teamOf(pod, catalog, near.ofPod(pod, this.objects)));
      return own(this, 'teams', teams);
    },
    get objects() {
      return own(this, 'objects', parsed?.objects ?? objectsOf(text, () => this.document));
    },
  };
}

/** Replaces a getter by its value. */
function own<T>(target: object, key: string, value: T): T {
  Object.defineProperty(target, key, { value, enumerable: true });
  return value;
}
