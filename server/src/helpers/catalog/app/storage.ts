import type { Helper } from '../../helper.ts';

/** Programs of their own pods, of which manifests of storage drivers are full. */
const OF_CLUSTER = {
  pattern: 'app',
  function: null,
  direction: 'none',
  placement: 'cluster',
  longRunning: true,
} as const;

/** Where the CSI project and those who mirror it publish its controllers. */
function images(name: string): string[] {
  const publishers = ['*sig-storage', 'csi-components', 'kubernetes-csi', 'k8scsi', 'gke.gcr.io', 'longhornio'];
  return [
    ...publishers.map((publisher) => `**/${publisher}/${name}`),
    `**/mirrored-sig-storage-${name}`,
    `**/eks-distro/**/${name}`,
    `**/ose-csi-${name}*`,
    `**/origin-csi-${name}`,
  ];
}

/** Storage programs that run once in the cluster or on each node, never beside an application. */
export const storageApps: readonly Helper[] = [
  {
    id: 'csi-snapshot-controller',
    title: 'CSI snapshot controller',
    summary: 'Binds volume snapshots to their contents for all storage drivers of the cluster.',
    images: images('snapshot-controller'),
    programs: ['snapshot-controller'],
    names: ['snapshot-controller'],
    ...OF_CLUSTER,
    oneShot: ['--version'],
    ports: [],
    shell: { inImage: false },
    docs: 'https://kubernetes-csi.github.io/docs/snapshot-controller.html',
    source: 'kubernetes-csi/docs book/src/snapshot-controller.md',
  },
  {
    id: 'csi-snapshot-validation-webhook',
    title: 'CSI snapshot validation webhook',
    summary: 'Checked snapshot objects when they were created or changed.',
    images: images('snapshot-validation-webhook'),
    programs: ['snapshot-validation-webhook'],
    names: ['snapshot-validation'],
    ...OF_CLUSTER,
    direction: 'in',
    ports: [],
    shell: { inImage: false },
    deprecated: 'The definitions of the snapshot objects check themselves now: leave it out.',
    docs: 'https://kubernetes-csi.github.io/docs/snapshot-validation-webhook.html',
    source: 'general knowledge',
  },
  {
    id: 'csi-volume-data-source-validator',
    title: 'CSI volume data source validator',
    summary: 'Tells in events which volume claims name a data source that nobody can fill them from.',
    images: images('volume-data-source-validator'),
    programs: ['volume-data-source-validator'],
    names: ['volume-data-source-validator'],
    ...OF_CLUSTER,
    ports: [],
    shell: { inImage: false },
    docs: 'https://kubernetes-csi.github.io/docs/volume-data-source-validator.html',
    source: 'general knowledge',
  },
  {
    // Longhorn makes a pod of it for each shared volume.
    id: 'longhorn-share-manager',
    title: 'Longhorn share manager',
    summary: 'Exports a Longhorn volume by NFS, so that several pods can write it.',
    images: ['**/longhornio/longhorn-share-manager', '**/mirrored-longhornio-longhorn-share-manager'],
    programs: ['longhorn-share-manager'],
    names: ['share-manager'],
    ...OF_CLUSTER,
    direction: 'in',
    ports: [{ port: 2049, what: 'NFS' }],
    shell: { inImage: true },
    docs: 'https://longhorn.io/docs/',
    source: 'longhorn/longhorn deploy/longhorn.yaml (image, shell); port general knowledge',
  },
  {
    id: 'mountpoint-s3-csi',
    title: 'Mountpoint for Amazon S3 CSI driver',
    summary: 'Mounts S3 buckets as volumes of pods.',
    images: ['**/aws-mountpoint-s3-csi-driver'],
    programs: ['aws-s3-csi-driver'],
    names: ['s3-plugin'],
    ...OF_CLUSTER,
    direction: 'out',
    placement: 'node',
    ports: [],
    docs: 'https://github.com/awslabs/mountpoint-s3-csi-driver',
    source: 'general knowledge',
  },
];
