/** A piece of a shell script: a word, an operator between commands, or a redirection. */
export interface Token {
  /** Of a word without its quotes; of a redirection its operator without the number. */
  readonly text: string;
  readonly kind: 'word' | 'operator' | 'redirection';
  /** Whether a part of the word was quoted, so that it is no reserved word. */
  readonly quoted: boolean;
  /** Of a redirection: the number before it, and of a heredoc what ends it; others have their target in the next word. */
  readonly from?: number | null;
  readonly delimiter?: string;
}

const OPERATOR = /\r?\n|&&|\|\||;;|\|&|[;&|()]/y;
const BLANK = /(?:[ \t]|\\\r?\n)+|#[^\r\n]*/y;
const REDIRECTION = /(\d*)(>>|>&|>\||<<<|<&|<>|&>>|&>|>|<)[ \t]*/y;
/** What may begin anything but a word; a line is mostly words. */
const BEGINS_OTHER = ' \t\r\n;&|()<>\\#0123456789';
const HEREDOC = /(\d*)<<-?[ \t]*(['"]?)(\w+)\2/y;

/** Cuts a script into tokens: quotes removed, comments and the bodies of heredocs left out. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  const heredocs: string[] = [];
  for (let at = 0; at < text.length; ) {
    if (!BEGINS_OTHER.includes(text[at] ?? '')) {
      at = pushWord(tokens, text, at);
      continue;
    }
    const match = (pattern: RegExp) => {
      pattern.lastIndex = at;
      const found = pattern.exec(text);
      if (found) at = pattern.lastIndex;
      return found;
    };
    const heredoc = match(HEREDOC);
    const redirection = heredoc ? null : match(REDIRECTION);
    if (heredoc) {
      const [, number, , delimiter = ''] = heredoc;
      heredocs.push(delimiter);
      tokens.push({ text: '<<', kind: 'redirection', quoted: false, from: numberIn(number), delimiter });
    } else if (redirection) {
      const [, number, text = ''] = redirection;
      tokens.push({ text, kind: 'redirection', quoted: false, from: numberIn(number) });
    } else if (!match(BLANK)) {
      const operator = match(OPERATOR);
      if (operator) {
        const isBreak = operator[0].endsWith('\n');
        tokens.push({ text: isBreak ? ';' : operator[0], kind: 'operator', quoted: false });
        while (isBreak && heredocs.length > 0) at = skipHeredoc(text, at, heredocs.shift() ?? '');
      } else {
        at = pushWord(tokens, text, at);
      }
    }
  }
  return tokens;
}

function numberIn(text: string | undefined): number | null {
  return text ? Number(text) : null;
}

function skipHeredoc(text: string, from: number, delimiter: string): number {
  const end = new RegExp(`^[ \\t]*${delimiter}[ \\t]*\\r?$`, 'm');
  const match = end.exec(text.slice(from));
  return match ? from + match.index + match[0].length : text.length;
}

function pushWord(tokens: Token[], text: string, from: number): number {
  const word = readWord(text, from);
  tokens.push({ text: word.text, kind: 'word', quoted: word.quoted });
  return word.end;
}

const PLAIN = /[^\s;&|()<>'"\\`$]+/y;

/** Reads one word: quotes removed, `$(…)` and backticks kept whole. */
function readWord(text: string, from: number): { text: string; quoted: boolean; end: number } {
  let word = '';
  let quoted = false;
  let at = from;
  while (at < text.length) {
    PLAIN.lastIndex = at;
    if (PLAIN.test(text)) {
      word += text.slice(at, PLAIN.lastIndex);
      at = PLAIN.lastIndex;
      continue;
    }
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
