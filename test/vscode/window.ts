// The window from outside: asks the browser that shows the workbench to click, to wait and to take pictures.
import { Skip } from './check.ts';

const address = process.env.POD_PATTERNS_WINDOW;

interface Request {
  selector?: string;
  keys?: string;
  file?: string;
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
