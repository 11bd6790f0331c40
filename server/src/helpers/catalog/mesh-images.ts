/** Where the images of a part of Istio are published, by the project, Google, Red Hat, Rancher and in mirrors. */
export function istioImages(name: string): string[] {
  return [
    `**/istio/${name}`,
    `**/istio-release/${name}`,
    // registry.istio.io/release and its copies; nightly builds.
    `**/release/${name}`,
    `**/testing/${name}`,
    `**/istio-testing/${name}`,
    `**/istio-prerelease-testing/${name}`,
    `**/openshift-service-mesh/*${name}*`,
    `**/mirrored-istio-${name}`,
  ];
}

/** One image for the proxy, for its set-up and for the check of the CNI plugin: the arguments tell which. */
export const ISTIO_IMAGES: readonly string[] = [
  ...istioImages('proxyv2'),
  '**/asm/proxyv2',
  '**/gloo-mesh/*/proxyv2',
  '**/chainguard/istio-proxy',
];

/** Where the images of Linkerd are published: by the project, up to 2020 at Google, and by Buoyant. */
export function linkerdImages(name: string): string[] {
  return [`**/linkerd/${name}`, `**/linkerd-io/${name}`, `**/buoyantio/${name}`];
}

/** One image for the set-up of Kuma and for the check of its CNI plugin. */
export const KUMA_INIT_IMAGES: readonly string[] = ['**/kuma-init'];
