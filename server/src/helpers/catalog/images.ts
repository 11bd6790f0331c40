/** Images that play several roles, told apart by their arguments: each role has an entry of its own. */

export const ISTIO_IMAGES: readonly string[] = [
  '**/istio/proxyv2',
  '**/istio-release/proxyv2',
  'registry.istio.io/release/proxyv2',
  '**/asm/proxyv2',
  '**/gloo-mesh/*/proxyv2',
  '**/openshift-service-mesh/*proxyv2*',
  '**/mirrored-istio-proxyv2',
];

export const VAULT_IMAGES: readonly string[] = [
  '**/hashicorp/vault',
  '**/hashicorp/vault-enterprise',
  '**/library/vault',
  '**/openbao/openbao',
  '**/mirrored-hashicorp-vault',
];
