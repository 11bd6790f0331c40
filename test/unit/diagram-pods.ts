/** A Job whose migration and application reach a database through a native sidecar. */
export const JOB = `apiVersion: batch/v1
kind: Job
metadata: { name: invoice-run, namespace: billing }
spec:
  template:
    spec:
      restartPolicy: Never
      initContainers:
        - name: cloud-sql-proxy
          image: gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.11.4
          restartPolicy: Always
          args: [--port=5432, shop-prod:europe-west1:invoices]
          startupProbe: { httpGet: { path: /startup, port: 9090 } }
          resources: { requests: { cpu: 100m, memory: 64Mi } }
        - name: migrate
          image: flyway/flyway:10.17
          env: [{ name: FLYWAY_URL, value: "jdbc:postgresql://localhost:5432/invoices" }]
          resources: { requests: { cpu: 200m, memory: 256Mi } }
          volumeMounts: [{ name: sql, mountPath: /flyway/sql, readOnly: true }]
      containers:
        - name: invoice-run
          image: shop/invoice-run:4.2.0
          env:
            - { name: DB, value: "localhost:5432" }
            - { name: BUCKET, value: "https://storage.googleapis.com/shop" }
          resources: { requests: { cpu: 500m, memory: 512Mi } }
          volumeMounts: [{ name: reports, mountPath: /data }]
      volumes:
        - { name: sql, configMap: { name: sql } }
        - { name: reports, persistentVolumeClaim: { claimName: reports } }
`;

/** A Deployment behind a Service, with a proxy, an exporter, a config helper and a log shipper. */
export const DEPLOYMENT = `apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec:
  selector: { app: web }
  ports: [{ name: https, port: 443, targetPort: 4180 }, { name: plain, port: 80, targetPort: 8080 }]
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  replicas: 3
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      initContainers:
        - name: vault-agent-init
          image: hashicorp/vault:1.17
          args: [agent, -config=/etc/vault, -exit-after-auth]
          resources: { requests: { cpu: 50m, memory: 64Mi } }
          volumeMounts: [{ name: vault-secrets, mountPath: /vault/secrets }]
      containers:
        - name: oauth2-proxy
          image: quay.io/oauth2-proxy/oauth2-proxy:7.6
          args: [--http-address=0.0.0.0:4180, --upstream=http://localhost:8080]
          ports: [{ containerPort: 4180 }]
          resources: { requests: { cpu: 20m, memory: 32Mi } }
        - name: web
          image: shop/web:7.3.1
          ports: [{ containerPort: 8080 }]
          resources: { requests: { cpu: 250m, memory: 256Mi } }
          volumeMounts:
            - { name: vault-secrets, mountPath: /vault/secrets, readOnly: true }
            - { name: logs, mountPath: /var/log/web }
        - name: nginx-exporter
          image: nginx/nginx-prometheus-exporter:1.3
          args: [--nginx.scrape-uri=http://localhost:8080/status]
          ports: [{ containerPort: 9113 }]
          resources: { requests: { cpu: 10m, memory: 16Mi } }
        - name: vault-agent
          image: hashicorp/vault:1.17
          args: [agent, -config=/etc/vault]
          env: [{ name: VAULT_ADDR, value: "https://vault.infra:8200" }]
          resources: { requests: { cpu: 50m, memory: 64Mi } }
          volumeMounts: [{ name: vault-secrets, mountPath: /vault/secrets }]
        - name: fluent-bit
          image: fluent/fluent-bit:3.1.4
          env: [{ name: LOKI_URL, value: "http://loki.infra:3100/push" }]
          resources: { requests: { cpu: 50m, memory: 64Mi } }
          volumeMounts: [{ name: logs, mountPath: /var/log/web, readOnly: true }]
      volumes:
        - { name: vault-secrets, emptyDir: { medium: Memory, sizeLimit: 16Mi } }
        - { name: logs, emptyDir: { sizeLimit: 1Gi } }
`;

/** A Deployment into which Istio, Vault and OpenTelemetry add containers, at both ends of both lists. */
export const INJECTED = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  template:
    metadata:
      labels:
        sidecar.istio.io/inject: "true"
      annotations:
        vault.hashicorp.com/agent-inject: "true"
        sidecar.opentelemetry.io/inject: "true"
    spec:
      initContainers:
        - { name: migrate, image: flyway/flyway:10.17 }
      containers:
        - { name: web, image: shop/web:7.3.1 }
`;

/** Two native sidecars of which each takes calls of the application. */
export const NATIVES = `apiVersion: v1
kind: Service
metadata: { name: checkout, namespace: shop }
spec:
  selector: { app: checkout }
  ports: [{ port: 80, targetPort: 8080 }]
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: checkout, namespace: shop }
spec:
  replicas: 4
  selector: { matchLabels: { app: checkout } }
  template:
    metadata: { labels: { app: checkout } }
    spec:
      initContainers:
        - name: otel-collector
          image: otel/opentelemetry-collector-contrib:0.115
          restartPolicy: Always
          env: [{ name: TEMPO, value: "http://tempo.infra:4317" }]
          resources: { requests: { cpu: 100m, memory: 128Mi } }
        - name: cloud-sql-proxy
          image: gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.11.4
          restartPolicy: Always
          args: [--port=5432, shop-prod:europe-west1:checkout]
          startupProbe: { httpGet: { path: /startup, port: 9090 } }
          resources: { requests: { cpu: 100m, memory: 64Mi } }
        - name: migrate
          image: flyway/flyway:10.17
          env: [{ name: FLYWAY_URL, value: "jdbc:postgresql://localhost:5432/checkout" }]
          resources: { requests: { cpu: 200m, memory: 256Mi } }
      containers:
        - name: checkout
          image: shop/checkout:5.0.2
          env:
            - { name: DB, value: "localhost:5432" }
            - { name: OTEL, value: "http://localhost:4317" }
          ports: [{ containerPort: 8080 }]
          resources: { requests: { cpu: 500m, memory: 512Mi } }
`;

/** A Deployment into which Istio adds its proxy as a native sidecar. */
export const MESH = `apiVersion: v1
kind: Service
metadata: { name: orders, namespace: shop }
spec:
  selector: { app: orders }
  ports: [{ port: 80, targetPort: 8080 }]
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: orders, namespace: shop }
spec:
  replicas: 2
  selector: { matchLabels: { app: orders } }
  template:
    metadata:
      labels: { app: orders, sidecar.istio.io/inject: "true" }
      annotations:
        sidecar.istio.io/nativeSidecar: "true"
        sidecar.istio.io/proxyImage: docker.io/istio/proxyv2:1.24.1
    spec:
      containers:
        - name: orders
          image: shop/orders:2.9.3
          ports: [{ containerPort: 8080 }]
          env:
            - { name: PAYMENTS, value: "https://payments:8443" }
            - { name: DB, value: "postgres://postgres:5432/orders" }
          resources: { requests: { cpu: 300m, memory: 384Mi } }
`;

/** Names as people and machines write them, and as they should not. */
const NAMES = [
  'app',
  'web',
  'end',
  'log-shipper',
  'a',
  'provisioner-kube-rbac-proxy',
  'x'.repeat(63),
  '',
  '日本語-サイドカー',
  '<img/onerror=1>',
  'app',
];
const IMAGES = [
  'acme/app:1.0',
  'fluent/fluent-bit:3',
  'envoyproxy/envoy:v1.30',
  'quay.io/oauth2-proxy/oauth2-proxy:7.6',
  'prom/statsd-exporter',
  'gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.11.4',
  'registry.example.com/a/very/long/path/to/an/image-with-a-long-name@sha256:0123456789abcdef',
];

/** What asks injectors for containers: init containers, native sidecars and ordinary ones, first and last in their lists. */
const ASKING: readonly { readonly labels?: object; readonly annotations?: object }[] = [
  { labels: { 'sidecar.istio.io/inject': 'true' } },
  { labels: { 'sidecar.istio.io/inject': 'true' }, annotations: { 'sidecar.istio.io/nativeSidecar': 'false' } },
  { annotations: { 'linkerd.io/inject': 'enabled', 'config.linkerd.io/enable-debug-sidecar': 'true' } },
  { annotations: { 'vault.hashicorp.com/agent-inject': 'true' } },
  { annotations: { 'vault.hashicorp.com/agent-inject': 'true', 'vault.hashicorp.com/agent-init-first': 'true' } },
  {
    annotations: {
      'sidecar.opentelemetry.io/inject': 'true',
      'instrumentation.opentelemetry.io/inject-java': 'true',
      'instrumentation.opentelemetry.io/inject-nodejs': 'true',
    },
  },
  { annotations: { 'dapr.io/enabled': 'true', 'dapr.io/app-id': 'made' } },
];

/** Hooks of some containers: a sleep, a script that sleeps, something of which nobody knows how long it takes. */
function lifecycleOf(number: number, isEarly: boolean): object {
  const preStop = [
    { sleep: { seconds: 7 } },
    { exec: { command: ['sh', '-c', 'sleep 20; nginx -s quit'] } },
    { httpGet: { path: '/quit', port: 80 } },
  ][number % 8];
  const postStart = number % 11 === 0 || (isEarly && number % 4 === 0) ? { exec: { command: ['wait'] } } : undefined;
  return preStop || postStart ? { lifecycle: { preStop, postStart } } : {};
}

/**
 * A manifest made of a number: up to 45 containers of all kinds that call each other, share volumes and are served; half of
 * them with more that injectors add.
 */
export function randomManifest(seed: number): string {
  let state = (seed * 2654435761) >>> 0;
  const random = (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const pick = <T>(from: readonly T[]): T => from[random(from.length)] as T;
  const few = seed % 9 === 0 ? 45 : seed % 3 === 0 ? 14 : 7;
  const total = random(few) + 1;
  const early = random(Math.min(total, 5) + 1);
  const volumes = Array.from({ length: random(5) }, (_, i) => `vol-${i}`);
  const container = (index: number, isEarly: boolean): unknown => {
    const has = (chance: number) => random(100) < chance;
    const name = pick(NAMES);
    return {
      ...(name === '' ? {} : { name: has(60) && /^[a-z-]*$/.test(name) ? `${name}-${index}` : name }),
      ...(has(90) ? { image: pick(IMAGES) } : {}),
      ...(isEarly && has(50) ? { restartPolicy: 'Always' } : {}),
      ...lifecycleOf(seed + index, isEarly),
      ...(isEarly && has(30) ? { startupProbe: { httpGet: { port: 8000 + index } } } : {}),
      ...(seed % 4 === 1 && has(40) ? { livenessProbe: { tcpSocket: { port: 8000 + index } } } : {}),
      ...(seed % 4 === 1 && has(20) ? { readinessProbe: { grpc: { port: 8000 + random(total) } } } : {}),
      ...(has(50)
        ? { ports: Array.from({ length: random(4) + 1 }, (_, i) => ({ containerPort: 8000 + index + 100 * i })) }
        : {}),
      ...(has(60)
        ? {
            env: Array.from({ length: random(4) }, (_, i) => ({
              name: `V${i}`,
              value: has(70)
                ? `http://localhost:${8000 + random(total)}`
                : `https://host-${random(12)}.example.com:${random(9000) + 1}`,
            })),
          }
        : {}),
      ...(has(50) ? { resources: { requests: { cpu: '100m', memory: '64Mi' } } } : {}),
      volumeMounts: volumes
        .filter(() => has(40))
        .map((volume) => ({ name: volume, mountPath: `/var/lib/${volume}`, readOnly: has(40) })),
    };
  };
  const asked = seed % 2 === 0 ? ASKING.filter((_, i) => i === seed % 7 || i === (seed >> 3) % 7) : [];
  const scraped =
    seed % 5 < 2 ? { 'prometheus.io/scrape': 'true', 'prometheus.io/port': `${8000 + (seed % 5) * 100}` } : {};
  const pod = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'made' },
    spec: {
      replicas: random(4),
      template: {
        metadata: {
          labels: Object.assign({ app: 'made' }, ...asked.map(({ labels }) => labels)),
          annotations: Object.assign({}, scraped, ...asked.map(({ annotations }) => annotations)),
        },
        spec: {
          ...(seed % 5 === 0 ? { terminationGracePeriodSeconds: [0, 1, 45, 600, 86_400][(seed / 5) % 5] } : {}),
          initContainers: Array.from({ length: early }, (_, i) => container(i, true)),
          containers: Array.from({ length: total - early }, (_, i) => container(early + i, false)),
          volumes: volumes.map((name) => ({ name, ...(random(2) ? { emptyDir: {} } : { configMap: { name } }) })),
        },
      },
    },
  };
  const ports = Array.from({ length: random(5) }, (_, i) => ({
    name: `p${i}`,
    port: 80 + i,
    targetPort: 8000 + random(total),
  }));
  const service = (name: string) => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name },
    spec: { selector: { app: 'made' }, ports },
  });
  const leads = { name: 'made', port: { number: 80 } };
  const ingress = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: 'made' },
    spec: { rules: [{ host: 'made.example.com', http: { paths: [{ path: '/made', backend: { service: leads } }] } }] },
  };
  const objects = [
    service('made'),
    ...(seed % 6 === 1 ? [service('made-by-a-release-again')] : []),
    ...(seed % 3 === 1 ? [ingress] : []),
    pod,
  ];
  return `${objects.map((object) => JSON.stringify(object, null, 1)).join('\n---\n')}\n`;
}
