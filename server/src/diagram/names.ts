import type { Expected } from '../helpers/expected.ts';
import { plain } from './measure.ts';
import type { Neighbour } from './neighbours.ts';
import type { Actor, Drum, Link, Mounting, Scene } from './scene.ts';
import { shutDownSentence } from './timeline/words.ts';
import { actorLabel, count, list, probeWords, ROLE_WORDS } from './words.ts';

/** Full names and sentences for people who do not see the picture. */

export function neighbourName({ kind, what, fullName, ports }: Neighbour): string {
  if (kind === 'kubelet') return 'kubelet, probes';
  if (kind === 'scraper') return plain(`${fullName}, ${what}`);
  return plain(`${what} ${fullName}${ports === null ? '' : ` ${ports}`}`);
}

/** `Service web`, `Prometheus`. */
function callerName({ kind, what, fullName }: Neighbour): string {
  return plain(kind === 'service' ? `${what} ${fullName}` : fullName);
}

/** `Ingress shop.example.com leads to Service web`. */
export function entranceName({ what, fullName }: Neighbour, to: Neighbour): string {
  return `${plain(`${what} ${fullName}`)} leads to ${callerName(to)}`;
}

/** `oauth2-proxy, proxy, listens on 4180, called by Service web, calls web on 8080, no problems`. */
export function actorName({ links, subject }: Scene, actor: Actor): string {
  const { injected, pattern } = actor;
  const parts = [actorLabel(actor), ROLE_WORDS[pattern].toLowerCase()];
  if (actor.native) parts.push('native sidecar');
  if (injected) parts.push(...injectedWords(injected));
  if (actor.lifecycle === 'ephemeral') parts.push('ephemeral container');
  if (actor.ports.length > 0) parts.push(`listens on ${list(actor.ports.map(({ label }) => label.slice(1)))}`);
  const callers = links.flatMap((link) => {
    if (link.kind === 'dials' && link.to === actor) return [actorLabel(link.from)];
    return link.kind === 'inbound' && link.to === actor ? [callerName(link.from)] : [];
  });
  if (callers.length > 0) parts.push(`called by ${list([...new Set(callers)])}`);
  const called = links.flatMap((link) => {
    if (link.kind === 'dials' && link.from === actor) return [`${actorLabel(link.to)} on ${link.port}`];
    return link.kind === 'outbound' && link.from === actor ? [neighbourName(link.to)] : [];
  });
  if (called.length > 0) parts.push(`calls ${list(called)}`);
  const probes = links.flatMap((link) =>
    link.kind === 'probe' && link.to === actor ? [`${probeWords(link.kinds)} on ${link.port}`] : [],
  );
  if (probes.length > 0) parts.push(list(probes));
  for (const link of links) {
    if (link.kind === 'volume' && link.actor === actor)
      parts.push(`${verb(link)} volume ${plain(link.drum.share.name)}`);
  }
  // What is not in the file is not looked at by the rules.
  if (injected) return parts.join(', ');
  const problems = subject.problems.filter(({ member }) => member === actor.member).length;
  return [...parts, problems === 0 ? 'no problems' : count(problems, 'problem')].join(', ');
}

/** `injected by Istio`, and why; which program it is; and under which other name it may come. */
function injectedWords({ injector, evidence, helper, or }: Expected): string[] {
  const why = evidence[0] ? ` because ${plain(evidence[0].text)}` : '';
  const words = [`injected by ${injector.title}${why}`];
  if (helper) words.push(helper.title);
  if (or !== null) words.push(`in some installations ${or}`);
  return words;
}

function verb({ use }: Mounting): string {
  return use.access === 'reads' ? 'reads' : use.access === 'writes' ? 'writes' : 'uses';
}

/** `volume logs, emptyDir, written by web, read by fluent-bit`. */
export function drumName({ links }: Scene, drum: Drum, about: string): string {
  const using = links.filter((link): link is Mounting => link.kind === 'volume' && link.drum === drum);
  const by = (word: string, access: string) => {
    const names = using.filter(({ use }) => use.access === access).map(({ actor }) => actorLabel(actor));
    return names.length > 0 ? [`${word} by ${list(names)}`] : [];
  };
  const parts = [...by('written', 'writes'), ...by('read', 'reads'), ...by('used', 'both')];
  return [`volume ${plain(drum.share.name)}`, about, ...parts].join(', ');
}

/** `web calls cloud-sql-proxy on localhost:5432`. */
export function linkName(link: Link): string {
  if (link.kind === 'dials') return `${actorLabel(link.from)} calls ${actorLabel(link.to)} on localhost:${link.port}`;
  if (link.kind === 'volume') {
    const { path } = link.use.mount;
    const at = path === null ? '' : ` at ${plain(path)}`;
    return `${actorLabel(link.actor)} ${verb(link)} volume ${plain(link.drum.share.name)}${at}`;
  }
  if (link.kind === 'outbound') {
    return `${actorLabel(link.from)} calls ${neighbourName(link.to)}${through(link.through)}`;
  }
  if (link.kind === 'passes') {
    const [proxy, actor] = [actorLabel(link.proxy), actorLabel(link.actor)];
    if (link.way === 'out') return `${actor} sends traffic out through ${proxy}`;
    return `${proxy} passes traffic on to ${actor}${link.port === null ? '' : ` on ${link.port}`}`;
  }
  const target = link.to ? `${actorLabel(link.to)}${link.port === null ? '' : ` on ${link.port}`}` : 'the pod';
  const by = through(link.through);
  if (link.kind === 'probe') return `kubelet asks ${target}${by}: ${probeWords(link.kinds)}`;
  if (link.from.kind === 'scraper') return `${callerName(link.from)} scrapes ${target}${by}`;
  return `${callerName(link.from)} ${link.from.services.length > 1 ? 'send' : 'sends'} traffic to ${target}${by}`;
}

function through(proxy: Actor | null): string {
  return proxy ? ` through ${actorLabel(proxy)}` : '';
}

/** What the picture shows, in sentences. */
export function descriptionOf(scene: Scene): string {
  const { lanes, links, subject } = scene;
  const sentences: string[] = [];
  const early = lanes.filter(({ run, actors }) => !run && actors.length > 0).flatMap(({ actors }) => actors);
  const last = lanes.at(-1)?.actors.map(actorLabel) ?? [];
  if (early.length > 0) sentences.push(`Start order: ${early.map(actorLabel).join(', then ')}`);
  if (subject.team.pod.shape === 'tekton-task') {
    const steps = subject.team.members.filter(({ container }) => container.list === 'steps');
    sentences.push(
      `Steps, one after the other: ${steps.map(({ container }) => plain(container.label)).join(', then ')}`,
    );
  } else if (last.length > 0)
    sentences.push(
      `${early.length > 0 ? 'After that' : 'At once'} ${list(last)} ${last.length > 1 ? 'start' : 'starts'}`,
    );
  const natives = early.filter(({ native }) => native).map(actorLabel);
  if (natives.length > 0) sentences.push(`${list(natives)} ${natives.length > 1 ? 'run' : 'runs'} until the pod ends`);
  sentences.push(...shutDownSentence(scene));
  for (const { title } of new Set(subject.expected.map(({ injector }) => injector))) {
    const added = scene.actors.filter(({ injected }) => injected?.injector.title === title).map(actorLabel);
    sentences.push(`${list(added)} ${added.length > 1 ? 'are' : 'is'} injected by ${title}`);
  }
  for (const one of scene.neighbours) if (one.entrance) sentences.push(entranceName(one.entrance, one));
  // What goes on from the proxy of a mesh is told with what comes to it.
  sentences.push(...links.filter(({ kind }) => kind !== 'passes').map(linkName));
  const { problems } = subject;
  if (problems.length > 0) sentences.push(`${count(problems.length, 'problem')} found`);
  return sentences.map((sentence) => `${sentence}.`).join(' ');
}
