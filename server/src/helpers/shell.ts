/** A statement of a shell script, as far as its end matters. */
export type Statement =
  | { readonly kind: 'command'; readonly words: readonly string[]; readonly background: boolean }
  | { readonly kind: 'pipe'; readonly parts: readonly Statement[]; readonly background: boolean }
  | {
      readonly kind: 'chain';
      readonly parts: readonly { op: '' | '&&' | '||'; statement: Statement }[];
      readonly background: boolean;
    }
  | {
      readonly kind: 'loop';
      readonly until: boolean;
      readonly condition: Script;
      readonly body: Script;
      readonly background: boolean;
    }
  | { readonly kind: 'for'; readonly endless: boolean; readonly body: Script; readonly background: boolean }
  | {
      readonly kind: 'if';
      readonly branches: readonly Script[];
      readonly hasElse: boolean;
      readonly background: boolean;
    }
  | { readonly kind: 'group'; readonly body: Script; readonly background: boolean }
  | { readonly kind: 'function'; readonly body: Script; readonly background: boolean };

export type Script = readonly Statement[];

/**
 * Reads a POSIX shell script tolerantly into statements. Quotes are removed, variables stay (`$X`), redirections are
 * words. Null if it is nested beyond reason.
 */
export function parseScript(text: string): Script | null {
  const tokens = tokenize(text);
  const reader = new ScriptReader(tokens);
  const script = reader.list([]);
  return reader.tooDeep ? null : script;
}

interface Token {
  readonly text: string;
  readonly op: boolean;
  /** Whether a part of the word was quoted, so that it is no reserved word. */
  readonly quoted: boolean;
}

const OPERATOR = /\r?\n|&&|\|\||;;|\|&|[;&|()]/y;
const BLANK = /(?:[ \t]|\\\r?\n)+|#[^\r\n]*/y;
const REDIRECTION = /\d*(?:>>|>&|<<<|<&|&>>|&>|>|<)\s*/y;
const HEREDOC = /\d*<<-?\s*(['"]?)(\w+)\1/y;

function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  const heredocs: string[] = [];
  for (let at = 0; at < text.length; ) {
    const match = (pattern: RegExp) => {
      pattern.lastIndex = at;
      const found = pattern.exec(text);
      if (found) at = pattern.lastIndex;
      return found;
    };
    const heredoc = match(HEREDOC);
    if (heredoc) heredocs.push(heredoc[2] ?? '');
    else if (match(REDIRECTION)) tokens.push({ text: '>', op: false, quoted: true });
    else if (!match(BLANK)) {
      const operator = match(OPERATOR);
      if (operator) {
        const isBreak = operator[0].endsWith('\n');
        tokens.push({ text: isBreak ? ';' : operator[0], op: true, quoted: false });
        while (isBreak && heredocs.length > 0) at = skipHeredoc(text, at, heredocs.shift() ?? '');
      } else {
        const word = readWord(text, at);
        tokens.push({ text: word.text, op: false, quoted: word.quoted });
        at = word.end;
      }
    }
  }
  return tokens;
}

function skipHeredoc(text: string, from: number, delimiter: string): number {
  const end = new RegExp(`^[ \\t]*${delimiter}[ \\t]*\\r?$`, 'm');
  const match = end.exec(text.slice(from));
  return match ? from + match.index + match[0].length : text.length;
}

/** Reads one word: quotes removed, `$(…)` and backticks kept whole. */
function readWord(text: string, from: number): { text: string; quoted: boolean; end: number } {
  let word = '';
  let quoted = false;
  let at = from;
  while (at < text.length) {
    const unit = text[at] ?? '';
    if (/[\s;&|()<>]/.test(unit)) break;
    if (unit === "'") {
      const close = text.indexOf("'", at + 1);
      const end = close < 0 ? text.length : close;
      word += text.slice(at + 1, end);
      at = end + 1;
      quoted = true;
    } else if (unit === '"') {
      const end = doubleQuoteEnd(text, at + 1);
      word += text.slice(at + 1, end).replace(/\\(["\\$`])/g, '$1');
      at = end + 1;
      quoted = true;
    } else if (unit === '\\') {
      word += text[at + 1] ?? '';
      at += 2;
      quoted = true;
    } else if (unit === '`' || text.startsWith('$(', at) || text.startsWith('${', at)) {
      const end = substitutionEnd(text, at);
      word += text.slice(at, end);
      at = end;
    } else {
      word += unit;
      at++;
    }
  }
  return { text: word, quoted, end: Math.max(at, from + 1) };
}

function doubleQuoteEnd(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '"') return at;
  }
  return text.length;
}

function substitutionEnd(text: string, from: number): number {
  if (text[from] === '`') {
    const close = text.indexOf('`', from + 1);
    return close < 0 ? text.length : close + 1;
  }
  const [open, close] = text[from + 1] === '(' ? ['(', ')'] : ['{', '}'];
  let depth = 0;
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] === open) depth++;
    else if (text[at] === close && --depth === 0) return at + 1;
  }
  return text.length;
}

const MAX_DEPTH = 50;

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
    return parts.length === 1 && parts[0] ? parts[0].statement : { kind: 'chain', parts, background: false };
  }

  #pipe(): Statement {
    const parts = [this.#one()];
    while (this.#takeOp('|', '|&')) {
      while (this.#takeOp(';'));
      parts.push(this.#one());
    }
    return parts.length === 1 && parts[0] ? parts[0] : { kind: 'pipe', parts, background: false };
  }

  #one(): Statement {
    const background = false;
    if (this.#takeWord('!')) return this.#one();
    if (this.#isWord(['while', 'until'])) {
      const until = this.#tokens[this.#at++]?.text === 'until';
      const condition = this.list(['do']);
      return { kind: 'loop', until, condition, body: this.#block('do', 'done'), background };
    }
    if (this.#takeWord('for') || this.#takeWord('select')) {
      const head: string[] = [];
      while (this.#at < this.#tokens.length && !this.#isWord(['do'])) head.push(this.#tokens[this.#at++]?.text ?? '');
      // `for ((;;))`: the tokenizer yields parentheses and semicolons only.
      const endless = head.join('').replaceAll(/;+/g, ';').startsWith('((') && !/\w/.test(head.join(''));
      return { kind: 'for', endless, body: this.#block('do', 'done'), background };
    }
    if (this.#takeWord('if')) return this.#if();
    if (this.#takeWord('case')) {
      // Its arms are alternatives with patterns; whether one of them is taken is unknown.
      this.list(['esac']);
      this.#takeWord('esac');
      return { kind: 'if', branches: [], hasElse: false, background };
    }
    if (this.#takeWord('{')) {
      const body = this.list(['}']);
      this.#takeWord('}');
      return { kind: 'group', body, background };
    }
    if (this.#takeOp('(')) {
      const body = this.list([')']);
      this.#takeOp(')');
      return { kind: 'group', body, background };
    }
    const words: string[] = [];
    while (this.#at < this.#tokens.length && !this.#tokens[this.#at]?.op)
      words.push(this.#tokens[this.#at++]?.text ?? '');
    if (words.length === 1 && this.#tokens[this.#at]?.text === '(' && this.#tokens[this.#at + 1]?.text === ')') {
      this.#at += 2;
      while (this.#takeOp(';'));
      return { kind: 'function', body: [this.#one()], background };
    }
    return { kind: 'command', words, background };
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
    return { kind: 'if', branches, hasElse, background: false };
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
    return token !== undefined && !token.quoted && words.includes(token.text);
  }

  #takeWord(word: string): boolean {
    if (!this.#isWord([word]) || this.#tokens[this.#at]?.op) return false;
    this.#at++;
    return true;
  }

  #takeOp(...ops: string[]): string | null {
    const token = this.#tokens[this.#at];
    if (!token?.op || !ops.includes(token.text)) return null;
    this.#at++;
    return token.text;
  }
}
