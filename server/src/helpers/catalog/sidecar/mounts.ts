import type { Helper } from '../../helper.ts';

/** They bring files to the application, as a mount that it sees or as copies. */
const FILES = { pattern: 'sidecar', function: 'content-sync', direction: 'out', longRunning: true } as const;
const FUSE =
  'The application sees the mount only if this container is privileged with mountPropagation: Bidirectional.';

/** Helpers that make a bucket look like a directory of the pod, or copy what is in it. */
export const mounts: readonly Helper[] = [
  {
    id: 'gcsfuse-sidecar',
    title: 'Cloud Storage FUSE sidecar of GKE',
    summary: 'Serves the files of a Cloud Storage bucket to the volume that the CSI driver has mounted.',
    images: ['**/gcs-fuse-csi-driver-sidecar-mounter', '**/gcs-fuse-csi-driver-metadata-prefetch'],
    programs: ['gcs-fuse-csi-driver-sidecar-mounter'],
    names: ['gke-gcsfuse-sidecar', 'gke-gcsfuse-metadata-prefetch'],
    pattern: 'sidecar',
    function: 'storage-driver',
    direction: 'out',
    longRunning: true,
    ports: [],
    native:
      'GKE injects it as a native sidecar where the cluster can, else as the first container of the ordinary list.',
    note: 'The annotation gke-gcsfuse/volumes: "true" injects it, and gke-gcsfuse/memory-limit and its like size it.',
    docs: 'https://cloud.google.com/kubernetes-engine/docs/how-to/cloud-storage-fuse-csi-driver-sidecar',
    source: 'GoogleCloudPlatform/gcs-fuse-csi-driver docs/known-issues.md, tests; image general knowledge',
  },
  {
    id: 's3fs',
    title: 's3fs',
    summary: 'Mounts an S3 bucket as a directory.',
    images: ['**/s3fs', '**/s3fs-fuse'],
    programs: ['s3fs'],
    names: ['s3fs'],
    ...FILES,
    oneShot: ['--version', '--help', '-h'],
    ports: [],
    note: FUSE,
    docs: 'https://github.com/s3fs-fuse/s3fs-fuse',
    source: 'general knowledge',
  },
  {
    id: 'goofys',
    title: 'goofys',
    summary: 'Mounts an S3 bucket as a directory, fast rather than faithful to POSIX.',
    images: ['**/goofys'],
    programs: ['goofys'],
    names: ['goofys'],
    ...FILES,
    oneShot: ['--version', '-v', '--help', '-h'],
    ports: [],
    note: FUSE,
    docs: 'https://github.com/kahing/goofys',
    source: 'general knowledge',
  },
  {
    // Only `mount`, `serve` and `rcd` stay.
    id: 'rclone',
    title: 'rclone',
    summary: 'Copies files to and from object stores, mounts them or serves them.',
    images: ['**/rclone/rclone'],
    programs: ['rclone'],
    names: ['rclone', 'rclone-*'],
    ...FILES,
    oneShot: [
      ...['about', 'authorize', 'backend', 'bisync', 'cat', 'check', 'checksum', 'cleanup', 'config', 'copy'],
      ...['copyto', 'copyurl', 'cryptcheck', 'cryptdecode', 'dedupe', 'delete', 'deletefile', 'hashsum', 'help'],
      ...['link', 'listremotes', 'ls', 'lsd', 'lsf', 'lsjson', 'lsl', 'md5sum', 'mkdir', 'move', 'moveto'],
      ...['obscure', 'purge', 'rc', 'rcat', 'rmdir', 'rmdirs', 'settier', 'sha1sum', 'size', 'sync', 'test'],
      ...['touch', 'tree', 'version', '--version'],
    ],
    ports: [{ port: 5572, what: 'remote control', flags: ['--rc', 'rcd'], onRequest: true, loopbackOnly: true }],
    shell: { inImage: true },
    note: 'Its `mount` needs a privileged container and mountPropagation: Bidirectional; copying and serving need neither.',
    docs: 'https://rclone.org/commands/',
    source: 'general knowledge',
  },
];
