import { removeContainer } from '../edits/lists.ts';
import type { Pod } from '../kubernetes/pod.ts';
import type { Service } from '../kubernetes/services.ts';
import type { Severity } from '../severity.ts';
import { type ServiceWait, serviceWaitsOf } from '../traffic/order/service-waits.ts';
import { startsBefore, type Team, type Teammate } from '../traffic/team.ts';
import type { Fix, Rule } from './rule.ts';

export const initWaitsForOwnService: Rule = {
  id: 'init-waits-for-own-service',
  title: 'An init container waits for the Service of its own Pods',
  severity: 'error',
  group: 'lifecycle',
  fix: 'choice',
  messages: {
    connection:
      'Init container "{c}" waits for Service "{svc}", whose only endpoints are these Pods; none listens before init ends: a deadlock on the first rollout.',
    name: 'Init container "{c}" waits for the name of headless Service "{svc}", whose only Pods are these; none is ready before init ends: a deadlock.',
    bounded:
      'Init container "{c}" waits for Service "{svc}", whose only endpoints are these Pods; it gives up, and on the first rollout nothing can answer.',
    maybe:
      'Init container "{c}" waits for Service "{svc}", which selects these Pods; if it selects no others, they wait for themselves.',
  },
  why: 'A Pod is an endpoint of a Service when it is ready, and it is ready only after its init containers have ended. An init container that waits for the Service of its own Pods waits for itself: on the first rollout, and whenever all Pods are gone, none of them gets past it. `publishNotReadyAddresses` does not help a wait for a connection: the name resolves then, but no container of `containers` listens yet.',
  silent:
    'Silent if the wait is only for the DNS name of a Service that has an address of its own, or that publishes addresses which are not ready; if the script tests which Pod of a StatefulSet it is in; for names of single Pods; and if the Service is known to select Pods of other workloads, too. Only information if it may.',
  references: [
    'https://kubernetes.io/docs/concepts/workloads/pods/init-containers/#detailed-behavior',
    'https://kubernetes.io/docs/concepts/services-networking/service/#headless-services',
    'https://github.com/y-scope/clp/issues/2298',
  ],
  speaksInPartial: false,
  needs: ['init', 'services'],
  examples: [
    {
      bad: `apiVersion: v1
kind: Service
metadata:
  name: cache
spec:
  selector:
    app: cache
  ports:
    - port: 27017
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: cache
spec:
  serviceName: cache
  selector:
    matchLabels:
      app: cache
  template:
    metadata:
      labels:
        app: cache
    spec:
      initContainers:
        - name: «wait»
          image: busybox:1.36
          command: [sh, -c, "until nc -z cache 27017; do sleep 2; done"]
      containers:
        - name: mongo
          image: mongo:7
          ports:
            - containerPort: 27017
`,
      good: `apiVersion: v1
kind: Service
metadata:
  name: cache
spec:
  selector:
    app: cache
  ports:
    - port: 27017
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: cache
spec:
  serviceName: cache
  selector:
    matchLabels:
      app: cache
  template:
    metadata:
      labels:
        app: cache
    spec:
      containers:
        - name: mongo
          image: mongo:7
          ports:
            - containerPort: 27017
`,
    },
  ],
  *check(team, { selectedBy }) {
    const { services, pod } = team;
    const { runs } = pod;
    if ((runs !== 'service' && runs !== 'pod') || services.length === 0) return;
    for (const member of team.members) {
      if (member.container.lifecycle !== 'init' || testsItsPod(member)) continue;
      const found = serviceWaitsOf(member, services).find((one) => isOwn(team, member, one));
      if (!found) continue;
      const { service, wait } = found;
      if (selectedBy(service).some((other) => isOther(other, team))) continue;
      const only = isOnlyFor(service, pod);
      // What fails is started again, and fails again.
      const passes = wait.bounded && !failsAfter(member);
      const severity: Severity = only ? (passes ? 'warning' : 'error') : 'information';
      yield {
        at: member.container.anchor,
        message: only ? (passes ? 'bounded' : found.for) : 'maybe',
        args: { c: member.container.label, svc: service.name },
        severity,
        container: member,
        related: [{ at: service.at, message: `Service "${service.name}"`, document: service.document }],
        fixes: fixes(team, member),
      };
    }
  },
};

/** Whether its script tells the Pods of a StatefulSet apart, so that one of them need not wait. */
function testsItsPod({ command }: Teammate): boolean {
  return /\bhostname\b|HOSTNAME|ordinal|POD_NAME|POD_INDEX|\bMY_POD/i.test(command.script?.text ?? '');
}

/** Whether a wait ends only when these Pods are ready. */
function isOwn({ members }: Team, member: Teammate, { service, for: what, wait }: ServiceWait): boolean {
  if (wait.conditional) return false;
  if (what === 'name') return service.isHeadless && !service.publishNotReadyAddresses;
  // A native sidecar before it listens already, and only its address has to be published.
  const listening = members.some(
    (other) => other.container.lifecycle === 'native-sidecar' && startsBefore(other, member),
  );
  return !(listening && service.publishNotReadyAddresses);
}

function isOther({ pod: { manifest } }: Team, { pod }: Team): boolean {
  return manifest.kind !== pod.manifest.kind || manifest.name !== pod.manifest.name;
}

/** Whether the container fails when it gives up: it is only that wait, or says so. */
function failsAfter({ command: { script, words, bounded } }: Teammate): boolean {
  if (bounded) return true;
  if (!script) return !words.includes('--') || words.some((word) => /^(?:-s|--strict)$/.test(word));
  const [only, more] = script.statements;
  return /\bexit +[1-9]/.test(script.text) || (only?.kind === 'command' && !more);
}

/**
 * Whether a Service selects Pods of this workload only: it is called so, or asks for as much as the selector of the
 * workload, which no other may share.
 */
function isOnlyFor({ name, selector }: Service, { matchLabels, manifest, restartPolicy }: Pod): boolean {
  if (name === manifest.name) return !/^(?:Never|OnFailure)$/.test(restartPolicy?.value ?? '');
  return matchLabels.size > 0 && [...matchLabels].every(([key, value]) => selector.get(key) === value);
}

function fixes({ pod }: Team, { command, container }: Teammate): Fix[] {
  const statements = command.script?.statements ?? [];
  const busy = statements.filter(({ kind }) => kind !== 'command');
  const waitsOnly = command.script === null || (busy.length === 1 && statements.every(isHarmless));
  if (!waitsOnly) return [];
  const title = `Remove init container "${container.label}"`;
  return [{ title, safe: false, edits: () => removeContainer(pod, container) }];
}

type Statement = NonNullable<Teammate['command']['script']>['statements'][number];

function isHarmless(statement: Statement): boolean {
  return statement.kind !== 'command' || /^(?:echo|printf|set|sleep|:|true|exit)$/.test(statement.words[0] ?? '');
}
