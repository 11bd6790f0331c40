/** Why a command cannot do its work: one line for the person who called it, exit status 2. */
export class Refusal extends Error {}

/** What went wrong, without the stack. */
export function oneLine(error: unknown): string {
  return String(error instanceof Error ? error.message : error).replace(/\s+/g, ' ');
}
