import { removeField } from '../edits/fields.ts';
import { basename, type Command } from '../helpers/commands/command.ts';
import { allStatements } from '../helpers/commands/lines.ts';
import { parseImage } from '../helpers/image.ts';
import { commandOfHandler } from '../traffic/order/waiting.ts';
import type { Team, Teammate } from '../traffic/team.ts';
import type { Fix, Rule } from './rule.ts';

export const sharedPidWrongPid1: Rule = {
  id: 'shared-pid-wrong-pid1',
  title: 'A container counts on being, or reaching, PID 1 in a shared process namespace',
  severity: 'warning',
  group: 'security',
  fix: 'choice',
  messages: {
    kill: 'With shareProcessNamespace: true PID 1 is the pause process; "{what}" in "{c}" does not reach the application.',
    init: 'With shareProcessNamespace: true PID 1 is the pause process; "{c}" has to be PID 1 ({what}) and exits.',
  },
  why: 'With `shareProcessNamespace: true` all containers of a Pod have the same process ids, and PID 1 is the pause process of the Pod. A signal to PID 1, or what is written to `/proc/1/fd/1`, goes there and not to the application; signals have to name the process (`pkill -x nginx`). An image whose init refuses to be anything but PID 1, as s6-overlay and systemd do, ends at once.',
  silent: 'Silent if the container runs a command of its own instead of the init of its image.',
  references: [
    'https://kubernetes.io/docs/tasks/configure-pod-container/share-process-namespace/#understanding-process-namespace-sharing',
    'https://github.com/linuxserver/docker-openssh-server/issues/76',
    'https://github.com/kubernetes/kubernetes/issues/48937',
  ],
  speaksInPartial: true,
  examples: [
    {
      bad: `apiVersion: v1
kind: Pod
metadata:
  name: shell
spec:
  shareProcessNamespace: true
  containers:
    - name: shop
      image: acme/shop:1.0
    - name: «ssh»
      image: lscr.io/linuxserver/openssh-server:9.7
`,
      good: `apiVersion: v1
kind: Pod
metadata:
  name: shell
spec:
  containers:
    - name: shop
      image: acme/shop:1.0
    - name: ssh
      image: lscr.io/linuxserver/openssh-server:9.7
`,
    },
  ],
  *check(team) {
    if (!team.pod.shareProcessNamespace) return;
    for (const member of team.members) {
      if (member.container.lifecycle === 'init') continue;
      const init = initOf(member);
      const what = init ?? toFirst(member);
      if (what === null) continue;
      yield {
        at: member.container.anchor,
        message: init ? 'init' : 'kill',
        args: { c: member.container.label, what },
        container: member,
        fixes: init ? [separate(team)] : [],
      };
    }
  },
};

/** The init of an image that has to be PID 1. */
function initOf({ container, command }: Teammate): string | null {
  const program = container.command?.[0]?.value ?? '';
  if (/^(?:\/usr)?\/lib\/systemd\/systemd$|^\/(?:usr\/)?sbin\/init$/.test(program)) return 'systemd';
  if (!container.image || program !== '' || command.program !== null) return null;
  const { repository } = parseImage(container.image.value);
  if (/(?:^|\/)linuxserver\/[^/]+$|^lscr\.io\//.test(repository)) return 's6-overlay';
  if (/(?:^|\/)gitlab\/gitlab-[ce]e$/.test(repository)) return 'runit';
  return /(?:^|-)systemd(?:-(?:ubuntu|debian|centos|fedora))?$/.test(basename(repository)) ? 'systemd' : null;
}

/** What in the commands, hooks and probes of a container means PID 1. */
function toFirst({ container, command }: Teammate): string | null {
  const asked = [...container.hooks, ...container.probes].flatMap(({ handler }) => commandOfHandler(handler) ?? []);
  for (const line of [command, ...asked].flatMap(linesOf)) {
    const first = basename(line[0] ?? '');
    const isNumber = (i: number) => /^(?:-s|-n|--signal)$/.test(line[i - 1] ?? '');
    if (first === 'kill' && !line.includes('-0') && line.some((word, i) => i > 0 && word === '1' && !isNumber(i))) {
      return line.join(' ').slice(0, MAX_SHOWN);
    }
    const place = line.map((word) => /^\/proc\/1\/[\w/]+/.exec(word)?.[0]).find(Boolean);
    if (place) return place.slice(0, MAX_SHOWN);
  }
  return null;
}

const MAX_SHOWN = 40;

/** The commands of a command line with the files that they read and write. */
function linesOf({ program, words, script }: Command): (readonly string[])[] {
  if (!script) return program === null ? [] : [[program, ...words]];
  return allStatements(script.statements).map((statement) => {
    const files = statement.redirections.map(({ target }) => target);
    return statement.kind === 'command' ? [...statement.words, ...files] : ['', ...files];
  });
}

function separate({ pod }: Team): Fix {
  const edits = () => removeField(pod.document, pod.spec, ['shareProcessNamespace']);
  return { title: 'Do not share the process ids', safe: false, edits };
}
