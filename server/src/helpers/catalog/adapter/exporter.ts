import type { Shell } from '../../helper.ts';

/** What all have in common that offer metrics to whoever scrapes them. */
export const EXPORTER = { pattern: 'adapter', function: 'exporter', direction: 'in', longRunning: true } as const;

/** The same for those that stand beside the program they ask. */
export const POD_EXPORTER = {
  ...EXPORTER,
  native: 'It keeps answering scrapes until the application has ended, and does not hold a Job open.',
} as const;

/** A metrics port that is moved by the flag of the Prometheus project. */
export const WEB = { what: 'metrics', flags: ['--web.listen-address'], verified: true } as const;

/** Images that are built on the BusyBox of the Prometheus project. */
export const PROMETHEUS_SHELL: Shell = { inImage: true, except: ['*-distroless'] };

/** The user `nobody` of that BusyBox. */
export const NOBODY = 65534;

/** Where most of these facts were read. */
export const CHARTS = 'prometheus-community/helm-charts@cf408a2, charts';

/** The Prometheus project's own list of ports, as it stood in 2016. */
export const PORT_LIST = 'default port allocations, wiki of Prometheus';
