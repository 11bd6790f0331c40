// The pictures of all pods that are shown, below each other. One that has not changed is not drawn again.
import { Component, type ComponentChildren, h } from 'preact';
import type { Diagram } from '../../server/src/diagram/diagram.ts';
import { Picture, type PictureProps } from '../../server/src/diagram/svg/picture.ts';
import type { Slot } from '../../server/src/diagram/svg/slot.ts';
import type { Spot } from '../src/preview/messages.ts';
import type { View } from './view.ts';

export interface PicturesProps {
  readonly diagrams: readonly Diagram[];
  readonly cursor: Spot | null;
  readonly focus: Spot | null;
  readonly hover: Spot | null;
  readonly slot: { readonly pod: number; readonly slot: Slot } | null;
  readonly legend: View['legend'];
}

export function Pictures({ diagrams, slot, legend, ...pointing }: PicturesProps): ComponentChildren {
  return diagrams.map((diagram, pod) => {
    const idOf = (spot: Spot | null) => (spot?.pod === pod && typeof spot.id === 'string' ? spot.id : null);
    return h(SteadyPicture, {
      key: pod,
      diagram,
      interactive: true,
      pod,
      legend,
      slot: slot?.pod === pod ? slot.slot : null,
      cursor: idOf(pointing.cursor),
      focus: idOf(pointing.focus),
      hover: idOf(pointing.hover),
    });
  });
}

class SteadyPicture extends Component<PictureProps> {
  override shouldComponentUpdate(next: Readonly<PictureProps>): boolean {
    const now = this.props;
    return (Object.keys(next) as (keyof PictureProps)[]).some((name) => next[name] !== now[name]);
  }

  override render(props: PictureProps): ComponentChildren {
    return h(Picture, props);
  }
}
