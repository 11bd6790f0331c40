// The window from outside: asks the browser that shows the workbench to click, to wait and to take pictures.
import { Skip } from './check.ts';

const address = process.env.POD_PATTERNS_WINDOW;

/** Whether the window can be driven: the desktop editor's cannot. */
export const isDriven = address !== undefined;

interface Request {
  selector?: string;
  keys?: string;
  file?: string;
  /** Whether the selector is for the page inside the webview. */
  webview?: boolean;
}

/**
 * Asks for one action of scripts/host/window-control.ts.
 * @throws Skip in the desktop editor, whose window nobody drives
 */
export async function inWindow(action: string, request: Request = {}): Promise<unknown> {
  if (!address) throw new Skip('the desktop window is not driven from outside');
  const response = await fetch(`${address}/${action}`, { method: 'POST', body: JSON.stringify(request) });
  const { value, error } = (await response.json()) as { value?: unknown; error?: string };
  if (error) throw new Error(`${action} ${JSON.stringify(request)}: ${error}`);
  return value;
}
