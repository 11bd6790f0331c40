import { type DockerPair, serveOnLoopback, shareCertificates, shareSocket } from '../edits/docker.ts';
import { setField } from '../edits/fields.ts';
import { keysBefore } from '../edits/key-order.ts';
import type { Container } from '../kubernetes/pod.ts';
import { daemonsIn, dialsTo, isRootless, PLAIN, servesTls } from '../traffic/calls/docker.ts';
import type { Team, Teammate } from '../traffic/team.ts';
import type { Located, Span } from '../yaml/span.ts';
import { dialledPort } from './matters.ts';
import type { Finding, Fix, Rule } from './rule.ts';

export const dindMisconfigured: Rule = {
  id: 'dind-misconfigured',
  title: 'Docker in Docker cannot start, or is asked at the wrong port',
  severity: 'error',
  group: 'networking',
  fix: 'choice',
  messages: {
    privileged: '"{c}" (docker:dind) needs securityContext.privileged: true; without it the daemon cannot start.',
    port: '"{c}" asks Docker on localhost:2375, but "{d}" serves TLS on 2376 and nothing on 2375.',
    secured: '"{c}" asks Docker on localhost:2375 without TLS, but "{d}" answers there with TLS only.',
  },
  why: 'A Docker daemon in a container mounts file systems and sets up networks, which only a privileged container may do: without it the daemon ends at once. Since 19.03 the entrypoint of the image makes certificates and serves TLS on 2376; 2375 is closed unless `DOCKER_TLS_CERTDIR` is empty or the arguments begin with `dockerd`. Flags alone are added to those of the entrypoint: a `--host` with 2375 then speaks TLS as well. An empty `DOCKER_TLS_CERTDIR` opens an API without a password on all addresses of the Pod, which makes everyone who reaches the Pod root on the node: sharing the socket in an emptyDir is better. Its group is 2375, so that a client that is not root needs that group.',
  silent:
    'Silent for rootless images and any `runtimeClassName` (the first part), for tags before 19.03, for daemons with a command or an environment of their own, with `hostNetwork`, in partial documents, and for clients that speak TLS with a port 2375 which a flag has opened.',
  references: [
    'https://kubernetes.io/docs/concepts/workloads/pods/#privileged-mode-for-containers',
    'https://hub.docker.com/_/docker',
    'https://github.com/docker-library/docker/issues/396',
    'https://github.com/actions/actions-runner-controller/pull/3842',
  ],
  speaksInPartial: false,
  needs: ['known'],
  examples: [
    {
      bad: `apiVersion: v1
kind: Pod
metadata:
  name: ci
spec:
  initContainers:
    - name: dind
      image: docker:27-dind
      restartPolicy: Always
      securityContext:
        privileged: true
      startupProbe:
        exec:
          command: [docker, info]
  containers:
    - name: build
      image: docker:27-cli
      command: [sh, -c, "docker build ."]
      env:
        - name: DOCKER_HOST
          value: «tcp://localhost:2375»
`,
      good: `apiVersion: v1
kind: Pod
metadata:
  name: ci
spec:
  initContainers:
    - name: dind
      image: docker:27-dind
      restartPolicy: Always
      securityContext:
        privileged: true
      startupProbe:
        exec:
          command: [docker, info]
      volumeMounts:
        - name: docker-socket
          mountPath: /var/run
  containers:
    - name: build
      image: docker:27-cli
      command: [sh, -c, "docker build ."]
      env:
        - name: DOCKER_HOST
          value: unix:///var/run/docker.sock
      volumeMounts:
        - name: docker-socket
          mountPath: /var/run
  volumes:
    - name: docker-socket
      emptyDir:
        sizeLimit: 16Mi
`,
    },
    {
      bad: `apiVersion: v1
kind: Pod
metadata:
  name: ci
spec:
  containers:
    - name: build
      image: acme/build:1.0
    - name: «dind»
      image: docker:27-dind
`,
      good: `apiVersion: v1
kind: Pod
metadata:
  name: ci
spec:
  containers:
    - name: build
      image: acme/build:1.0
    - name: dind
      image: docker:27-dind
      securityContext:
        privileged: true
`,
    },
  ],
  *check(team) {
    const { pod } = team;
    const daemons = daemonsIn(team);
    for (const dind of daemons) {
      const { container } = dind;
      if (needsPrivilege(dind) && pod.runtimeClassName === null) {
        const where = { after: keysBefore('securityContext') };
        yield {
          at: container.anchor,
          message: 'privileged',
          args: { c: container.label },
          container: dind,
          fixes: [
            {
              title: `Make "${container.label}" privileged`,
              safe: false,
              edits: () => setField(pod.document, container.source, ['securityContext', 'privileged'], true, where),
            },
          ],
        };
      }
    }
    // Of several it cannot be told which one is meant; all of them serve the same port.
    const [first] = daemons;
    if (first && !pod.hostNetwork && daemons.every(servesTls)) yield* plainCalls(team, first, daemons);
  },
};

function needsPrivilege(dind: Teammate): boolean {
  const { privileged, addedCapabilities } = dind.container.securityContext;
  const isAble = addedCapabilities.some(({ value }) => /^(?:CAP_)?(?:ALL|SYS_ADMIN)$/i.test(value));
  return privileged?.value !== true && !isAble && !isRootless(dind);
}

function* plainCalls(team: Team, dind: Teammate, daemons: readonly Teammate[]): Iterable<Finding> {
  const opened = daemons.some(({ container: { args } }) => args?.some(({ value }) => /:2375\b/.test(value)));
  for (const { from, dial } of dialsTo(team, daemons, PLAIN)) {
    if (opened && from.container.env.some(({ name }) => name.value === 'DOCKER_TLS_VERIFY')) continue;
    yield {
      at: dial.at,
      message: opened ? 'secured' : 'port',
      args: { c: from.container.label, d: dind.container.label },
      severity: 'warning',
      container: from,
      related: [{ at: dind.container.anchor, message: `"${dind.container.label}" is the daemon` }],
      fixes: fixes(team, dind, from, dial.at),
      about: dialledPort(PLAIN, from),
      hides: ['localhost-port-unserved'],
    };
  }
}

function fixes({ pod }: Team, dind: Teammate, client: Teammate, at: Span): Fix[] {
  const host = hostOf(client.container, at);
  if (!host) return [];
  const pair: DockerPair = { pod, dind, client, host };
  return [
    { title: "Share the daemon's socket", safe: false, edits: () => shareSocket(pair) },
    { title: 'Serve port 2375 on loopback, without TLS', safe: false, edits: () => serveOnLoopback(pair) },
    { title: 'Use TLS on 2376, with shared certificates', safe: false, edits: () => shareCertificates(pair) },
  ];
}

/** The value of `DOCKER_HOST` if it is what names the port. */
function hostOf({ env }: Container, at: Span): Located<string> | null {
  const set = env.find(({ name, value }) => name.value === 'DOCKER_HOST' && value?.at.start === at.start);
  return set?.value ?? null;
}
