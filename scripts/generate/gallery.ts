import type { Generated } from './part.ts';

/** A pod of the corpus whose picture stands in the gallery. */
interface RealPod {
  /** The name of its picture in GALLERY. */
  readonly picture: string;
  readonly shows: string;
  /** Of the corpus: the repository, then the path in it. */
  readonly file: string;
  /** Which pod of the file, from 0. */
  readonly index: number;
}

/** Where the pictures of real pods are kept. */
export const GALLERY = 'docs/pictures/pods';

/** Real pods, picked for variety, from one container to eight: test/corpus/pictures.test.ts draws them. */
export const REAL_PODS: readonly RealPod[] = [
  one(
    'mysql',
    'Two init containers prepare what a database and its exporter use',
    'kubernetes__website/content/en/examples/application/mysql/mysql-statefulset.yaml',
  ),
  one(
    'native-and-init',
    'An init container, a native sidecar and the worker it helps',
    'kubernetes__website/content/en/examples/pods/restart-policy/restart-all-containers.yaml',
  ),
  one(
    'cloud-sql-job',
    'A Job with a database proxy that does not keep it from ending',
    'GoogleCloudPlatform__cloud-sql-proxy/examples/k8s-sidecar/job_with_sidecar.yaml',
  ),
  one(
    'cloud-sql-pgbouncer',
    'A connection pool in front of a database proxy',
    'GoogleCloudPlatform__cloud-sql-proxy/examples/k8s-service/pgbouncer_deployment.yaml',
  ),
  one(
    'grafana',
    'Three sidecars that bring dashboards and sources to Grafana',
    'open-telemetry__opentelemetry-helm-charts/charts/opentelemetry-demo/examples/custom-environment-variables/rendered/grafana/deployment.yaml',
  ),
  one(
    'kserve-controller',
    'A controller behind three Services and a proxy for its metrics',
    'kubeflow__manifests/applications/kserve/kserve/kserve.yaml',
  ),
  one(
    'kube-dns',
    'Three containers that answer for names together',
    'projectcalico__calico/app-policy/config/install/05-calico.yaml',
    1,
  ),
  one(
    'argo-redis-ha',
    'A store, its sentinel, and a helper that heals a split',
    'argoproj__argo-cd/manifests/ha/base/redis-ha/chart/upstream.yaml',
    1,
  ),
  one(
    'redis-sentinel',
    'The same of a chart, with metrics',
    'bitnami__charts/bitnami/redis/templates/sentinel/statefulset.yaml',
  ),
  one(
    'istio-native',
    'A mesh proxy as a native sidecar',
    'istio__istio/pkg/kube/inject/testdata/inject/native-sidecar.yaml.injected',
  ),
  one(
    'istio-multi-container',
    'A mesh proxy around two applications',
    'istio__istio/pkg/kube/inject/testdata/inject/multi-container.yaml.injected',
  ),
  one(
    'istio-cronjob',
    'A mesh proxy in a CronJob',
    'istio__istio/pkg/kube/inject/testdata/inject/cronjob.yaml.injected',
  ),
  one(
    'istio-reviews',
    'What an injector will add, where only the Namespace asks for it',
    'istio__istio/pkg/config/analysis/analyzers/testdata/deployment-multi-service.yaml',
    2,
  ),
  one(
    'linkerd-contour',
    'A mesh proxy beside a gateway with its own proxy',
    'linkerd__linkerd2/cli/cmd/testdata/inject_contour.golden.yml',
  ),
  one(
    'linkerd-web',
    'A mesh proxy and what debugs it',
    'linkerd__linkerd2/cli/cmd/testdata/inject_emojivoto_deployment_debug.golden.yml',
  ),
  one(
    'dapr-node',
    'An application runtime that an annotation asks for',
    'dapr__quickstarts/tutorials/hello-kubernetes/deploy/node.yaml',
  ),
  one(
    'ray-cluster',
    'A worker with an init container and mounted buckets',
    'GoogleCloudPlatform__kubernetes-engine-samples/ai-ml/verl-on-gke/ray-cluster-auto.yaml',
    1,
  ),
  one(
    'hostpath-plugin',
    'A storage driver with all its sidecars',
    'kubernetes-csi__csi-driver-host-path/deploy/kubernetes-1.34/hostpath/csi-hostpath-plugin.yaml',
  ),
  one(
    'ebs-controller',
    'The controller of a storage driver',
    'kubernetes-sigs__aws-ebs-csi-driver/charts/aws-ebs-csi-driver/templates/controller.yaml',
  ),
  one(
    'azuredisk-controller',
    'Another one',
    'kubernetes-sigs__azuredisk-csi-driver/deploy/csi-azuredisk-controller.yaml',
  ),
  one(
    'azuredisk-windows',
    'A storage driver on Windows',
    'kubernetes-sigs__azuredisk-csi-driver/deploy/v1.17.0/csi-azuredisk-node-windows-hostprocess.yaml',
  ),
  one(
    'calico-node',
    'A network driver whose init containers prepare the node',
    'projectcalico__calico/charts/calico/templates/calico-node.yaml',
  ),
  one(
    'metallb-speaker',
    'Init containers bring configuration and programs to four containers',
    'metallb__metallb/charts/metallb/templates/speaker.yaml',
  ),
  one(
    'rook-mon',
    'Six containers around one device',
    'rook__rook/pkg/operator/ceph/cluster/mon/template/floating-mon-drbd-deployment.yaml',
  ),
  one(
    'sonarqube',
    'Five steps before the application starts',
    'bitnami__charts/bitnami/sonarqube/templates/deployment.yaml',
  ),
  one(
    'harbor-registry',
    'A registry and its controller over one storage',
    'bitnami__charts/bitnami/harbor/templates/registry/registry-dpl.yaml',
  ),
  one(
    'mastodon-init',
    'A Job of a chart with two init containers',
    'bitnami__charts/bitnami/mastodon/templates/init-job/init-job.yaml',
  ),
  one('mongodump', 'A backup by schedule', 'bitnami__charts/bitnami/mongodb/templates/backup/cronjob.yaml'),
  one('tekton-publish', 'The steps of a Task', 'tektoncd__pipeline/tekton/publish.yaml'),
  one(
    'argo-container-set',
    'A graph of containers of a workflow',
    'argoproj__argo-workflows/examples/container-set-template/graph-workflow.yaml',
  ),
  one('one-container', 'A pod with one container', 'kubeflow__manifests/applications/kserve/kserve/kserve.yaml', 1),
];

function one(picture: string, shows: string, file: string, index = 0): RealPod {
  return { picture, shows, file, index };
}

/** The page that shows them all. */
export function galleryPage(): Generated {
  const parts = REAL_PODS.map(({ picture, shows, file }) => {
    const [repository = '', ...path] = file.split('/');
    const source = `${repository.replace('__', '/')}, ${path.join('/')}`;
    return `## ${shows}\n\n![${shows}](${GALLERY.replace('docs/', '')}/${picture}.svg)\n\n${source}\n`;
  });
  const text = `<!-- Generated by "npm run generate": do not edit. -->

# Pictures of real pods

What \`pod-patterns diagram\` draws of manifests of public repositories. How to read a picture is told in
[The picture of a pod](preview.md).

${parts.join('\n')}`;
  return { path: 'docs/gallery.md', text };
}
