import { basename, unwrap } from '../../helpers/commands/command.ts';
import { allLines } from '../../helpers/commands/lines.ts';
import type { Handler } from '../../kubernetes/pod.ts';
import { commandOfHandler } from './waiting.ts';

/** What a hook does to stop or drain a program. */
export interface Stop {
  /** The endpoint or command, in a word or two. */
  readonly what: string;
  /** How an endpoint is asked; null for a command. */
  readonly sends: 'GET' | 'POST' | null;
  readonly sleepsBefore: boolean;
  readonly sleepsAfter: boolean;
}

const ENDPOINT =
  /\/(?:quitquitquit|quit|drain_listeners|healthcheck\/fail|shutdown|(?:[\w.-]+\/)+(?:quit|shutdown))(?![\w-])/;

/** How a hook stops or drains a program; null if it does not, or waits for others first. */
export function stopIn(handler: Handler | null): Stop | null {
  if (handler?.type === 'httpGet') {
    const what = ENDPOINT.exec(handler.path ?? '')?.[0];
    // Of other endpoints nobody knows whether they take GET.
    return what && /quitquitquit|drain_listeners|healthcheck/.test(what) && !/inboundonly/.test(handler.path ?? '')
      ? { what, sends: 'GET', sleepsBefore: false, sleepsAfter: false }
      : null;
  }
  const command = commandOfHandler(handler);
  if (!command || command.unresolved) return null;
  const script = command.script?.statements;
  // What loops waits for something, whatever it asks.
  if (script?.some(({ kind }) => kind === 'loop' || kind === 'for')) return null;
  const lines = (script ? allLines(script) : [[command.program ?? '', ...command.words]]).map(
    (line) => unwrap(line).words,
  );
  const isSleep = (line: readonly string[]) => basename(line[0] ?? '') === 'sleep';
  for (const [i, line] of lines.entries()) {
    const found = stopBy(line);
    if (!found) continue;
    return { ...found, sleepsBefore: lines.slice(0, i).some(isSleep), sleepsAfter: lines.slice(i).some(isSleep) };
  }
  return null;
}

/** Endpoints that stand for nothing else, whatever program asks. */
const OWN_ENDPOINT = /\/(?:quitquitquit|drain_listeners|healthcheck\/fail)(?![\w-])/;

const POSTS =
  /^(?:-X|--request)=?(?:POST|PUT)$|^-XPOST$|^-XPUT$|^POST$|^PUT$|^-d$|^--data|^--post-|^--method=POST$|^--body-/;

function stopBy(line: readonly string[]): Pick<Stop, 'what' | 'sends'> | null {
  const program = basename(line[0] ?? '');
  const words = line.slice(1);
  const text = words.join(' ');
  if (/^(?:curl|wget|http|pilot-agent)$/.test(program)) {
    const url = words.find((word) => ENDPOINT.test(word));
    if (url === undefined || /inboundonly/.test(text)) return null;
    return { what: ENDPOINT.exec(url)?.[0] ?? '', sends: words.some((word) => POSTS.test(word)) ? 'POST' : 'GET' };
  }
  const asked = OWN_ENDPOINT.exec(text)?.[0];
  if (asked !== undefined && !/inboundonly/.test(text)) {
    // What is only printed may be a request that a socket gets: `printf 'POST /quitquitquit …' | nc localhost 15000`.
    if (!/^(?:echo|printf)$/.test(program)) return { what: asked, sends: null };
    return /\bPOST\s/.test(text) ? { what: asked, sends: 'POST' } : null;
  }
  const what = commandThatStops(program, words, text);
  return what === null ? null : { what, sends: null };
}

function commandThatStops(program: string, words: readonly string[], text: string): string | null {
  if (/^(?:kill|pkill|killall)$/.test(program)) return isHarmless(text) ? null : program;
  if (/^(?:nginx|openresty)$/.test(program)) return /-s ?(?:quit|stop)\b/.exec(text) ? 'nginx -s' : null;
  if (/^(?:supervisorctl|apachectl|apache2ctl|monit|s6-svc|sv)$/.test(program)) {
    return words.some((word) => /^(?:stop|graceful-stop|shutdown|-d)$/.test(word)) ? program : null;
  }
  if (program === 'linkerd-await' && words.some((word) => /^(?:-S|--shutdown)$/.test(word))) return 'linkerd-await';
  return /-cli$/.test(program) && words.some((word) => /^shutdown$/i.test(word)) ? `${program} shutdown` : null;
}

/** Signals that only ask, reload or rotate. */
function isHarmless(text: string): boolean {
  return /^-l\b|(?:^|\s)-(?:0|1|10|12|s ?(?:0|HUP|USR[12]|WINCH)|(?:SIG)?(?:HUP|USR[12]|WINCH|CONT))(?:\s|$)|--signal[= ](?:SIG)?(?:HUP|USR[12])/.test(
    text,
  );
}
