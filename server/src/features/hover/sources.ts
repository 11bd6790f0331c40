import { link } from './markdown.ts';

const PODS = 'https://kubernetes.io/docs/concepts/workloads/pods';

/** The pages that hovers refer to, by what they are about. */
const SOURCES = {
  containers: ['Containers of a Pod', `${PODS}/#how-pods-manage-multiple-containers`],
  init: ['Init containers', `${PODS}/init-containers/`],
  sidecar: ['Sidecar containers', `${PODS}/sidecar-containers/`],
  sidecarOrder: ['Sidecars and the life of a Pod', `${PODS}/sidecar-containers/#sidecar-containers-and-pod-lifecycle`],
  jobs: ['Jobs with sidecars', `${PODS}/sidecar-containers/#jobs-with-sidecar-containers`],
  kep753: ['KEP-753', 'https://github.com/kubernetes/enhancements/tree/master/keps/sig-node/753-sidecar-containers'],
  patterns: [
    'Patterns of composite containers',
    'https://kubernetes.io/blog/2015/06/the-distributed-system-toolkit-patterns/',
  ],
  restartPolicy: ['Restart policy', `${PODS}/pod-lifecycle/#restart-policy`],
  restartRules: ['Container restart rules', `${PODS}/pod-lifecycle/#container-restart-rules`],
  termination: ['Pod termination', `${PODS}/pod-lifecycle/#pod-termination`],
  sidecarTermination: ['Termination with sidecars', `${PODS}/pod-lifecycle/#termination-with-sidecars`],
  probes: ['Container probes', `${PODS}/pod-lifecycle/#container-probes`],
  hooks: ['Container lifecycle hooks', 'https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/'],
  volumes: ['Volumes', 'https://kubernetes.io/docs/concepts/storage/volumes/'],
  emptyDir: ['emptyDir', 'https://kubernetes.io/docs/concepts/storage/volumes/#emptydir'],
  subPath: ['subPath', 'https://kubernetes.io/docs/concepts/storage/volumes/#using-subpath'],
  sharedVolume: [
    'Sharing a volume between containers',
    'https://kubernetes.io/docs/tasks/access-application-cluster/communicate-containers-same-pod-shared-volume/',
  ],
  configMapUpdates: [
    'Updates of mounted ConfigMaps',
    'https://kubernetes.io/docs/concepts/configuration/configmap/#mounted-configmaps-are-updated-automatically',
  ],
  propagation: ['Mount propagation', 'https://kubernetes.io/docs/concepts/storage/volumes/#mount-propagation'],
  variables: [
    'Environment variables',
    'https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/',
  ],
  command: [
    'Command and arguments',
    'https://kubernetes.io/docs/tasks/inject-data-application/define-command-argument-container/',
  ],
  securityContext: ['Security context', 'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/'],
  podSecurity: ['Pod Security Standards', 'https://kubernetes.io/docs/concepts/security/pod-security-standards/'],
  istioRequirements: ['Requirements of Istio', 'https://istio.io/latest/docs/ops/deployment/application-requirements/'],
  network: ['Network of a Pod', `${PODS}/#pod-networking`],
  services: ['Services', 'https://kubernetes.io/docs/concepts/services-networking/service/'],
  processes: [
    'Sharing the process namespace',
    'https://kubernetes.io/docs/tasks/configure-pod-container/share-process-namespace/',
  ],
  resources: ['Resources', 'https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/'],
  sidecarResources: ['Resources of sidecars', `${PODS}/sidecar-containers/#resource-sharing-within-containers`],
  qos: ['Quality of service', `${PODS}/pod-qos/`],
  wellKnown: ['Well-known annotations', 'https://kubernetes.io/docs/reference/labels-annotations-taints/'],
  istioAnnotations: ['Istio annotations', 'https://istio.io/latest/docs/reference/config/annotations/'],
  istioInjection: ['Istio injection', 'https://istio.io/latest/docs/setup/additional-setup/sidecar-injection/'],
  istioProbes: ['Health checks with Istio', 'https://istio.io/latest/docs/ops/configuration/mesh/app-health-check/'],
  istioProxyConfig: [
    'ProxyConfig of Istio',
    'https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ProxyConfig',
  ],
  istioSidecar: ['Sidecar of Istio', 'https://istio.io/latest/docs/reference/config/networking/sidecar/'],
  istioAmbient: ['Ambient mode of Istio', 'https://istio.io/latest/docs/ambient/overview/'],
  linkerdConfig: ['Linkerd annotations', 'https://linkerd.io/2/reference/proxy-configuration/'],
  kumaAnnotations: ['Kuma annotations', 'https://kuma.io/docs/latest/reference/kubernetes-annotations/'],
  vaultAnnotations: [
    'Vault annotations',
    'https://developer.hashicorp.com/vault/docs/platform/k8s/injector/annotations',
  ],
  daprAnnotations: ['Dapr annotations', 'https://docs.dapr.io/reference/arguments-annotations-overview/'],
} as const satisfies Readonly<Record<string, readonly [title: string, url: string]>>;

export type Source = keyof typeof SOURCES;

/** The last line of a hover: where it can be read in full. Links of one's own, such as a helper's page, come first. */
export function sources(of: readonly Source[], own: readonly string[] = []): string {
  const links = of.map((key) => link(...(SOURCES[key] as readonly [string, string])));
  return [...own, ...links].join(' · ');
}
