import type { Helper } from '../helper.ts';
import { bridges } from './adapter/bridges.ts';
import { cloudExporters } from './adapter/cloud.ts';
import { hostExporters } from './adapter/hosts.ts';
import { messagingExporters } from './adapter/messaging.ts';
import { metricAdapters } from './adapter/metrics.ts';
import { storeExporters } from './adapter/stores.ts';
import { streamAdapters } from './adapter/streams.ts';
import { webExporters } from './adapter/web.ts';
import { bridges as outwardBridges } from './ambassador/bridges.ts';
import { databases } from './ambassador/databases.ts';
import { httpAmbassadors } from './ambassador/http.ts';
import { routers } from './ambassador/routers.ts';
import { tunnels } from './ambassador/tunnels.ts';
import { nodePrograms } from './app/node.ts';
import { storageApps } from './app/storage.ts';
import { contentHelpers } from './config-helper/content.ts';
import { identityHelpers } from './config-helper/identity.ts';
import { reloaders } from './config-helper/reloaders.ts';
import { secretAgents } from './config-helper/secrets.ts';
import { clients } from './init/clients.ts';
import { contentInits } from './init/content.ts';
import { engines } from './init/engines.ts';
import { installers } from './init/installers.ts';
import { meshInits } from './init/mesh.ts';
import { migrations } from './init/migrations.ts';
import { shells } from './init/shells.ts';
import { tools as initTools } from './init/tools.ts';
import { waiters } from './init/waiters.ts';
import { inboundProxies } from './proxy/inbound.ts';
import { meshProxies } from './proxy/mesh.ts';
import { webServers } from './proxy/web.ts';
import { backup } from './sidecar/backup.ts';
import { brokers } from './sidecar/brokers.ts';
import { builds } from './sidecar/builds.ts';
import { caches } from './sidecar/caches.ts';
import { clusters } from './sidecar/clusters.ts';
import { csi } from './sidecar/csi.ts';
import { identitySidecars } from './sidecar/identity.ts';
import { logs } from './sidecar/logs.ts';
import { meshSidecars } from './sidecar/mesh.ts';
import { mounts } from './sidecar/mounts.ts';
import { stores } from './sidecar/stores.ts';
import { telemetry } from './sidecar/telemetry.ts';
import { tools } from './sidecar/tools.ts';
import { tracing } from './sidecar/tracing.ts';

/** Every helper we know; a more special entry stands before a more general one. */
export const HELPERS: readonly Helper[] = [
  ...meshInits,
  ...waiters,
  ...migrations,
  ...contentInits,
  ...installers,
  ...engines,
  ...clients,
  ...meshProxies,
  ...meshSidecars,
  ...inboundProxies,
  ...bridges,
  ...routers,
  ...httpAmbassadors,
  ...webServers,
  ...databases,
  ...tunnels,
  ...outwardBridges,
  ...storeExporters,
  ...webExporters,
  ...messagingExporters,
  ...hostExporters,
  ...cloudExporters,
  ...metricAdapters,
  ...streamAdapters,
  ...reloaders,
  ...contentHelpers,
  ...secretAgents,
  ...identityHelpers,
  ...logs,
  ...telemetry,
  ...tracing,
  ...identitySidecars,
  ...csi,
  ...mounts,
  ...backup,
  ...caches,
  ...stores,
  ...clusters,
  ...brokers,
  ...builds,
  ...tools,
  ...storageApps,
  ...nodePrograms,
  // Boxes of tools are everything else, too.
  ...initTools,
  ...shells,
];
