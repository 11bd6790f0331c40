import { editorIsThere } from '../scripts/host/editor.ts';
import { measureInEditor } from '../test/vscode/run.ts';
import type { Section } from './section.ts';

/** In the names of the checks that measure. */
const CHECKS = 'package activates|is measured how long';

/** What the extension takes in a real editor, beside an empty webview and a mere look into the page. */
export function editorSection(isFetched: boolean): Section {
  let figures: Promise<Readonly<Record<string, readonly number[]>>> | undefined;
  return {
    id: 'editor',
    title: 'real editor',
    who: ['ours', 'empty'],
    rounds: 1,
    figures: [
      { id: 'activation', title: 'activation', unit: 'ms' },
      { id: 'preview-first', title: 'opening the first preview, 20 KB', unit: 'ms' },
      { id: 'preview', title: 'opening a later preview', unit: 'ms' },
      { id: 'picture', title: 'keystroke to picture', unit: 'ms' },
    ],
    async measure(who, notes) {
      if (!isFetched && !(await editorIsThere())) {
        notes.say('not measured: there is no editor, --editor fetches one');
        return;
      }
      figures ??= measureInEditor(CHECKS);
      const prefix = 'empty-';
      for (const [name, values] of Object.entries(await figures)) {
        if (name.startsWith(prefix) === (who === 'empty')) notes.add(name.replace(prefix, ''), ...values);
      }
    },
  };
}
