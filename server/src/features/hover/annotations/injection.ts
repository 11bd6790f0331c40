import { askedBy, type Expected, formOf, needed, stateOf } from '../../../helpers/expected.ts';
import type { Injector } from '../../../helpers/injector.ts';
import { INJECTORS } from '../../../helpers/injectors.ts';
import { NATIVE_SIDECARS_SINCE } from '../../../kubernetes/versions.ts';
import type { Span } from '../../../yaml/span.ts';
import { addedName, amountWords, orderWords, placeWords } from '../expected.ts';
import { code, joined, link, plain } from '../markdown.ts';
import { agree, endsWith, namesOf, type View } from '../view.ts';
import { about, type Explain, type Written } from './written.ts';

/** Every label and annotation that the table of injectors knows, with its explanation. */
export const injectionKeys: Readonly<Record<string, Explain>> = Object.fromEntries(
  INJECTORS.flatMap((injector): [string, Explain][] => [
    ...injector.switches.map(({ key }): [string, Explain] => [key, (view, on) => switched(view, injector, on)]),
    ...(injector.needs ? [[injector.needs.key, switchNeed] as [string, Explain]] : []),
    ...(injector.native?.keys ?? []).map((key): [string, Explain] => [key, (view, on) => form(view, injector, on)]),
    ...injector.containers.flatMap(({ resources }) =>
      [...Object.values(resources?.requestKeys ?? {}), ...Object.values(resources?.limitKeys ?? {})].map(
        (key): [string, Explain] => [key, (view, on) => cost(view, injector, on)],
      ),
    ),
  ]),
);

function docsOf({ title, docs }: Injector): string[] {
  return [link(title, docs)];
}

function ownExpected(view: View, injector: Injector): readonly Expected[] {
  return view.expected().filter((one) => one.injector === injector);
}

/** On the label or annotation that switches an injector on or off. */
function switched(view: View, injector: Injector, on: Written): string {
  const lines = switchLines(view, injector, on);
  return about(
    view,
    on,
    injector.title,
    [...lines, injector.deprecated ? plain(injector.deprecated) : null],
    [],
    docsOf(injector),
  );
}

function switchLines(view: View, injector: Injector, on: Written): (string | null)[] {
  const one = injector.switches.find(({ key, in: place }) => key === on.key && `${place}s` === on.of);
  if (!one) return elsewhereLines(injector, on);
  const name = plain(injector.title);
  const state = stateOf(one, on.value.value);
  if (state === 'off') return [`${name} adds nothing to this pod, whatever its namespace says.`];
  if (state === 'unknown') {
    const values = one.on === 'any' ? [] : one.on;
    const known =
      values.length > 0
        ? ` It knows ${joined(
            values.map((value) => code(value)),
            'and',
          )}.`
        : '';
    return [`What ${name} makes of this value is not known here.${known}`];
  }
  if (!needed(view.pod, injector)) return [needLine(injector)];
  if (view.pod.hostNetwork && injector.hostNetwork) {
    return [
      injector.hostNetwork === 'refused'
        ? `The pod uses the network of the node (\`hostNetwork\`): ${name} refuses such a pod.`
        : `The pod uses the network of the node (\`hostNetwork\`): ${name} leaves such pods alone.`,
    ];
  }
  if (!askedBy(view.pod, injector, view.team.askers.namespaces)) {
    return [`Something else in this pod, or its Namespace, switches ${name} off.`];
  }
  return [...addedLines(view, injector), ...jobLines(view, injector)];
}

/** A key that is read as a label, but was written as an annotation, or the other way round. */
function elsewhereLines(injector: Injector, on: Written): string[] {
  const as = on.of === 'labels' ? 'an annotation' : 'a label';
  const written = on.of === 'labels' ? 'a label' : 'an annotation';
  const lines = [`${plain(injector.title)} reads it as ${as} of the pod template; as ${written} it adds no container.`];
  if (injector.id !== 'istio') return lines;
  return [
    'Istio selects pods by the *label* of this name. The annotation is its old form: it counts only where the namespace has injection on already, and the label wins.',
    'By itself it adds no container, so none is expected here.',
  ];
}

function needLine({ title, needs }: Injector): string {
  const value = needs?.on === 'any' ? '' : (needs?.on[0] ?? '');
  return `${plain(title)} adds a container only if the ${needs?.in} ${code(`${needs?.key}: "${value}"`)} is on the pod template, too.`;
}

function addedLines(view: View, injector: Injector): string[] {
  const own = ownExpected(view, injector);
  const expected = own.map((one) => {
    const helper = one.helper ? `, ${plain(one.helper.title)}` : '';
    const asks = one.requests.size > 0 ? ` It requests ${amountWords(one.requests)}.` : '';
    return `When a pod is created, ${addedName(one)} is added${helper}: ${placeWords(one)}. ${orderWords(view, one)}${asks}`;
  });
  const clauses = [...new Set(own.flatMap(({ depends }) => depends))];
  return [
    ...expected,
    ...meshLines(view, own),
    ...writtenLines(view, injector),
    ...clauses.map((clause) => `It depends: ${plain(clause)}.`),
  ];
}

/** Whether the init containers that are written see the mesh, where the order of what is added is known. */
function meshLines({ team }: View, own: readonly Expected[]): string[] {
  const inits = team.members.filter(({ container }) => container.list === 'initContainers');
  const [first] = own;
  if (inits.length === 0 || !first?.injector.mesh) return [];
  const through = own.some(({ lifecycle, end }) => lifecycle === 'native-sidecar' && end === 'first');
  if (through)
    return [
      `${namesOf(inits)} ${agree(inits, 'starts', 'start')} behind it, and ${agree(inits, 'uses', 'use')} the mesh already.`,
    ];
  const before = own.some(({ lifecycle, end }) => lifecycle === 'init' && end === 'last');
  return before
    ? [`${namesOf(inits)} ${agree(inits, 'runs', 'run')} before the traffic is redirected, so without the mesh.`]
    : [];
}

/** Containers of an injector that are in the manifest already. */
function writtenLines(view: View, injector: Injector): string[] {
  const names = new Set(injector.containers.map(({ name }) => name));
  const written = view.pod.containers.filter(({ name }) => name && names.has(name.value));
  return written.map(({ label }) =>
    injector.id === 'istio'
      ? `${code(label)} is written here: Istio does not add a second one, it lays this one over its own. What is written wins; \`image: auto\` leaves the image to Istio.`
      : `${code(label)} is written here already, so that none is expected beside it.`,
  );
}

/** How to end what would keep a Job running. */
const ENDINGS: ReadonlyMap<string, string> = new Map([
  [
    'istio',
    'ask for a native sidecar (`sidecar.istio.io/nativeSidecar`), or let the task POST to `/quitquitquit` on port 15020 when it is done',
  ],
  [
    'linkerd',
    'ask for a native sidecar (`config.linkerd.io/proxy-enable-native-sidecar`), or start the task with `linkerd-await --shutdown`',
  ],
  ['kuma', 'only a native sidecar ends by itself'],
  ['consul', 'ask for a native sidecar (`consul.hashicorp.com/enable-consul-dataplane-as-sidecar`)'],
  ['dapr', 'let the task POST to `/v1.0/shutdown` on port 3500 when it is done'],
  ['vault', 'set `vault.hashicorp.com/agent-pre-populate-only`, so that only the init container comes'],
]);

function jobLines(view: View, injector: Injector): string[] {
  const ends = endsWith(view);
  const ending = ENDINGS.get(injector.id);
  if ((ends !== 'job' && ends !== 'pod') || !ending) return [];
  const blocks = ownExpected(view, injector).some(({ lifecycle }) => lifecycle === 'container');
  return blocks ? [`So that the ${ends === 'job' ? 'Job' : 'pod'} can complete: ${ending}.`] : [];
}

/** On a label that an injector needs beside its switch. */
function switchNeed(view: View, on: Written): string | null {
  const of = INJECTORS.filter(({ needs }) => needs?.key === on.key && `${needs.in}s` === on.of);
  const [first] = of;
  if (!first?.needs) return null;
  const expected = of.flatMap((injector) => ownExpected(view, injector));
  const adds = expected.map((one) => `${code(one.name)} is added: ${placeWords(one)}.`);
  const state = stateOf(first.needs, on.value.value);
  const [system = ''] = first.title.split(' library', 1);
  const what =
    state === 'on'
      ? `${plain(system)} looks at this pod when it is created; further annotations say what it adds.`
      : `${plain(system)} leaves this pod alone.`;
  return about(view, on, system, [what, ...adds], [], docsOf(first));
}

/** On an annotation that asks for native sidecars, or against them. */
function form(view: View, injector: Injector, on: Written): string {
  const own = ownExpected(view, injector).filter(({ lifecycle }) => lifecycle !== 'init');
  const { native, by } = formOf(view.pod, injector, view.kubernetes, view.meshNative);
  const name = plain(injector.title);
  const decides = by !== null && by.at === keyOf(view, on);
  const lines =
    view.kubernetes < NATIVE_SIDECARS_SINCE
      ? [`Native sidecars are on by default since Kubernetes 1.29; this is read for 1.${view.kubernetes}.`]
      : decides
        ? [
            native
              ? `${name} puts its helpers into \`initContainers\` with \`restartPolicy: Always\`: what starts later waits for their startup probe, they stop after the application, and a Job completes without them.`
              : `${name} puts its helpers into \`containers\`: they start and stop beside the application in no guaranteed order, and a Job waits for them.`,
            ...own.map((one) => `${code(one.name)} comes as ${placeWords(one)}.`),
            ...(injector.id === 'istio' && native
              ? ['`holdApplicationUntilProxyStarts` is ignored then: the order of the list holds the application back.']
              : []),
            ...(injector.id === 'linkerd' && native
              ? [
                  '`proxy-await` and `proxy-wait-before-exit-seconds` are not needed then: a startup probe and the order of the list do their work.',
                ]
              : []),
          ]
        : ['Another annotation, or no boolean value: this one decides nothing.'];
  return about(view, on, injector.title, lines, ['sidecar'], docsOf(injector));
}

/** Where the pod uses an annotation, as evidence has it. */
function keyOf({ pod }: View, { key }: Written): Span | null {
  const written = pod.annotations.get(key);
  return written ? (written.via ?? written.key) : null;
}

/** On an annotation that sets what an added container requests or is limited to. */
function cost(view: View, injector: Injector, on: Written): string {
  const own = ownExpected(view, injector).filter(({ evidence }) => evidence.some(({ at }) => at === keyOf(view, on)));
  const amounts = own.flatMap((one) => {
    const asks = one.requests.size > 0 ? `requests ${amountWords(one.requests)}` : 'requests nothing';
    const bound = one.limits.size > 0 ? `is limited to ${amountWords(one.limits)}` : 'has no limits';
    return [`${code(one.name)} then ${asks}, and ${bound}.`];
  });
  const row = injector.containers.find(({ resources }) => resources?.replaces === 'all')?.resources;
  const dropped = row
    ? `Without any of the four annotations it would request ${amountWords(new Map(Object.entries(row.requests)))}, limited to ${amountWords(new Map(Object.entries(row.limits)))}. As soon as one is set, none of these is left: set all that you need.`
    : null;
  const none =
    own.length === 0
      ? `It counts only if ${plain(injector.title)} adds its container, which nothing in this pod asks for; its namespace may.`
      : null;
  const added = own.length > 0 ? 'The scheduler adds the requests to those of the pod.' : null;
  return about(view, on, injector.title, [...amounts, dropped, added, none], ['resources'], docsOf(injector));
}
