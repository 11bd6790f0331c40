import { randomFrom } from '../lsp/random.ts';

type Random = (below: number) => number;

/** What a text says: scalars as text, null for an entry or item without one. */
export type Plain = string | null | readonly Plain[] | { readonly [key: string]: Plain };

/** YAML in all styles, the same one for the same seed, and what it says. */
export function writtenYaml(seed: number): { readonly text: string; readonly value: Plain } {
  const random = randomFrom(seed);
  const writer = new Writer(random);
  const value = plainValue(random, 3 + random(3));
  const start = pick(random, ['', '', '', '---\n', '--- # first\n', '# a comment\n\n---\n', '\n\n']);
  const body =
    typeof value === 'object' && value !== null ? writer.root(value) : `${writer.inline(value, 0, 'flow')}\n`;
  const text = start + body + pick(random, ['', '', '# end\n\n', '# end\n', '...\n']);
  const eol = pick(random, ['\n', '\n', '\n', '\r\n', '\r']);
  const bom = random(8) === 0 ? '\uFEFF' : '';
  return { text: bom + text.replaceAll('\n', eol), value };
}

/** A text as it is while somebody types: something is missing, doubled, moved or half done. */
export function mutated(text: string, seed: number): string {
  const random = randomFrom(seed);
  const lines = text.split(/(?<=\n)/);
  const line = random(lines.length);
  const at = random(text.length + 1);
  const changeLine = (change: (line: string) => string) =>
    lines.map((one, i) => (i === line ? change(one) : one)).join('');
  switch (random(11)) {
    case 0:
      return text.slice(0, at) + text.slice(at + 1 + random(3));
    case 1:
    case 2:
      return text.slice(0, at) + pick(random, MARKS) + text.slice(at);
    case 3:
      return changeLine(() => '');
    case 4:
      return changeLine((one) => one + one);
    case 5:
      return changeLine((one) => `${' '.repeat(1 + random(3))}${one}`);
    case 6:
      return changeLine((one) => one.replace(/^ {1,2}/, ''));
    case 7:
      return changeLine((one) =>
        one.replace(/^( *)(.*)/, (_, margin, rest) => `${margin}${rest.slice(0, random(rest.length + 1))}`),
      );
    case 8:
      return changeLine((one) =>
        one.replace(/^( *)/, `$1${pick(random, ['ima\n', 'a: b: c\n', '\t', '- ', '? ', '"open\n'])}$1`),
      );
    case 9:
      return text.slice(0, at);
    default:
      return changeLine((one) =>
        one.replace(/: ?/, pick(random, [':', ' ', ': "', ": '", ': [', ': {', ': |', ': *no', ': &x', ': !t'])),
      );
  }
}

const MARKS = [
  ...[...':-#"\'[]{},|>&*!?%@`~\\'],
  ...[
    '\t',
    ' ',
    '\n',
    '\r',
    ': ',
    '- ',
    ' #',
    '\n\n',
    '\n---\n',
    '\n...\n',
    '{{ x }}',
    '<<: ',
    '\u0000',
    '\u00A0',
    '\uFEFF',
    '\uD800',
  ],
];

const WORDS = [
  ...[
    'a',
    'web',
    'nginx:1.27',
    'true',
    'no',
    '010',
    '0x1F',
    '1_000',
    '3.5e2',
    '~',
    'null',
    '/etc/app',
    'https://x.y/z?q=1#f',
  ],
  ...[
    'two words',
    "it's",
    'say "x"',
    'a: b',
    '# no comment',
    '- no item',
    'x #y',
    '*no',
    '&no',
    '!no',
    '%no',
    '@no',
    '`no',
  ],
  ...[
    '[',
    '{',
    ']}',
    ',',
    '?',
    ':',
    '-',
    '--- no',
    'é 😀',
    'tab\there',
    ' lead',
    'trail ',
    '',
    '\\n',
    'a,b',
    '<<x',
    'x:y',
    'k=v',
  ],
  ...[
    'one\ntwo\n',
    'one\n\n  two\nthree',
    '\n\nlate\n\n\n',
    '#!/bin/sh\nset -e\nif [ a ]; then\n  b: c\nfi\n',
    'end\n\n',
    '\n',
    'x\n ',
  ],
];

function pick<T>(random: Random, from: readonly T[]): T {
  return from[random(from.length)] as T;
}

function plainValue(random: Random, depth: number): Plain {
  const kind = depth <= 0 ? 0 : random(6);
  if (kind <= 1) return random(8) === 0 ? null : pick(random, WORDS);
  if (kind <= 3) return Array.from({ length: random(4) }, () => plainValue(random, depth - 1 - random(2)));
  const keys = ['a', 'name', 'long-key', 'x.y/z', 'with space', "it's", 'true', '8080', '"q"', 'a#b', ''];
  const first = random(keys.length);
  return Object.fromEntries(
    Array.from({ length: random(5) }, (_, i) => [
      keys[(first + i * 3) % keys.length],
      plainValue(random, depth - 1 - random(2)),
    ]),
  );
}

type Place = 'block' | 'flow' | 'key';

/** Writes values so that both libraries must read the same again. */
class Writer {
  readonly #random: Random;
  #anchors = 0;
  /** Whether blank lines that come next would belong to a block scalar. */
  #keepsBreaks = false;

  constructor(random: Random) {
    this.#random = random;
  }

  root(value: Exclude<Plain, string | null>): string {
    if (this.#isFlow(value)) return `${this.#flow(value, 0)}${this.#comment()}\n`;
    return this.#block(value, 0);
  }

  /** A scalar behind its indicator, without the line break. */
  inline(value: string | null, indent: number, place: Place): string {
    const property = place === 'key' ? '' : this.#property();
    if (value === null) return `${property}${place === 'flow' || this.#random(2) ? '~' : ''}`.trimEnd();
    const ways = [this.#double(value, place), ...this.#single(value), ...this.#plain(value, place)];
    if (place === 'block') ways.push(...this.#blockScalar(value, indent));
    return property + pick(this.#random, ways);
  }

  #isFlow(value: Exclude<Plain, string | null>): boolean {
    return Object.keys(value).length === 0 || this.#random(4) === 0;
  }

  #block(value: Exclude<Plain, string | null>, indent: number): string {
    const margin = ' '.repeat(indent);
    if (Array.isArray(value)) {
      return value.map((item: Plain) => `${this.#above(margin)}${margin}-${this.#behind(item, indent, true)}`).join('');
    }
    return Object.entries(value)
      .map(([key, item]) => {
        const space = this.#random(20) === 0 ? ' ' : '';
        const written = this.inline(key, indent, 'key');
        return `${this.#above(margin)}${margin}${written}${space}:${this.#behind(item, indent, false)}`;
      })
      .join('');
  }

  /** What stands behind a colon or a dash, with its line break. */
  #behind(value: Plain, indent: number, item: boolean): string {
    if (value === null || typeof value === 'string') {
      const written = this.inline(value, indent + (item ? 2 : 1) + this.#random(3), 'block');
      if (/[|>][-+\d]*(?:\s+#.*)?\n/.test(written)) return ` ${written}`;
      return `${written === '' ? '' : pick(this.#random, [' ', ' ', '  '])}${written}${this.#comment()}\n`;
    }
    const property = this.#property();
    if (this.#isFlow(value)) return ` ${property}${this.#flow(value, indent + 2)}${this.#comment()}\n`;
    const deeper = indent + (!item && Array.isArray(value) ? this.#random(3) : 1 + this.#random(3));
    if (item && property === '' && this.#random(3) > 0) {
      const gap = 1 + this.#random(2);
      const written = this.#block(value, indent + 1 + gap).replace(/^(?:[ \t]*(?:#.*)?\n)+/, '');
      return ' '.repeat(gap) + written.slice(indent + 1 + gap);
    }
    return `${property === '' ? '' : ` ${property.trimEnd()}`}${this.#comment()}\n${this.#block(value, deeper)}`;
  }

  #flow(value: Exclude<Plain, string | null>, indent: number): string {
    const lines = this.#random(3) === 0;
    const inner = (one: Plain): string =>
      one === null || typeof one === 'string'
        ? this.inline(one, indent + 2, 'flow')
        : this.#property() + this.#flow(one, indent + 2);
    const list = Array.isArray(value);
    const parts: string[] = list
      ? value.map(inner)
      : Object.entries(value).map(
          ([key, one]) => `${this.#double(key, 'key')}${pick(this.#random, [': ', ':  '])}${inner(one)}`,
        );
    const [open, close] = list ? '[]' : '{}';
    const comma = parts.length > 0 && this.#random(4) === 0 ? ',' : '';
    if (!lines) return `${open}${parts.join(pick(this.#random, [', ', ',', ' , ']))}${comma}${close}`;
    const margin = ' '.repeat(indent + 1);
    return `${open}${this.#comment()}\n${margin}${parts.join(`,${this.#comment()}\n${margin}`)}${comma}\n${margin}${close}`;
  }

  #plain(value: string, place: Place): string[] {
    const safe = /^[A-Za-z0-9/~<](?:[\w./\-=<#']| (?=[\w/]))*(?::[\w/.]+[\w./?#=]*)?$/;
    if (!safe.test(value)) return [];
    if (place === 'key' || !value.includes(' ') || this.#random(3) > 0) return [value];
    return [value.replace(' ', `  \n${' '.repeat(60)}`)];
  }

  #single(value: string): string[] {
    return /[\n\t]/.test(value) ? [] : [`'${value.replaceAll("'", "''")}'`];
  }

  #double(value: string, place: Place): string {
    const written = JSON.stringify(value);
    if (place === 'key') return written;
    switch (this.#random(5)) {
      case 0:
        return written.replace(/\\.|[a-z]/g, (c) =>
          c.length > 1 || this.#random(2) ? c : `\\x${c.charCodeAt(0).toString(16)}`,
        );
      case 1:
        return written.replace(/é|😀/gu, (c) => (c === 'é' ? '\\u00e9' : '\\U0001F600'));
      case 2:
        return written.replace(/(?<=[\w]) (?=[\w])/, `\n${' '.repeat(60)}`);
      case 3:
        return written.replace(/(?<=[\w])(?= ?[\w])/, `\\\n${' '.repeat(60)}\\`).replace(/(\n +)\\(?! )/, '$1');
      default:
        return written;
    }
  }

  /** A literal or folded block scalar with its line break, where one can hold the text. */
  #blockScalar(value: string, indent: number): string[] {
    const body = value.replace(/\n+$/, '');
    const breaks = value.length - body.length;
    if (body === '' || /[\t\uFEFF]/.test(value) || / (?:\n|$)/.test(value)) return [];
    const margin = ' '.repeat(indent);
    const chomp = breaks === 0 ? '-' : breaks === 1 ? '' : '+';
    if (chomp === '+') this.#keepsBreaks = true;
    const explicit = /^[\n ]/.test(body);
    if (explicit) return [];
    const lines = body.split('\n').map((line) => (line === '' ? '' : margin + line));
    const more = '\n'.repeat(breaks === 0 ? 1 : breaks);
    const literal = `|${chomp}${this.#comment()}\n${lines.join('\n')}${more}`;
    if (/\n/.test(body)) return [literal];
    return [literal, `>${chomp}\n${margin}${body.replace(/(?<=\w) (?=\w)/, `\n${margin}`)}${more}`];
  }

  #property(): string {
    switch (this.#random(14)) {
      case 0:
        return `&a${this.#anchors++} `;
      case 1:
        return '!own ';
      case 2:
        return `&a${this.#anchors++} !!own `;
      default:
        return '';
    }
  }

  #comment(): string {
    return this.#random(8) === 0 ? pick(this.#random, [' # why', '  #', ' # a: "b" - [c', '\t# tab']) : '';
  }

  #above(margin: string): string {
    if (this.#keepsBreaks) {
      this.#keepsBreaks = false;
      return '';
    }
    return this.#random(8) === 0
      ? pick(this.#random, ['\n', `${margin}# above\n`, '# left\n', `${margin}# right\n\n`, `${margin}\n`])
      : '';
  }
}
