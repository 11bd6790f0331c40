import {
  boolean,
  child,
  fields,
  integer,
  items,
  keysOf,
  type Reached,
  text,
  textMap,
  texts,
  typeOf,
} from '../yaml/read.ts';
import { type Located, type Span, usedAt } from '../yaml/span.ts';
import { numberOf } from '../yaml/tree.ts';
import type {
  Container,
  EnvSource,
  EnvVar,
  Handler,
  Hook,
  Keyed,
  Lifecycle,
  Mount,
  Port,
  Probe,
  SecurityContext,
} from './pod.ts';

/** Reads one item of a container list; null if it is no mapping. */
export function readContainer(
  from: Reached & { readonly item: Span },
  list: string,
  index: number,
  kind: Lifecycle,
): Container | null {
  if (from.node.kind !== 'mapping') return null;
  const name = text(child(from, 'name'));
  const restartPolicy = keyedText(from, 'restartPolicy');
  const keys = keysOf(from);
  const native = kind === 'init' && restartPolicy?.value === 'Always';
  const resources = child(from, 'resources');
  return {
    list,
    index,
    lifecycle: native ? 'native-sidecar' : kind,
    name,
    label: name?.value ?? `${list}[${index}]`,
    anchor: name ? usedAt(name) : (keys.values().next().value ?? from.item),
    at: from.item,
    image: keyedText(from, 'image'),
    command: words(child(from, 'command')),
    args: words(child(from, 'args')),
    env: items(child(from, 'env')).flatMap(readEnv),
    envFrom: items(child(from, 'envFrom')).flatMap(readEnvFrom),
    ports: items(child(from, 'ports')).flatMap(readPort),
    mounts: [
      ...items(child(from, 'volumeMounts')).flatMap((mount) => readMount(mount, 'mountPath')),
      ...items(child(from, 'volumeDevices')).flatMap((mount) => readMount(mount, null)),
    ],
    probes: (['startupProbe', 'livenessProbe', 'readinessProbe'] as const).flatMap((probe): Probe[] => {
      const value = child(from, probe);
      return value ? [{ kind: probe, key: value.via ?? value.key.at, handler: readHandler(value) }] : [];
    }),
    hooks: (['postStart', 'preStop'] as const).flatMap((hook): Hook[] => {
      const value = child(from, 'lifecycle', hook);
      return value ? [{ kind: hook, key: value.via ?? value.key.at, handler: readHandler(value) }] : [];
    }),
    requests: textMap(child(resources, 'requests')),
    limits: textMap(child(resources, 'limits')),
    securityContext: readSecurityContext(from),
    workingDir: text(child(from, 'workingDir'))?.value ?? null,
    restartPolicy,
    hasRestartRules: items(child(from, 'restartPolicyRules')).length > 0,
    keys,
    source: from,
  };
}

function keyedText(from: Reached, key: string): Keyed<string> | null {
  const field = child(from, key);
  const value = text(field);
  return field && value ? { ...value, key: field.via ?? field.key.at } : null;
}

function keyedInteger(from: Reached, key: string): Keyed<number> | null {
  const field = child(from, key);
  const value = integer(field);
  return field && value ? { ...value, key: field.via ?? field.key.at } : null;
}

/** The words of `command` or `args`; a single string, which the API refuses, is read as one word. */
function words(from: Reached | null): readonly Located<string>[] | null {
  if (!from) return null;
  const one = text(from);
  return one ? [one] : texts(from);
}

function readEnv(from: Reached): EnvVar[] {
  const name = text(child(from, 'name'));
  if (!name) return [];
  const [source] = fields(child(from, 'valueFrom'));
  const literal = child(from, 'value');
  if (!source) return [{ name, value: text(literal), type: typeOf(literal), from: null }];
  const [kind, ref] = source;
  const path = text(child(ref, 'name')) ?? text(child(ref, 'fieldPath'));
  const named = path ?? text(child(ref, 'resource')) ?? text(child(ref, 'volumeName'));
  const container = text(child(ref, 'containerName'));
  const key = text(child(ref, 'key'))?.value ?? null;
  return [{ name, value: null, type: 'string', from: { kind, name: named, key, container } }];
}

function readEnvFrom(from: Reached): EnvSource[] {
  return (['configMapRef', 'secretRef'] as const).flatMap((kind): EnvSource[] => {
    const name = text(child(from, kind, 'name'));
    return name ? [{ kind, name, prefix: text(child(from, 'prefix'))?.value ?? '' }] : [];
  });
}

/** Reads the `securityContext` of a container or a pod spec. */
export function readSecurityContext(of: Reached): SecurityContext {
  const from = child(of, 'securityContext');
  return {
    runAsUser: integer(child(from, 'runAsUser')),
    runAsGroup: integer(child(from, 'runAsGroup')),
    runAsNonRoot: boolean(child(from, 'runAsNonRoot')),
    fsGroup: integer(child(from, 'fsGroup')),
    privileged: boolean(child(from, 'privileged')),
    allowPrivilegeEscalation: boolean(child(from, 'allowPrivilegeEscalation')),
    readOnlyRootFilesystem: boolean(child(from, 'readOnlyRootFilesystem')),
    addedCapabilities: texts(child(from, 'capabilities', 'add')),
  };
}

function readPort(from: Reached & { readonly item: Span }): Port[] {
  const containerPort = keyedInteger(from, 'containerPort');
  if (!containerPort) return [];
  return [
    {
      name: text(child(from, 'name')),
      containerPort,
      protocol: text(child(from, 'protocol'))?.value ?? 'TCP',
      hostPort: keyedInteger(from, 'hostPort'),
      hostIP: text(child(from, 'hostIP'))?.value ?? '',
      at: from.item,
    },
  ];
}

function readMount(from: Reached & { readonly item: Span }, pathKey: string | null): Mount[] {
  const volume = text(child(from, 'name'));
  if (!volume) return [];
  const path = pathKey === null ? null : text(child(from, pathKey));
  return [
    {
      volume,
      path: pathKey === null ? null : (path?.value ?? ''),
      pathAt: path && usedAt(path),
      subPath: text(child(from, 'subPath'))?.value ?? text(child(from, 'subPathExpr'))?.value ?? null,
      readOnly: boolean(child(from, 'readOnly'))?.value ?? false,
      at: from.item,
      keys: keysOf(from),
      source: from,
    },
  ];
}

const HANDLERS = ['httpGet', 'tcpSocket', 'grpc', 'exec', 'sleep'] as const;

function readHandler(from: Reached): Handler | null {
  for (const type of HANDLERS) {
    const value = child(from, type);
    if (!value) continue;
    return {
      type,
      port: readHandlerPort(value),
      host: text(child(value, 'host')),
      path: text(child(value, 'path'))?.value ?? null,
      command: texts(child(value, 'command')),
      seconds: integer(child(value, 'seconds')),
      keys: keysOf(value),
      source: value,
    };
  }
  return null;
}

function readHandlerPort(from: Reached): Handler['port'] {
  const field = child(from, 'port');
  const written = text(field);
  if (field?.node.kind !== 'scalar' || !written) return null;
  const number = numberOf(field.node);
  const quoted = field.node.style !== 'plain';
  return { value: number ?? written.value, at: written.at, via: written.via, key: field.via ?? field.key.at, quoted };
}
