import type { Pod } from '../../kubernetes/pod.ts';
import type { Team, Teammate } from '../../traffic/team.ts';
import type { Value } from '../../yaml/edit/print.ts';
import type { FilledPattern } from '../parameters.ts';
import type { ContainerPattern, Record, Texts } from '../pattern.ts';
import type { InsertRefusal } from './insertion.ts';
import { isRecord, listOf } from './names.ts';
import { planVolumes, samePath } from './volumes.ts';

/** What a pattern adds beside its container. */
export interface Sharing {
  /** The names that the pattern's volumes get. */
  readonly names: ReadonlyMap<string, string>;
  /** Items for the pod's `volumes`. */
  readonly volumes: readonly Record[];
  /** The application's container, and items for its lists; null where there is none and nothing needs one. */
  readonly app: {
    readonly member: Teammate;
    readonly volumeMounts: readonly Record[];
    readonly env: readonly Record[];
  } | null;
  readonly spec: ContainerPattern['spec'];
  readonly labels: Texts;
  readonly annotations: Texts;
}

/** What of a filled pattern is missing in a pod; or what in the pod contradicts it. */
export function planSharing({ pod }: Team, app: Teammate | null, filled: FilledPattern): Sharing | InsertRefusal {
  const needsApp = filled.app.volumeMounts.length + filled.app.env.length > 0;
  if (needsApp && !app) return { refusal: 'the pod has no application container that it could help' };
  const planned = planVolumes(pod, app?.container ?? null, filled);
  if ('refusal' in planned) return planned;
  const { names, volumes } = planned;
  const env = missingEnv(app, filled.app.env);
  if ('refusal' in env) return env;
  const spec = missingFields(pod, filled.spec);
  if ('refusal' in spec) return spec;
  const labels = missingTexts('label', pod.labels, filled.labels);
  if ('refusal' in labels) return labels;
  const annotations = missingTexts('annotation', pod.annotations, filled.annotations);
  if ('refusal' in annotations) return annotations;
  const mounts = filled.app.volumeMounts.filter(
    (mount) => !app?.container.mounts.some(({ path }) => path !== null && samePath(path, mount.mountPath)),
  );
  return {
    names,
    volumes,
    app: app && { member: app, volumeMounts: mounts.map((mount) => renamed(mount, names)), env: env.missing },
    spec: spec.missing,
    labels: labels.missing,
    annotations: annotations.missing,
  };
}

/** A container whose mounts have the names that its volumes have got. */
export function withMounts(container: Record, names: ReadonlyMap<string, string>): Record {
  if (container.volumeMounts === undefined || [...names].every(([name, own]) => name === own)) return container;
  const volumeMounts = listOf(container.volumeMounts).map(
    (mount): Value => (isRecord(mount) ? renamed(mount, names) : mount),
  );
  return { ...container, volumeMounts };
}

function renamed(mount: Record, names: ReadonlyMap<string, string>): Record {
  const name = String(mount.name);
  return { ...mount, name: names.get(name) ?? name };
}

/** The variables that the application lacks. One that has another value leads elsewhere, unless that is localhost too. */
function missingEnv(
  app: Teammate | null,
  env: readonly Record[],
): { readonly missing: readonly Record[] } | InsertRefusal {
  const missing: Record[] = [];
  for (const variable of env) {
    const there = app?.container.env.findLast((own) => own.name.value === variable.name);
    if (!there) {
      missing.push(variable);
      continue;
    }
    const [is, wanted] = [there.value?.value, String(variable.value)];
    if (is === wanted || (isLocal(is) && isLocal(wanted))) continue;
    const { label } = app?.container ?? { label: '' };
    return {
      refusal: `"${label}" has its own ${variable.name}, and the pattern needs it to be ${JSON.stringify(wanted)}`,
    };
  }
  return { missing };
}

function isLocal(value: string | undefined): boolean {
  return value !== undefined && /(?<![\w.-])(?:localhost|127\.0\.0\.1)(?![\w.-])/.test(value);
}

/** The fields of the pod spec that the pod lacks. An account or a group that it has does as well; shared processes do not. */
function missingFields(
  pod: Pod,
  wanted: ContainerPattern['spec'],
): { readonly missing: ContainerPattern['spec'] } | InsertRefusal {
  const { serviceAccountName, shareProcessNamespace, securityContext } = wanted;
  // The API server takes only one of the two, and the processes of the node hold those of the pod.
  const sharing = pod.shareProcessNamespace || pod.hostPID;
  if (shareProcessNamespace && !sharing && pod.keys.has('shareProcessNamespace')) {
    return { refusal: 'the pod has shareProcessNamespace: false, and the pattern needs it to be true' };
  }
  const hasAccount = pod.keys.has('serviceAccountName') || pod.keys.has('serviceAccount');
  return {
    missing: {
      ...(serviceAccountName === undefined || hasAccount ? {} : { serviceAccountName }),
      ...(shareProcessNamespace === undefined || sharing ? {} : { shareProcessNamespace }),
      ...(securityContext === undefined || pod.securityContext.fsGroup ? {} : { securityContext }),
    },
  };
}

/** Annotations in which people say their own mind: what stands there stays, and is no contradiction. */
const OWN_MIND = /^(?:kubectl\.kubernetes\.io|pod-patterns)\//;

const SCRAPE = 'prometheus.io/';

function missingTexts(
  kind: 'label' | 'annotation',
  there: Pod['labels'],
  wanted: Texts,
): { readonly missing: Texts } | InsertRefusal {
  const missing: { [key: string]: string } = {};
  for (const [key, value] of Object.entries(wanted)) {
    const is = there.get(key)?.value;
    // What is scraped already is somebody's choice; one Pod has one such port.
    if (key.startsWith(SCRAPE) && [...there.keys()].some((own) => own.startsWith(SCRAPE))) continue;
    if (is === undefined) missing[key] = value;
    else if (is !== value && !OWN_MIND.test(key)) {
      return { refusal: `the pod has the ${kind} ${key}: "${is}", and the pattern needs "${value}"` };
    }
  }
  return { missing };
}
