import type { Pod } from '../../kubernetes/pod.ts';
import type { Team, Teammate } from '../../traffic/team.ts';
import type { Value } from '../../yaml/edit/print.ts';
import type { FilledPattern } from '../parameters.ts';
import type { Record } from '../pattern.ts';
import type { InsertRefusal } from './insertion.ts';
import { isRecord, listOf } from './names.ts';
import { planVolumes, samePath } from './volumes.ts';

/** What a pattern adds beside its container, and the container with the names of the volumes that it gets. */
export interface Sharing {
  readonly container: Record;
  /** Items for the pod's `volumes`. */
  readonly volumes: readonly Record[];
  /** The application's container, and items for its lists; null where there is none and nothing needs one. */
  readonly app: {
    readonly member: Teammate;
    readonly volumeMounts: readonly Record[];
    readonly env: readonly Record[];
  } | null;
  readonly annotations: Readonly<{ [key: string]: string }>;
}

/** What of a filled pattern is missing in a pod; or what in the pod contradicts it. */
export function planSharing(
  { pod }: Team,
  app: Teammate | null,
  filled: Pick<FilledPattern, 'container' | 'volumes' | 'app' | 'annotations'>,
): Sharing | InsertRefusal {
  const needsApp = filled.app.volumeMounts.length + filled.app.env.length > 0;
  if (needsApp && !app) return { refusal: 'the pod has no application container that it could help' };
  const planned = planVolumes(pod, app?.container ?? null, filled);
  if ('refusal' in planned) return planned;
  const { names, volumes } = planned;
  const env = missingEnv(app, filled.app.env);
  if ('refusal' in env) return env;
  const annotations = missingAnnotations(pod, filled.annotations);
  if ('refusal' in annotations) return annotations;
  const mounts = filled.app.volumeMounts.filter(
    (mount) => !app?.container.mounts.some(({ path }) => path !== null && samePath(path, mount.mountPath)),
  );
  return {
    container: withMounts(filled.container, names),
    volumes,
    app: app && { member: app, volumeMounts: mounts.map((mount) => renamed(mount, names)), env: env.missing },
    annotations: annotations.missing,
  };
}

function withMounts(container: Record, names: ReadonlyMap<string, string>): Record {
  if (container.volumeMounts === undefined) return container;
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

/** Annotations in which people say their own mind: what stands there stays, and is no contradiction. */
const OWN_MIND = /^(?:kubectl\.kubernetes\.io|pod-patterns)\//;

function missingAnnotations(
  { annotations }: Pod,
  wanted: Readonly<{ [key: string]: string }>,
): { readonly missing: Readonly<{ [key: string]: string }> } | InsertRefusal {
  const missing: { [key: string]: string } = {};
  for (const [key, value] of Object.entries(wanted)) {
    const there = annotations.get(key)?.value;
    if (there === undefined) missing[key] = value;
    else if (there !== value && !OWN_MIND.test(key)) {
      return { refusal: `the pod has the annotation ${key}: "${there}", and the pattern needs "${value}"` };
    }
  }
  return { missing };
}
