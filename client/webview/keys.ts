// What keys ask for, wherever on the page they are pressed.

/** What a key asks for. */
export type Command = 'larger' | 'smaller' | 'whole' | 'fit' | 'explain' | 'add' | 'back';

const COMMANDS: Readonly<Record<string, Command>> = {
  '+': 'larger',
  '=': 'larger',
  '-': 'smaller',
  '0': 'whole',
  f: 'fit',
  i: 'explain',
  a: 'add',
  Escape: 'back',
};

/** The command of a key; null with modifiers, which are the editor's, and where one chooses or types. */
export function commandOf({ key, altKey, ctrlKey, metaKey, target }: KeyboardEvent): Command | null {
  if (altKey || ctrlKey || metaKey) return null;
  const isField = target instanceof HTMLSelectElement;
  return isField && key !== 'Escape' ? null : (COMMANDS[key] ?? null);
}

/** Whether the browser itself acts on Enter and Space there. */
export function isControl(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('button, select');
}
