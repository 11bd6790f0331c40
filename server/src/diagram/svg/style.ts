import type { Pattern } from '../../helpers/helper.ts';
import { CHANGES } from '../diagram.ts';
import { ROLE_ICONS } from './icons.ts';
import { editorValues, MEASURES, plainValues, roleToken, THEMES, type Theme, TOKENS } from './tokens.ts';

/** Selectors below the root of the picture, and their declarations; `$name` is a token or a measure. */
type Rule = readonly [selectors: string, declarations: string];

const ROLES = Object.keys(ROLE_ICONS) as readonly Pattern[];

const RULES: readonly Rule[] = [
  ['text', 'font-family:$words;font-size:12px;fill:$ink'],
  ['.m', 'font-family:$code'],
  ['.s11', 'font-size:11px'],
  ['.s13', 'font-size:13px'],
  ['.s16', 'font-size:16px'],
  ['.s20', 'font-size:20px'],
  ['.b', 'font-weight:600'],
  ['.mu', 'fill:$muted'],
  ['.vt', 'fill:$volume'],
  ['.bg', 'fill:$bg'],
  ['.pod', 'fill:$pod;stroke:$line;stroke-width:1.25'],
  ['.stack', 'fill:$bg;stroke:$line;stroke-width:1'],
  ['.lane', 'fill:$lane;stroke:$line;stroke-width:$lane-border;stroke-dasharray:2 4'],
  ['.gauge', 'fill:$lane;stroke:$muted;stroke-width:1'],
  ['.gauge-part', 'fill:$ink'],
  ['.card', 'fill:$card;stroke-width:1.25'],
  ['.inj', 'stroke-dasharray:5 3.5;stroke-width:1.5'],
  ['.tint', 'fill-opacity:0;pointer-events:none'],
  ['.tinted', 'fill-opacity:$tint'],
  ['.plate', 'stroke-width:1.5;stroke-linejoin:round'],
  ['.glyph', 'fill:none;stroke:$glyph;stroke-width:1.7;stroke-linecap:round;stroke-linejoin:round'],
  ['.ic', 'fill:none;stroke:$muted;stroke-width:1.4;stroke-linecap:round;stroke-linejoin:round'],
  ['.icv', 'stroke:$volume'],
  ['.pole', 'fill:none;stroke-width:5'],
  ['.foot', 'fill:none;stroke-width:3'],
  ['.thin', 'stroke-width:2.5'],
  ['.e', 'fill:none;stroke:$edge;stroke-width:2'],
  ['.ef', 'fill:$edge'],
  ['.rd', 'fill:none;stroke-width:6'],
  ['.rd-core', 'fill:none;stroke:$bg;stroke-width:2.5'],
  ['.v', 'fill:none;stroke:$volume;stroke-width:1.75'],
  ['.vf', 'fill:$volume'],
  ['.ro', 'stroke-dasharray:5 4'],
  ['.trunk', 'stroke-width:2.5'],
  ['.pr', 'fill:none;stroke:$muted;stroke-width:1.5;stroke-dasharray:1.5 3.5;stroke-linecap:round'],
  ['.ring-end', 'fill:none;stroke:$muted;stroke-width:1.5'],
  ['.drum', 'fill:$drum;stroke:$volume;stroke-width:1.25'],
  ['.lid', 'fill:none'],
  ['.ext', 'fill:$card;stroke:$muted;stroke-width:1.25;stroke-linejoin:round'],
  ['.port', 'fill:$card;stroke:$edge;stroke-width:1.75'],
  ['.mport', 'fill:$card;stroke:$volume;stroke-width:1.75'],
  ['.rail', 'fill:none;stroke:$ink;stroke-width:3;stroke-linecap:round'],
  ['.rail2', 'fill:none;stroke:$muted;stroke-width:1.5;stroke-dasharray:1 4;stroke-linecap:round'],
  ['.tok', 'fill:$ink'],
  ['.tokt', 'fill:$bg;font-weight:700;text-anchor:middle'],
  ['.gate', 'fill:$bg;stroke:$ink;stroke-width:1.5'],
  ['.tick', 'fill:none;stroke:$ink;stroke-width:2.25;stroke-linecap:round'],
  ['.tick.unknown', 'stroke-dasharray:.5 3.5'],
  ['.grid', 'fill:none;stroke:$line;stroke-width:1;stroke-dasharray:2 3'],
  ['.kill', 'fill:none;stroke:$line;stroke-width:2'],
  ['.hatch', 'fill:none;stroke:$glyph;stroke-width:1.2;stroke-linecap:round'],
  ['.taper', 'fill-opacity:$taper;stroke-width:$taper-border'],
  ['.halo', 'stroke:$card;stroke-width:3;stroke-linejoin:round'],
  ['.bi', 'fill:none;stroke:$glyph;stroke-width:2;stroke-linecap:round'],
  ['.bif', 'fill:$glyph'],
  ['.hl', 'fill:none;stroke-width:11;stroke-linecap:round;stroke-opacity:$highlight-strength'],
  ['.hl-core', 'fill:none;stroke:$bg;stroke-width:$highlight-core;stroke-linecap:round'],
  ['.mark', 'fill:none;stroke-width:2'],
  ['.P-error .badge', 'fill:$error'],
  ['.P-error .mark', 'stroke:$error'],
  ['.P-error .hl', 'stroke:$error'],
  ['.P-warning .badge', 'fill:$warning'],
  ['.P-warning .mark', 'stroke:$warning'],
  ['.P-warning .hl', 'stroke:$highlight'],
  ['.P-information .badge', 'fill:$information'],
  ['.c', 'text-anchor:middle'],
  ['.r', 'text-anchor:end'],
  ...ROLES.map(roleToken).flatMap((name): Rule[] => [
    [`.R-${name} .rw`, `fill:$${name}`],
    [`.R-${name} .plate`, `fill:${name === 'unknown' ? 'none' : `$${name}`};stroke:$${name}`],
    [`.R-${name} .card,.R-${name} .pole,.R-${name} .foot`, `stroke:$${name}`],
    [`.R-${name} .tint,.R-${name} .bar`, `fill:$${name}`],
    [`.R-${name} .taper`, `stroke:$${name}`],
    [`.R-${name} .rdf`, `fill:$${name}`],
    [`.R-${name} .rd`, `stroke:$${name}`],
  ]),
  ['.R-unknown .glyph', 'stroke:$unknown'],
  ['.old', 'text-decoration:line-through'],
  ['.new', 'fill:$changed;font-weight:600'],
  ['.delta', 'fill:none;stroke-width:2.25'],
  ...CHANGES.flatMap((name): Rule[] => [
    [`.C-${name} .delta`, `stroke:$${name}`],
    [`.C-${name} .mark-plate`, `fill:$${name}`],
  ]),
  ['.C-removed .delta', 'stroke-dasharray:3 3'],
  ['.C-changed .delta', 'stroke-dasharray:9 4'],
  ['.C-added .e,.C-added .v', 'stroke:$added'],
  ['.C-added .ef,.C-added .vf,.C-added .new', 'fill:$added'],
  ['.C-removed .e,.C-removed .v,.C-removed .card,.C-removed .drum,.C-removed .ext', 'stroke:$muted'],
  ['.C-removed .pole,.C-removed .foot,.C-removed .ic,.C-removed .port', 'stroke:$muted'],
  ['.C-removed .ef,.C-removed .vf,.C-removed text,.C-removed .rw', 'fill:$muted'],
  ['.C-removed .plate', 'fill:none;stroke:$muted'],
  ['.C-removed .glyph', 'stroke:$muted'],
  ['.C-removed .old', 'text-decoration-color:$removed'],
  ['.R-app .card', 'stroke-width:$app-border'],
  ['.R-app .tinted', 'fill-opacity:$app-tint'],
  ['.C-removed .tinted', 'fill-opacity:0'],
  ['.step-gone', 'fill:$bg;stroke:$muted;stroke-width:1.5;stroke-dasharray:2 2.5'],
];

const SYSTEM = new Map([
  ...TOKENS.map(({ name }) => [name, 'CanvasText'] as const),
  ...['bg', 'pod', 'lane', 'card', 'drum', 'glyph'].map((name) => [name, 'Canvas'] as const),
  ['focus', 'Highlight'],
  ...[...plainValues('high-contrast')].filter(([name]) => name in MEASURES),
]);

/**
 * System colours, where the reader has chosen colours of his own: shapes, dashes and words carry the meaning. Texts keep
 * the colour that they are given here: the browser's would vanish on a disc.
 */
const FORCED: readonly ((root: string) => Block)[] = [
  (root) => variables(root, SYSTEM),
  () => ({ selectors: ['.pp text'], declarations: ['forced-color-adjust:none'] }),
];

/**
 * The style that a picture carries with it. Every value stands before its variable, for programs that know none. Without
 * a theme it is light and follows the reader's preference for dark.
 */
export function exportedStyle(theme?: Theme): string {
  const plain = plainValues(theme ?? 'light');
  const rules = rulesWith((property, name) => {
    const value = plain.get(name)!;
    return [`${property}:${value}`, `${property}:var(--pp-${name},${value})`];
  });
  const others = [...plainValues('dark')].filter(([name, value]) => plain.get(name) !== value);
  const dark = `@media (prefers-color-scheme:dark){${printed(variables('.pp', others))}}`;
  return ['', ...rules.map(printed), ...(theme ? [] : [dark]), forced('.pp'), ''].join('\n');
}

/** The style of the picture inside VS Code: variables that follow the colour theme, and the same rules on them. */
export function editorStyle(): string {
  const themes = THEMES.map((theme) =>
    variables(theme === 'light' ? 'body' : `body.vscode-${theme}`, editorValues(theme)),
  );
  const rules = rulesWith((property, name) => [`${property}:var(--pp-${name})`]);
  return [...[...themes, ...rules].map(printed), forced(':root body[class]')].join('\n');
}

function forced(root: string): string {
  return `@media (forced-colors:active){${FORCED.map((block) => printed(block(root))).join('')}}`;
}

interface Block {
  readonly selectors: readonly string[];
  readonly declarations: readonly string[];
}

function rulesWith(expand: (property: string, name: string) => string[]): Block[] {
  return RULES.map(([selectors, declarations]) => ({
    selectors: selectors.split(',').map((one) => `.pp ${one}`),
    declarations: declarations.split(';').flatMap((declaration) => {
      const [, property, name] = /^([a-z-]+):\$([a-z-]+)$/.exec(declaration) ?? [];
      return property && name ? expand(property, name) : [declaration];
    }),
  }));
}

function variables(selector: string, values: Iterable<readonly [string, string]>): Block {
  return { selectors: [selector], declarations: [...values].map(([name, value]) => `--pp-${name}:${value}`) };
}

function printed({ selectors, declarations }: Block): string {
  return `${selectors.join(',')}{${declarations.join(';')}}`;
}
