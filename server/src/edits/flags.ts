import { readCommand } from '../helpers/commands/command.ts';
import { provenHelper } from '../helpers/role.ts';
import type { Pod } from '../kubernetes/pod.ts';
import { flagName } from '../traffic/ports/listen-names.ts';
import type { Teammate } from '../traffic/team.ts';
import { writtenValue } from '../yaml/edit/find.ts';
import { insertEntry, insertItem, replaceScalar } from '../yaml/edit.ts';
import type { YamlDocument } from '../yaml/parse.ts';
import type { Mapping, Scalar, Sequence } from '../yaml/tree.ts';
import { type Edits, ownMapping } from './fields.ts';
import { keysBefore } from './key-order.ts';

/**
 * Sets a flag of a container, `--flag=value` or `--flag`: in its place, as it is written there, else beside the other flags.
 * Null where a script runs the program, or what is there cannot be changed.
 */
export function setFlag({ document }: Pod, member: Teammate, flag: string): Edits {
  const mapping = ownMapping(member.container.source);
  return mapping && setFlagIn(document, mapping, member, flag);
}

/** Sets a flag of a container that a mapping holds now. Null as `setFlag`. */
export function setFlagIn(document: YamlDocument, mapping: Mapping, member: Teammate, flag: string): Edits {
  const lists = [writtenValue(mapping, 'args'), writtenValue(mapping, 'command')];
  if (lists.some((list) => list && list.kind !== 'sequence')) return null;
  const [args, command] = lists.map((list) => (list?.kind === 'sequence' ? list : null));
  if (command && readCommand(wordsOf(command).map((word) => word?.text ?? '')).script) return null;
  for (const list of [args, command]) {
    const words = list ? wordsOf(list) : [];
    const index = words.findIndex((word) => word?.text.startsWith('-') && flagName(word.text) === flagName(flag));
    const same = words[index];
    if (same) return replaced(document, same, words[index + 1] ?? null, flag);
  }
  const list = args ?? (command && wordsOf(command).some(isFlag) ? command : null);
  if (list) {
    const edit = insertItem(document, list, flag, placeIn(wordsOf(list), provenHelper(member)?.startup?.args ?? []));
    return edit && [edit];
  }
  const edit = insertEntry(document, mapping, 'args', [flag], { after: keysBefore('args') });
  return edit && [edit];
}

function wordsOf(list: Sequence): (Scalar | null)[] {
  return list.items.map(({ value }) => (value?.kind === 'scalar' ? value : null));
}

function isFlag(word: Scalar | null): boolean {
  return word?.text.startsWith('-') === true;
}

/** A flag has its value behind an equals sign, or as the next word; one without a value is there already. */
function replaced(document: YamlDocument, same: Scalar, next: Scalar | null, flag: string): Edits {
  if (!flag.includes('=') || same.text === flag) return [];
  if (same.text.includes('=')) return [replaceScalar(document, same, flag)];
  return next && !isFlag(next) ? [replaceScalar(document, next, flag.slice(flag.indexOf('=') + 1))] : null;
}

/** Behind the last flag, unless the next word may be its value: then before it. `known`: flags as they are written whole. */
function placeIn(words: readonly (Scalar | null)[], known: readonly string[]): number {
  const last = words.findLastIndex(isFlag);
  const text = words[last]?.text ?? '=';
  const isWhole = text.includes('=') || last === words.length - 1 || known.includes(text);
  return isWhole ? last + 1 : last;
}
