import { code } from '../markdown.ts';
import { about, containersLine, type Explain, partsOf, portNumbers, portsLine, type Topics } from './written.ts';

const OTEL = 'OpenTelemetry Operator';
const AZURE = 'azure.workload.identity';

function names(system: string, line: string, separator?: RegExp): Explain {
  return (view, written) =>
    about(view, written, system, [line, containersLine(view, partsOf(written.value.value, separator))], []);
}

const datadogContainer: Explain = (view, written) => {
  const [name = ''] = written.rest.split('.', 1);
  return about(
    view,
    written,
    'Datadog',
    [
      `How the Datadog Agent of the node treats the container ${code(name)}: its checks, logs or tags.`,
      containersLine(view, [name]),
    ],
    [],
  );
};

const noContainer: Explain = (view, written) =>
  about(
    view,
    written,
    OTEL,
    ['It sets variables of the application for an SDK that it brings itself; no container is added.'],
    [],
  );

const azurePort: Explain = (view, written) =>
  about(
    view,
    written,
    'Azure Workload Identity',
    ['The port on which `azwi-proxy` answers, 8000 by default.', portsLine(view, portNumbers(written.value.value))],
    [],
  );

/** What operators of telemetry and clouds read on a pod, beside their injection. */
export const others: Topics = {
  by: 'operator',
  injector: null,
  keys: {
    'instrumentation.opentelemetry.io/container-names': names(
      OTEL,
      'The containers that are instrumented; without it, the first one of `containers` is, whichever that is.',
    ),
    'instrumentation.opentelemetry.io/inject-sdk': noContainer,
    [`${AZURE}/proxy-sidecar-port`]: azurePort,
    [`${AZURE}/skip-containers`]: names(
      'Azure Workload Identity',
      'These containers get no token of the identity. The names are separated by semicolons.',
      /;/,
    ),
  },
  prefixes: { 'ad.datadoghq.com/': datadogContainer },
};
