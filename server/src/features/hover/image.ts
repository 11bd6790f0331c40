import { basename } from '../../helpers/commands/command.ts';
import { globMatcher, type ImageReference, parseImage } from '../../helpers/image.ts';
import type { Handler } from '../../kubernetes/pod.ts';
import type { Teammate } from '../../traffic/team.ts';
import { isUnresolved } from '../../yaml/tree.ts';
import { code, joined } from './markdown.ts';
import type { View } from './view.ts';

/** What is known of a shell in an image: that there is none, that there is none as far as we heard, or nothing. */
type Shellless = 'none' | 'usually none' | null;

/** Whether the image of a container lacks a shell, whatever is run in it. */
export function shelllessOf({ team }: View, { container }: Teammate): Shellless {
  const { image } = container;
  if (!image || isUnresolved(image.value)) return null;
  const reference = parseImage(image.value);
  const of = team.catalog.byImage(reference.repository, reference.tag).find(({ shell }) => shell !== undefined);
  const { shell } = of ?? {};
  if (!shell) return null;
  const excepted = isExcepted(shell.except ?? [], reference);
  if (excepted === null || shell.inImage !== excepted) return null;
  return shell.verified ? 'none' : 'usually none';
}

/** Whether a tag is one for which it is the other way round; null where there is only a digest to tell. */
function isExcepted(except: readonly string[], { tag, digest }: ImageReference): boolean | null {
  if (except.length === 0) return false;
  if (tag === null && digest !== null) return null;
  return except.some((glob) => globMatcher(glob)(tag ?? 'latest'));
}

/** Programs that a distribution brings along, and an image without one lacks like its shell. */
const OF_A_SYSTEM =
  /^(?:sh|bash|ash|dash|zsh|sleep|cat|ls|test|echo|true|grep|touch|rm|kill|killall|pkill|pgrep|ps|curl|wget|nc|netstat|stat|find)$/;

/** The program of an `exec` that its image can hardly have, for want of a system; null for none. */
export function missingProgram(view: View, member: Teammate, handler: Handler | null): string | null {
  const [first] = handler?.type === 'exec' ? handler.command : [];
  const program = basename(first?.value ?? '');
  return OF_A_SYSTEM.test(program) && shelllessOf(view, member) !== null ? program : null;
}

/** That a program is missing in the image of a container; '' where it is not. */
export function missingWords(view: View, member: Teammate, handler: Handler | null): string {
  const program = missingProgram(view, member, handler);
  if (program === null) return '';
  const [sure, has] = shelllessOf(view, member) === 'none' ? ['', 'has'] : ['probably ', 'usually has'];
  return `${code(program)} is ${sure}missing in the image, which ${has} no shell and no tools of a system.`;
}

/** That the image has no shell, and what fails by that; null where all is well, or nobody knows for certain. */
export function missingLine(view: View, member: Teammate): string | null {
  if (shelllessOf(view, member) !== 'none') return null;
  const { probes, hooks } = member.container;
  const failing = [...probes, ...hooks].flatMap(({ kind, handler }) => {
    const program = missingProgram(view, member, handler);
    return program === null ? [] : [`${code(program)} in its ${kind}`];
  });
  if (failing.length === 0) return null;
  return `Its image has no shell and no tools of a system: ${joined(failing)} cannot run.`;
}
