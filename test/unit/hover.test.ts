import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { bodyIn, markdownIn } from './hover-support.ts';

const LEDGER = (marked: (name: string) => string) => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ledger
spec:
  selector:
    matchLabels: { app: ledger }
  template:
    metadata:
      labels: { app: ledger }
    spec:
      initContainers:
        - ${marked('name')}: sql-proxy
          image: gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.14.1
          ${marked('restartPolicy')}: Always
          args: [--port=5432, --health-check, --http-address=0.0.0.0, "example:europe-west1:ledger"]
          startupProbe:
            httpGet: { path: /startup, port: 9090 }
          lifecycle:
            preStop:
              sleep: { seconds: 5 }
        - name: ${marked('migrate')}
          image: registry.example.com/bank/ledger:7.3.0
          command: ["./ledger", "migrate"]
          env:
            - { name: DATABASE_URL, value: "postgres://ledger@localhost:5432/ledger" }
      containers:
        - name: ledger
          image: ${marked('registry.example.com/bank/ledger:7.3.0')}
          env:
            - { name: DATABASE_URL, value: "postgres://ledger@localhost:5432/ledger" }
          ports:
            - { name: http, containerPort: 8080 }
          volumeMounts:
            - { name: logs, mountPath: /var/log/ledger }
        - name: ${marked('shipper')}
          image: fluent/fluent-bit:3.2.2
          volumeMounts:
            - { name: logs, mountPath: /logs, readOnly: true }
      volumes:
        - name: logs
          emptyDir: { sizeLimit: 1Gi }
---
apiVersion: v1
kind: Service
metadata:
  name: ledger
spec:
  selector: { app: ledger }
  ports:
    - { port: 80, targetPort: http }
`;

/** The manifest with a mark around one of its words. */
const ledger = (word: string) => LEDGER((other) => (other === word ? `«${other}»` : other));

suite('the card of a container', () => {
  test('a native sidecar through which the application reaches its database', () => {
    assert.equal(
      markdownIn(ledger('name')),
      `**\`sql-proxy\`** · ambassador · [Cloud SQL Auth Proxy](https://github.com/GoogleCloudPlatform/cloud-sql-proxy/tree/main/examples/k8s-sidecar)

Opens a local port that leads to a Cloud SQL database, with IAM authorisation and TLS. With an ambassador the application only talks to localhost; the ambassador finds, secures and keeps the connection to something outside the pod.

*Why:* image cloud-sql-proxy is in the catalog; migrate dials localhost:5432, which it serves (line 26); ledger dials localhost:5432, which it serves (line 31).

- **Starts** first. \`migrate\`, \`ledger\` and \`shipper\` wait until it has passed its startup probe.
- **Stops** at the end of the pod, after \`ledger\` and \`shipper\`. Its preStop hook does not wait for its turn: it runs as soon as the pod begins to terminate. If it ends before, it is restarted, whatever the restartPolicy of the pod. With --max-sigterm-delay it waits for open connections before it ends; --quitquitquit lets a Job end it.
- **Listens** on 5432 (PostgreSQL, loopback only) and 9090 (health and metrics).
- **Called** by \`migrate\` and \`ledger\` on localhost:5432.
- **Reaches out** to \`example:europe-west1:ledger\`.
- **Note:** It exits with 143 on SIGTERM unless --exit-zero-on-sigterm is set.
- **Image:** without a shell; its user is 65532.

Watch for:

- It requests neither CPU nor memory: the scheduler sets nothing aside for that, unless the namespace has defaults. Its documentation or chart asks for \`1\` CPU and \`2Gi\` memory.

[Cloud SQL Auth Proxy](https://github.com/GoogleCloudPlatform/cloud-sql-proxy/tree/main/examples/k8s-sidecar) · [Sidecar containers](https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/)`,
    );
  });

  test('an init container behind it', () => {
    assert.equal(
      bodyIn(ledger('migrate')),
      `**\`migrate\`** · init container · migration

An init container prepares something and ends, before the application starts.

*Why:* the command runs a migration.

- **Starts** as soon as \`sql-proxy\` has passed its startup probe. \`ledger\` and \`shipper\` wait until it has ended with exit code 0. If it fails, it is run again.
- **Calls** \`sql-proxy\` on localhost:5432.

Watch for:

- It may run more than once for one pod, so its work must bear repeating.`,
    );
  });

  test('the application, to which a Service leads', () => {
    assert.equal(
      bodyIn(ledger('registry.example.com/bank/ledger:7.3.0')),
      `**\`ledger\`** · application

The application is what the pod is for; the other containers serve it.

*Why:* it is named like Deployment "ledger".

- **Starts** as soon as \`migrate\` has ended with exit code 0 (before that: \`sql-proxy\`), at the same time as \`shipper\`, in no guaranteed order.
- **Stops** when the others do: at the end of the pod all of \`containers\` get SIGTERM, in no guaranteed order, \`sql-proxy\` only after that.
- **Listens** on 8080 (\`http\`).
- **Reached** from outside the pod through Service \`ledger\` (port 80) on 8080.
- **Calls** \`sql-proxy\` on localhost:5432.
- **Shares** \`logs\` (\`/var/log/ledger\`, writes): \`shipper\` reads it at \`/logs\`.`,
    );
  });

  test('a classic log shipper', () => {
    assert.equal(
      bodyIn(ledger('shipper')),
      `**\`shipper\`** · sidecar · [Fluent Bit](https://docs.fluentbit.io/manual/administration/monitoring)

Reads logs from shared files or a port, parses them and sends them to a log store. A sidecar helps the application for as long as the pod lives, without a change to its code.

*Why:* image fluent-bit is in the catalog.

- **Starts** as soon as \`migrate\` has ended with exit code 0 (before that: \`sql-proxy\`), at the same time as \`ledger\`, in no guaranteed order.
- **Stops** when the others do: at the end of the pod all of \`containers\` get SIGTERM, in no guaranteed order, \`sql-proxy\` only after that. On SIGTERM it stops reading and goes on sending for \`Grace\` seconds (5 unless set).
- **Shares** \`logs\` (\`/logs\`, read-only): \`ledger\` writes it at \`/var/log/ledger\`.
- **Tells its health** at \`/api/v1/health\` on port 2020, if that is switched on (\`--http\`); no probe asks it.
- **As a native sidecar:** It stops after the application and so sends its last lines, too; probes need \`HTTP_Server On\` and \`Health_Check On\`.
- **Note:** Logs may be mounted read-only, but the \`DB\` of its tail input, which remembers offsets, needs a place to write.
- **Image:** without a shell.

Watch for:

- It requests neither CPU nor memory: the scheduler sets nothing aside for that, unless the namespace has defaults.
- It sees the files in \`logs\`, not what \`ledger\` prints to standard output.`,
    );
  });

  test('on restartPolicy it says first what that means', () => {
    const [, , , about] = bodyIn(ledger('restartPolicy')).split('\n\n');
    assert.equal(
      about,
      '`restartPolicy: Always` on an entry of `initContainers` makes it a **native sidecar**: it starts in its turn, what is behind it does not wait for its end, and it runs beside the application until the pod ends. On by default since Kubernetes 1.29, stable since 1.33.',
    );
  });

  test('a proxy that keeps a Job from completing', () => {
    const body = bodyIn(`apiVersion: batch/v1
kind: Job
metadata: { name: invoices }
spec:
  template:
    spec:
      restartPolicy: Never
      containers:
        - name: invoices
          image: acme/invoices:1
          args: ["--db=localhost:5432"]
        - name: «proxy»
          image: gcr.io/cloud-sql-connectors/cloud-sql-proxy:2
          args: [--port=5432, "example:eu:db"]
          resources: { requests: { cpu: 10m, memory: 16Mi } }
`);
    assert.deepEqual(body.split('\n').slice(6), [
      '- **Starts** at the same time as `invoices`, in no guaranteed order.',
      '- **Stops** when the others do: at the end of the pod all of `containers` get SIGTERM, in no guaranteed order. The Job completes only when this container has ended, and it ends only when told to. With --max-sigterm-delay it waits for open connections before it ends; --quitquitquit lets a Job end it.',
      '- **Listens** on 5432 (PostgreSQL, loopback only).',
      '- **Called** by `invoices` on localhost:5432.',
      '- **Reaches out** to `example:eu:db`.',
      '- **Tells its health** at `/readiness` on port 9090, if that is switched on (`--health-check`); no probe asks it.',
      '- **As a native sidecar:** A startup probe on /startup needs --health-check and --http-address=0.0.0.0.',
      '- **Note:** It exits with 143 on SIGTERM unless --exit-zero-on-sigterm is set.',
      '',
      'Watch for:',
      '',
      '- Kubernetes does not make `invoices` wait for it: a first call may come before it listens.',
    ]);
  });
});
