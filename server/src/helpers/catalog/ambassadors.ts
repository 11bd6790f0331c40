import type { Helper } from '../helper.ts';

/** Helpers through which the application reaches something outside: it dials localhost, they take care of the world. */
export const ambassadors: readonly Helper[] = [
  {
    id: 'cloud-sql-proxy',
    title: 'Cloud SQL Auth Proxy',
    summary: 'Opens a local port that leads to a Cloud SQL database, with IAM authorisation and TLS.',
    images: ['**/cloud-sql-connectors/cloud-sql-proxy', '**/cloud-sql-proxy'],
    programs: ['cloud-sql-proxy'],
    names: ['cloud-sql-proxy', 'cloudsql-proxy', 'sql-proxy'],
    pattern: 'ambassador',
    function: 'db-ambassador',
    direction: 'out',
    longRunning: true,
    ports: [
      {
        port: 5432,
        what: 'PostgreSQL',
        loopbackOnly: true,
        flags: ['--port', '-p', '--unix-socket', '-u'],
        env: ['CSQL_PROXY_PORT'],
      },
    ],
    startup: { path: '/startup', port: 9090, args: ['--health-check', '--http-address=0.0.0.0'] },
    docs: 'https://github.com/GoogleCloudPlatform/cloud-sql-proxy/tree/main/examples/k8s-sidecar',
  },
];
