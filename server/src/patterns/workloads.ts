/** The kinds of workload that a manifest with a pattern can be written as, the usual one first. */
export const WHOLE_KINDS = ['Deployment', 'Pod', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob'] as const;
export type WholeKind = (typeof WHOLE_KINDS)[number];

/** Keys of a workload's spec before its template, for each kind with a template of its own. */
const SPEC: Readonly<Record<Exclude<WholeKind, 'Pod'>, readonly string[]>> = {
  Deployment: ['replicas: 2', 'selector:', '  matchLabels:', '    app.kubernetes.io/name: web'],
  StatefulSet: ['serviceName: web', 'replicas: 2', 'selector:', '  matchLabels:', '    app.kubernetes.io/name: web'],
  DaemonSet: ['selector:', '  matchLabels:', '    app.kubernetes.io/name: web'],
  Job: ['backoffLimit: 2'],
  CronJob: ['schedule: "0 4 * * *"', 'concurrencyPolicy: Forbid', 'jobTemplate:', '  spec:', '    backoffLimit: 2'],
};

/** A server that shows a page, in place of the application. */
const SERVER = [
  'containers:',
  '  - name: web',
  '    # Your application.',
  '    image: nginxinc/nginx-unprivileged:1.30.5-alpine-slim',
  '    ports:',
  '      - name: http',
  '        containerPort: 8080',
  '    readinessProbe:',
  '      httpGet:',
  '        path: /',
  '        port: http',
];

/** Something that ends, in place of the application. */
const TASK = [
  'restartPolicy: Never',
  'containers:',
  '  - name: web',
  '    # Your application.',
  '    image: busybox:1.38.0',
  '    command:',
  '      - sh',
  '      - -c',
  '      - echo working; sleep 30; echo done',
];

const CONTAINER = [
  '    resources:',
  '      requests:',
  '        cpu: 100m',
  '        memory: 256Mi',
  '      limits:',
  '        memory: 512Mi',
  '    securityContext:',
  '      runAsNonRoot: true',
  '      runAsUser: 101',
  '      allowPrivilegeEscalation: false',
  '      capabilities:',
  '        drop:',
  '          - ALL',
  '      seccompProfile:',
  '        type: RuntimeDefault',
];

const METADATA = ['metadata:', '  name: web', '  labels:', '    app.kubernetes.io/name: web'];

/** A workload of one application, which patterns can be inserted into: two spaces, LF. */
export function workloadText(kind: WholeKind): string {
  const ends = kind === 'Job' || kind === 'CronJob';
  const pod = [...(ends ? TASK : SERVER), ...CONTAINER];
  const lines = [
    `apiVersion: ${kind === 'Pod' ? 'v1' : ends ? 'batch/v1' : 'apps/v1'}`,
    `kind: ${kind}`,
    ...METADATA,
    'spec:',
    ...indented(kind === 'Pod' ? pod : templated(kind, pod), 2),
  ];
  return `${lines.join('\n')}\n`;
}

function templated(kind: Exclude<WholeKind, 'Pod'>, pod: readonly string[]): string[] {
  const labels = ['metadata:', '  labels:', '    app.kubernetes.io/name: web'];
  const template = ['template:', ...indented([...labels, 'spec:', ...indented(pod, 2)], 2)];
  return [...SPEC[kind], ...(kind === 'CronJob' ? indented(template, 4) : template)];
}

function indented(lines: readonly string[], by: number): string[] {
  return lines.map((line) => ' '.repeat(by) + line);
}
