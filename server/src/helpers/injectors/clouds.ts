import { FALSE, type Injector, TRUE } from '../injector.ts';

const GCSFUSE = 'gke-gcsfuse';
const AZURE = 'azure.workload.identity';

/** What cloud providers add to a pod. */
export const cloudInjectors: readonly Injector[] = [
  {
    id: 'gcsfuse',
    title: 'GKE Cloud Storage FUSE',
    switches: [{ in: 'annotation', key: `${GCSFUSE}/volumes`, on: TRUE, off: FALSE }],
    containers: [
      {
        name: 'gke-gcsfuse-sidecar',
        helper: 'gcsfuse-sidecar',
        kind: 'helper',
        end: () => 'first',
        resources: {
          requests: { cpu: '250m', memory: '256Mi', 'ephemeral-storage': '5Gi' },
          limits: { cpu: '250m', memory: '256Mi', 'ephemeral-storage': '5Gi' },
          requestKeys: {
            cpu: `${GCSFUSE}/cpu-request`,
            memory: `${GCSFUSE}/memory-request`,
            'ephemeral-storage': `${GCSFUSE}/ephemeral-storage-request`,
          },
          limitKeys: {
            cpu: `${GCSFUSE}/cpu-limit`,
            memory: `${GCSFUSE}/memory-limit`,
            'ephemeral-storage': `${GCSFUSE}/ephemeral-storage-limit`,
          },
          replaces: 'pair',
        },
      },
    ],
    native: {
      keys: [`${GCSFUSE}/enable-native-sidecar`],
      since: 29,
      depends: 'every node of the cluster must be new enough for native sidecars',
    },
    docs: 'https://cloud.google.com/kubernetes-engine/docs/how-to/cloud-storage-fuse-csi-driver-sidecar',
    source: 'GoogleCloudPlatform/gcs-fuse-csi-driver pkg/webhook (mutatingwebhook.go, injection.go, config.go)',
  },
  {
    id: 'azure-workload-identity',
    title: 'Azure Workload Identity proxy',
    // The webhook asks whether the annotation is there, not what it says.
    switches: [{ in: 'annotation', key: `${AZURE}/inject-proxy-sidecar`, on: 'any', off: [] }],
    needs: { in: 'label', key: `${AZURE}/use`, on: ['true'], off: ['false'] },
    hostNetwork: 'refused',
    containers: [
      { name: 'azwi-proxy-init', helper: null, kind: 'init', end: () => 'last' },
      { name: 'azwi-proxy', helper: 'azure-workload-identity-proxy', kind: 'helper', end: () => 'first' },
    ],
    native: { keys: [], since: 32, depends: 'releases of the webhook before native sidecars add it to `containers`' },
    docs: 'https://azure.github.io/azure-workload-identity/docs/topics/service-account-labels-and-annotations.html',
    source: 'Azure/azure-workload-identity pkg/webhook/webhook.go, consts.go; its label selector: general knowledge',
  },
  {
    id: 'cloud-sql',
    title: 'Cloud SQL Proxy Operator',
    switches: [],
    selectedBy: 'AuthProxyWorkload',
    containers: [{ name: 'csql-<namespace>-<name>', helper: 'cloud-sql-proxy', kind: 'helper' }],
    native: { keys: [], since: 29, depends: 'older releases of the operator add it as an ordinary container' },
    docs: 'https://github.com/GoogleCloudPlatform/cloud-sql-proxy-operator',
    source: 'general knowledge',
  },
];
