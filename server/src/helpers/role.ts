import type { Container } from '../kubernetes/pod.ts';
import type { YamlDocument } from '../yaml/parse.ts';
import type { Span } from '../yaml/span.ts';
import type { Command } from './commands/command.ts';
import type { Helper, HelperFunction, Pattern } from './helper.ts';

/** A reason for a verdict, and where it is written. */
export interface Evidence {
  /** A short sentence for people, without a full stop. */
  readonly text: string;
  /** Null for what is concluded from something missing. */
  readonly at: Span | null;
  /** The document it is written in, if it is not that of the pod. */
  readonly document?: YamlDocument;
}

/**
 * The strongest thing that tells what a container is, the strongest first. `override`: the user's own word. `command`: a
 * program that is run. `image`. `traffic`: who dials whom, who writes and reads which volume. `name`. `list`: nothing but the list it
 * stands in.
 */
export type Proof = 'override' | 'command' | 'image' | 'traffic' | 'name' | 'list';

/**
 * What the command of a container does, whatever image lends it its programs. `follow`: prints what is appended to a file.
 * `transform`: the same, in another form. `produce`: writes to a mounted folder and reads nothing there. `fetch`: brings
 * files again and again. `idle`: nothing but sleeping.
 */
export type TaskName =
  | 'follow'
  | 'transform'
  | 'produce'
  | 'fetch'
  | 'signal'
  | 'idle'
  | 'migrate'
  | 'wait'
  | 'clone'
  | 'download'
  | 'own'
  | 'tune'
  | 'copy'
  | 'write';

/** What a container is to its pod, and why we think so. */
export interface Role {
  readonly pattern: Pattern;
  /** The entry of the catalogue, if it is a known helper. */
  readonly helper: Helper | null;
  readonly function: HelperFunction | null;
  /** What its command does, where that tells more than its image. */
  readonly task: TaskName | null;
  readonly proof: Proof;
  /** `strong`: image, binary or the user's own word, but never in a box of tools. `weak`: name, traffic. `none`: what remains. */
  readonly confidence: 'strong' | 'weak' | 'none';
  readonly evidence: readonly Evidence[];
}

/** A container of a pod with what it runs and what it is. */
export interface Member {
  readonly container: Container;
  readonly command: Command;
  readonly role: Role;
  /** Why it never ends by itself, for a message; null if it may end, or nothing is known. */
  readonly endless: string | null;
}

/** Whether the user's word, a program that is run or an image tells what a container is; traffic and names only suggest it. */
export function isProven({ proof }: Role): boolean {
  return proof === 'override' || proof === 'command' || proof === 'image';
}

/** The catalogue's entry for a member, if its image or command proves it. */
export function provenHelper({ role }: Pick<Member, 'role'>): Helper | null {
  return isProven(role) ? role.helper : null;
}

/**
 * Whether the image of a member only lends it its programs: a box of tools, or a server of which an init container takes
 * the client.
 */
export function isLent({ role: { helper }, container }: Pick<Member, 'role' | 'container'>): boolean {
  return helper?.toolbox === true || (container.lifecycle === 'init' && helper?.longRunning === true);
}

/**
 * Whether a member certainly helps others rather than being the application: the user says so, or the catalogue, unless
 * the image is often the application itself (a store, a web server without further evidence).
 */
export function isHelper({ role }: Pick<Member, 'role'>): boolean {
  if (!isProven(role) || ['app', 'init', 'unknown'].includes(role.pattern) || role.function === 'store') return false;
  // Of a web server only its kind is known where no traffic tells what it stands for.
  const { helper, confidence } = role;
  return confidence === 'strong' || helper === null || helper.toolbox === true || helper.function !== null;
}
