/** How the containers of a pod are laid out under the path of a workload kind. */
export type Shape = 'pod-spec' | 'argo-template' | 'tekton-task' | 'spark-pod';

/**
 * Who decides when the pod is done.
 * `service`: it runs until it is replaced. `job`: its Job waits for all containers to end. `pod`: its own restartPolicy says.
 * `engine`: an engine (Argo, Tekton, Kubeflow …) ends the helpers, or judges by one container.
 */
export type Runs = 'service' | 'job' | 'pod' | 'engine';

/** Where the pods of a kind are. */
export interface WorkloadKind {
  /** API groups; '' is the core group. */
  readonly groups: readonly string[];
  readonly kind: string;
  /** Paths of the pod specs: `a.b`, `a[]` for every item of a list, `a.*` for every entry of a mapping. */
  readonly paths: readonly string[];
  readonly runs: Runs;
  readonly shape?: Shape;
  /** Whether the containers here are joined with others that the document does not show. */
  readonly fragment?: true;
}

const TEMPLATE = ['spec.template.spec'];
const service = (groups: string[], ...kinds: string[]): WorkloadKind[] =>
  kinds.map((kind) => ({ groups, kind, paths: TEMPLATE, runs: 'service' }));

const RAY = ['headGroupSpec.template.spec', 'workerGroupSpecs[].template.spec'];
const KUBEFLOW = ['pytorch', 'tf', 'mpi', 'xgb', 'paddle', 'jax'];
const KUBEFLOW_KINDS = ['PyTorchJob', 'TFJob', 'MPIJob', 'XGBoostJob', 'PaddleJob', 'JAXJob'];

/**
 * Every workload kind we know, and where its pod specs are.
 * Sources: the API types of Kubernetes and of each project (API reference of the group named).
 */
export const WORKLOAD_KINDS: readonly WorkloadKind[] = [
  { groups: [''], kind: 'Pod', paths: ['spec'], runs: 'pod' },
  { groups: [''], kind: 'PodTemplate', paths: ['template.spec'], runs: 'pod' },
  ...service([''], 'ReplicationController'),
  ...service(['apps', 'extensions'], 'Deployment', 'ReplicaSet', 'DaemonSet'),
  ...service(['apps'], 'StatefulSet'),
  { groups: ['batch'], kind: 'Job', paths: TEMPLATE, runs: 'job' },
  { groups: ['batch'], kind: 'CronJob', paths: ['spec.jobTemplate.spec.template.spec'], runs: 'job' },

  ...service(['argoproj.io'], 'Rollout'),
  ...['Workflow', 'WorkflowTemplate', 'ClusterWorkflowTemplate'].map((kind): WorkloadKind => {
    const paths = ['spec.templates[]', 'spec.templateDefaults'];
    return { groups: ['argoproj.io'], kind, paths, runs: 'engine', shape: 'argo-template', fragment: true };
  }),
  {
    groups: ['argoproj.io'],
    kind: 'CronWorkflow',
    paths: ['spec.workflowSpec.templates[]', 'spec.workflowSpec.templateDefaults'],
    runs: 'engine',
    shape: 'argo-template',
    fragment: true,
  },

  ...service(['apps.openshift.io'], 'DeploymentConfig'),
  ...service(['serving.knative.dev'], 'Service', 'Configuration'),
  { groups: ['serving.knative.dev'], kind: 'Revision', paths: ['spec'], runs: 'service' },

  ...tekton('Task', 'spec'),
  ...tekton('ClusterTask', 'spec'),
  ...tekton('TaskRun', 'spec.taskSpec'),
  ...tekton('Pipeline', 'spec.tasks[].taskSpec', 'spec.finally[].taskSpec'),
  ...tekton('PipelineRun', 'spec.pipelineSpec.tasks[].taskSpec', 'spec.pipelineSpec.finally[].taskSpec'),

  ...service(['apps.kruise.io'], 'CloneSet', 'StatefulSet', 'DaemonSet'),
  { groups: ['apps.kruise.io'], kind: 'BroadcastJob', paths: TEMPLATE, runs: 'job' },
  {
    groups: ['apps.kruise.io'],
    kind: 'AdvancedCronJob',
    paths: ['spec.template.jobTemplate.spec.template.spec', 'spec.template.broadcastJobTemplate.spec.template.spec'],
    runs: 'job',
  },
  {
    groups: ['apps.kruise.io'],
    kind: 'UnitedDeployment',
    paths: ['statefulSet', 'advancedStatefulSet', 'cloneSet', 'deployment'].map(
      (of) => `spec.template.${of}Template.spec.template.spec`,
    ),
    runs: 'service',
  },
  { groups: ['apps.kruise.io'], kind: 'SidecarSet', paths: ['spec'], runs: 'engine', fragment: true },

  { groups: ['keda.sh'], kind: 'ScaledJob', paths: ['spec.jobTargetRef.template.spec'], runs: 'job' },
  ...KUBEFLOW_KINDS.map((kind, i): WorkloadKind => {
    return {
      groups: ['kubeflow.org'],
      kind,
      paths: [`spec.${KUBEFLOW[i]}ReplicaSpecs.*.template.spec`],
      runs: 'engine',
    };
  }),
  ...service(['kubeflow.org'], 'Notebook'),
  ...['TrainingRuntime', 'ClusterTrainingRuntime'].map((kind): WorkloadKind => {
    const paths = ['spec.template.spec.replicatedJobs[].template.spec.template.spec'];
    return { groups: ['trainer.kubeflow.org'], kind, paths, runs: 'engine', fragment: true };
  }),
  { groups: ['ray.io'], kind: 'RayCluster', paths: RAY.map((path) => `spec.${path}`), runs: 'service' },
  {
    groups: ['ray.io'],
    kind: 'RayJob',
    paths: [...RAY.map((path) => `spec.rayClusterSpec.${path}`), 'spec.submitterPodTemplate.spec'],
    runs: 'engine',
  },
  {
    groups: ['ray.io'],
    kind: 'RayService',
    paths: RAY.map((path) => `spec.rayClusterConfig.${path}`),
    runs: 'service',
  },
  {
    groups: ['serving.kserve.io'],
    kind: 'InferenceService',
    paths: ['spec.predictor', 'spec.transformer', 'spec.explainer'],
    runs: 'service',
    fragment: true,
  },
  ...['ServingRuntime', 'ClusterServingRuntime'].map((kind): WorkloadKind => {
    return { groups: ['serving.kserve.io'], kind, paths: ['spec'], runs: 'service', fragment: true };
  }),
  ...spark('SparkApplication', 'spec'),
  ...spark('ScheduledSparkApplication', 'spec.template'),
  {
    groups: ['jobset.x-k8s.io'],
    kind: 'JobSet',
    paths: ['spec.replicatedJobs[].template.spec.template.spec'],
    runs: 'job',
  },
  {
    groups: ['leaderworkerset.x-k8s.io'],
    kind: 'LeaderWorkerSet',
    paths: ['spec.leaderWorkerTemplate.leaderTemplate.spec', 'spec.leaderWorkerTemplate.workerTemplate.spec'],
    runs: 'service',
  },
  { groups: ['batch.volcano.sh'], kind: 'Job', paths: ['spec.tasks[].template.spec'], runs: 'engine' },
  ...['Prometheus', 'PrometheusAgent', 'Alertmanager', 'ThanosRuler'].map((kind): WorkloadKind => {
    return { groups: ['monitoring.coreos.com'], kind, paths: ['spec'], runs: 'service', fragment: true };
  }),
];

function tekton(kind: string, ...paths: string[]): WorkloadKind[] {
  return [{ groups: ['tekton.dev'], kind, paths, runs: 'engine', shape: 'tekton-task', fragment: true }];
}

function spark(kind: string, under: string): WorkloadKind[] {
  const groups = ['sparkoperator.k8s.io'];
  const paths = [`${under}.driver`, `${under}.executor`];
  const templates = paths.map((path) => `${path}.template.spec`);
  return [
    { groups, kind, paths, runs: 'engine', shape: 'spark-pod', fragment: true },
    { groups, kind, paths: templates, runs: 'engine', fragment: true },
  ];
}

const BY_KIND = new Map<string, WorkloadKind[]>();
for (const row of WORKLOAD_KINDS) BY_KIND.set(row.kind, [...(BY_KIND.get(row.kind) ?? []), row]);

/** A kind that the user has told us of: setting and configuration key `podPaths`. */
export interface PodPath {
  readonly apiVersion: string;
  readonly kind: string;
  readonly path: string;
}

/** API groups whose objects hold pods as schemas or patterns to compare with, never as pods that run. */
const NO_PODS =
  /^(?:apiextensions\.k8s\.io|admissionregistration\.k8s\.io|(?:.*\.)?kyverno\.io|(?:.*\.)?gatekeeper\.sh)$/;
const NO_POD_KINDS: ReadonlySet<string> = new Set(['ConfigMap', 'Secret', 'Service', 'Kustomization', 'Component']);

/**
 * The rows for an object: those of the user first, then the table's.
 * `by-shape` if the kind is unknown and its pods may be recognised by shape; empty if it can hold none.
 */
export function workloadKinds(
  apiVersion: string | null,
  kind: string,
  podPaths: readonly PodPath[],
): readonly WorkloadKind[] | 'by-shape' {
  const own = podPaths.filter((row) => row.kind === kind && (apiVersion === null || row.apiVersion === apiVersion));
  if (own.length > 0) {
    return [{ groups: [groupOf(own[0]?.apiVersion ?? '')], kind, paths: own.map((row) => row.path), runs: 'service' }];
  }
  const named = BY_KIND.get(kind) ?? [];
  // A templated or missing apiVersion: the first row of that name, which is the best known one.
  if (apiVersion === null) return named.length > 0 ? named.filter((row) => row.groups === named[0]?.groups) : [];
  const group = groupOf(apiVersion);
  const rows = named.filter((row) => row.groups.includes(group));
  if (rows.length > 0) return rows;
  return NO_PODS.test(group) || (group === '' && NO_POD_KINDS.has(kind)) ? [] : 'by-shape';
}

/** The API group of an apiVersion: `apps` of `apps/v1`, '' of `v1`. */
export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}

/** Whether Knative runs a pod: it refuses init containers unless it is told otherwise, and hooks and restart policies always. */
export function isKnative(apiVersion: string | null): boolean {
  return groupOf(apiVersion ?? '') === 'serving.knative.dev';
}
