import type { TextRun } from '../../diagram.ts';
import { cutMiddle, cutTail, plain, textWidth, wrapName } from '../../measure.ts';
import type { Neighbour } from '../../neighbours.ts';

/** What is printed on a neighbour, from its upper left corner, and how high it is. */
export interface NeighbourCard {
  readonly texts: readonly TextRun[];
  readonly height: number;
}

const LEFT = 9;
const LINE = 15;
/** Of a Service: its tip takes from lines that are not at its height. */
const TIP = 8;
/** The measure is larger than most fonts: what it has more may reach into the padding. */
const RESERVE = 1.05;

/** Of the chips that stand for neighbours in narrow pictures: names are for those who point at them. */
export const CHIP_WIDTH = 54;
const CHIP_HEIGHT = 24;
/** Behind the icon. */
const CHIP_LEFT = 19;

/** The first port, without its colon if it has no room otherwise. */
function chipText(ports: string): TextRun {
  const [first = ''] = plain(ports).split(' ');
  const room = CHIP_WIDTH - CHIP_LEFT - 2;
  const text = textWidth('mono', first) <= room ? first : cutTail('mono', first.replace(/^:/, ''), room);
  return { kind: 'mono', text, x: CHIP_LEFT, y: 16 };
}

/** The box of a neighbour: what it is, its name, where it is asked. Hosts lose their tail, other names wrap once. */
export function neighbourCard({ kind, what, name, ports }: Neighbour, width: number): NeighbourCard {
  if (width === CHIP_WIDTH) return { texts: ports === null ? [] : [chipText(ports)], height: CHIP_HEIGHT };
  const tip = kind === 'service' ? TIP : 0;
  const room = (width - LEFT - (kind === 'service' ? 6 : 4)) * RESERVE;
  const isHost = kind === 'host' || kind === 'entrance';
  const names = isHost
    ? [cutTail('heading', name, room)]
    : wrapName('heading', name, room - (name.length > 12 ? 2 : 0));
  const texts: TextRun[] = [
    { kind: 'muted', text: cutTail('muted', what, (width - 26 - 4 - tip) * RESERVE), x: 26, y: 18 },
  ];
  let y = 34;
  for (const [i, text] of names.entries()) {
    if (i > 0) y += LINE;
    texts.push({ kind: 'heading', text, x: LEFT, y });
  }
  // Even, so that its tip is at a whole pixel.
  const even = names.length > 1 ? 1 : 0;
  if (ports === null) return { texts, height: y + 14 + even };
  y += LINE;
  texts.push({ kind: 'mono', text: portsIn(ports, width - LEFT - 4 - tip), x: LEFT, y });
  return { texts, height: y + 9 + even };
}

/** Between an Ingress and its Service: an arrow. */
export const ENTRANCE_GAP = 22;

/** What an Ingress above a Service takes, with the arrow between them. */
export function entranceHeight({ entrance }: Neighbour, width: number): number {
  return entrance ? neighbourCard(entrance, width).height + ENTRANCE_GAP : 0;
}

/** As many ports as there is room for, and how many more there are; of a path what fits. */
function portsIn(ports: string, room: number): string {
  const fits = (text: string) => textWidth('mono', text) <= room;
  const all = plain(ports).split(' ');
  if (fits(plain(ports)) || !ports.startsWith(':')) return cutMiddle('mono', ports, room);
  for (let shown = all.length - 1; shown > 0; shown--) {
    const text = `${all.slice(0, shown).join(' ')} +${all.length - shown}`;
    if (fits(text)) return text;
  }
  return cutTail('mono', ports, room);
}
