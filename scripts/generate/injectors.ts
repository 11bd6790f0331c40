import type { Injector, NamespaceSwitches, Switch } from '../../server/src/helpers/injector.ts';
import { INJECTORS } from '../../server/src/helpers/injectors.ts';
import { code, origin, table } from './markdown.ts';
import type { Generated } from './part.ts';

/** The injectors that are known, and the containers that they add. */
export function injectorsPage(): Generated {
  const rows = INJECTORS.map((injector) => [
    [
      `[${injector.title}](${injector.docs})`,
      ...(injector.deprecated ? [`**Deprecated.** ${injector.deprecated}`] : []),
    ],
    [
      ...injector.switches.map((one) => switchText(one)),
      ...(injector.asked ? ['what a container itself says'] : []),
      ...(injector.namespace ? namespaceTexts(injector.namespace) : []),
      ...(injector.selectedBy ? [`the selector of an ${code(injector.selectedBy)}`] : []),
    ],
    injector.containers.map(({ name, or, kind }) => {
      return `${[name, ...(or ? [or] : [])].map(code).join(' or ')}, ${kind === 'init' ? 'init container' : formOf(injector)}`;
    }),
    [`Source: ${injector.source}`],
  ]);
  const text = `${origin('server/src/helpers/injectors')}
# Injectors

What adds containers to a pod when it is created, and what asks for it. Such containers are not in the manifest: hovers,
the picture and \`describe\` show them as expected. A Namespace, and an object that selects pods, are seen where they stand
in the same file as the pod. Whether a control plane injects native sidecars can be said in the setting \`mesh\`.

${table(
  ['Injector', 'Asked for by', 'Adds', 'Facts'],
  rows.map((cells) => cells.map((lines) => lines.join('<br>'))),
)}`;
  return { path: 'docs/injectors.md', text };
}

function namespaceTexts({ switches, forbids, refusedBy }: NamespaceSwitches): string[] {
  const whose = ' of the Namespace';
  return [
    ...switches.map((one) => switchText(one, whose)),
    ...(refusedBy ? [`then ${switchText(refusedBy)}`] : []),
    ...(forbids ? [`never${switchText({ ...forbids, on: [] }, whose).slice('not'.length)}`] : []),
  ];
}

function switchText({ in: where, key, on, off }: Switch, whose = ''): string {
  const values = on === 'any' ? 'any value' : on.map((value) => code(value)).join(' or ');
  if (on !== 'any' && on.length === 0) return `not with the ${where} ${code(`${key}: ${off[0] ?? ''}`)}${whose}`;
  return `${where} ${code(key)}${whose}: ${values}`;
}

function formOf({ native }: Injector): string {
  if (!native) return 'classic sidecar';
  if (native.since === null) return 'classic sidecar, native if it is asked to be';
  return `native sidecar from Kubernetes 1.${native.since} on`;
}
