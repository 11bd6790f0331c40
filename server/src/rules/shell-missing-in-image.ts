import { setField } from '../edits/fields.ts';
import { replaceText } from '../edits/pod.ts';
import { basename, readCommand } from '../helpers/commands/command.ts';
import { type Shellless, shelllessImage } from '../helpers/shell-in-image.ts';
import { liesIn, mountOf, normalPath } from '../kubernetes/mounts.ts';
import type { Container, Keys } from '../kubernetes/pod.ts';
import { DEFAULT_GRACE_SECONDS, SLEEP_HOOK_SINCE } from '../kubernetes/versions.ts';
import type { Team, Teammate } from '../traffic/team.ts';
import type { Located, Span } from '../yaml/span.ts';
import type { Fix, Rule, Target } from './rule.ts';

export const shellMissingInImage: Rule = {
  id: 'shell-missing-in-image',
  title: 'A command, hook or probe runs a program that the image does not contain',
  severity: 'error',
  group: 'lifecycle',
  fix: 'safe',
  messages: {
    command: '"{c}" runs {bin}, but image {image} does not contain it: it never starts.',
    postStart: 'postStart of "{c}" runs {bin}, but image {image} does not contain it: the container is killed.',
    preStop: 'preStop of "{c}" runs {bin}, but image {image} does not contain it: it is told to stop at once.',
    nativePreStop: 'preStop of "{c}" runs {bin}, but image {image} does not contain it: the hook does nothing.',
    startupProbe:
      'startupProbe of "{c}" runs {bin}, but image {image} does not contain it: it never counts as started.',
    livenessProbe:
      'livenessProbe of "{c}" runs {bin}, but image {image} does not contain it: it never restarts anything.',
    readinessProbe:
      'readinessProbe of "{c}" runs {bin}, but image {image} does not contain it: it never becomes ready.',
  },
  why: 'Images that are built from scratch or on a distroless base hold one program and nothing else: no shell, no `sleep`, no `curl`. A command that names one of them cannot be started. In a probe that is an error, not a failure: a liveness probe never restarts anything, a readiness or startup probe never passes. A `preStop` hook is skipped with an event: a container of `containers` is told to stop without the pause it was meant to have, a native sidecar when its turn comes, as without a hook; after a `postStart` hook that cannot run the container is killed.',
  silent:
    'Silent unless publisher, repository and version are known: images with the same name may be built otherwise, and many have a tag with a shell (`-alpine`, `-debug`). Silent for programs in other folders or on a mount, which an init container may have put there, and for `args` alone.',
  references: [
    'https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/#hook-handler-execution',
    'https://github.com/GoogleContainerTools/distroless#debug-images',
    'https://github.com/kubernetes/kubernetes/issues/106682',
    'https://github.com/linkerd/linkerd2/issues/6723',
    'https://github.com/GoogleCloudPlatform/cloud-sql-proxy/issues/317',
    'https://github.com/fluent/fluent-bit-docker-image/issues/37',
  ],
  speaksInPartial: true,
  needs: ['words'],
  examples: [
    {
      bad: `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  containers:
    - name: shop
      image: acme/shop:1.0
    - name: sql-proxy
      image: gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.11.4
      args: ["shop:europe-west1:db"]
      lifecycle:
        preStop:
          exec:
            «command»: [/bin/sh, -c, "sleep 15"]
`,
      good: `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  containers:
    - name: shop
      image: acme/shop:1.0
    - name: sql-proxy
      image: gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.11.4
      args: ["shop:europe-west1:db"]
      lifecycle:
        preStop:
          sleep:
            seconds: 15
`,
    },
  ],
  *check(team, target) {
    for (const member of team.members) {
      const { container } = member;
      const { image } = container;
      const runs = image ? runsOf(container).filter(({ bin }) => !isBrought(container, bin)) : [];
      const known = runs.length > 0 && image && shelllessImage(image.value, team.catalog);
      if (!known || !image) continue;
      for (const { where, at, words, bin } of runs) {
        if (known.hasShell && /^(?:sh|dash)$/.test(basename(bin))) continue;
        yield {
          at,
          message: where === 'preStop' && container.lifecycle === 'native-sidecar' ? 'nativePreStop' : where,
          args: { c: container.label, bin: basename(bin), image: shortened(image.value) },
          severity: known.certain ? 'error' : 'warning',
          container: member,
          related: [{ at: image.at, message: 'the image is known to have no shell' }],
          fixes: fixes(team, member, known, where, words, target),
        };
      }
    }
  },
};

interface Run {
  readonly where: 'command' | 'postStart' | 'preStop' | 'startupProbe' | 'livenessProbe' | 'readinessProbe';
  readonly at: Span;
  readonly words: readonly Located<string>[];
  /** The first word. */
  readonly bin: string;
}

/** What every image with a shell has, and what people expect beside it. */
const TOOLS =
  /^(?:\/(?:usr\/(?:local\/)?)?s?bin\/)?(?:sh|bash|ash|dash|zsh|sleep|curl|wget|nc|cat|test|\[|kill|killall|pkill|pgrep|env|echo|printf|true|ls|ps|touch|rm|cp|mv|mkdir|grep|nslookup|stat|date|tail|timeout)$/;

/** Where a container runs a usual tool from where such tools are. */
function runsOf(container: Container): Run[] {
  const run = (where: Run['where'], words: readonly Located<string>[], keys: Keys): Run[] => {
    const [first] = words;
    const at = first && (keys.get('command') ?? first.at);
    return at && TOOLS.test(first.value) ? [{ where, at, words, bin: first.value }] : [];
  };
  const exec = [...container.hooks, ...container.probes].flatMap(({ kind, handler }) =>
    handler?.type === 'exec' ? run(kind, handler.command, handler.keys) : [],
  );
  return [...run('command', container.command ?? [], container.keys), ...exec];
}

const FOLDERS = ['/bin', '/sbin', '/usr/bin', '/usr/sbin', '/usr/local/bin'];

/** Whether a mount may have the program: where it is named, or anywhere among the folders of programs. */
function isBrought(container: Container, bin: string): boolean {
  if (bin.startsWith('/')) return mountOf(container, bin) !== null;
  const mounted = container.mounts.map(({ path }) => normalPath(path ?? ''));
  const covers = mounted.some((path) => FOLDERS.some((folder) => liesIn(folder, path) || liesIn(path, folder)));
  return covers || container.env.some(({ name }) => name.value === 'PATH');
}

function shortened(image: string): string {
  const name = image.replace(/@sha256:.*$/, '');
  return name.length > 60 ? `…${name.slice(-59)}` : name;
}

function fixes(
  { pod }: Team,
  { container }: Teammate,
  { tagWithShell }: Shellless,
  where: Run['where'],
  words: readonly Located<string>[],
  target: Target,
): Fix[] {
  const all: Fix[] = [];
  const seconds = where === 'preStop' ? sleepOf(words) : null;
  const grace = pod.terminationGracePeriodSeconds?.value ?? DEFAULT_GRACE_SECONDS;
  if (seconds !== null && target.kubernetes >= SLEEP_HOOK_SINCE && seconds <= grace) {
    all.push({
      title: `Let the kubelet sleep for ${seconds} s`,
      safe: pod.partial === null,
      edits: () => setField(pod.document, container.source, ['lifecycle', 'preStop'], { sleep: { seconds } }),
    });
  }
  const image = container.image;
  if (image && tagWithShell !== null && !image.value.includes('@')) {
    const { value } = image;
    const colon = value.lastIndexOf(':') > value.lastIndexOf('/') ? value.lastIndexOf(':') : value.length;
    const other = `${value.slice(0, colon)}:${tagWithShell}`;
    const title = `Use the image with tag "${tagWithShell}", which has a shell`;
    all.push({ title, safe: false, edits: () => replaceText(pod, image, other) });
  }
  return all;
}

/** The seconds of a command that does nothing but sleep; null for any other. */
function sleepOf(words: readonly Located<string>[]): number | null {
  const { program, words: rest, script } = readCommand(words.map(({ value }) => value));
  const [statement, more] = script?.statements ?? [];
  const isOne = statement?.kind === 'command' && !more && statement.redirections.length === 0;
  const line = script ? (isOne ? statement.words : []) : [program ?? '', ...rest];
  const [first = '', amount = '', ...others] = line;
  if (basename(first) !== 'sleep' || others.length > 0 || !/^\d+s?$/.test(amount)) return null;
  const seconds = Number.parseInt(amount, 10);
  return seconds >= 1 ? seconds : null;
}
