import { formOf } from '../../../helpers/expected.ts';
import { injectorById } from '../../../helpers/injectors.ts';
import { sentence } from '../markdown.ts';
import type { View } from '../view.ts';
import { about, type Explain, isOn, portNumbers, portsLine, says, type Topics } from './written.ts';

const LINKERD = 'Linkerd';
const CONFIG = 'config.linkerd.io';

function isNative({ pod, kubernetes, meshNative }: View): boolean {
  const linkerd = injectorById('linkerd');
  return linkerd !== null && formOf(pod, linkerd, kubernetes, meshNative).native;
}

function ports(words: string, inbound: boolean): Explain {
  return (view, written) => {
    const line = inbound ? portsLine(view, portNumbers(written.value.value)) : null;
    return about(view, written, LINKERD, [words, line], ['linkerdConfig']);
  };
}

const awaiting: Explain = (view, written) => {
  const lines = isNative(view)
    ? [
        'The proxy comes as a native sidecar: its startup probe holds the application back, this annotation does nothing.',
      ]
    : isOn(written)
      ? [
          '`linkerd-proxy` stands first in `containers`, with a postStart hook that ends when it is ready; the kubelet starts the application only then.',
        ]
      : ['The application does not wait for the proxy; its first connections may fail.'];
  return about(view, written, LINKERD, lines, ['linkerdConfig']);
};

const waiting: Explain = (view, written) => {
  const line = isNative(view)
    ? 'It is ignored: a native sidecar stops after the application anyway.'
    : 'At the end of the pod the proxy waits so long before it stops, for the application to finish. The time counts against `terminationGracePeriodSeconds`.';
  return about(view, written, LINKERD, [line], ['linkerdConfig']);
};

const PLAIN: Readonly<Record<string, string>> = {
  [`${CONFIG}/skip-subnets`]: 'Traffic from and to these networks goes past the proxy.',
  [`${CONFIG}/shutdown-grace-period`]:
    'How long the proxy lets open connections finish when it gets SIGTERM. The time counts against `terminationGracePeriodSeconds`.',
  [`${CONFIG}/enable-debug-sidecar`]:
    'It adds `linkerd-debug`, a container with tools to watch the traffic. Not for production.',
  [`${CONFIG}/default-inbound-policy`]: 'Who may reach the ports of this pod that no policy speaks of.',
  [`${CONFIG}/proxy-admin-shutdown`]:
    'Whether `POST /shutdown` on port 4191 ends the proxy. A task that is done can so end a proxy that is no native sidecar.',
  [`${CONFIG}/access-log`]: 'The format in which the proxy logs requests.',
  [`${CONFIG}/proxy-log-level`]: 'How much the proxy logs.',
  [`${CONFIG}/proxy-version`]:
    'The version of the proxy in this pod. It must fit the control plane, and nobody upgrades it.',
  [`${CONFIG}/proxy-uid`]:
    'The user of the proxy, 2102 by default. What runs as this user in the pod goes past the proxy.',
  [`${CONFIG}/proxy-gid`]: 'The group of the proxy.',
  [`${CONFIG}/close-wait-timeout`]: 'How long closed connections are kept; the init container sets it for the pod.',
};

/** Linkerd wrote it, so that the manifest is one of a pod that it filled in. */
const report = says(
  LINKERD,
  'linkerdConfig',
  'Linkerd writes it when it fills a pod in; it is a report, not a switch. A manifest that has it was taken from a cluster, or filled in by `linkerd inject`.',
);

/** What Linkerd reads on a pod, beside its injection. */
export const linkerd: Topics = {
  by: 'Linkerd',
  injector: 'linkerd',
  keys: {
    ...Object.fromEntries(Object.entries(PLAIN).map(([key, line]) => [key, says(LINKERD, 'linkerdConfig', line)])),
    [`${CONFIG}/skip-inbound-ports`]: ports(past('traffic to these ports reaches the application'), true),
    [`${CONFIG}/skip-outbound-ports`]: ports(past('connections to these ports go out'), false),
    [`${CONFIG}/opaque-ports`]: ports(
      'On these ports the proxy does not look for a protocol: it passes bytes on, with mutual TLS, but without metrics, retries or routing for each request. Protocols in which the server speaks first need it; the list replaces the default (25, 587, 3306, 4444, 5432, 6379, 9300, 11211).',
      true,
    ),
    [`${CONFIG}/proxy-await`]: awaiting,
    'linkerd.io/created-by': report,
    'linkerd.io/proxy-version': report,
    'linkerd.io/trust-root-sha256': report,
    'config.alpha.linkerd.io/proxy-wait-before-exit-seconds': waiting,
  },
};

function past(what: string): string {
  return `${sentence(what)} past the proxy: no mutual TLS, no policies, no telemetry.`;
}
