// Pictures laid out by hand, for the tests of how they are drawn.
import type { Diagram, DiagramEdge, DiagramNode, TextKind, TextRun } from '../../server/src/diagram/diagram.ts';
import type { Stopping, TimelineRow } from '../../server/src/diagram/timeline/timeline.ts';

export function run(kind: TextKind, text: string, x: number, y: number, anchor?: TextRun['anchor']): TextRun {
  return anchor ? { kind, text, x, y, anchor } : { kind, text, x, y };
}

export function node(given: Partial<DiagramNode> & Pick<DiagramNode, 'id' | 'kind' | 'form'>): DiagramNode {
  return {
    x: 0,
    y: 0,
    width: 128,
    height: 106,
    label: given.id,
    container: null,
    parent: null,
    line: null,
    place: null,
    extent: null,
    name: given.id,
    role: null,
    icon: null,
    texts: [],
    pole: null,
    problem: null,
    ...given,
  };
}

export function edge(given: Partial<DiagramEdge> & Pick<DiagramEdge, 'id' | 'from' | 'to' | 'points'>): DiagramEdge {
  return {
    kind: 'dials',
    label: '',
    labelBox: null,
    texts: [],
    dashed: false,
    heads: 'end',
    line: null,
    place: null,
    name: `${given.from} calls ${given.to}`,
    problem: null,
    ...given,
  };
}

/** A card with everything that is printed on it. */
export function card(
  id: string,
  role: NonNullable<DiagramNode['role']>,
  [x, y, width, height]: readonly [number, number, number, number],
  [word, image, requests]: readonly [string, string, string],
  given: Partial<DiagramNode> = {},
): DiagramNode {
  const isApp = role === 'app';
  const nameY = y + (isApp ? 52 : 50);
  return node({
    id,
    kind: 'container',
    form: 'card',
    container: id,
    role,
    x,
    y,
    width,
    height,
    name: `${id}, ${role}`,
    ...given,
    texts: [
      run('role', word, x + 39, y + 25.5),
      run(isApp ? 'app-name' : 'name', id, x + 10, nameY),
      run('mono', image, x + 10, nameY + (isApp ? 18 : 16)),
      run('muted', requests, x + 10, nameY + (isApp ? 33 : 31)),
      ...(given.texts ?? []),
    ],
  });
}

function neighbour(
  id: string,
  icon: DiagramNode['icon'],
  [x, y, height]: readonly [number, number, number],
  [above, name, below]: readonly [string, string, string],
  form: 'neighbour' | 'pointer' = 'neighbour',
): DiagramNode {
  const texts = [run('muted', above, x + 26, y + 18), run('heading', name, x + 9, y + 34)];
  if (below) texts.push(run('mono', below, x + 9, y + 49));
  return node({ id, kind: form === 'pointer' ? 'service' : 'external', form, icon, x, y, width: 80, height, texts });
}

function drum(id: string, icon: DiagramNode['icon'], [x, y]: readonly [number, number], below: string): DiagramNode {
  const texts = [run('heading', id, x + 33, y + 24.5), run('muted', below, x + 33, y + 38)];
  return node({ id, kind: 'volume', form: 'drum', icon, x, y, width: 150, height: 44, texts });
}

function pin(id: string, parent: string, x: number, y: number, text?: TextRun): DiagramNode {
  const texts = text ? [text] : [];
  return node({ id, kind: 'port', form: 'pin', parent, x: x - 4, y: y - 4, width: 8, height: 8, texts });
}

function life(
  id: string,
  role: TimelineRow['role'],
  stop?: Pick<Stopping, 'sigterm' | 'moment'> & Partial<Stopping>,
): TimelineRow {
  const ending = stop ? { preStop: null, until: 30, ...stop } : null;
  const start = { step: 1, stays: true, gate: false, behind: 0, holds: false };
  return { id, label: id, role, app: false, ...start, stop: ending, name: `${id} starts and stops` };
}

/** Six containers, shared volumes, injected containers, an error on a card and a warning on a line. */
export const helpers: Diagram = {
  version: 1,
  width: 700,
  height: 800,
  workload: { kind: 'Deployment', name: 'web', namespace: 'shop' },
  title: 'Deployment web',
  description: 'Traffic enters through oauth2-proxy on 4180 and reaches web on 8080.',
  facts: [
    { label: 'Replicas', value: '3' },
    { label: 'CPU request', value: '380m' },
    { label: 'Memory request', value: '432Mi' },
    { label: 'Helpers’ share', value: '41 %', share: 0.41 },
    { label: 'QoS', value: 'Burstable' },
    { label: 'Mesh', value: 'none' },
  ],
  density: 'comfortable',
  rail: {
    x: 104,
    top: 118,
    run: 248,
    bottom: 578,
    marks: [
      { kind: 'step', y: 118, number: 1 },
      { kind: 'gate', y: 219, number: null },
      { kind: 'play', y: 248, number: null },
      { kind: 'stop', y: 578, number: null },
    ],
  },
  nodes: [
    node({
      id: 'pod',
      kind: 'pod',
      form: 'frame',
      label: 'Pod × 3',
      x: 104,
      y: 90,
      width: 490,
      height: 504,
      stacked: true,
    }),
    node({
      id: 'lane-1',
      kind: 'lane',
      form: 'lane',
      x: 110,
      y: 98,
      width: 478,
      height: 112,
      texts: [
        run('heading', 'Init', 124, 122),
        run('muted', 'one after the other', 148, 122),
        run('muted', 'until it has exited 0', 124, 223),
      ],
    }),
    node({
      id: 'lane-run',
      kind: 'lane',
      form: 'lane',
      x: 110,
      y: 228,
      width: 478,
      height: 358,
      texts: [run('heading', 'Run', 124, 252), run('muted', 'together', 152, 252)],
    }),
    card('vault-agent-init', 'init', [274, 108, 150, 92], ['Init', 'vault:1.17', '50m CPU · 64Mi'], {
      injected: true,
      container: null,
      texts: [run('muted', 'injected', 336, 133.5)],
    }),
    drum('vault-secrets', 'memory', [274, 260], 'memory · 16Mi'),
    card('web', 'app', [274, 334, 150, 146], ['App', 'shop/web:7.3.1', '250m CPU · 256Mi']),
    drum('logs', 'emptyDir', [274, 512], 'emptyDir · 1Gi'),
    card('oauth2-proxy', 'proxy', [114, 288, 128, 106], ['Proxy', 'oauth2-proxy:7.6', '20m CPU · 32Mi']),
    card('nginx-exporter', 'adapter', [114, 450, 128, 106], ['Adapter', 'nginx-prom…:1.3', '10m CPU · 16Mi']),
    card('vault-agent', 'config-helper', [456, 242, 128, 106], ['Config', 'vault:1.17', '50m CPU · 64Mi'], {
      injected: true,
      container: null,
      texts: [run('muted', 'injected', 537.2, 267.5), run('mount', '/vault/secrets rw', 466, 338)],
    }),
    card('fluent-bit', 'sidecar', [456, 440, 128, 106], ['Sidecar', 'fluent-bit:3.1.4', '50m CPU · 64Mi'], {
      problem: 'error',
      texts: [run('mount', '/var/log/web ro', 467, 538)],
    }),
    neighbour('service-web', 'service', [8, 350, 60], ['Service', 'web', ':443'], 'pointer'),
    neighbour('prometheus', 'scrape', [8, 518, 48], ['scrapes', 'Prometheus', '']),
    neighbour('vault', 'secret', [614, 253, 58], ['Vault', 'vault.infra', ':8200']),
    neighbour('loki', 'host', [614, 453, 58], ['Loki', 'loki.infra', ':3100']),
    pin('proxy-port', 'oauth2-proxy', 114, 380, run('port', ':4180', 125, 384)),
    pin('exporter-port', 'nginx-exporter', 114, 542, run('port', ':9113', 125, 546)),
    node({
      id: 'web-port',
      kind: 'port',
      form: 'strip',
      parent: 'web',
      x: 270,
      y: 375,
      width: 8,
      height: 100,
      texts: [run('port', ':8080', 286, 455)],
    }),
    node({
      id: 'secrets-mount',
      kind: 'port',
      form: 'mount',
      parent: 'vault-agent',
      x: 452,
      y: 330,
      width: 8,
      height: 8,
    }),
    node({ id: 'logs-mount', kind: 'port', form: 'mount', parent: 'fluent-bit', x: 452, y: 530, width: 8, height: 8 }),
  ],
  edges: [
    volumeLine(
      'vault-agent-init',
      'vault-secrets',
      [
        [300, 200],
        [300, 261],
      ],
      '/vault/secrets rw',
      false,
    ),
    volumeLine(
      'vault-secrets',
      'web',
      [
        [300, 304],
        [300, 334],
      ],
      '/vault/secrets ro',
      true,
    ),
    volumeLine(
      'web',
      'logs',
      [
        [300, 480],
        [300, 513],
      ],
      '/var/log/web rw',
      false,
    ),
    volumeLine(
      'secrets-mount',
      'vault-secrets',
      [
        [456, 334],
        [440, 334],
        [440, 284],
        [424, 284],
      ],
      '',
      false,
    ),
    volumeLine(
      'logs',
      'logs-mount',
      [
        [424, 534],
        [452, 534],
      ],
      '',
      true,
    ),
    edge({
      id: 'in-proxy',
      kind: 'inbound',
      from: 'service-web',
      to: 'proxy-port',
      points: [
        [88, 380],
        [110, 380],
      ],
    }),
    edge({
      id: 'proxy-web',
      from: 'oauth2-proxy',
      to: 'web-port',
      points: [
        [242, 380],
        [270, 380],
      ],
    }),
    edge({
      id: 'in-web',
      kind: 'inbound',
      from: 'service-web',
      to: 'web-port',
      points: [
        [48, 410],
        [48, 422],
        [270, 422],
      ],
      problem: 'warning',
    }),
    edge({
      id: 'exporter-web',
      from: 'nginx-exporter',
      to: 'web-port',
      points: [
        [242, 470],
        [270, 470],
      ],
    }),
    edge({
      id: 'scrape',
      kind: 'inbound',
      from: 'prometheus',
      to: 'exporter-port',
      points: [
        [88, 542],
        [110, 542],
      ],
    }),
    edge({
      id: 'to-vault',
      kind: 'outbound',
      from: 'vault-agent',
      to: 'vault',
      points: [
        [584, 282],
        [614, 282],
      ],
    }),
    edge({
      id: 'to-loki',
      kind: 'outbound',
      from: 'fluent-bit',
      to: 'loki',
      points: [
        [584, 482],
        [614, 482],
      ],
    }),
    edge({
      id: 'order',
      kind: 'order',
      from: 'vault-agent-init',
      to: 'web',
      points: [
        [1, 1],
        [2, 2],
      ],
    }),
  ],
  junctions: [],
  problems: [
    {
      rule: 'x',
      severity: 'error',
      container: 'fluent-bit',
      about: 'fluent-bit',
      message: 'writes /var/log/web/flb.db, but mounts the volume read-only',
      shownAt: 'fluent-bit',
      place: null,
      fix: null,
    },
    {
      rule: 'y',
      severity: 'warning',
      container: null,
      about: 'Service web',
      message: 'targetPort 8080 goes round oauth2-proxy',
      shownAt: null,
      place: null,
      fix: null,
    },
  ],
  timeline: {
    steps: [
      { number: 1, until: 'exit 0' },
      { number: null, until: null },
    ],
    rows: [
      { ...life('vault-agent-init', 'init'), step: 0, stays: false, gate: true, stop: 'done' },
      life('oauth2-proxy', 'proxy', { sigterm: 0, moment: 'known' }),
      {
        ...life('web', 'app', { preStop: { seconds: 8, exact: true, until: 8 }, sigterm: 8, moment: 'known' }),
        app: true,
      },
      life('nginx-exporter', 'adapter', {
        preStop: { seconds: 0, exact: false, until: 5 },
        sigterm: 5,
        moment: 'unknown',
      }),
      { ...life('vault-agent', 'config-helper'), injected: true },
      life('fluent-bit', 'sidecar', { sigterm: 0, moment: 'known' }),
    ],
    stop: { grace: 30, marks: [0, 10, 20] },
  },
  foot: { y: 614, sentence: 'One starts first. The other five start together when it has exited 0.' },
  legend: ['start-order', 'gate', 'calls', 'listens', 'volume-write', 'volume-read', 'injected'],
};

function volumeLine(
  from: string,
  to: string,
  points: DiagramEdge['points'],
  mount: string,
  dashed: boolean,
): DiagramEdge {
  const [x, y] = points.at(-1)!;
  const texts = mount ? [run('mount', mount, x + 10, y - 12)] : [];
  return edge({ id: `${from}-${to}`, kind: 'volume', from, to, points, dashed, texts, name: `${from} and ${to}` });
}

/** A native sidecar as a bar with a strip, tags, and a call that passes under the bar. */
export const bar: Diagram = {
  ...helpers,
  workload: { kind: 'Job', name: 'invoice-run', namespace: 'billing' },
  title: 'Job invoice-run',
  facts: [
    { label: 'Completions', value: '1' },
    { label: 'Helpers’ share', value: '17 %', share: 0.17 },
  ],
  rail: {
    x: 26,
    top: 118,
    run: 336,
    bottom: 514,
    marks: [
      { kind: 'step', y: 118, number: 1 },
      { kind: 'gate', y: 155, number: null },
      { kind: 'step', y: 184, number: 2 },
      { kind: 'gate', y: 307, number: null },
      { kind: 'play', y: 336, number: null },
      { kind: 'stop', y: 514, number: null },
    ],
  },
  nodes: [
    node({ id: 'pod', kind: 'pod', form: 'frame', label: 'Pod', x: 26, y: 90, width: 514, height: 442 }),
    ...(
      [
        [98, 48],
        [164, 134],
        [316, 186],
      ] as const
    ).map(([y, height], at) => node({ id: `lane-${at}`, kind: 'lane', form: 'lane', x: 32, y, width: 502, height })),
    card('cloud-sql-proxy', 'ambassador', [342, 106, 180, 388], ['Ambassador', 'cloud-sql-proxy:2.11.4', '100m CPU'], {
      form: 'bar',
      texts: [run('muted', 'until pod end', 432, 479, 'middle')],
    }),
    card('migrate', 'init', [54, 174, 184, 92], ['Init', 'flyway/flyway:10.17', '200m CPU · 256Mi']),
    tag('sql', 'configMap', 270, '/flyway/sql ro', 'migrate'),
    card('invoice-run', 'app', [54, 350, 184, 112], ['App', 'shop/invoice-run:4.2.0', '500m CPU · 512Mi']),
    tag('reports', 'pvc', 466, '/data rw', 'invoice-run'),
    node({
      id: 'sql-port',
      kind: 'port',
      form: 'strip',
      parent: 'cloud-sql-proxy',
      x: 338,
      y: 215,
      width: 8,
      height: 190,
      texts: [run('port', ':5432', 354, 224), run('port', ':5432', 354, 404)],
    }),
  ],
  edges: [
    edge({
      id: 'migrate-sql',
      from: 'migrate',
      to: 'sql-port',
      points: [
        [238, 220],
        [338, 220],
      ],
      texts: [run('muted', 'localhost', 285, 213, 'middle')],
    }),
    edge({
      id: 'app-sql',
      from: 'invoice-run',
      to: 'sql-port',
      points: [
        [238, 400],
        [338, 400],
      ],
    }),
    edge({
      id: 'app-out',
      from: 'invoice-run',
      to: 'sql-port',
      points: [
        [238, 434],
        [264, 434],
        [264, 513],
        [574, 513],
      ],
    }),
    edge({
      id: 'tag',
      kind: 'volume',
      from: 'sql',
      to: 'migrate',
      points: [
        [60, 270],
        [60, 266],
      ],
    }),
  ],
  junctions: [],
  problems: [],
  timeline: null,
  foot: { y: 560, sentence: null },
  legend: ['start-order', 'gate', 'native-bar', 'calls', 'listens'],
};

function tag(id: string, icon: DiagramNode['icon'], y: number, mount: string, parent: string): DiagramNode {
  const texts = [run('body', id, 77, y + 14), run('mount', mount, 130, y + 14)];
  return node({ id, kind: 'volume', form: 'tag', icon, x: 54, y, width: 184, height: 20, parent, texts });
}

/** Two native sidecars in one column: cards with poles, one crossed by the line of the other. */
export const posts: Diagram = {
  ...bar,
  legend: ['native-post'],
  nodes: [
    bar.nodes[0]!,
    card('otel-collector', 'sidecar', [366, 106, 150, 92], ['Sidecar', 'otel:0.115', '100m CPU'], {
      form: 'post',
      pole: { x: 500, top: 198, bottom: 514 },
    }),
    card('cloud-sql-proxy', 'ambassador', [340, 230, 140, 96], ['Ambassador', 'cloud-sql-proxy:2', '10m CPU'], {
      form: 'post',
      pole: { x: 460, top: 326, bottom: 514 },
    }),
    card('checkout', 'app', [54, 380, 180, 112], ['App', 'shop/checkout:5.0.2', '500m CPU']),
    pin('otel-port', 'otel-collector', 500, 448, run('port', ':4317', 446, 440, 'end')),
    pin('sql-port', 'cloud-sql-proxy', 460, 410, run('port', ':5432', 446, 402, 'end')),
  ],
  edges: [
    edge({
      id: 'a',
      from: 'checkout',
      to: 'sql-port',
      points: [
        [234, 410],
        [456, 410],
      ],
    }),
    edge({
      id: 'b',
      from: 'checkout',
      to: 'otel-port',
      points: [
        [234, 448],
        [496, 448],
      ],
    }),
    edge({
      id: 'c',
      kind: 'outbound',
      from: 'cloud-sql-proxy',
      to: 'out',
      points: [
        [480, 272],
        [574, 272],
      ],
    }),
  ],
};

/** A proxy that stands around the application, with a leg on either side. */
export const arch: Diagram = {
  ...helpers,
  nodes: [
    helpers.nodes[0]!,
    card('istio-proxy', 'proxy', [160, 226, 416, 124], ['Proxy', 'istio/proxyv2:1.24.1', '100m CPU · 128Mi'], {
      form: 'arch',
      injected: true,
      container: null,
    }),
    leg('leg-in', 160, [run('muted', 'until pod end', 204, 566, 'middle')]),
    leg('leg-out', 488, []),
    card('orders', 'app', [294, 374, 148, 150], ['App', 'shop/orders:2.9.3', '300m CPU · 384Mi']),
    pin('leg-in-port', 'leg-in', 160, 466, run('port', ':15006', 172, 470)),
  ],
  edges: [
    edge({
      id: 'probe',
      kind: 'probe',
      from: 'kubelet',
      to: 'istio-proxy',
      points: [
        [88, 325],
        [152, 325],
      ],
    }),
  ],
};

function leg(id: string, x: number, texts: readonly TextRun[]): DiagramNode {
  return node({ id, kind: 'port', form: 'leg', parent: 'istio-proxy', x, y: 350, width: 88, height: 232, texts });
}

/** A full card, one with two lines and one with one line. */
export const dense: Diagram = {
  ...helpers,
  density: 'compact',
  nodes: [
    helpers.nodes[0]!,
    card('web', 'app', [120, 100, 150, 112], ['App', 'web:1', '1 CPU']),
    node({
      id: 'csi-driver',
      kind: 'container',
      form: 'card',
      role: 'sidecar',
      x: 120,
      y: 230,
      width: 150,
      height: 44,
      texts: [
        run('heading', 'csi-driver', 154, 248),
        run('role', 'Sidecar', 154, 262),
        run('muted', '10m · 50Mi', 200, 262),
      ],
    }),
    node({
      id: 'line',
      kind: 'container',
      form: 'card',
      role: null,
      x: 120,
      y: 300,
      width: 150,
      height: 24,
      texts: [run('heading', 'line', 152, 316.5)],
    }),
  ],
  edges: [],
};
