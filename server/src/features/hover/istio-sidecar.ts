import type { IstioListener, IstioSidecar } from '../../kubernetes/istio-sidecar.ts';
import { scopes } from '../../kubernetes/istio-sidecar.ts';
import { mayHoldPod } from '../../kubernetes/manifest.ts';
import { workloadName } from '../../kubernetes/pod.ts';
import type { Team } from '../../traffic/team.ts';
import type { Spot } from '../../yaml/locate.ts';
import type { AnalysedFile } from '../file.ts';
import { bullets, code, joined, paragraphs, plain } from './markdown.ts';
import { sources } from './sources.ts';
import { agree } from './view.ts';

/** What there is to say about a place in the `spec` of a Sidecar of Istio; null for nothing. */
export function istioSidecarSpot(file: AnalysedFile, sidecar: IstioSidecar, { path }: Spot): string | null {
  const [first, second, third] = path;
  const key = String(first?.to);
  const list = key === 'ingress' || key === 'egress' ? key : null;
  if (list && second) {
    const listener = sidecar[list]?.find(({ at }) => at === second.at);
    if (!listener || !third) return list === 'egress' ? egress(sidecar) : ingress(file, sidecar);
    return Object.hasOwn(OF_LISTENER, String(third.to)) && path.length <= 5
      ? (OF_LISTENER[String(third.to)]?.(file, sidecar, listener, list) ?? null)
      : null;
  }
  if (!Object.hasOwn(OF_SPEC, key)) return null;
  return OF_SPEC[key]?.(file, sidecar) ?? null;
}

/** On the `kind`: what the resource is, and which pods of the file it is for. */
export function istioSidecarCard(file: AnalysedFile, sidecar: IstioSidecar): string {
  return say('Sidecar of Istio: configuration, no container', [
    'It tells the proxies of some pods what to accept and what to know. It adds no proxy: injection does that.',
    ...scopeLines(file, sidecar),
    sidecar.egress === null
      ? 'It has no `egress`, so that the proxies know every service of the mesh, as without it.'
      : `Its proxies know ${knownWords(sidecar.egress)} only: less memory, and fewer pushes when something else changes.`,
    'In the ambient mode it has no effect: there are no sidecars.',
  ]);
}

const OF_SPEC: Readonly<Record<string, (file: AnalysedFile, sidecar: IstioSidecar) => string>> = {
  workloadSelector: (file, sidecar) =>
    say('workloadSelector: the pods it is for', [
      ...scopeLines(file, sidecar),
      'Where two of them with a selector fit a pod, which one counts is not defined.',
    ]),
  egress: (_, sidecar) => egress(sidecar),
  ingress,
  outboundTrafficPolicy: (_, { outbound }) =>
    say(`outboundTrafficPolicy${outbound === null ? '' : `: ${code(outbound)}`}`, [
      'What the proxy does with connections to hosts that it does not know.',
      '`REGISTRY_ONLY` refuses them, `ALLOW_ANY` lets them pass. It is no firewall: who gets around the proxy gets around it.',
    ]),
};

type OfListener = (
  file: AnalysedFile,
  sidecar: IstioSidecar,
  listener: IstioListener,
  list: 'ingress' | 'egress',
) => string;

const OF_LISTENER: Readonly<Record<string, OfListener>> = {
  hosts: (_file, _sidecar, { hosts }) =>
    say('hosts: the services the proxy knows', [
      ...hosts.map(({ value }) => hostLine(value)),
      'What is not named is unknown to the proxy: it gets no routes, endpoints and certificates for it.',
    ]),
  port: (file, sidecar, { port }, list) =>
    list === 'ingress'
      ? say('port: where the proxy takes what comes in', [
          'The other ports of the pod are closed by it.',
          ...listening(file, sidecar, port),
        ])
      : say('port: where the proxy takes what goes out', [
          'It limits these hosts to one port. Without it, they hold for all ports that no other entry names.',
        ]),
  defaultEndpoint: (file, sidecar, { defaultEndpoint }) =>
    say(`defaultEndpoint${defaultEndpoint === null ? '' : `: ${code(defaultEndpoint)}`}`, [
      'Where the proxy hands what comes in: `127.0.0.1:port`, `0.0.0.0:port` (the address of the pod), or a unix socket that both mount.',
      ...listening(file, sidecar, Number(/:(\d{1,5})$/.exec(defaultEndpoint ?? '')?.[1] ?? Number.NaN)),
    ]),
  captureMode: () =>
    say('captureMode: how the traffic gets to this listener', [
      '`DEFAULT` and `IPTABLES`: it is redirected, the application does not notice.',
      '`NONE`: nothing is redirected; the application has to dial the port itself, as with an ambassador.',
    ]),
  bind: () =>
    say('bind: the address of this listener', [
      'An IP address or a unix socket. It needs a `port`, and `captureMode: NONE` if the traffic is to be dialled.',
    ]),
};

function egress({ egress: entries }: IstioSidecar): string {
  return say('egress: what the proxies must know', [
    entries === null ? 'They know every service of the mesh.' : `They know ${knownWords(entries)} only.`,
    'By default each proxy holds the configuration of the whole mesh. With fewer hosts it needs less memory and CPU, and the control plane has less to send.',
    'It is no permission: use an AuthorizationPolicy for that. With `outboundTrafficPolicy: REGISTRY_ONLY` unknown hosts are refused.',
  ]);
}

function ingress(file: AnalysedFile, sidecar: IstioSidecar): string {
  const ports = (sidecar.ingress ?? []).flatMap(({ port }) => port ?? []);
  return say('ingress: what the proxies accept', [
    'Without it, the proxies accept traffic on all ports that Services lead to. With it, on these only.',
    ...ports.flatMap((port) => listening(file, sidecar, port)),
  ]);
}

function knownWords(entries: readonly IstioListener[]): string {
  const hosts = [...new Set(entries.flatMap(({ hosts }) => hosts.map(({ value }) => value)))];
  return hosts.length === 0 ? 'no hosts' : joined(hosts.map((host) => code(host)));
}

/** `namespace/name`: what one entry of `hosts` means. */
function hostLine(host: string): string {
  const slash = host.indexOf('/');
  const space = slash < 0 ? null : host.slice(0, slash);
  const name = slash < 0 ? host : host.slice(slash + 1);
  const what = name === '*' ? 'every service' : `what is called ${code(name)}`;
  if (space === null) return `${code(host)}: a namespace and a slash are missing.`;
  if (space === '~') return `${code(host)}: no service at all.`;
  if (space === '*') return `${code(host)}: ${what} of any namespace.`;
  if (space === '.') return `${code(host)}: ${what} of the namespace of this Sidecar.`;
  const control = space === 'istio-system' ? ', where the control plane and often telemetry are' : '';
  return `${code(host)}: ${what} of the namespace ${code(space)}${control}.`;
}

function scopeLines(file: AnalysedFile, sidecar: IstioSidecar): string[] {
  const where = sidecar.namespace === null ? 'its namespace' : `the namespace ${code(sidecar.namespace)}`;
  const pods = teamsOf(file, sidecar).map(({ pod }) => plain(workloadName(pod)));
  const here = pods.length > 0 ? `In this file: ${joined(pods)}.` : 'No pod of this file is one of them.';
  if (sidecar.selector === null) {
    return [
      `It has no \`workloadSelector\`: it is for all pods of ${where} that no other Sidecar selects. ${here}`,
      'A namespace may have only one such Sidecar. One in the root namespace of the mesh is the default for all namespaces.',
    ];
  }
  const labels = [...sidecar.selector].map(([key, value]) => code(`${key}: ${value}`));
  return [`It is for the pods of ${where} with the labels ${labels.length > 0 ? joined(labels) : '(none)'}. ${here}`];
}

/** The teams of the file that a Sidecar is for. A selector repeats labels word for word, so that few documents are parsed. */
function teamsOf(file: AnalysedFile, sidecar: IstioSidecar): Team[] {
  const words = [...(sidecar.selector?.values() ?? [])];
  return file.flatMap(({ analysis }) => {
    const may = mayHoldPod(analysis.text) && words.every((word) => analysis.text.includes(word));
    return may ? analysis.teams.filter(({ pod }) => scopes(sidecar, pod)) : [];
  });
}

/** Who listens on a port, in the pods of the file that a Sidecar is for. */
function listening(file: AnalysedFile, sidecar: IstioSidecar, port: number | null): string[] {
  return teamsOf(file, sidecar).flatMap(({ pod, members }) => {
    const found = members.filter(({ listens }) =>
      listens.some((listen) => listen.port === port && listen.how !== 'probe'),
    );
    const names = joined(found.map(({ container }) => code(container.label)));
    return found.length > 0
      ? [`In ${plain(workloadName(pod))} ${names} ${agree(found, 'listens', 'listen')} on ${port}.`]
      : [];
  });
}

function say(title: string, lines: readonly string[]): string {
  const [head = '', ...rest] = title.split(': ');
  return paragraphs(
    `**${head}**${rest.length > 0 ? `: ${rest.join(': ')}` : ''}`,
    bullets(lines),
    sources(['istioSidecar']),
  );
}
