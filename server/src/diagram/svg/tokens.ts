import type { Pattern } from '../../helpers/helper.ts';

/** The looks a picture can have: those that VS Code has. */
export type Theme = 'light' | 'dark' | 'high-contrast' | 'high-contrast-light';

export const THEMES: readonly Theme[] = ['light', 'dark', 'high-contrast', 'high-contrast-light'];

interface Follows {
  readonly light?: string;
  readonly dark?: string;
  readonly contrast?: string;
}

/** A colour of the picture; `--pp-<name>` in CSS. */
export interface Token {
  readonly name: string;
  /** The value in each theme, in the order of THEMES. */
  readonly values: readonly [light: string, dark: string, highContrast: string, highContrastLight: string];
  /**
   * What it follows inside VS Code, as CSS; `$` stands for the plain value. In light, in dark, and in both themes of high
   * contrast; where it follows nothing, the value is ours alone.
   */
  readonly follows?: Follows;
  /** Of a colour that themes and users may change: what it is for. Its id is `podPatterns.<name>`. */
  readonly contributed?: string;
}

const BG = 'var(--pp-bg)';
const ink = (percent: number) => `color-mix(in srgb, var(--pp-ink) ${percent}%, var(--pp-bg))`;
const volume = (percent: number) => `color-mix(in srgb, var(--pp-volume) ${percent}%, var(--pp-bg))`;
const black = (percent: number) => `color-mix(in srgb, #000000 ${percent}%, var(--pp-bg))`;

/**
 * The colours of the design. Roles, volumes and marks are our own: the chart colours of editors do not reach 4.5:1 on
 * white. Surfaces come from the editor's background, never from the side bar's: some light themes have a dark one.
 */
export const TOKENS: readonly Token[] = [
  ours('app', 'the application.', '#0b5cad', '#6cb6ff', '#8fd0ff', '#084b82'),
  ours('init', 'init containers.', '#55606c', '#a9b4c0', '#ffffff', '#3b434b'),
  ours('sidecar', 'sidecars.', '#2a7a34', '#86d58a', '#9cf29c', '#1b5a22'),
  ours('ambassador', 'ambassadors.', '#a54f00', '#f7a95c', '#ffb870', '#7a3a00'),
  ours('adapter', 'adapters.', '#ad1d66', '#ff94c8', '#ffa8d6', '#86114c'),
  ours('config', 'configuration helpers.', '#0a6f7c', '#5ccfd8', '#7fe9f0', '#05525c'),
  ours('proxy', 'proxies.', '#6f3bb5', '#c4a1ff', '#d6baff', '#532a8c'),
  ours('unknown', 'containers whose role is not known.', '#55606c', '#a9b4c0', '#ffffff', '#3b434b'),
  ours('volume', 'volumes and mounts.', '#75643c', '#d3c29a', '#ffe9b0', '#4d4123'),
  ours('added', 'what has been added, in comparisons.', '#1f7a35', '#7ee787', '#8dff9a', '#0f5a22'),
  ours('removed', 'what has been removed, in comparisons.', '#b3261e', '#ff8f87', '#ff8f87', '#8f1611'),
  ours('changed', 'what has changed, in comparisons.', '#0a62a9', '#5fb0ee', '#8fd0ff', '#084b82'),

  token('bg', ['#ffffff', '#1f1f1f', '#000000', '#ffffff'], everywhere('var(--vscode-editor-background, $)')),
  token('ink', ['#1f2328', '#ececec', '#ffffff', '#1b1b1b'], everywhere('var(--vscode-editor-foreground, $)')),
  token('muted', ['#57606a', '#a9b0b8', '#e0e0e0', '#3a3a3a'], everywhere('var(--vscode-descriptionForeground, $)')),
  token('pod', ['#f5f7fa', '#181818', '#000000', '#ffffff'], { light: ink(4), dark: black(20), contrast: BG }),
  token('lane', ['#e9edf3', '#232529', '#000000', '#ffffff'], { light: ink(9), dark: ink(3), contrast: BG }),
  token('card', ['#ffffff', '#2a2c30', '#000000', '#ffffff'], { light: BG, dark: ink(6), contrast: BG }),
  token('line', ['#c4ccd6', '#4a4f57', '#6fc3df', '#0f4a85'], {
    ...everywhere(`var(--vscode-contrastBorder, ${ink(25)})`),
    contrast: 'var(--vscode-contrastBorder, $)',
  }),
  token('edge', ['#2b3440', '#d5dae0', '#ffffff', '#000000'], { light: ink(90), dark: ink(90) }),
  token('drum', ['#faf6ec', '#2d2a23', '#000000', '#ffffff'], { light: volume(4), dark: volume(8), contrast: BG }),
  token('error', ['#c3211b', '#ff7b72', '#ff8f87', '#a1120d']),
  token('warning', ['#8f6400', '#e3b341', '#ffd700', '#6b4a00']),
  token('information', ['#0b5cad', '#6cb6ff', '#8fd0ff', '#084b82']),
  token('highlight', ['#f0b400', '#e3b341', '#ffd700', '#6b4a00']),
  // The focus colour of light and dark themes may be transparent or under 3:1; CSS cannot tell.
  token('focus', ['#0b5cad', '#6cb6ff', '#f38518', '#006bbd'], { contrast: 'var(--vscode-focusBorder, $)' }),
  token('glyph', ['#ffffff', '#17191c', '#000000', '#ffffff']),
];

/** Strokes and strengths that differ by theme: high contrast has no tints, but outlines. In the order of THEMES. */
export const MEASURES: Readonly<Record<string, readonly [string, string, string, string]>> = {
  'app-border': ['2.25', '2.25', '3', '3'],
  tint: ['0.08', '0.1', '0', '0'],
  'app-tint': ['0.1', '0.14', '0', '0'],
  'lane-border': ['0', '0', '1', '1'],
  taper: ['0.45', '0.45', '0', '0'],
  'taper-border': ['0', '0', '1.5', '1.5'],
  'highlight-strength': ['0.34', '0.34', '1', '1'],
  'highlight-core': ['0', '0', '8', '8'],
};

/** Fonts for words and for what one would type, and the variables of VS Code that they follow. */
const FONTS = [
  {
    name: 'words',
    plain: '"Segoe UI", "Helvetica Neue", Arial, "Liberation Sans", sans-serif',
    follows: 'font-family',
  },
  { name: 'code', plain: 'Consolas, Menlo, "Liberation Mono", monospace', follows: 'editor-font-family' },
] as const;

/** The colour of a role. */
export function roleToken(role: Pattern): string {
  return role === 'config-helper' ? 'config' : role;
}

/** Every token, measure and font of a theme with its plain value. */
export function plainValues(theme: Theme): ReadonlyMap<string, string> {
  const column = THEMES.indexOf(theme);
  return new Map([
    ...TOKENS.map(({ name, values }) => [name, values[column]!] as const),
    ...Object.entries(MEASURES).map(([name, values]) => [name, values[column]!] as const),
    ...FONTS.map(({ name, plain }) => [name, plain] as const),
  ]);
}

/** Every token, measure and font of a theme as it is inside VS Code: CSS that follows the colours of the editor. */
export function editorValues(theme: Theme): ReadonlyMap<string, string> {
  const values = new Map(plainValues(theme));
  const look = theme === 'light' || theme === 'dark' ? theme : 'contrast';
  for (const { name, follows, contributed } of TOKENS) {
    const plain = values.get(name)!;
    const css = contributed ? `var(--vscode-podPatterns-${name}, $)` : follows?.[look];
    if (css) values.set(name, css.replace('$', plain));
  }
  for (const { name, plain, follows } of FONTS) values.set(name, `var(--vscode-${follows}, ${plain})`);
  return values;
}

function everywhere(css: string): Follows {
  return { light: css, dark: css, contrast: css };
}

function ours(name: string, contributed: string, ...values: [string, string, string, string]): Token {
  return { name, values, contributed };
}

function token(name: string, values: Token['values'], follows?: Follows): Token {
  return follows ? { name, values, follows } : { name, values };
}
