import type { Helper } from '../../helper.ts';
import { linkerdImages } from '../mesh-images.ts';

/** Helpers beside the proxy of a mesh. */
export const meshSidecars: readonly Helper[] = [
  {
    id: 'linkerd-debug',
    title: 'Linkerd debug sidecar',
    summary: 'Writes down the packets of the pod and holds tools to look at its network: tshark, tcpdump, curl.',
    images: linkerdImages('debug'),
    names: ['linkerd-debug'],
    pattern: 'sidecar',
    function: null,
    direction: 'local',
    longRunning: true,
    ports: [],
    note: 'It sees all traffic of the pod and needs the right to capture it; take config.linkerd.io/enable-debug-sidecar away after use.',
    docs: 'https://linkerd.io/2/tasks/using-the-debug-container/',
    source: 'linkerd/linkerd2, pkg/k8s/labels.go (annotation); the rest general knowledge',
  },
];
