// Generated from snippets/*.yaml by "npm run generate".
import { alloydbProxy } from './library/alloydb-proxy.ts';
import { awsSigv4Proxy } from './library/aws-sigv4-proxy.ts';
import { cloudSqlProxy } from './library/cloud-sql-proxy.ts';
import { configmapReload } from './library/configmap-reload.ts';
import { configmapReloadSignal } from './library/configmap-reload-signal.ts';
import { consulTemplate } from './library/consul-template.ts';
import { downloadArtifact } from './library/download-artifact.ts';
import { envoyEgress } from './library/envoy-egress.ts';
import { envoyMtls } from './library/envoy-mtls.ts';
import { envoyTls } from './library/envoy-tls.ts';
import { fixPermissions } from './library/fix-permissions.ts';
import { fluentBit } from './library/fluent-bit.ts';
import { flywayMigration } from './library/flyway-migration.ts';
import { gitClone } from './library/git-clone.ts';
import { gitSync } from './library/git-sync.ts';
import { grpcWeb } from './library/grpc-web.ts';
import { istioAmbient } from './library/istio-ambient.ts';
import { istioSidecar } from './library/istio-sidecar.ts';
import { istioSidecarScope } from './library/istio-sidecar-scope.ts';
import { jmxExporter } from './library/jmx-exporter.ts';
import { jsonLogs } from './library/json-logs.ts';
import { k8sSidecar } from './library/k8s-sidecar.ts';
import { kubeRbacProxy } from './library/kube-rbac-proxy.ts';
import { legacyBridge } from './library/legacy-bridge.ts';
import { linkerdProxy } from './library/linkerd-proxy.ts';
import { liquibaseMigration } from './library/liquibase-migration.ts';
import { litestream } from './library/litestream.ts';
import { mcrouter } from './library/mcrouter.ts';
import { memcachedCache } from './library/memcached-cache.ts';
import { migrationCommand } from './library/migration-command.ts';
import { nginxExporter } from './library/nginx-exporter.ts';
import { nginxTls } from './library/nginx-tls.ts';
import { oauth2Proxy } from './library/oauth2-proxy.ts';
import { otelCollector } from './library/otel-collector.ts';
import { pgbouncer } from './library/pgbouncer.ts';
import { podAdapter } from './library/pod-adapter.ts';
import { podAmbassador } from './library/pod-ambassador.ts';
import { podClassicSidecar } from './library/pod-classic-sidecar.ts';
import { podConfigHelper } from './library/pod-config-helper.ts';
import { podCronjobSidecar } from './library/pod-cronjob-sidecar.ts';
import { podDaemonsetProxy } from './library/pod-daemonset-proxy.ts';
import { podEgress } from './library/pod-egress.ts';
import { podInit } from './library/pod-init.ts';
import { podJobSidecar } from './library/pod-job-sidecar.ts';
import { podMeshAmbient } from './library/pod-mesh-ambient.ts';
import { podMeshIstio } from './library/pod-mesh-istio.ts';
import { podMeshLinkerd } from './library/pod-mesh-linkerd.ts';
import { podNativeSidecar } from './library/pod-native-sidecar.ts';
import { podProxy } from './library/pod-proxy.ts';
import { podSimpleAdapter } from './library/pod-simple-adapter.ts';
import { podSimpleAmbassador } from './library/pod-simple-ambassador.ts';
import { podSimpleConfigHelper } from './library/pod-simple-config-helper.ts';
import { podSimpleInit } from './library/pod-simple-init.ts';
import { podSimpleProxy } from './library/pod-simple-proxy.ts';
import { podSimpleSidecar } from './library/pod-simple-sidecar.ts';
import { podStatefulsetExporter } from './library/pod-statefulset-exporter.ts';
import { podThreeHelpers } from './library/pod-three-helpers.ts';
import { postgresExporter } from './library/postgres-exporter.ts';
import { redisCache } from './library/redis-cache.ts';
import { redisExporter } from './library/redis-exporter.ts';
import { resticBackup } from './library/restic-backup.ts';
import { s3Fetch } from './library/s3-fetch.ts';
import { soapBridge } from './library/soap-bridge.ts';
import { statsdExporter } from './library/statsd-exporter.ts';
import { tlsTunnel } from './library/tls-tunnel.ts';
import { twemproxy } from './library/twemproxy.ts';
import { vaultAgent } from './library/vault-agent.ts';
import { vaultProxy } from './library/vault-proxy.ts';
import { vaultSecretsOnce } from './library/vault-secrets-once.ts';
import { vector } from './library/vector.ts';
import { waitForService } from './library/wait-for-service.ts';
import type { Pattern } from './pattern.ts';

/** What there is to insert. */
export const PATTERNS: readonly Pattern[] = [
  downloadArtifact,
  fixPermissions,
  flywayMigration,
  gitClone,
  liquibaseMigration,
  migrationCommand,
  s3Fetch,
  vaultSecretsOnce,
  waitForService,
  podInit,
  podSimpleInit,
  fluentBit,
  litestream,
  memcachedCache,
  otelCollector,
  redisCache,
  resticBackup,
  vector,
  podClassicSidecar,
  podCronjobSidecar,
  podJobSidecar,
  podNativeSidecar,
  podSimpleSidecar,
  alloydbProxy,
  awsSigv4Proxy,
  cloudSqlProxy,
  envoyEgress,
  envoyMtls,
  legacyBridge,
  mcrouter,
  pgbouncer,
  tlsTunnel,
  twemproxy,
  vaultProxy,
  podAmbassador,
  podEgress,
  podSimpleAmbassador,
  podThreeHelpers,
  grpcWeb,
  jmxExporter,
  jsonLogs,
  nginxExporter,
  postgresExporter,
  redisExporter,
  soapBridge,
  statsdExporter,
  podAdapter,
  podSimpleAdapter,
  podStatefulsetExporter,
  configmapReload,
  configmapReloadSignal,
  consulTemplate,
  gitSync,
  k8sSidecar,
  vaultAgent,
  podConfigHelper,
  podSimpleConfigHelper,
  envoyTls,
  istioAmbient,
  istioSidecar,
  kubeRbacProxy,
  linkerdProxy,
  nginxTls,
  oauth2Proxy,
  istioSidecarScope,
  podDaemonsetProxy,
  podMeshAmbient,
  podMeshIstio,
  podMeshLinkerd,
  podProxy,
  podSimpleProxy,
];
