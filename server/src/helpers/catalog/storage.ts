import type { Helper } from '../helper.ts';

const DRIVER = { pattern: 'sidecar', function: 'storage-driver', direction: 'local', longRunning: true } as const;

/** Where the images of the Kubernetes CSI project are published; `distro` is what Amazon calls one. */
function images(name: string, distro: string): string[] {
  const published = ['sig-storage', 'csi-components', 'kubernetes-csi', 'k8scsi'].map((owner) => `**/${owner}/${name}`);
  return [...published, `**/mirrored-sig-storage-${name}`, `**/eks-distro/**/${distro}`];
}

/** Helpers that stand beside a CSI storage driver and speak with Kubernetes for it, over a shared socket. */
export const storage: readonly Helper[] = [
  {
    id: 'csi-node-driver-registrar',
    title: 'CSI node driver registrar',
    summary: 'Makes the storage driver known to the kubelet of the node.',
    images: images('csi-node-driver-registrar', 'external-node-driver-registrar'),
    programs: ['csi-node-driver-registrar'],
    names: ['node-driver-registrar', 'csi-node-driver-registrar', 'driver-registrar'],
    ...DRIVER,
    ports: [],
    docs: 'https://kubernetes-csi.github.io/docs/node-driver-registrar.html',
  },
  {
    id: 'csi-provisioner',
    title: 'CSI provisioner',
    summary: 'Watches volume claims and has the storage driver create and delete volumes.',
    images: images('csi-provisioner', 'external-provisioner'),
    programs: ['csi-provisioner'],
    names: ['csi-provisioner'],
    ...DRIVER,
    ports: [],
    docs: 'https://kubernetes-csi.github.io/docs/external-provisioner.html',
  },
  {
    id: 'csi-attacher',
    title: 'CSI attacher',
    summary: 'Watches volume attachments and has the storage driver attach and detach volumes.',
    images: images('csi-attacher', 'external-attacher'),
    programs: ['csi-attacher'],
    names: ['csi-attacher'],
    ...DRIVER,
    ports: [],
    docs: 'https://kubernetes-csi.github.io/docs/external-attacher.html',
  },
  {
    id: 'csi-resizer',
    title: 'CSI resizer',
    summary: 'Watches volume claims and has the storage driver enlarge volumes.',
    images: images('csi-resizer', 'external-resizer'),
    programs: ['csi-resizer'],
    names: ['csi-resizer'],
    ...DRIVER,
    ports: [],
    docs: 'https://kubernetes-csi.github.io/docs/external-resizer.html',
  },
  {
    id: 'csi-snapshotter',
    title: 'CSI snapshotter',
    summary: 'Watches snapshot objects and has the storage driver take and delete snapshots.',
    images: images('csi-snapshotter', 'external-snapshotter'),
    programs: ['csi-snapshotter'],
    names: ['csi-snapshotter'],
    ...DRIVER,
    ports: [],
    docs: 'https://kubernetes-csi.github.io/docs/external-snapshotter.html',
  },
  {
    id: 'csi-livenessprobe',
    title: 'CSI liveness probe',
    summary: 'Asks the storage driver over its socket whether it is well and answers the kubelet over HTTP.',
    images: images('livenessprobe', 'livenessprobe'),
    names: ['liveness-probe', 'livenessprobe'],
    ...DRIVER,
    ports: [{ port: 9808, what: 'health', flags: ['--health-port', '--http-endpoint'], verified: true }],
    docs: 'https://kubernetes-csi.github.io/docs/livenessprobe.html',
  },
];
