// Generated from snippets/*.yaml by "npm run generate".
import { cloudSqlProxy } from './library/cloud-sql-proxy.ts';
import { fluentBit } from './library/fluent-bit.ts';
import { flywayMigration } from './library/flyway-migration.ts';
import { gitSync } from './library/git-sync.ts';
import { nginxExporter } from './library/nginx-exporter.ts';
import { oauth2Proxy } from './library/oauth2-proxy.ts';
import { otelCollector } from './library/otel-collector.ts';
import { pgbouncer } from './library/pgbouncer.ts';
import { podAdapter } from './library/pod-adapter.ts';
import { podAmbassador } from './library/pod-ambassador.ts';
import { podClassicSidecar } from './library/pod-classic-sidecar.ts';
import { podConfigHelper } from './library/pod-config-helper.ts';
import { podEgress } from './library/pod-egress.ts';
import { podInit } from './library/pod-init.ts';
import { podJobSidecar } from './library/pod-job-sidecar.ts';
import { podNativeSidecar } from './library/pod-native-sidecar.ts';
import { podProxy } from './library/pod-proxy.ts';
import { redisExporter } from './library/redis-exporter.ts';
import { waitForService } from './library/wait-for-service.ts';
import type { Pattern } from './pattern.ts';

/** What there is to insert. */
export const PATTERNS: readonly Pattern[] = [
  flywayMigration,
  waitForService,
  podInit,
  fluentBit,
  otelCollector,
  podClassicSidecar,
  podJobSidecar,
  podNativeSidecar,
  cloudSqlProxy,
  pgbouncer,
  podAmbassador,
  podEgress,
  nginxExporter,
  redisExporter,
  podAdapter,
  gitSync,
  podConfigHelper,
  oauth2Proxy,
  podProxy,
];
