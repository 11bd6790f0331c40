import { setGracePeriod } from '../edits/pod.ts';
import type { Script } from '../helpers/commands/shell.ts';
import type { Hook } from '../kubernetes/pod.ts';
import { DEFAULT_GRACE_SECONDS } from '../kubernetes/versions.ts';
import { commandOfHandler } from '../traffic/order/waiting.ts';
import type { Rule } from './rule.ts';

export const prestopExceedsGracePeriod: Rule = {
  id: 'prestop-exceeds-grace-period',
  title: 'A preStop hook sleeps longer than the Pod may take to stop',
  severity: 'warning',
  group: 'lifecycle',
  fix: 'safe',
  messages: {
    default: 'preStop of "{c}" sleeps {n} s but the Pod is killed after {g} s ({whence}); it cannot stop cleanly.',
    rejected:
      '{hook} of "{c}" sleeps {n} s, more than terminationGracePeriodSeconds ({g} s, {whence}); the API server refuses it.',
  },
  why: 'The grace period starts before the preStop hook runs, and one budget covers the hooks and the stopping of all containers, native sidecars last. A hook that sleeps it away leaves no time to finish requests: the containers are killed about two seconds after they are told to stop. A `sleep` action that is longer than the grace period is refused by the API server.',
  silent: 'Silent if the amount is no literal, and in partial documents that do not set the grace period.',
  references: [
    'https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination',
    'https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/#hook-handler-execution',
  ],
  speaksInPartial: true,
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
    - name: envoy
      image: envoyproxy/envoy:v1.30.1
      lifecycle:
        «preStop»:
          exec:
            command: [sh, -c, "sleep 45"]
`,
      good: `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  terminationGracePeriodSeconds: 75
  containers:
    - name: shop
      image: acme/shop:1.0
    - name: envoy
      image: envoyproxy/envoy:v1.30.1
      lifecycle:
        preStop:
          exec:
            command: [sh, -c, "sleep 45"]
`,
    },
  ],
  *check({ pod, members }) {
    const set = pod.terminationGracePeriodSeconds;
    if (pod.partial !== null && !set) return;
    const grace = set?.value ?? DEFAULT_GRACE_SECONDS;
    for (const member of members) {
      const { container } = member;
      // On what runs to completion no hook is allowed at all, which is another rule's.
      if (container.lifecycle === 'init' || container.lifecycle === 'ephemeral') continue;
      for (const hook of container.hooks) {
        const seconds = sleepOf(hook);
        if (seconds === null || seconds < grace || grace < 0) continue;
        const rejected = hook.handler?.type === 'sleep' && seconds > grace;
        // A postStart hook may take its time, and without any grace no hook runs; but what is refused is refused.
        if ((hook.kind === 'postStart' || grace === 0) && !rejected) continue;
        const whence = set ? 'terminationGracePeriodSeconds' : 'the default';
        yield {
          at: hook.key,
          message: rejected ? 'rejected' : 'default',
          args: {
            c: container.label,
            hook: hook.kind,
            n: seconds,
            g: grace,
            whence: rejected && set ? 'as set' : whence,
          },
          severity: rejected ? 'error' : 'warning',
          container: member,
          fixes: [
            {
              title: `Set terminationGracePeriodSeconds to ${seconds + DEFAULT_GRACE_SECONDS}`,
              safe: true,
              edits: () => setGracePeriod(pod, seconds + DEFAULT_GRACE_SECONDS),
            },
          ],
        };
      }
    }
  },
};

/** How many seconds a hook sleeps for certain; null if that is not literal. */
function sleepOf(hook: Hook): number | null {
  if (hook.handler?.type === 'sleep') return hook.handler.seconds?.value ?? null;
  const command = commandOfHandler(hook.handler);
  if (!command || command.unresolved || command.bounded) return null;
  if (command.script) return total(command.script.statements);
  return command.program === 'sleep' ? duration(command.words) : null;
}

/** The sleeps of a script that run one after the other; null if one of them is no literal. */
function total(script: Script): number | null {
  let seconds = 0;
  for (const statement of script) {
    const chain = statement.kind === 'chain' ? statement.parts : [{ op: null, statement }];
    // Behind `||` nothing is certain.
    const certain = chain.findIndex(({ op }) => op === '||');
    const parts = chain.slice(0, certain < 0 ? chain.length : certain).map((part) => part.statement);
    for (const part of statement.background ? [] : parts) {
      if (part.kind !== 'command' || part.words[0]?.split('/').at(-1) !== 'sleep') continue;
      const one = duration(part.words.slice(1));
      if (one === null) return null;
      seconds += one;
    }
  }
  return seconds;
}

const UNITS: Readonly<Record<string, number>> = { '': 1, s: 1, m: 60, h: 3600 };

function duration(words: readonly string[]): number | null {
  if (words.length === 0) return null;
  let seconds = 0;
  // Several are added: `sleep 1m 30s`.
  for (const word of words) {
    const match = /^(\d+(?:\.\d+)?)([smh]?)$/.exec(word);
    if (!match) return null;
    seconds += Number(match[1]) * (UNITS[match[2] ?? ''] ?? 1);
  }
  return seconds;
}
