import {
  boolean,
  child,
  fields,
  integer,
  items,
  keysOf,
  placeOfKey,
  type Reached,
  readAll,
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
  const native = kind === 'init' && restartPolicy?.value === 'Always';
  const resources = child(from, 'resources');
  return {
    list,
    index,
    lifecycle: native ? 'native-sidecar' : kind,
    name,
    label: name?.value ?? `${list}[${index}]`,
    anchor: name ? usedAt(name) : (firstKeyOf(from) ?? from.item),
    at: from.item,
    image: keyedText(from, 'image'),
    command: words(child(from, 'command')),
    args: words(child(from, 'args')),
    env: readAll(child(from, 'env'), readEnv),
    envFrom: items(child(from, 'envFrom')).flatMap(readEnvFrom),
    ports: readAll(child(from, 'ports'), readPort),
    mounts: [...readAll(child(from, 'volumeMounts'), readMount), ...readAll(child(from, 'volumeDevices'), readDevice)],
    probes: readProbes(from),
    hooks: readHooks(child(from, 'lifecycle')),
    requests: textMap(child(resources, 'requests')),
    limits: textMap(child(resources, 'limits')),
    securityContext: readSecurityContext(from),
    workingDir: text(child(from, 'workingDir'))?.value ?? null,
    restartPolicy,
    hasRestartRules: items(child(from, 'restartPolicyRules')).length > 0,
    keys: keysOf(from),
    source: from,
  };
}

function firstKeyOf(from: Reached): Span | null {
  const [first] = fields(from).values();
  return first ? placeOfKey(first) : null;
}

const PROBES = ['startupProbe', 'livenessProbe', 'readinessProbe'] as const;
const HOOKS = ['postStart', 'preStop'] as const;

function readProbes(from: Reached): Probe[] {
  const probes: Probe[] = [];
  for (const kind of PROBES) {
    const value = child(from, kind);
    if (value) probes.push({ kind, key: placeOfKey(value), handler: readHandler(value) });
  }
  return probes;
}

function readHooks(from: Reached | null): Hook[] {
  const hooks: Hook[] = [];
  for (const kind of HOOKS) {
    const value = child(from, kind);
    if (value) hooks.push({ kind, key: placeOfKey(value), handler: readHandler(value) });
  }
  return hooks;
}

function keyedText(from: Reached, key: string): Keyed<string> | null {
  const field = child(from, key);
  const value = text(field);
  return field && value ? { ...value, key: placeOfKey(field) } : null;
}

function keyedInteger(from: Reached, key: string): Keyed<number> | null {
  const field = child(from, key);
  const value = integer(field);
  return field && value ? { ...value, key: placeOfKey(field) } : null;
}

/** The words of `command` or `args`; a single string, which the API refuses, is read as one word. */
function words(from: Reached | null): readonly Located<string>[] | null {
  if (!from) return null;
  const one = text(from);
  return one ? [one] : texts(from);
}

function readEnv(from: Reached): EnvVar | null {
  const name = text(child(from, 'name'));
  if (!name) return null;
  const [source] = fields(child(from, 'valueFrom'));
  if (!source) {
    const literal = child(from, 'value');
    return { name, value: text(literal), type: typeOf(literal), from: null };
  }
  const [kind, ref] = source;
  const path = text(child(ref, 'name')) ?? text(child(ref, 'fieldPath'));
  const named = path ?? text(child(ref, 'resource')) ?? text(child(ref, 'volumeName'));
  const container = text(child(ref, 'containerName'));
  const key = text(child(ref, 'key'))?.value ?? null;
  return { name, value: null, type: 'string', from: { kind, name: named, key, container } };
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

function readPort(from: Reached & { readonly item: Span }): Port | null {
  const containerPort = keyedInteger(from, 'containerPort');
  if (!containerPort) return null;
  return {
    name: text(child(from, 'name')),
    containerPort,
    protocol: text(child(from, 'protocol'))?.value ?? 'TCP',
    hostPort: keyedInteger(from, 'hostPort'),
    hostIP: text(child(from, 'hostIP'))?.value ?? '',
    at: from.item,
  };
}

function readMount(from: Reached & { readonly item: Span }): Mount | null {
  const volume = text(child(from, 'name'));
  if (!volume) return null;
  const path = text(child(from, 'mountPath'));
  return mount(from, volume, path?.value ?? '', path && usedAt(path));
}

/** A raw block device has no path. */
function readDevice(from: Reached & { readonly item: Span }): Mount | null {
  const volume = text(child(from, 'name'));
  return volume && mount(from, volume, null, null);
}

function mount(
  from: Reached & { readonly item: Span },
  volume: Located<string>,
  path: string | null,
  pathAt: Span | null,
): Mount {
  return {
    volume,
    path,
    pathAt,
    subPath: text(child(from, 'subPath'))?.value ?? text(child(from, 'subPathExpr'))?.value ?? null,
    readOnly: boolean(child(from, 'readOnly'))?.value ?? false,
    at: from.item,
    keys: keysOf(from),
    source: from,
  };
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
  return { value: number ?? written.value, at: written.at, via: written.via, key: placeOfKey(field), quoted };
}
