import type { Expected } from '../helpers/expected.ts';
import type { Service } from '../kubernetes/services.ts';
import type { Severity } from '../severity.ts';
import type { Call } from '../traffic/calls/calls.ts';
import type { Outbound } from '../traffic/calls/outbound.ts';
import type { Cost } from '../traffic/cost.ts';
import type { Step } from '../traffic/order/steps.ts';
import type { Entrance, Inbound } from '../traffic/ports/inbound.ts';
import type { Probed } from '../traffic/ports/probed.ts';
import type { Scrape } from '../traffic/ports/scrapes.ts';
import type { Team, Teammate } from '../traffic/team.ts';
import type { Share } from '../traffic/volumes/shares.ts';
import type { Place } from '../yaml/lines.ts';
import type { YamlDocument } from '../yaml/parse.ts';
import type { Span } from '../yaml/span.ts';
import type { Change } from './diagram.ts';

/** What a picture is made of: a pod and everything that is known of it. */
export interface Subject {
  readonly team: Team;
  readonly steps: readonly Step[];
  /** The containers that injectors will add. */
  readonly expected: readonly Expected[];
  readonly calls: readonly Call[];
  readonly shares: readonly Share[];
  readonly inbound: readonly Inbound[];
  readonly outbound: readonly Outbound[];
  /** The ways into the cluster that lead to the Services before it. */
  readonly entrances: readonly Entrance[];
  readonly scrapes: readonly Scrape[];
  readonly probed: readonly Probed[];
  readonly cost: Cost;
  readonly problems: readonly SubjectProblem[];
  /** What belongs to the pod in its document. */
  readonly whole: Span;
  /** Where a span of a document stands in the file; null if it is in none of its documents. */
  readonly placeOf: (document: YamlDocument, at: Span) => Place | null;
  /** The application, where it is another one than the team tells: of two states in one that of the later one. */
  readonly app?: Teammate | null;
  /** Of two states of a pod in one: the containers that differ, and how. */
  readonly compared?: ReadonlyMap<Teammate, ContainerChange>;
}

/** How a container of one state of a pod differs from that of another one. */
export interface ContainerChange {
  readonly change: Change;
  /** In words, each for itself: `image 4.1.9 → 4.2.0`, `was in containers`. */
  readonly notes: readonly string[];
  /** What its card shows beside what it shows anyway; null where that is not another one. */
  readonly was: { readonly image: string | null; readonly requests: string | null };
  /** Lines of its card for what is not to be seen otherwise. */
  readonly lines: readonly string[];
}

/** A finding about the pod. */
export interface SubjectProblem {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly document: YamlDocument;
  readonly at: Span;
  /** The container it is about; null for the pod as a whole. */
  readonly member: Teammate | null;
  /** `Service web`: the object it is about, where that is none of the pod's own; null else. */
  readonly object: string | null;
  /** That object, if it is a Service. */
  readonly service: Service | null;
  /** The title of its first fix; null if it has none. */
  readonly fix: string | null;
}
