// The window from outside: asks the browser that shows the workbench to click, to wait and to take pictures.
import type { WindowRequest } from '../../scripts/host/window-control.ts';
import { Skip } from './check.ts';

const address = process.env.POD_PATTERNS_WINDOW;

/** Whether the window can be driven: the desktop editor's cannot. */
export const isDriven = address !== undefined;

/**
 * Asks for one action of scripts/host/window-control.ts.
 * @throws Skip in the desktop editor, whose window nobody drives
 */
export async function inWindow(action: string, request: WindowRequest = {}): Promise<unknown> {
  if (!address) throw new Skip('the desktop window is not driven from outside');
  const response = await fetch(`${address}/${action}`, { method: 'POST', body: JSON.stringify(request) });
  const { value, error } = (await response.json()) as { value?: unknown; error?: string };
  if (error) throw new Error(`${action} ${JSON.stringify(request)}: ${error}`);
  return value;
}

/** Whether there is something for the selector, at this moment. */
export async function isShown(selector: string): Promise<boolean> {
  return ((await inWindow('text', { selector })) as string[]).length > 0;
}
