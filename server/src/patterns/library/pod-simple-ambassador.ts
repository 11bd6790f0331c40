// Generated from snippets/pod-simple-ambassador.yaml by "npm run generate": edit that, not this.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the places of parameters
import type { ManifestPattern } from '../pattern.ts';

export const podSimpleAmbassador: ManifestPattern = {
  id: 'pod-simple-ambassador',
  title: 'Pod with an ambassador',
  purpose: 'Call an outside API over localhost',
  pattern: 'ambassador',
  description:
    'The application knows only http://127.0.0.1:8100; Envoy beside it finds the outside API, adds TLS and tries again. All that Envoy must know stands in the Pod.',
  avoid: 'In a service mesh the mesh does this; for one caller, the HTTP client of the application may do.',
  keywords: ['pod', 'ambassador', 'envoy', 'egress', 'localhost', 'tls', 'retry', 'outside api'],
  docs: 'https://www.envoyproxy.io/docs/envoy/latest/configuration/overview/examples',
  parameters: [
    {
      key: 'name',
      title: 'Name of the Pod',
      default: 'caller',
      required: false,
      choices: null,
      example: 'caller',
    },
    {
      key: 'image',
      title: 'Image of the application',
      default: 'busybox:1.38.0',
      required: false,
      choices: null,
      example: 'registry.example.com/caller:1.0.0',
    },
    {
      key: 'api-host',
      title: 'Host name of the outside API, which speaks HTTPS',
      default: 'api.github.com',
      required: false,
      choices: null,
      example: 'api.example.com',
    },
  ],
  scope: 'manifest',
  prefix: 'pod-simple-ambassador',
  text: 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${name}\n  labels:\n    app.kubernetes.io/name: ${name}\nspec:\n  # What the Pod Security level "restricted" asks of a Pod; the rest stands in each container.\n  securityContext:\n    seccompProfile:\n      type: RuntimeDefault\n  initContainers:\n    - name: envoy\n      image: envoyproxy/envoy:v1.39.6\n      restartPolicy: Always\n      args:\n        - --disable-hot-restart\n        - --concurrency\n        - "2"\n        - --config-yaml\n        - |\n          static_resources:\n            listeners:\n              # What the application calls; nobody outside the Pod can.\n              - name: egress\n                address:\n                  socket_address: { address: 127.0.0.1, port_value: 8100 }\n                filter_chains:\n                  - filters:\n                      - name: envoy.filters.network.http_connection_manager\n                        typed_config:\n                          "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager\n                          stat_prefix: egress\n                          route_config:\n                            virtual_hosts:\n                              - name: api\n                                domains: ["*"]\n                                routes:\n                                  - match: { prefix: / }\n                                    route:\n                                      cluster: api\n                                      host_rewrite_literal: ${api-host}\n                                      timeout: 10s\n                                      # Only what has certainly not reached the API.\n                                      retry_policy: { retry_on: "connect-failure,refused-stream", num_retries: 2 }\n                          http_filters:\n                            - name: envoy.filters.http.router\n                              typed_config:\n                                "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router\n              # For the probes of the kubelet, which come to the address of the Pod.\n              - name: health\n                address:\n                  socket_address: { address: 0.0.0.0, port_value: 8101 }\n                filter_chains:\n                  - filters:\n                      - name: envoy.filters.network.http_connection_manager\n                        typed_config:\n                          "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager\n                          stat_prefix: health\n                          route_config:\n                            virtual_hosts:\n                              - name: health\n                                domains: ["*"]\n                                routes:\n                                  - match: { path: /ready }\n                                    direct_response: { status: 200 }\n                          http_filters:\n                            - name: envoy.filters.http.router\n                              typed_config:\n                                "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router\n            clusters:\n              - name: api\n                type: LOGICAL_DNS\n                connect_timeout: 2s\n                load_assignment:\n                  cluster_name: api\n                  endpoints:\n                    - lb_endpoints:\n                        - endpoint:\n                            address:\n                              socket_address: { address: ${api-host}, port_value: 443 }\n                transport_socket:\n                  name: envoy.transport_sockets.tls\n                  typed_config:\n                    "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext\n                    sni: ${api-host}\n                    common_tls_context:\n                      validation_context:\n                        trusted_ca: { filename: /etc/ssl/certs/ca-certificates.crt }\n                        match_typed_subject_alt_names:\n                          - san_type: DNS\n                            matcher: { exact: ${api-host} }\n      ports:\n        - name: egress\n          containerPort: 8100\n        - name: envoy-health\n          containerPort: 8101\n      # The application starts when Envoy listens.\n      startupProbe:\n        httpGet:\n          path: /ready\n          port: envoy-health\n        periodSeconds: 1\n        failureThreshold: 30\n      livenessProbe:\n        httpGet:\n          path: /ready\n          port: envoy-health\n      resources:\n        requests:\n          cpu: 50m\n          memory: 64Mi\n        limits:\n          memory: 256Mi\n      securityContext:\n        runAsNonRoot: true\n        runAsUser: 101\n        allowPrivilegeEscalation: false\n        readOnlyRootFilesystem: true\n        capabilities:\n          drop: [ALL]\n  containers:\n    - name: app\n      image: ${image}\n      # In place of your own application: a question every two minutes.\n      command:\n        - sh\n        - -c\n        - |\n          # The first process of a container ignores SIGTERM unless it is told otherwise.\n          trap \'exit 0\' TERM\n          while true; do\n            wget -q -O - "$API_URL/zen" && echo\n            sleep 120 & wait $!\n          done\n      env:\n        - name: API_URL\n          value: http://127.0.0.1:8100\n      resources:\n        requests:\n          cpu: 50m\n          memory: 32Mi\n        limits:\n          memory: 64Mi\n      securityContext:\n        runAsNonRoot: true\n        runAsUser: 65534\n        allowPrivilegeEscalation: false\n        readOnlyRootFilesystem: true\n        capabilities:\n          drop: [ALL]\n',
};
