import { catalogWith } from './helpers/catalog.ts';
import type { Helper } from './helpers/helper.ts';
import { type Askers, askersOf, mayHoldAsker, NO_ASKERS } from './kubernetes/askers.ts';
import { type Ingress, ingressesOf, mayHoldIngress } from './kubernetes/ingresses.ts';
import { type IstioSidecar, istioSidecarsOf, mayHoldIstioSidecar } from './kubernetes/istio-sidecar.ts';
import { mayHoldPod, mayHoldService } from './kubernetes/manifest.ts';
import type { Pod } from './kubernetes/pod.ts';
import { podsOf, type Surroundings as SurroundingsOfPods } from './kubernetes/pods.ts';
import { type Service, servicesOf } from './kubernetes/services.ts';
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
  /** Finds what stands around its pods in the other documents of its file, as for a text that takes its place. */
  readonly near: Near;
  /** Null if the document can hold nothing that we read (see `HOLDS`); it is not parsed then. */
  readonly document: YamlDocument | null;
  readonly teams: readonly Team[];
  readonly services: readonly Service[];
  readonly ingresses: readonly Ingress[];
  readonly askers: Askers;
  readonly istioSidecars: readonly IstioSidecar[];
}

/** The other documents of a file with what may matter to a pod: Services that select it, and who asks for its containers. */
export type Near = (pod: Pod) => readonly Analysis[];

/** By what a document is worth parsing. */
const HOLDS = [mayHoldPod, mayHoldService, mayHoldIngress, mayHoldIstioSidecar, mayHoldAsker];

/**
 * Analyses the text of one YAML document (see `splitDocuments`). Nothing is computed until it is asked for. `parsed` is an
 * analysis of the same text, whose tree is taken over.
 */
export function analyse(text: string, surroundings: Surroundings, near: Near = () => [], parsed?: Analysis): Analysis {
  return {
    text,
    surroundings,
    near,
    get document() {
      const mayHold = HOLDS.some((look) => look(text));
      return own(this, 'document', parsed ? parsed.document : mayHold ? parseDocument(text) : null);
    },
    get teams() {
      const document = mayHoldPod(text) ? this.document : null;
      const catalog = catalogWith(surroundings.helpers);
      const pods = document ? podsOf(document, surroundings) : [];
      return own(
        this,
        'teams',
        pods.map((pod) => {
          const around = [this, ...near(pod)];
          const services = around.flatMap((analysis) => analysis.services);
          const askers = around.map((analysis) => analysis.askers);
          return teamOf(pod, catalog, services, askers);
        }),
      );
    },
    get services() {
      const document = mayHoldService(text) ? this.document : null;
      return own(this, 'services', parsed ? parsed.services : document ? servicesOf(document) : []);
    },
    get ingresses() {
      const document = mayHoldIngress(text) ? this.document : null;
      return own(this, 'ingresses', parsed ? parsed.ingresses : document ? ingressesOf(document) : []);
    },
    get askers() {
      const document = mayHoldAsker(text) ? this.document : null;
      return own(this, 'askers', parsed ? parsed.askers : document ? askersOf(document) : NO_ASKERS);
    },
    get istioSidecars() {
      const document = mayHoldIstioSidecar(text) ? this.document : null;
      return own(this, 'istioSidecars', document ? istioSidecarsOf(document) : []);
    },
  };
}

/** Replaces a getter by its value. */
function own<T>(target: object, key: string, value: T): T {
  Object.defineProperty(target, key, { value, enumerable: true });
  return value;
}
