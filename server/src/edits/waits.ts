import type { Container, Pod } from '../kubernetes/pod.ts';
import { writtenValue } from '../yaml/edit/find.ts';
import { insertItem } from '../yaml/edit.ts';
import { type Edits, ownMapping } from './fields.ts';
import { inSteps, type Step } from './steps.ts';

/** Puts `timeout` and a number of seconds before the command of a container. */
export function boundWait(pod: Pod, container: Container, seconds: string): Edits {
  const mapping = ownMapping(container.source);
  if (!mapping) return null;
  const put = (word: string): Step => {
    return (document, find) => {
      const today = find(mapping);
      const command = today && writtenValue(today, 'command');
      const edit = command?.kind === 'sequence' ? insertItem(document, command, word, 0) : null;
      return edit && [edit];
    };
  };
  return inSteps(pod.document, [put(seconds), put('timeout')]);
}
