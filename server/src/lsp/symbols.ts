import { type DocumentSymbol, SymbolKind } from 'vscode-languageserver/node';
import { type OutlineEntry, outlineOf } from '../features/symbols.ts';
import type { Asked } from './asked.ts';
import { rangeIn } from './convert.ts';
import { perPart } from './per-part.ts';

const symbols = perPart<DocumentSymbol>();

/** The pods of a file and their containers. */
export function documentSymbols(asked: Asked): DocumentSymbol[] {
  return symbols(asked, [], (part) => {
    const symbol = ({ name, detail, at, anchor }: OutlineEntry, kind: SymbolKind): DocumentSymbol => ({
      name,
      ...(detail === '' ? {} : { detail }),
      kind,
      range: rangeIn(part, at),
      selectionRange: rangeIn(part, anchor),
    });
    return outlineOf(part).map((pod) => ({
      ...symbol(pod, SymbolKind.Class),
      children: pod.containers.map((container) => symbol(container, SymbolKind.Object)),
    }));
  });
}
