// The text of hovers as elements. Only what is listed here becomes an element; everything else, links and markup of the
// text included, is words.

import { Lexer, type Token, type Tokens } from 'marked';
import { type ComponentChildren, h } from 'preact';

/** Markdown as elements that hold nothing but text. */
export function markdownElements(markdown: string): ComponentChildren[] {
  return Lexer.lex(markdown, { gfm: true }).map(block);
}

function block(token: Token): ComponentChildren {
  switch (token.type) {
    case 'space':
    case 'def':
      return null;
    case 'heading':
      return h('p', { class: 'heading' }, inlines(token));
    case 'paragraph':
      return h('p', {}, inlines(token));
    case 'list':
      return list(token as Tokens.List);
    case 'table':
      return table(token as Tokens.Table);
    case 'code':
      return h('pre', {}, h('code', {}, (token as Tokens.Code).text));
    case 'blockquote':
      return h('blockquote', {}, (token.tokens ?? []).map(block));
    case 'hr':
      return h('hr', {});
    case 'text':
      return inlines(token);
    default:
      return token.raw;
  }
}

function list({ ordered, items }: Tokens.List): ComponentChildren {
  const entries = items.map((item) => h('li', {}, item.tokens.map(block)));
  return ordered ? h('ol', {}, entries) : h('ul', {}, entries);
}

function table({ header, rows }: Tokens.Table): ComponentChildren {
  const row = (cells: readonly Tokens.TableCell[], tag: 'th' | 'td') =>
    h(
      'tr',
      {},
      cells.map(({ tokens }) => h(tag, {}, tokens.map(inline))),
    );
  return h(
    'table',
    {},
    h('thead', {}, row(header, 'th')),
    h(
      'tbody',
      {},
      rows.map((cells) => row(cells, 'td')),
    ),
  );
}

function inlines(token: Token): ComponentChildren {
  return 'tokens' in token && token.tokens ? token.tokens.map(inline) : 'text' in token ? token.text : token.raw;
}

function inline(token: Token): ComponentChildren {
  switch (token.type) {
    case 'strong':
      return h('strong', {}, inlines(token));
    case 'em':
      return h('em', {}, inlines(token));
    case 'del':
      return h('del', {}, inlines(token));
    case 'codespan':
      return h('code', {}, token.text);
    case 'br':
      return h('br', {});
    case 'escape':
    case 'text':
    case 'link':
      return inlines(token);
    default:
      return token.raw;
  }
}
