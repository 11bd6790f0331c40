import { annotate } from '../edits/metadata.ts';
import { isHelper } from '../helpers/role.ts';
import type { Volume } from '../kubernetes/pod.ts';
import { sharesOf } from '../traffic/volumes/shares.ts';
import type { Rule } from './rule.ts';

const SAFE = 'cluster-autoscaler.kubernetes.io/safe-to-evict';
const SAFE_VOLUMES = 'cluster-autoscaler.kubernetes.io/safe-to-evict-local-volumes';

export const autoscalerLocalStorage: Rule = {
  id: 'autoscaler-local-storage',
  title: 'A volume on the node keeps the cluster autoscaler from removing it',
  severity: 'hint',
  group: 'operations',
  fix: 'choice',
  messages: {
    default: 'Volume "{v}" is on the node: by default the cluster autoscaler keeps nodes on which this Pod runs.',
  },
  why: 'The cluster autoscaler does not remove a node while a Pod on it has data there: an `emptyDir` that is not in memory. Volumes through which containers of a Pod hand files to each other are of that kind, so that a log shipper can keep half-empty nodes alive. The annotation `cluster-autoscaler.kubernetes.io/safe-to-evict-local-volumes` names the volumes that may be lost, `…/safe-to-evict: "true"` speaks for the Pod as a whole. It depends on the settings of the autoscaler (`--skip-nodes-with-local-storage`).',
  silent:
    'Silent for volumes in memory, for Jobs, DaemonSets and bare Pods, for volumes of the application alone, and if one of the annotations says what may be lost.',
  references: [
    'https://kubernetes.io/docs/concepts/cluster-administration/node-autoscaling/',
    'https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/FAQ.md#what-types-of-pods-can-prevent-ca-from-removing-a-node',
    'https://github.com/kubernetes/autoscaler/issues/3947',
    'https://github.com/istio/istio/issues/19395',
  ],
  speaksInPartial: false,
  needs: ['mounts', 'volumes'],
  examples: [
    {
      bad: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop
spec:
  selector:
    matchLabels:
      app: shop
  template:
    metadata:
      labels:
        app: shop
    spec:
      containers:
        - name: shop
          image: acme/shop:1.0
          volumeMounts:
            - name: logs
              mountPath: /var/log/shop
        - name: shipper
          image: fluent/fluent-bit:3.0
          volumeMounts:
            - name: logs
              mountPath: /var/log/shop
              readOnly: true
      volumes:
        - name: «logs»
          emptyDir:
            sizeLimit: 1Gi
`,
      good: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop
spec:
  selector:
    matchLabels:
      app: shop
  template:
    metadata:
      labels:
        app: shop
      annotations:
        cluster-autoscaler.kubernetes.io/safe-to-evict-local-volumes: logs
    spec:
      containers:
        - name: shop
          image: acme/shop:1.0
          volumeMounts:
            - name: logs
              mountPath: /var/log/shop
        - name: shipper
          image: fluent/fluent-bit:3.0
          volumeMounts:
            - name: logs
              mountPath: /var/log/shop
              readOnly: true
      volumes:
        - name: logs
          emptyDir:
            sizeLimit: 1Gi
`,
    },
  ],
  *check(team) {
    const { pod } = team;
    // Pods of DaemonSets are not counted; others without a controller, and Jobs, hold a node for other reasons.
    if (
      pod.shape !== 'pod-spec' ||
      pod.runs !== 'service' ||
      /^(?:DaemonSet|Service|Configuration|Revision)$/.test(pod.manifest.kind)
    )
      return;
    if (pod.annotations.has(SAFE) || pod.annotations.has(SAFE_VOLUMES)) return;
    const kept = sharesOf(team).flatMap(({ volume, uses }) => {
      const members = new Set(uses.map(({ member }) => member));
      const ofTeam = members.size > 1 || [...members].some(isHelper);
      return volume?.source === 'emptyDir' && isOnNode(volume) && ofTeam ? [volume] : [];
    });
    const [first] = kept;
    if (!first) return;
    // What the application keeps for itself, and what is the node's, holds it as well: the annotation has to name all.
    const all = pod.volumes.filter(isOnNode);
    const names = all.map(({ name }) => name.value).join(',');
    yield {
      at: first.name.via ?? first.name.at,
      message: 'default',
      args: { v: first.name.value },
      container: null,
      fixes: [
        {
          title: `Say that ${all.length === 1 ? `volume "${names}"` : 'these volumes'} may be lost`,
          safe: false,
          edits: () => annotate(pod, SAFE_VOLUMES, names),
          fill: [names],
        },
      ],
    };
  },
};

function isOnNode({ source, medium }: Volume): boolean {
  return source === 'hostPath' || (source === 'emptyDir' && medium !== 'Memory');
}
