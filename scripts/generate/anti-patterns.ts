/** Something that people get wrong with several containers in a pod. */
export interface AntiPattern {
  readonly what: string;
  /** Ids of the rules that find it. */
  readonly rules: readonly string[];
  /** What else there is to say, where no rule can find it. */
  readonly note?: string;
}

/** The anti-patterns of the field, for the index of the rules. */
export const ANTI_PATTERNS: readonly AntiPattern[] = [
  { what: 'Too many sidecars', rules: ['too-many-helpers', 'duplicate-helper'] },
  { what: 'Business logic in a sidecar', rules: ['peer-apps-in-one-pod'] },
  { what: 'State in a sidecar', rules: ['stateful-helper'] },
  { what: 'Nobody notices that a sidecar fails', rules: ['critical-helper-unprobed'] },
  {
    what: 'No requests and limits for the helper',
    rules: ['helper-resources-missing', 'hpa-missing-container-request', 'qos-guaranteed-lost'],
  },
  {
    what: 'Probes that lead through the proxy',
    rules: ['liveness-through-sibling', 'probe-localhost-host', 'probe-loopback-listener', 'probe-port-name-foreign'],
  },
  { what: 'A mesh for three services', rules: [], note: 'no manifest shows it' },
  { what: 'A helper without a fixed version', rules: ['helper-image-floating'] },
  { what: 'Secrets on disk instead of memory', rules: ['secrets-on-disk'] },
  {
    what: 'The application can write where it should only read',
    rules: ['shared-volume-no-writer', 'write-to-read-only-mount'],
    note: 'the hover of a volume tells who writes',
  },
  {
    what: 'The order of the start is left to chance',
    rules: [
      'ambassador-start-race',
      'native-sidecar-no-startup-gate',
      'init-depends-on-later-container',
      'poststart-order',
    ],
  },
  {
    what: 'Connections are cut when the pod stops',
    rules: ['ambassador-shutdown-race', 'native-sidecar-prestop-stops-early', 'prestop-exceeds-grace-period'],
  },
];
