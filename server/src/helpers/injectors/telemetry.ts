import { type Added, FALSE, type Injector, TRUE } from '../injector.ts';

const OTEL_AUTO = 'opentelemetry-auto-instrumentation';

/** What auto-instrumentation adds for a language; of several names the first is that of operators of today. */
const OTEL_LANGUAGES: Readonly<Record<string, { title: string; containers: readonly Added[] }>> = {
  java: { title: 'Java', containers: [copied('java')] },
  nodejs: { title: 'Node.js', containers: [copied('nodejs')] },
  python: { title: 'Python', containers: [copied('python')] },
  dotnet: { title: '.NET', containers: [copied('dotnet')] },
  go: {
    title: 'Go',
    containers: [{ name: OTEL_AUTO, helper: 'otel-go-instrumentation', kind: 'helper', end: () => 'last' }],
  },
  'apache-httpd': { title: 'Apache httpd', containers: attached('apache') },
  nginx: { title: 'nginx', containers: attached('nginx') },
};

function copied(language: string): Added {
  return {
    name: `${OTEL_AUTO}-${language}`,
    or: OTEL_AUTO,
    helper: 'otel-autoinstrumentation',
    kind: 'init',
    end: () => 'last',
  };
}

function attached(server: string): Added[] {
  return ['otel-agent-source-container-clone', `otel-agent-attach-${server}`].map((name) => ({
    name,
    helper: 'otel-autoinstrumentation',
    kind: 'init',
  }));
}

const DATADOG_LANGUAGES = ['java', 'js', 'python', 'dotnet', 'ruby', 'php'];

/** Systems that bring telemetry into a pod. */
export const telemetryInjectors: readonly Injector[] = [
  {
    id: 'otel-sidecar',
    title: 'OpenTelemetry Operator',
    switches: [
      { in: 'annotation', key: 'sidecar.opentelemetry.io/inject', on: 'any', off: ['false', 'False', 'FALSE', ''] },
    ],
    containers: [{ name: 'otc-container', helper: 'otel-collector', kind: 'helper', end: () => 'last' }],
    native: {
      keys: [],
      since: 29,
      depends: 'the operator injects native sidecars since v0.132',
    },
    docs: 'https://github.com/open-telemetry/opentelemetry-operator#sidecar-injection',
    source: 'open-telemetry/opentelemetry-operator pkg/sidecar, CHANGELOG.md',
  },
  ...Object.entries(OTEL_LANGUAGES).map(
    ([language, { title, containers }]): Injector => ({
      id: `otel-${language}`,
      title: `OpenTelemetry auto-instrumentation (${title})`,
      switches: [
        {
          in: 'annotation',
          key: `instrumentation.opentelemetry.io/inject-${language}`,
          on: 'any',
          off: ['false', 'False', 'FALSE', ''],
        },
      ],
      containers,
      docs: 'https://github.com/open-telemetry/opentelemetry-operator#opentelemetry-auto-instrumentation-injection',
      source:
        language === 'apache-httpd' || language === 'nginx'
          ? 'open-telemetry/opentelemetry-operator internal/instrumentation; names of the containers: general knowledge'
          : 'open-telemetry/opentelemetry-operator internal/instrumentation/sdk.go',
    }),
  ),
  {
    id: 'datadog-agent',
    title: 'Datadog Agent sidecar',
    switches: [{ in: 'label', key: 'agent.datadoghq.com/sidecar', on: 'any', off: [''] }],
    containers: [
      {
        name: 'datadog-agent-injected',
        helper: 'datadog-agent',
        kind: 'helper',
        end: () => 'last',
        resources: {
          requests: { cpu: '200m', memory: '256Mi' },
          limits: { cpu: '200m', memory: '256Mi' },
          requestKeys: {},
          limitKeys: {},
          replaces: 'each',
        },
      },
    ],
    depends: 'the Cluster Agent must inject sidecars, with this provider or selector',
    docs: 'https://docs.datadoghq.com/integrations/eks_fargate/',
    source: 'DataDog/datadog-agent pkg/clusteragent/admission/mutate/agent_sidecar/agent_sidecar.go',
  },
  ...DATADOG_LANGUAGES.map(
    (language): Injector => ({
      id: `datadog-${language}`,
      title: `Datadog library injection (${language})`,
      switches: ['version', 'custom-image'].map((what) => ({
        in: 'annotation' as const,
        key: `admission.datadoghq.com/${language}-lib.${what}`,
        on: 'any' as const,
        off: [''],
      })),
      needs: { in: 'label', key: 'admission.datadoghq.com/enabled', on: TRUE, off: FALSE },
      containers: [
        { name: 'datadog-init-apm-inject', helper: 'datadog-lib-init', kind: 'init' },
        { name: `datadog-lib-${language}-init`, helper: 'datadog-lib-init', kind: 'init' },
      ],
      depends: 'where the Cluster Agent injects through its CSI driver, no container is added',
      docs: 'https://docs.datadoghq.com/tracing/trace_collection/automatic_instrumentation/single-step-apm/kubernetes/',
      source: 'DataDog/datadog-agent …/autoinstrumentation/annotation; names of the containers: general knowledge',
    }),
  ),
];
