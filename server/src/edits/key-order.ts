/** Keys of a container in the order in which they usually stand. */
export const CONTAINER_KEYS = [
  ...(['name', 'image', 'imagePullPolicy', 'restartPolicy', 'command', 'args', 'workingDir', 'ports'] as const),
  ...(['envFrom', 'env', 'startupProbe', 'livenessProbe', 'readinessProbe', 'lifecycle', 'resources'] as const),
  ...(['securityContext', 'volumeMounts', 'volumeDevices'] as const),
] as const;

/** The keys of a container behind which a key of it usually stands. */
export function keysBefore(key: (typeof CONTAINER_KEYS)[number]): readonly string[] {
  return CONTAINER_KEYS.slice(0, CONTAINER_KEYS.indexOf(key));
}
