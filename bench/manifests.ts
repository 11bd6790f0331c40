import { randomFrom } from '../test/lsp/random.ts';

/** Manifests of real shape, the same ones for the same seed. */
export interface Sample {
  readonly name: string;
  readonly text: string;
}

/** The files of the benchmark: what one edits, what a chart renders to, and what a whole cluster does. */
export function samples(): Sample[] {
  return [
    { name: '20 KB, 10 documents', text: joined(documents(1, 20_000)) },
    { name: '20 KB, one List', text: list(documents(2, 19_000)) },
    { name: '1 MB, 400 documents', text: joined(documents(3, 1_000_000)) },
    { name: '5 MB, 2,000 documents', text: joined(documents(4, 5_000_000)) },
  ];
}

/** Documents as one file. */
export function joined(texts: readonly string[]): string {
  return texts.join('---\n');
}

/** Documents as one document: a `List`. */
export function list(texts: readonly string[]): string {
  const items = texts.map((text) => `- ${text.trimEnd().replaceAll('\n', '\n  ')}\n`);
  return `apiVersion: v1\nkind: List\nitems:\n${items.join('')}`;
}

type Random = (below: number) => number;

/** Documents up to a size: of ten, five Deployments, one Job, one CronJob, two ConfigMaps, one Service. */
export function documents(seed: number, units: number): string[] {
  const random = randomFrom(seed);
  const makers = [
    deployment,
    configMap,
    deployment,
    service,
    deployment,
    job,
    deployment,
    configMap,
    cronJob,
    deployment,
  ];
  const texts: string[] = [];
  for (let size = 0, i = 0; size < units; i++) {
    const maker = makers[i % makers.length] as (name: string, random: Random) => string;
    // A Service leads to the Deployment before it.
    const text = maker(`app-${maker === service ? i - 1 : i}`, random);
    texts.push(text);
    size += text.length + 4;
  }
  return texts;
}

const pick = <T>(random: Random, of: readonly T[]): T => of[random(of.length)] as T;

function head(apiVersion: string, kind: string, name: string): string {
  return `apiVersion: ${apiVersion}
kind: ${kind}
metadata:
  name: ${name}
  namespace: shop
  labels:
    app.kubernetes.io/name: ${name}
    app.kubernetes.io/part-of: shop
    app.kubernetes.io/managed-by: hand
`;
}

function indented(text: string, columns: number): string {
  return text.replace(/^(?=.)/gm, ' '.repeat(columns));
}

function application(name: string, random: Random): string {
  const port = 8000 + random(100);
  return `- name: ${name}
  image: registry.example.com/shop/${name}:1.${random(20)}.${random(10)}
  args: ["--listen=:${port}", "--database=localhost:5432", "--log-level=info"]
  env:
    - name: DATABASE_URL
      value: postgres://shop@localhost:5432/shop
    - name: PASSWORD
      valueFrom:
        secretKeyRef:
          name: ${name}
          key: password
    - name: LOG_FILE
      value: /var/log/app/${name}.log
  ports:
    - name: http
      containerPort: ${port}
  readinessProbe:
    httpGet:
      path: /ready
      port: http
    periodSeconds: 5
  livenessProbe:
    httpGet:
      path: /live
      port: ${port}
  resources:
    requests:
      cpu: 100m
      memory: 128Mi
    limits:
      memory: 512Mi
  volumeMounts:
    - name: logs
      mountPath: /var/log/app
    - name: config
      mountPath: /etc/app
      readOnly: true
`;
}

const HELPERS: readonly string[] = [
  `- name: log-shipper
  image: fluent/fluent-bit:3.1.4
  args: ["-c", "/fluent-bit/etc/fluent-bit.conf"]
  volumeMounts:
    - name: logs
      mountPath: /var/log/app
      readOnly: true
  resources:
    limits:
      memory: 64Mi
`,
  `- name: sql-proxy
  image: gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.11.4
  args:
    - --port=5432
    - --health-check
    - shop-project:europe-west1:shop
  securityContext:
    runAsNonRoot: true
`,
  `- name: metrics
  image: quay.io/prometheus/statsd-exporter:latest
  ports:
    - name: metrics
      containerPort: 9102
`,
  `- name: auth
  image: quay.io/oauth2-proxy/oauth2-proxy:v7.6.0
  args: ["--http-address=0.0.0.0:4180", "--upstream=http://localhost:8080/"]
  ports:
    - name: auth
      containerPort: 4180
`,
];

function podSpec(name: string, random: Random): string {
  const helpers = [pick(random, HELPERS), pick(random, HELPERS)];
  return `serviceAccountName: ${name}
initContainers:
  - name: migrate
    image: registry.example.com/shop/${name}-migrations:1.2.3
    command: ["sh", "-c", "until nc -z database 5432; do sleep 1; done; /migrate up"]
containers:
${indented(application(name, random) + [...new Set(helpers)].join(''), 2)}volumes:
  - name: logs
    emptyDir: {}
  - name: config
    configMap:
      name: ${name}
`;
}

function template(name: string, random: Random, more = ''): string {
  return `template:
  metadata:
    labels:
      app.kubernetes.io/name: ${name}
    annotations:
      prometheus.io/scrape: "true"
  spec:
${more ? `    ${more}\n` : ''}${indented(podSpec(name, random), 4)}`;
}

function deployment(name: string, random: Random): string {
  return `${head('apps/v1', pick(random, ['Deployment', 'Deployment', 'StatefulSet']), name)}spec:
  replicas: ${1 + random(4)}
  selector:
    matchLabels:
      app.kubernetes.io/name: ${name}
${indented(template(name, random), 2)}`;
}

function job(name: string, random: Random): string {
  return `${head('batch/v1', 'Job', name)}spec:\n  backoffLimit: 2\n${indented(template(name, random, 'restartPolicy: Never'), 2)}`;
}

function cronJob(name: string, random: Random): string {
  const spec = indented(template(name, random, 'restartPolicy: OnFailure'), 6);
  return `${head('batch/v1', 'CronJob', name)}spec:
  schedule: "0 ${random(24)} * * *"
  jobTemplate:
    spec:
${spec}`;
}

function configMap(name: string, random: Random): string {
  const lines = Array.from({ length: 25 + random(20) }, (_, i) => `    option-${i} = ${random(1000)} # of ${name}\n`);
  return `${head('v1', 'ConfigMap', name)}data:
  LOG_LEVEL: info
  app.conf: |
    # the containers: of this application
${lines.join('')}`;
}

function service(name: string): string {
  return `${head('v1', 'Service', name)}spec:
  selector:
    app.kubernetes.io/name: ${name}
  ports:
    - name: http
      port: 80
      targetPort: http
`;
}

/** Definitions of custom resources from 20 KB to 1.4 MB, all of them 6 MB: a tree of described properties. */
export function customResources(): string[] {
  const random = randomFrom(6);
  const sizes = [1_400_000, 1_000_000, 900_000, 700_000, 400_000, 300_000, ...Array.from({ length: 40 }, () => 32_000)];
  return sizes.map((size, i) => {
    const kind = `Thing${i}`;
    const names = `  names:\n    kind: ${kind}\n    plural: things${i}\n`;
    const before = `${head('apiextensions.k8s.io/v1', 'CustomResourceDefinition', `things${i}.example.com`)}spec:
  group: example.com
${names}  scope: Namespaced
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
`;
    return before + indented(properties(size - before.length, random), 10);
  });
}

function properties(size: number, random: Random): string {
  let text = 'properties:\n';
  for (let i = 0; text.length * 1.6 < size; i++) {
    const depth = random(5);
    for (let level = 0; level <= depth; level++) {
      const property = `field${i}${level}:\n  description: What the field ${i} of level ${level} is for, told in a line\n  type: object\n`;
      text += indented(level < depth ? `${property}  properties:\n` : property, 2 + 4 * level);
    }
  }
  return text;
}
