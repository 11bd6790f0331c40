// Generated from snippets/istio-ambient.yaml by "npm run generate": edit that, not this.
import type { ContainerPattern } from '../pattern.ts';

export const istioAmbient: ContainerPattern = {
  id: 'istio-ambient',
  title: 'Istio ambient mode instead of a sidecar',
  purpose: 'Join a mesh without a sidecar',
  pattern: 'proxy',
  description:
    'Puts the Pod into the mesh without a proxy in it: ztunnel on its node adds mutual TLS and rules for TCP. What needs HTTP (routes, retries, rules for paths) is done by waypoints, which are Deployments of their own.',
  avoid:
    'Istio must be installed in ambient mode. For all Pods of a Namespace set the label there; a Pod that has an Istio sidecar is left out.',
  keywords: ['service mesh', 'istio', 'ambient', 'ztunnel', 'waypoint', 'sidecarless', 'mtls', 'mutual tls'],
  docs: 'https://istio.io/latest/docs/ambient/usage/add-workloads/',
  parameters: [],
  scope: 'container',
  variants: [],
  container: null,
  native: {},
  classic: {},
  volumes: [],
  app: {
    volumeMounts: [],
    env: [],
  },
  spec: {},
  labels: {
    'istio.io/dataplane-mode': 'ambient',
  },
  annotations: {},
};
