/** Minor version of Kubernetes from which native sidecars are on by default (KEP-753: beta 1.29, stable 1.33). */
export const NATIVE_SIDECARS_SINCE = 29;
