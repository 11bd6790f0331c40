import { SEVERITIES, type Severity } from '../../severity.ts';
import type { Span } from '../../yaml/span.ts';
import type { Box, DiagramNode, TextRun } from '../diagram.ts';
import { replicasOf } from '../facts.ts';
import { cutMiddle, cutTail, plain, textWidth } from '../measure.ts';
import { actorName, drumName, neighbourName } from '../names.ts';
import type { Neighbour } from '../neighbours.ts';
import type { Actor, Bearer, Drum, Lane, Supply } from '../scene.ts';
import { aboutVolume, volumeIcon } from '../volumes.ts';
import { legId } from './arch/leg-pins.ts';
import { CHIP, mountLabel, UNTIL_POD_END } from './cards.ts';
import type { Lines } from './lines.ts';
import { CHIP_WIDTH, neighbourCard } from './outside/neighbour-cards.ts';
import type { Pin } from './pins.ts';
import { endOf, type Plan, uprightX } from './plan.ts';
import { TAG_PITCH, tagsBelow } from './spots.ts';

/** The id of the pod in its picture. */
export const POD = 'pod';

/** What most nodes are not. */
const PLAIN = {
  container: null,
  parent: null,
  line: null,
  place: null,
  extent: null,
  role: null,
  icon: null,
  texts: [],
  pole: null,
  problem: null,
} as const;

type Placed = Pick<DiagramNode, 'line' | 'place' | 'extent'>;

/** Where a span stands in the file, and the lines of what it belongs to. */
function placed(
  { scene }: Plan,
  at: Span | null,
  whole: Span | null = at,
  document = scene.subject.team.pod.document,
): Placed {
  const { placeOf } = scene.subject;
  const place = at ? placeOf(document, at) : null;
  const around = whole ? placeOf(document, whole) : null;
  // A block ends where the next line begins.
  const last = around && around.endColumn === 1 && around.endLine > around.line ? around.endLine - 1 : around?.endLine;
  return { place, line: place?.line ?? null, extent: around ? [around.line, last ?? around.line] : null };
}

export function podNode(plan: Plan, { podEnd }: Lines, top: number): DiagramNode {
  const { scene, geometry } = plan;
  const { pod } = scene.subject.team;
  const replicas = pod.runs === 'job' ? null : replicasOf(scene.subject);
  const text = replicas !== null && replicas > 1 ? `Pod × ${replicas}` : 'Pod';
  const box: Box = { x: geometry.pod.x, y: top, width: geometry.pod.right - geometry.pod.x, height: podEnd - top };
  return {
    ...PLAIN,
    ...placed(plan, pod.at, scene.subject.whole),
    ...box,
    id: POD,
    kind: 'pod',
    form: 'frame',
    label: text,
    name: `${text} of ${plain(`${pod.manifest.kind} ${pod.manifest.name ?? ''}`).trim()}`,
    texts: [
      {
        kind: 'heading',
        text,
        x: box.x + box.width - 20 - textWidth('heading', text) / 2 - 9,
        y: top + 1,
        anchor: 'middle',
      },
    ],
    ...(replicas !== null && replicas > 1 ? { stacked: true as const } : {}),
  };
}

export function laneNode(plan: Plan, lane: Lane, texts: readonly TextRun[]): DiagramNode {
  const box = plan.lanes.get(lane) ?? { x: 0, y: 0, width: 0, height: 0 };
  const label = lane.run ? 'Run' : `Init ${plan.scene.lanes.indexOf(lane) + 1}`;
  return { ...PLAIN, ...box, id: lane.id, kind: 'lane', form: 'lane', label, name: label, parent: POD, texts };
}

export function containerNode(plan: Plan, lane: Lane, actor: Actor, pins: readonly Pin[]): DiagramNode[] {
  const spot = plan.spots.get(actor);
  if (!spot) return [];
  const { injected, label, pattern } = actor;
  const { x, y, width, height, form } = spot;
  const texts = spot.card.texts.map((run) => ({ ...run, x: run.x + x, y: run.y + y }));
  const isFree = pins.every((pin) => pin.actor !== actor || pin.box.y + pin.box.height < y + height - 32);
  if (form === 'bar' && isFree && height >= spot.card.height + 26) {
    texts.push({ kind: 'muted', text: UNTIL_POD_END, x: x + width / 2, y: y + height - 15, anchor: 'middle' });
  }
  return [
    {
      ...PLAIN,
      ...whereOf(plan, actor),
      ...{ x, y, width, height },
      id: actor.id,
      kind: 'container',
      form,
      label: plain(label) || actor.member?.container.list || 'container',
      container: actor.member && (actor.member.container.name?.value ?? label),
      parent: actor.native ? POD : lane.id,
      name: actorName(plan.scene, actor),
      role: pattern,
      ...(injected ? { injected: true as const } : {}),
      texts,
      pole: spot.pole === null ? null : { x: spot.pole, top: y + height, bottom: endOf(plan) - 10 },
      problem: worst(plan, actor),
    },
  ];
}

/** A container stands where it is written, one that is injected where it is asked for. */
function whereOf(plan: Plan, { member, injected }: Actor): Placed {
  return member ? placed(plan, member.container.anchor, member.container.at) : placed(plan, injected?.at ?? null);
}

/** The most serious problem that is shown at something. */
export function worst({ scene }: Plan, bearer: Bearer): Severity | null {
  const own = [...scene.bearers].filter(([, one]) => one === bearer).map(([{ severity }]) => severity);
  return SEVERITIES.find((severity) => own.includes(severity)) ?? null;
}

export function drumNode(plan: Plan, drum: Drum, lane: Lane | undefined): DiagramNode[] {
  const box = plan.drums.get(drum);
  if (!box) return [];
  const { share } = drum;
  const about = aboutVolume(share, plan.scene.subject.team.pod.claims.includes(share.name));
  const room = box.width - 33 - 8;
  return [
    {
      ...PLAIN,
      ...placed(plan, share.volume?.at ?? share.uses[0]?.mount.at ?? null),
      ...box,
      id: drum.id,
      kind: 'volume',
      form: 'drum',
      label: plain(share.name) || 'volume',
      parent: lane?.id ?? POD,
      name: drumName(plan.scene, drum, about),
      icon: volumeIcon(share),
      problem: worst(plan, drum),
      texts: [
        { kind: 'heading', text: cutMiddle('heading', share.name, room), x: box.x + 33, y: box.y + 24.5 },
        { kind: 'muted', text: cutTail('muted', about, room), x: box.x + 33, y: box.y + 38 },
      ],
    },
  ];
}

/** The volumes that stand at one container: tags below a full card, one icon in a compact one. */
export function tagNodes(plan: Plan, actor: Actor): DiagramNode[] {
  const spot = plan.spots.get(actor);
  if (!spot || actor.supplies.length === 0 || actor.density === 'line') return [];
  if (actor.density === 'compact') {
    const { chip } = spot.card;
    return chip ? [tag(plan, actor, actor.supplies, { ...CHIP, x: spot.x + chip.x, y: spot.y + chip.y }, true)] : [];
  }
  const shown = tagsBelow(plan.scene, actor);
  // An upright volume line leaves the card at its left.
  const lined = [...plan.vertical].find(
    (link) => link.kind === 'volume' && link.actor === actor && isBelow(plan, link.drum, spot.y),
  );
  const indent = lined ? 44 : 0;
  const isRight = lined !== undefined && uprightX(plan, lined) > spot.x + spot.width / 2;
  return actor.supplies.slice(0, shown).map((supply, i) => {
    const isRest = i === shown - 1 && actor.supplies.length > shown;
    const box = {
      x: isRight ? spot.x : spot.x + indent,
      y: spot.y + spot.height + 4 + i * TAG_PITCH,
      width: spot.width - indent,
      height: 20,
    };
    return tag(plan, actor, isRest ? actor.supplies.slice(i) : [supply], box, false);
  });
}

function isBelow({ drums }: Plan, drum: Drum, y: number): boolean {
  return (drums.get(drum)?.y ?? 0) > y;
}

/** The id of the tag of a volume; those that are no more shown by themselves have none of their own. */
export function tagId(actor: Actor, { share }: Supply): string {
  return `tag/${actor.id}/${share.name}`;
}

function tag(plan: Plan, actor: Actor, supplies: readonly Supply[], box: Box, small: boolean): DiagramNode {
  const [first] = supplies as readonly [Supply, ...Supply[]];
  const names = supplies.map(({ share }) => plain(share.name) || 'volume');
  const many = names.length > 1;
  const claimed = plan.scene.subject.team.pod.claims.includes(first.share.name);
  const about = many
    ? names.join(', ')
    : `${aboutVolume(first.share, claimed)}, at ${plain(first.use.mount.path ?? 'a device')}`;
  return {
    ...PLAIN,
    ...placed(plan, first.use.mount.at),
    ...box,
    id: tagId(actor, first),
    kind: 'volume',
    form: 'tag',
    label: many ? `${names.length} volumes` : (names[0] ?? 'volume'),
    parent: actor.id,
    name: many ? `${names.length} volumes: ${about}` : `volume ${names[0]}, ${about}`,
    icon: volumeIcon(first.share),
    problem: SEVERITIES.find((severity) => supplies.some((one) => worst(plan, one) === severity)) ?? null,
    texts: small ? [] : many ? tagText(box, `${names.length} more volumes`, null) : tagText(box, names[0] ?? '', first),
  };
}

function tagText(box: Box, name: string, supply: Supply | null): TextRun[] {
  const room = box.width - 23 - 5;
  const { path, readOnly } = supply?.use.mount ?? { path: null, readOnly: true };
  const shown = cutMiddle('body', name, room);
  const y = box.y + 14;
  const runs: TextRun[] = [{ kind: 'body', text: shown, x: box.x + 23, y }];
  if (!supply) return runs;
  const start = 23 + textWidth('body', shown) + 5;
  const left = box.width - start - 4;
  if (left < 54) return runs;
  return [...runs, { kind: 'mount', text: mountLabel(path, readOnly, left), x: box.x + start, y }];
}

export function pinNode(
  plan: Plan,
  { actor, port, mount, form, box, texts, label, leg }: Pin,
  id: string,
): DiagramNode {
  const at = port?.at ?? mount?.use.mount.at ?? null;
  const name =
    !port && !mount
      ? `${label} port of ${actor.label}`
      : mount
        ? `mount ${plain(label)} of ${actor.label}`
        : `port ${label.slice(1)} of ${actor.label}`;
  return {
    ...PLAIN,
    ...placed(plan, at),
    ...box,
    id,
    kind: 'port',
    form,
    label: plain(label),
    parent: leg ? legId(actor.id, leg) : actor.id,
    name: plain(name),
    texts,
  };
}

export function neighbourNode(plan: Plan, neighbour: Neighbour, box: Box): DiagramNode {
  const { kind, what, name, icon } = neighbour;
  const texts = neighbourCard(neighbour, box.width).texts.map((run) => ({
    ...run,
    x: run.x + box.x,
    y: run.y + box.y,
  }));
  return {
    ...PLAIN,
    ...placed(plan, neighbour.at, neighbour.at, neighbour.document),
    ...box,
    id: neighbour.id,
    kind: kind === 'service' ? 'service' : 'external',
    form: box.width === CHIP_WIDTH ? 'chip' : kind === 'service' ? 'pointer' : 'neighbour',
    label: plain(name) || what,
    name: neighbourName(neighbour),
    icon,
    texts,
    problem: worst(plan, neighbour),
  };
}
