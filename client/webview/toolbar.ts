// The toolbar: which pod, which layers, how large, and what else one may do with the picture.
import { Component, type ComponentChildren, h } from 'preact';
import { LAYERS, type Layer } from '../../server/src/diagram/layers.ts';
import type { Selection } from '../src/preview/kept.ts';
import type { PodChoice } from '../src/preview/messages.ts';
import { LAYER_WORDS } from './layers.ts';
import { type Tool, toolIcon } from './tool-icons.ts';
import type { View } from './view.ts';

/** What somebody asks for. */
export interface Actions {
  readonly choose: (shown: Selection) => void;
  readonly lock: () => void;
  readonly toggle: (layer: Layer) => void;
  readonly zoom: (how: 'larger' | 'smaller' | 'whole' | 'fit') => void;
  readonly legend: () => void;
  readonly outline: () => void;
  readonly export: () => void;
  readonly add: () => void;
}

export interface ToolbarProps {
  readonly pods: readonly PodChoice[];
  readonly shown: Selection;
  readonly locked: boolean;
  readonly view: View;
  /** The factor by which the picture is drawn. */
  readonly scale: number;
  /** Pixels from side to side. */
  readonly width: number;
  /** Whether the outline is there whatever the view says, since a picture would not fit. */
  readonly outlineOnly: boolean;
  readonly on: Actions;
}

/** Widths in pixels from which there is room for words, for "Add helper", for everything without a menu. */
const WORDS = 960;
const ADD = 680;
const ALL = 540;
/** What the choice of pods takes of it at least, where there is one. */
const PICKER = 90;

interface State {
  /** Which control Tab comes to; arrows go on from there. */
  readonly stop: string;
  readonly open: boolean;
}

export class Toolbar extends Component<ToolbarProps, State> {
  override state: State = { stop: 'lock', open: false };

  override render({ pods, shown, on }: ToolbarProps, { open }: State): ComponentChildren {
    const isNarrow = this.room() < ALL;
    return [
      pods.length > 1 && podPicker(pods, shown, on.choose),
      h(
        'div',
        {
          class: 'tools',
          role: 'toolbar',
          'aria-label': 'Picture',
          onKeyDown: (event: KeyboardEvent) => this.walk(event),
          onFocusIn: ({ target }: FocusEvent) => this.rest(target),
        },
        this.lock(),
        !isNarrow && this.layers(),
        !this.props.outlineOnly && this.zoom(),
        !isNarrow && this.views(),
        isNarrow && this.more(),
        isNarrow &&
          open &&
          h(
            'div',
            { class: 'menu', id: 'more', role: 'group', 'aria-label': 'More' },
            this.layers(true),
            this.views(true),
          ),
        this.button('add', 'Add a helper container to this pod', on.add, {
          name: 'Add helper',
          word: this.room() >= ADD ? 'Add helper' : '',
          class: 'add',
        }),
      ),
    ];
  }

  private room(): number {
    const { width, pods } = this.props;
    return pods.length > 1 ? width : width + PICKER;
  }

  /** What Tab came to may have gone with the menu. */
  override componentDidUpdate(): void {
    const { base } = this as { base?: unknown };
    const bar = base instanceof Element ? base.parentElement : null;
    if (bar && !bar.querySelector('[data-tool][tabindex="0"]')) this.setState({ stop: 'lock' });
  }

  private lock(): ComponentChildren {
    const { locked, on } = this.props;
    const about = locked ? 'Locked: stays with this pod' : 'Lock: stay with this pod instead of following the cursor';
    return this.button('lock', about, on.lock, { icon: locked ? 'locked' : 'unlocked', pressed: locked, name: 'Lock' });
  }

  private layers(words = this.room() >= WORDS): ComponentChildren {
    const { view, on } = this.props;
    return group(
      'Layers',
      LAYERS.map((layer) => {
        const [word, about] = LAYER_WORDS[layer];
        const pressed = !view.without.includes(layer);
        return this.button(layer, about, () => on.toggle(layer), { pressed, name: word, word: words ? word : '' });
      }),
    );
  }

  private zoom(): ComponentChildren {
    const { on, scale, view } = this.props;
    const percent = `${Math.round(scale * 100)} %`;
    return group('Size', [
      this.button('smaller', 'Smaller (-)', () => on.zoom('smaller')),
      h(
        'button',
        {
          ...this.stop('whole'),
          type: 'button',
          class: 'tool percent',
          title: 'Full size (0)',
          'aria-label': `Size ${percent}: set to 100 %`,
          onClick: () => on.zoom('whole'),
        },
        percent,
      ),
      this.button('larger', 'Larger (+)', () => on.zoom('larger')),
      this.button('fit', 'Fit to the page (f)', () => on.zoom('fit'), { pressed: view.zoom === 'fit', name: 'Fit' }),
    ]);
  }

  private views(words = this.room() >= WORDS): ComponentChildren {
    const { view, on, outlineOnly } = this.props;
    const word = (text: string) => (words ? text : '');
    return group('View', [
      this.button('legend', 'Legend', on.legend, {
        pressed: view.legend === 'open',
        word: word('Legend'),
        name: 'Legend',
      }),
      this.button('outline', 'Outline: the same as a list', on.outline, {
        pressed: view.outline || outlineOnly,
        word: word('Outline'),
        name: 'Outline',
      }),
      this.button('export', 'Export', on.export, { word: word('Export') }),
    ]);
  }

  private more(): ComponentChildren {
    const { open } = this.state;
    const flip = () => this.setState({ open: !open });
    const expands = { 'aria-expanded': open ? 'true' : 'false', ...(open ? { 'aria-controls': 'more' } : {}) };
    return this.button('more', 'Layers, legend, outline, export', flip, { name: 'More', attributes: expands });
  }

  private button(
    id: Tool | 'lock',
    about: string,
    act: () => void,
    look: {
      icon?: Tool;
      word?: string;
      name?: string;
      pressed?: boolean;
      class?: string;
      attributes?: Record<string, string>;
    } = {},
  ): ComponentChildren {
    const { icon = id as Tool, word = '', name = about, pressed, attributes } = look;
    const states = pressed === undefined ? {} : { 'aria-pressed': pressed ? 'true' : 'false' };
    return h(
      'button',
      {
        ...this.stop(id),
        type: 'button',
        class: `tool ${look.class ?? ''}`,
        title: about,
        'aria-label': name,
        ...states,
        ...attributes,
        onClick: act,
      },
      toolIcon(icon),
      word && h('span', {}, word),
    );
  }

  private stop(id: string) {
    return { key: id, 'data-tool': id, tabindex: this.state.stop === id ? 0 : -1 };
  }

  private rest(target: EventTarget | null): void {
    const stop = target instanceof HTMLElement ? target.dataset.tool : undefined;
    if (stop && stop !== this.state.stop) this.setState({ stop });
  }

  /** Arrows go from control to control; Escape shuts the menu. */
  private walk(event: KeyboardEvent): void {
    const { key, currentTarget } = event;
    if (key === 'Escape' && this.state.open) {
      event.stopPropagation();
      this.setState({ open: false, stop: 'more' });
      (currentTarget as HTMLElement).querySelector<HTMLElement>('[data-tool="more"]')?.focus();
      return;
    }
    const tools = [...(currentTarget as HTMLElement).querySelectorAll<HTMLElement>('[data-tool]')];
    const here = tools.indexOf(document.activeElement as HTMLElement);
    const next = {
      ArrowRight: here + 1,
      ArrowDown: here + 1,
      ArrowLeft: here - 1,
      ArrowUp: here - 1,
      Home: 0,
      End: tools.length - 1,
    }[key];
    if (next === undefined || here < 0) return;
    event.preventDefault();
    event.stopPropagation();
    tools[(next + tools.length) % tools.length]?.focus();
  }
}

function podPicker(
  pods: readonly PodChoice[],
  shown: Selection,
  choose: (shown: Selection) => void,
): ComponentChildren {
  const pick = ({ currentTarget }: Event) => {
    const { value } = currentTarget as HTMLSelectElement;
    choose(value === 'all' ? 'all' : Number(value));
  };
  const options = pods.map(({ label }, at) => h('option', { value: String(at) }, label));
  return h(
    'select',
    { class: 'pods', 'aria-label': 'Pod', title: 'Which pod of this file', value: String(shown), onChange: pick },
    ...options,
    h('option', { value: 'all' }, 'All pods of this file'),
  );
}

function group(label: string, children: ComponentChildren): ComponentChildren {
  return h('div', { class: 'group', role: 'group', 'aria-label': label }, children);
}
