import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { plainValues, roleToken, THEMES, type Theme, TOKENS } from '../../server/src/diagram/svg/tokens.ts';
import type { Pattern } from '../../server/src/helpers/helper.ts';

type Color = readonly [red: number, green: number, blue: number];

const ROLES: readonly Pattern[] = [
  'app',
  'init',
  'sidecar',
  'ambassador',
  'adapter',
  'config-helper',
  'proxy',
  'unknown',
];
const FREE = ['bg', 'pod', 'lane'];

/** The contrast of two colours, 1 to 21 (WCAG 2.2, "contrast ratio" and "relative luminance"). */
function contrast(a: Color, b: Color): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((one, other) => one - other);
  return (light! + 0.05) / (dark! + 0.05);
}

function luminance(color: Color): number {
  const [red, green, blue] = color.map((part) =>
    part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

function colorOf(hex: string): Color {
  assert.match(hex, /^#[0-9a-f]{6}$/);
  return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as unknown as Color;
}

/** A colour that lies on another with a strength of 0 to 1. */
function laid(over: Color, under: Color, strength: number): Color {
  return over.map((part, at) => part * strength + under[at]! * (1 - strength)) as unknown as Color;
}

test('the contrast is that of WCAG', () => {
  assert.equal(contrast([0, 0, 0], [255, 255, 255]), 21);
  assert.ok(Math.abs(contrast(colorOf('#d18616'), colorOf('#ffffff')) - 2.94) < 0.01);
});

for (const theme of THEMES) {
  test(`texts can be read, and outlines and lines be seen, in ${theme}`, () => {
    const faults = [...pairs(theme, 4.5, textPairs(theme)), ...pairs(theme, 3, linePairs(theme))];
    assert.deepEqual(faults, []);
  });
}

/** A colour by its token, or worked out. */
type Named = readonly [name: string, color: Color];

function pairs(theme: Theme, least: number, all: readonly (readonly [Named, Named])[]): string[] {
  return all.flatMap(([[front, a], [back, b]]) => {
    const ratio = contrast(a, b);
    return ratio < least ? [`${front} on ${back} in ${theme}: ${ratio.toFixed(2)}, less than ${least}`] : [];
  });
}

function named(theme: Theme, ...names: readonly string[]): Named[] {
  return names.map((name) => [name, colorOf(plainValues(theme).get(name)!)]);
}

/** Cards as they are, and those that are tinted in the colour of their role: the app, bars, hovered ones. */
function cards(theme: Theme, role: Pattern): Named[] {
  const [card] = named(theme, 'card');
  const [own] = named(theme, roleToken(role));
  const strength = Number(plainValues(theme).get(role === 'app' ? 'app-tint' : 'tint'));
  return [card!, [`tinted ${role}`, laid(own![1], card![1], strength)]];
}

function textPairs(theme: Theme): (readonly [Named, Named])[] {
  const inCards = ROLES.flatMap((role) =>
    across(named(theme, 'ink', 'muted', 'volume', 'changed', roleToken(role)), cards(theme, role)),
  );
  return [
    ...inCards,
    ...across(named(theme, 'ink', 'muted'), named(theme, ...FREE, 'card', 'drum')),
    ...across(named(theme, 'volume'), named(theme, ...FREE, 'drum')),
    ...across(named(theme, 'bg'), named(theme, 'ink')),
    // Ports that have come beside a pole, struck names.
    ...across(named(theme, 'changed', 'added', 'removed'), named(theme, ...FREE, 'card')),
  ];
}

function linePairs(theme: Theme): (readonly [Named, Named])[] {
  const roles = ROLES.map(roleToken);
  const badges = ['error', 'warning', 'information', 'added', 'removed', 'changed'];
  return [
    ...across(named(theme, ...roles, 'edge', 'volume', 'muted', 'focus', ...badges), named(theme, ...FREE, 'card')),
    ...across(named(theme, 'glyph'), named(theme, ...roles.filter((name) => name !== 'unknown'), ...badges, 'focus')),
  ];
}

function across(fronts: readonly Named[], backs: readonly Named[]): (readonly [Named, Named])[] {
  return fronts.flatMap((front) => backs.map((back) => [front, back] as const));
}

test('themes and users can change the colours of roles, volumes and marks', () => {
  const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  const colors: { id: string; defaults: Record<string, string> }[] = manifest.contributes.colors;
  assert.deepEqual(
    colors.map(({ id }) => id),
    TOKENS.filter(({ contributed }) => contributed).map(({ name }) => `podPatterns.${name}`),
  );
  const app = colors.find(({ id }) => id === 'podPatterns.app')?.defaults;
  assert.deepEqual(Object.keys(app ?? {}), ['light', 'dark', 'highContrast', 'highContrastLight']);
});
