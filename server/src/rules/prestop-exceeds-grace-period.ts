import { setGracePeriod } from '../edits/pod.ts';
import { DEFAULT_GRACE_SECONDS } from '../kubernetes/versions.ts';
import { sleepOf } from '../traffic/order/sleeps.ts';
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
  needs: ['hooks'],
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
        const seconds = sleepOf(hook.handler)?.seconds ?? null;
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
