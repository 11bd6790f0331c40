import { shown } from './shown.ts';

/** Why a command cannot do its work: one line for the person who called it, exit status 2. */
export class Refusal extends Error {}

/** What went wrong, without the stack. */
export function oneLine(error: unknown): string {
  return String(error instanceof Error ? error.message : error).replace(/\s+/g, ' ');
}

/** What the operating system says, for people. */
const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EEXIST: 'a file is in the way of this folder',
  EISDIR: 'this is a folder',
  ENOENT: 'no such file or folder',
  ENOTDIR: 'a file is in the way of this path',
  ENOSPC: 'no space left on the device',
  EPERM: 'operation not permitted',
  EROFS: 'the file system is read-only',
};

/** Why a command came to no end, in one line for people. */
export function reason(error: unknown): string {
  if (error instanceof Refusal) return oneLine(error);
  const { code, path } = (error ?? {}) as NodeJS.ErrnoException;
  if (code !== undefined && path !== undefined) return `${shown(path)}: ${REASONS[code] ?? code}`;
  return `internal error: ${oneLine(error)}`;
}
