import { onceFor } from '../yaml/once-for.ts';
import type { Pod, Volume } from './pod.ts';

/** Whether a volume of a pod is an empty folder when the pod starts; so is one without a source (types.go Volume). */
export function isEmptyDir(volume: Volume | null): volume is Volume {
  return volume !== null && (volume.source ?? 'emptyDir') === 'emptyDir';
}

/** Whether a volume is an empty folder on the disk of the node. */
export function isOnDisk({ source, medium }: Volume): boolean {
  return source === 'emptyDir' && !medium;
}

/**
 * Whether a volume has a name that an injector gives: Istio, Linkerd, Consul, the agents of Vault and of GKE. It adds the
 * volume, or mounts of it, when the Pod is made.
 */
export function isInjectedVolume(name: string): boolean {
  return INJECTED.test(name);
}

const INJECTED =
  /^(?:vault-secrets|home-init|home-sidecar|istiod?-.+|workload-(?:socket|certs)|credential-socket|linkerd-.+|go-proxy-.+|consul-connect-inject-.+|gke-gcsfuse-.+)$/;

/** Whether an annotation of the pod names a volume, so that somebody else may mount it. */
export function isAnnotated({ annotations }: Pod, name: string): boolean {
  return name !== '' && wordsIn(annotations).has(name);
}

const MAX_WORDS = 1000;

const wordsIn = onceFor((annotations: Pod['annotations']): ReadonlySet<string> => {
  return new Set([...annotations.values()].flatMap(({ value }) => value.split(/[^\w.-]+/, MAX_WORDS)));
});
