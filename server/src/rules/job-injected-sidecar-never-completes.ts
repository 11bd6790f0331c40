import { setField } from '../edits/fields.ts';
import { commandText } from '../helpers/commands/command.ts';
import { type Expected, formOf } from '../helpers/expected.ts';
import type { Injector } from '../helpers/injector.ts';
import { meshInjectors } from '../helpers/injectors/meshes.ts';
import { type Pod, workloadName } from '../kubernetes/pod.ts';
import { NATIVE_SIDECARS_SINCE, NATIVE_SIDECARS_STABLE_SINCE } from '../kubernetes/versions.ts';
import type { Team } from '../traffic/team.ts';
import type { Span } from '../yaml/span.ts';
import type { Finding, Fix, Rule, Target } from './rule.ts';

/**
 * The injectors whose sidecars outlive the work of a Job. Kuma's control plane ends its own when only that is left
 * (kumahq/kuma pod_status_controller.go); the sidecar of Cloud Storage FUSE ends by itself.
 */
const INJECTORS: ReadonlySet<string> = new Set(['istio', 'linkerd', 'consul', 'dapr', 'vault', 'otel-sidecar']);

const PRE_POPULATE_ONLY = 'vault.hashicorp.com/agent-pre-populate-only';

export const jobInjectedSidecarNeverCompletes: Rule = {
  id: 'job-injected-sidecar-never-completes',
  title: 'An injected sidecar keeps a Job from completing',
  severity: 'warning',
  group: 'correctness',
  fix: 'choice',
  messages: {
    default: '{w}: {injector} adds "{c}", which keeps the Pod running after the work is done.',
    perhaps:
      '{w}: {injector} adds "{c}", which keeps the Pod running after the work is done, unless the control plane injects native sidecars.',
    annotated:
      '{w}: Istio adds "istio-proxy" if it injects in this Namespace, which keeps the Pod running after the work is done.',
  },
  why: 'A label or annotation of the template lets an injector add a sidecar that runs until it is stopped. As an ordinary container it goes on when the work is done, the Pod does not complete, and neither does the Job. A native sidecar is stopped by the kubelet instead: Istio (1.27), Linkerd (2026) and the OpenTelemetry operator of today inject it so by themselves; Dapr and the Vault injector do not, Consul only if it is asked to.',
  silent:
    'Silent if an annotation or the setting `mesh.nativeSidecars` says that the sidecar is native, if the agent of Vault is only an init container, if a command asks the sidecar to quit, and for Kuma, whose control plane ends its sidecars in Jobs.',
  references: [
    'https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/',
    'https://docs.dapr.io/operations/hosting/kubernetes/kubernetes-job/',
    'https://github.com/istio/istio/issues/11659',
    'https://github.com/hashicorp/vault-k8s/issues/133',
    'https://github.com/linkerd/linkerd2/issues/8006',
  ],
  speaksInPartial: false,
  needs: ['job'],
  examples: [
    {
      bad: `apiVersion: batch/v1
kind: CronJob
metadata:
  name: reset
spec:
  schedule: "0 3 * * *"
  jobTemplate:
    spec:
      template:
        metadata:
          annotations:
            «vault.hashicorp.com/agent-inject»: "true"
            vault.hashicorp.com/role: reset
        spec:
          restartPolicy: OnFailure
          containers:
            - name: reset
              image: acme/reset:2.0
`,
      good: `apiVersion: batch/v1
kind: CronJob
metadata:
  name: reset
spec:
  schedule: "0 3 * * *"
  jobTemplate:
    spec:
      template:
        metadata:
          annotations:
            vault.hashicorp.com/agent-inject: "true"
            vault.hashicorp.com/agent-pre-populate-only: "true"
            vault.hashicorp.com/role: reset
        spec:
          restartPolicy: OnFailure
          containers:
            - name: reset
              image: acme/reset:2.0
`,
    },
  ],
  *check(team, target) {
    const { pod } = team;
    const { kubernetes, expected } = target;
    if (pod.runs !== 'job' || pod.partial !== null) return;
    const told = new Set<string>();
    for (const added of expected()) {
      const { injector, lifecycle, at, evidence } = added;
      if (lifecycle === 'init' || !INJECTORS.has(injector.id) || told.has(injector.id)) continue;
      // A Namespace that asks is often for services, and its Jobs are told otherwise elsewhere.
      if (evidence[0]?.document !== undefined) continue;
      told.add(injector.id);
      const native = lifecycle === 'native-sidecar';
      const depends = native && injector.native?.depends && added.depends.includes(injector.native.depends);
      if ((native && !depends) || isEnded(team)) continue;
      const unsure = (native && kubernetes >= NATIVE_SIDECARS_STABLE_SINCE) || runsHiddenScript(team);
      yield {
        at,
        message: native ? 'perhaps' : 'default',
        args: { w: workloadName(pod), injector: injector.title, c: added.name },
        severity: unsure ? 'information' : 'warning',
        container: null,
        fixes: fixes(pod, added, kubernetes),
      };
    }
    if (!told.has('istio') && !isEnded(team)) yield* annotated(team, target);
  },
};

const ISTIO_INJECT = 'sidecar.istio.io/inject';

/**
 * The annotation is the old way to ask Istio: it counts where the Namespace lets the webhook see the Pod, and only without a
 * label of the same name.
 */
function* annotated(team: Team, { kubernetes, meshNative }: Target): Generator<Finding> {
  const { pod } = team;
  const asked = pod.annotations.get(ISTIO_INJECT);
  const injector = meshInjectors.find(({ id }) => id === 'istio');
  if (asked?.value !== 'true' || !injector || pod.hostNetwork) return;
  if (pod.labels.has(ISTIO_INJECT) || pod.labels.get('istio.io/dataplane-mode')?.value === 'ambient') return;
  if (pod.containers.some(({ name }) => name?.value === 'istio-proxy')) return;
  const form = formOf(pod, injector, kubernetes, meshNative);
  if (form.native && form.depends === null) return;
  const unsure = form.native || runsHiddenScript(team);
  const at = asked.via ?? asked.key;
  yield {
    at,
    message: 'annotated',
    args: { w: workloadName(pod) },
    severity: unsure ? 'information' : 'warning',
    container: null,
    fixes: fixes(pod, { injector, at }, kubernetes),
  };
}

const QUITS = /quitquitquit|\/shutdown\b|graceful_shutdown|\/quit\b|linkerd-await|\bscuttle\b|\bkubexit\b/;

/** Whether something in the pod tells the sidecar to quit, as far as the manifest shows. */
function isEnded({ pod, members }: Team): boolean {
  const shares = pod.shareProcessNamespace || pod.annotations.get(SHARES)?.value === 'true';
  return members.some(({ container }) => {
    const line = commandText(container);
    if (QUITS.test(line) || (shares && /\b(?:pkill|killall|kill)\b/.test(line))) return true;
    return container.env.some(({ name, value }) => name.value === 'ISTIO_QUIT_API' || QUITS.test(value?.value ?? ''));
  });
}

const SHARES = 'vault.hashicorp.com/agent-share-process-namespace';

/** Whether a container runs a script that is not in the manifest: it may tell the sidecar to quit. */
function runsHiddenScript({ members }: Team): boolean {
  return members.some(({ container }) => /\.sh\b/.test(commandText(container)));
}

function fixes(pod: Pod, { injector, at }: Pick<Expected, 'injector' | 'at'>, kubernetes: number): Fix[] {
  const annotate = (key: string, title: string): Fix => {
    const after = injector.switches.map((one) => one.key);
    const edits = () => setField(pod.document, pod.holder, ['metadata', 'annotations', key], 'true', { after });
    return { title, safe: false, edits };
  };
  const off = turnOff(pod, injector, at);
  if (injector.id === 'vault') return [annotate(PRE_POPULATE_ONLY, 'Let the agent run before the work only'), ...off];
  const nativeKey = injector.native?.keys[0];
  if (nativeKey === undefined || kubernetes < NATIVE_SIDECARS_SINCE) return off;
  const native = annotate(nativeKey, 'Ask for a native sidecar');
  // Releases of Linkerd before 2026 know the annotation by other names.
  return injector.id === 'linkerd' ? [...off, native] : [native, ...off];
}

/** Sets the switch that asks to what it says for no. */
function turnOff({ document, labels, annotations, holder }: Pod, { switches, title }: Injector, at: Span): Fix[] {
  const asking = switches.find((one) => {
    const written = (one.in === 'label' ? labels : annotations).get(one.key);
    return written !== undefined && (written.via ?? written.key).start === at.start && one.off[0];
  });
  const { in: kind, key, off } = asking ?? switches[0] ?? {};
  const value = off?.[0];
  if (!value || key === undefined) return [];
  const path = ['metadata', `${kind}s`, key];
  return [{ title: `Do not inject ${title}`, safe: false, edits: () => setField(document, holder, path, value) }];
}
