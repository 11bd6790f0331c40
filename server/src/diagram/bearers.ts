import type { YamlDocument } from '../yaml/parse.ts';
import { contains, type Span } from '../yaml/span.ts';
import { toldBy } from './links.ts';
import type { Bearer, Link, Scene } from './scene.ts';
import type { SubjectProblem } from './subject.ts';

/** What a scene consists of before it is known what its problems are about. */
type Parts = Omit<Scene, 'bearers'>;

/**
 * Where each problem is shown: by its place at the line, volume or Service that is written there, else at the container it
 * is about. Those about the pod as a whole are shown nowhere.
 */
export function bearersOf(scene: Parts): ReadonlyMap<SubjectProblem, Bearer> {
  const { problems } = scene.subject;
  return new Map(
    problems.flatMap((problem) => {
      const bearer = bearerOf(scene, problem);
      return bearer ? [[problem, bearer] as const] : [];
    }),
  );
}

function bearerOf(scene: Parts, problem: SubjectProblem): Bearer | null {
  const { document, at, member, service } = problem;
  const own = scene.subject.team.pod.document;
  const isIn = (there: YamlDocument, span: Span | null) => span !== null && there === document && contains(span, at);
  const lines = scene.links.filter((link) => {
    if (link.kind === 'passes') return false;
    const actor = ownerOf(link);
    if (member && actor && actor.member !== member) return false;
    return toldBy(link, own).some((place) => isIn(place.document, place.at));
  });
  // What one value says of several lines is said of the container.
  const [line, ...others] = lines;
  // A line that ends at the pod's border is too short to be marked.
  if (line && others.length === 0) return line.kind === 'inbound' && !line.to ? line.from : line;
  const drum = scene.drums.find(({ share }) => isIn(own, share.volume?.at ?? null));
  if (drum) return drum;
  for (const actor of scene.actors) {
    const supply = actor.supplies.find(({ share }) => isIn(own, share.volume?.at ?? null));
    // Small cards have no tags.
    if (supply) return actor.density === 'comfortable' ? supply : actor;
  }
  if (service) return scene.neighbours.find(({ services }) => services.includes(service)) ?? null;
  return (member && scene.actors.find((actor) => actor.member === member)) ?? null;
}

/** The container whose text a line stands for. */
function ownerOf(link: Link) {
  if (link.kind === 'volume') return link.actor;
  return link.kind === 'dials' || link.kind === 'outbound' ? link.from : null;
}
