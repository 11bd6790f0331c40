import { type Token, tokenize } from './shell-tokens.ts';

/** Where a command reads from or writes to instead of its own input and output. */
export interface Redirection {
  /** `>`, `>>`, `<`, `<<` (a heredoc), `<<<`, `>&`, `&>` and the like, without the number before it. */
  readonly operator: string;
  /** The number before it: `2` of `2>&1`. */
  readonly from: number | null;
  /** The word behind it; of a heredoc what ends it. Empty where there is none. */
  readonly target: string;
}

/** A statement of a shell script, as far as its end and its files matter. */
export type Statement = {
  readonly background: boolean;
  /** Its own; those of the commands in it are theirs. */
  readonly redirections: readonly Redirection[];
} & (
  | { readonly kind: 'command'; readonly words: readonly string[] }
  | { readonly kind: 'pipe'; readonly parts: readonly Statement[] }
  | { readonly kind: 'chain'; readonly parts: readonly { op: '' | '&&' | '||'; statement: Statement }[] }
  | { readonly kind: 'loop'; readonly until: boolean; readonly condition: Script; readonly body: Script }
  | { readonly kind: 'for'; readonly endless: boolean; readonly body: Script }
  /** Without branches: a `case`, of which nothing is read. */
  | { readonly kind: 'if'; readonly branches: readonly Script[]; readonly hasElse: boolean }
  | { readonly kind: 'group'; readonly body: Script }
  | { readonly kind: 'function'; readonly body: Script }
);

export type Script = readonly Statement[];

/**
 * Reads a POSIX shell script tolerantly into statements. Quotes are removed, variables stay (`$X`). Null if it
 * is nested beyond reason.
 */
export function parseScript(text: string): Script | null {
  const tokens = tokenize(text);
  const reader = new ScriptReader(tokens);
  const script = reader.list([]);
  return reader.tooDeep ? null : script;
}

const MAX_DEPTH = 50;
const PLAIN = { background: false, redirections: [] } as const;

class ScriptReader {
  tooDeep = false;
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  /** Reads statements up to one of the closing words (which stays) or the end. */
  list(until: readonly string[]): Script {
    const statements: Statement[] = [];
    if (++this.#depth > MAX_DEPTH) this.tooDeep = true;
    while (!this.tooDeep && this.#at < this.#tokens.length && !this.#isWord(until)) {
      if (this.#takeOp(';', '&', ';;', '|', '||', '&&')) continue;
      const before = this.#at;
      const statement = this.#chain(until);
      statements.push(this.#takeOp('&') ? { ...statement, background: true } : statement);
      if (this.#at === before) this.#at++;
    }
    this.#depth--;
    return statements;
  }

  #chain(until: readonly string[]): Statement {
    const parts: { op: '' | '&&' | '||'; statement: Statement }[] = [{ op: '', statement: this.#pipe() }];
    for (let op = this.#takeOp('&&', '||'); op; op = this.#takeOp('&&', '||')) {
      while (this.#takeOp(';'));
      if (this.#at >= this.#tokens.length || this.#isWord(until)) break;
      parts.push({ op: op as '&&' | '||', statement: this.#pipe() });
    }
    return parts.length === 1 && parts[0] ? parts[0].statement : { kind: 'chain', parts, ...PLAIN };
  }

  #pipe(): Statement {
    const parts = [this.#one()];
    while (this.#takeOp('|', '|&')) {
      while (this.#takeOp(';'));
      parts.push(this.#one());
    }
    return parts.length === 1 && parts[0] ? parts[0] : { kind: 'pipe', parts, ...PLAIN };
  }

  #one(): Statement {
    const statement = this.#bare();
    const redirections = this.#redirections();
    if (redirections.length === 0) return statement;
    return { ...statement, redirections: [...statement.redirections, ...redirections] };
  }

  #bare(): Statement {
    if (this.#takeWord('!')) return this.#one();
    if (this.#isWord(['while', 'until'])) {
      const until = this.#tokens[this.#at++]?.text === 'until';
      const condition = this.list(['do']);
      return { kind: 'loop', until, condition, body: this.#block('do', 'done'), ...PLAIN };
    }
    if (this.#takeWord('for') || this.#takeWord('select')) {
      const head: string[] = [];
      while (this.#at < this.#tokens.length && !this.#isWord(['do'])) head.push(this.#tokens[this.#at++]?.text ?? '');
      // `for ((;;))`: the tokenizer yields parentheses and semicolons only.
      const endless = head.join('').replaceAll(/;+/g, ';').startsWith('((') && !/\w/.test(head.join(''));
      return { kind: 'for', endless, body: this.#block('do', 'done'), ...PLAIN };
    }
    if (this.#takeWord('if')) return this.#if();
    if (this.#takeWord('case')) {
      // Its arms are alternatives with patterns; whether one of them is taken is unknown.
      this.list(['esac']);
      this.#takeWord('esac');
      return { kind: 'if', branches: [], hasElse: false, ...PLAIN };
    }
    if (this.#takeWord('{')) {
      const body = this.list(['}']);
      this.#takeWord('}');
      return { kind: 'group', body, ...PLAIN };
    }
    if (this.#takeOp('(')) {
      const body = this.list([')']);
      this.#takeOp(')');
      return { kind: 'group', body, ...PLAIN };
    }
    const words: string[] = [];
    const redirections: Redirection[] = [];
    for (let token = this.#next(); token && token.kind !== 'operator'; token = this.#next()) {
      if (token.kind === 'redirection') redirections.push(...this.#redirections());
      else words.push(token.text);
      if (token.kind === 'word') this.#at++;
    }
    if (words.length === 1 && this.#next()?.text === '(' && this.#tokens[this.#at + 1]?.text === ')') {
      this.#at += 2;
      while (this.#takeOp(';'));
      return { kind: 'function', body: [this.#one()], ...PLAIN };
    }
    return { kind: 'command', words, background: false, redirections };
  }

  #redirections(): Redirection[] {
    const found: Redirection[] = [];
    for (let token = this.#next(); token?.kind === 'redirection'; token = this.#next()) {
      this.#at++;
      const behind = token.delimiter === undefined && this.#next()?.kind === 'word' ? this.#next() : undefined;
      if (behind) this.#at++;
      found.push({ operator: token.text, from: token.from ?? null, target: token.delimiter ?? behind?.text ?? '' });
    }
    return found;
  }

  #next(): Token | undefined {
    return this.#tokens[this.#at];
  }

  #if(): Statement {
    const branches: Script[] = [];
    let hasElse = false;
    this.list(['then']);
    branches.push(this.#block('then', 'elif', 'else', 'fi'));
    while (this.#takeWord('elif')) {
      this.list(['then']);
      branches.push(this.#block('then', 'elif', 'else', 'fi'));
    }
    if (this.#takeWord('else')) {
      hasElse = true;
      branches.push(this.list(['fi']));
    }
    this.#takeWord('fi');
    return { kind: 'if', branches, hasElse, ...PLAIN };
  }

  /** `do … done`: the last of the closing words is taken if it stands there. */
  #block(open: string, ...close: string[]): Script {
    this.#takeWord(open);
    const body = this.list(close);
    if (close.length === 1) this.#takeWord(close[0] ?? '');
    return body;
  }

  #isWord(words: readonly string[]): boolean {
    const token = this.#tokens[this.#at];
    return token !== undefined && token.kind !== 'redirection' && !token.quoted && words.includes(token.text);
  }

  #takeWord(word: string): boolean {
    if (!this.#isWord([word]) || this.#next()?.kind === 'operator') return false;
    this.#at++;
    return true;
  }

  #takeOp(...ops: string[]): string | null {
    const token = this.#tokens[this.#at];
    if (token?.kind !== 'operator' || !ops.includes(token.text)) return null;
    this.#at++;
    return token.text;
  }
}
