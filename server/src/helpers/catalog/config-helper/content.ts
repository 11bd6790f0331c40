import type { Helper } from '../../helper.ts';

const RELOADER = { pattern: 'config-helper', function: 'config-reloader', longRunning: true } as const;

const K8S_SIDECAR = {
  summary: 'Copies labelled ConfigMaps and Secrets into a shared volume and can call a URL after changes.',
  images: ['**/kiwigrid/k8s-sidecar', '**/mirrored-kiwigrid-k8s-sidecar'],
  ...RELOADER,
  direction: 'local',
  oneShot: ['METHOD=LIST'],
  shell: { inImage: true },
  note: 'It needs the right to list and watch ConfigMaps or Secrets; its health port 8080 is often taken by others of the pod.',
  docs: 'https://github.com/kiwigrid/k8s-sidecar',
  source: 'kiwigrid/k8s-sidecar README.md @00b60a2, Dockerfile',
} as const satisfies Partial<Helper>;

/** Helpers that bring configuration and content to the application, and again whenever they change. */
export const contentHelpers: readonly Helper[] = [
  {
    // Its variables tell it from k8s-sidecar, whose image it is; of words, only the URL it calls would.
    ...K8S_SIDECAR,
    id: 'jenkins-config-reload',
    title: 'Jenkins config reload',
    summary: 'Copies labelled ConfigMaps into a volume and tells Jenkins to apply its configuration as code again.',
    words: ['reload-configuration-as-code'],
    names: ['config-reload-init'],
    ports: [{ port: 8080, what: 'health, in newer versions', env: ['HEALTH_PORT'] }],
    docs: 'https://github.com/jenkinsci/helm-charts',
    source: 'general knowledge',
  },
  {
    ...K8S_SIDECAR,
    id: 'k8s-sidecar',
    title: 'k8s-sidecar',
    names: [
      'k8s-sidecar',
      'grafana-sc-dashboard',
      'grafana-sc-datasources',
      'grafana-sc-alerts',
      'grafana-sc-plugins',
      'grafana-sc-notifiers',
      'grafana-sc-init-*',
      'loki-sc-rules',
    ],
    ports: [{ port: 8080, what: 'health, in newer versions', env: ['HEALTH_PORT'] }],
    health: { path: '/healthz', port: 8080 },
    native: 'Version 2 has /healthz for a startup probe; an older one tells nobody when its first copy is complete.',
    variants: [
      {
        // Not in 1.30.9, and the last of version 1.
        what: 'version 1.31',
        tag: '1.31.*',
        ports: [{ port: 8080, what: 'health', env: ['HEALTH_PORT'], verified: true }],
        source: 'kiwigrid/k8s-sidecar#435, #417',
      },
      {
        // The health server came late in version 1, so that only version 2 certainly has it.
        what: 'version 2',
        tag: '2.*',
        ports: [{ port: 8080, what: 'health', env: ['HEALTH_PORT'], verified: true }],
        startup: { path: '/healthz', port: 8080, args: [] },
        health: { path: '/healthz', port: 8080, verified: true },
        native: 'A startup probe on /healthz holds the application until the first copy is complete.',
        source: 'kiwigrid/k8s-sidecar README.md @00b60a2',
      },
      {
        what: 'the newest version',
        tag: 'latest',
        ports: [{ port: 8080, what: 'health', env: ['HEALTH_PORT'], verified: true }],
        source: 'kiwigrid/k8s-sidecar README.md @00b60a2',
      },
    ],
  },
  {
    id: 'git-sync',
    title: 'git-sync',
    summary: 'Keeps a shared volume equal to a branch or tag of a git repository.',
    images: [
      '**/git-sync/git-sync',
      'registry.k8s.io/git-sync',
      'k8s.gcr.io/git-sync',
      '**/google_containers/git-sync',
    ],
    programs: ['git-sync'],
    names: ['git-sync', 'git-sync-init'],
    pattern: 'config-helper',
    function: 'content-sync',
    direction: 'out',
    longRunning: true,
    oneShot: ['--one-time', 'GITSYNC_ONE_TIME', 'GIT_SYNC_ONE_TIME'],
    ports: [],
    shell: { inImage: true, verified: true },
    user: 65533,
    native:
      'With --http-bind it answers 503 until the first sync is done: a startup probe on that port holds the application.',
    note: 'A sync flips a symbolic link, so that readers must open files through the link anew.',
    docs: 'https://github.com/kubernetes/git-sync',
    source: 'kubernetes/git-sync README.md, Dockerfile.in @00d32b9, main.go',
  },
  {
    id: 'consul-template',
    title: 'consul-template',
    summary: 'Renders files from Consul and Vault data and runs a command when they change.',
    images: ['**/hashicorp/consul-template', '**/chainguard/consul-template'],
    programs: ['consul-template'],
    names: ['consul-template'],
    ...RELOADER,
    direction: 'out',
    oneShot: ['-once'],
    ports: [],
    native: 'As an init container it needs -once, with which it renders its files and ends.',
    docs: 'https://github.com/hashicorp/consul-template',
    source: 'general knowledge',
  },
  {
    id: 'confd',
    title: 'confd',
    summary: 'Renders files from a key-value store and runs a command when they change.',
    images: ['**/confd'],
    programs: ['confd'],
    names: ['confd'],
    ...RELOADER,
    direction: 'out',
    oneShot: ['-onetime'],
    ports: [],
    docs: 'https://github.com/kelseyhightower/confd',
    source: 'general knowledge',
  },
];
