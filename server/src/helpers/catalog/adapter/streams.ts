import type { Helper } from '../../helper.ts';

/** Adapters that turn one stream of messages into another. */
export const streamAdapters: readonly Helper[] = [
  {
    id: 'redpanda-connect',
    title: 'Redpanda Connect (Benthos)',
    summary: 'Reads messages from one place, maps and filters them and writes them to another.',
    images: [
      '**/redpandadata/connect',
      '**/redpanda-data/connect',
      '**/redpandadata/redpanda-connect',
      '**/jeffail/benthos',
      '**/benthosdev/benthos',
    ],
    programs: ['redpanda-connect', 'benthos'],
    names: ['benthos', 'redpanda-connect'],
    pattern: 'adapter',
    function: null,
    direction: 'both',
    longRunning: true,
    oneShot: ['lint'],
    ports: [{ port: 4195, what: 'health and metrics' }],
    health: { path: '/ready', port: 4195 },
    stop: 'On SIGTERM it finishes what it holds, for at most `shutdown_timeout` (20 s unless set).',
    native: 'A startup probe on /ping passes once it runs; /ready passes only when input and output are connected.',
    docs: 'https://docs.redpanda.com/redpanda-connect/',
    source: 'docs.redpanda.com, Connect: monitoring, configuration',
  },
];
