/** Minor version of Kubernetes from which native sidecars are on by default (KEP-753: beta 1.29, stable 1.33). */
export const NATIVE_SIDECARS_SINCE = 29;

/** Minor version from which native sidecars are stable, so that meshes inject their proxies as such unless told otherwise. */
export const NATIVE_SIDECARS_STABLE_SINCE = 33;

/** Minor version from which Services resolve names of native sidecars' ports (kubernetes#128850, EndpointSlices). */
export const NATIVE_PORT_NAMES_SINCE = 33;

/** Seconds that a pod may take to stop if it does not say (core/v1 PodSpec, `terminationGracePeriodSeconds`). */
export const DEFAULT_GRACE_SECONDS = 30;

/** Minor version from which hooks may be a `sleep` (KEP-3960: PodLifecycleSleepAction, on by default since 1.30). */
export const SLEEP_HOOK_SINCE = 30;
