// Generated from snippets/pod-egress.yaml by "npm run generate": edit that, not this.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the places of parameters
import type { ManifestPattern } from '../pattern.ts';

export const podEgress: ManifestPattern = {
  id: 'pod-egress',
  title: 'Deployment with an egress ambassador',
  purpose: 'Call another service with retries',
  pattern: 'ambassador',
  description:
    'A Deployment that calls an outside API as plain HTTP on localhost; Envoy adds TLS, timeouts, retries and a limit on the requests under way.',
  avoid: 'In a service mesh the mesh does this; for one caller, the HTTP client of the application may do.',
  keywords: ['ambassador', 'envoy', 'egress', 'tls', 'retry', 'timeout', 'circuit breaker', 'api'],
  docs: 'https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/router_filter',
  parameters: [
    {
      key: 'name',
      title: 'Name of the application',
      default: 'shop',
      required: false,
      choices: null,
      example: 'shop',
    },
    {
      key: 'image',
      title: 'Image of the application',
      default: 'nginxinc/nginx-unprivileged:1.30.5-alpine-slim',
      required: false,
      choices: null,
      example: 'registry.example.com/shop:1.0.0',
    },
    {
      key: 'port',
      title: 'Port on which the application listens',
      default: '8080',
      required: false,
      choices: null,
      example: '8080',
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
  prefix: 'pod-egress',
  text: 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}-envoy\ndata:\n  envoy.yaml: |\n    static_resources:\n      listeners:\n        # What the application calls; nobody outside the Pod can.\n        - name: egress\n          address:\n            socket_address: { address: 127.0.0.1, port_value: 8100 }\n          filter_chains:\n            - filters:\n                - name: envoy.filters.network.http_connection_manager\n                  typed_config:\n                    "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager\n                    stat_prefix: egress\n                    route_config:\n                      virtual_hosts:\n                        - name: api\n                          domains: ["*"]\n                          routes:\n                            - match: { prefix: / }\n                              route:\n                                cluster: api\n                                host_rewrite_literal: ${api-host}\n                                timeout: 10s\n                                retry_policy:\n                                  # Only what has certainly not reached the API.\n                                  retry_on: connect-failure,refused-stream\n                                  num_retries: 2\n                    http_filters:\n                      - name: envoy.filters.http.router\n                        typed_config:\n                          "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router\n        # For the probes of the kubelet, which come to the address of the Pod.\n        - name: health\n          address:\n            socket_address: { address: 0.0.0.0, port_value: 8101 }\n          filter_chains:\n            - filters:\n                - name: envoy.filters.network.http_connection_manager\n                  typed_config:\n                    "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager\n                    stat_prefix: health\n                    route_config:\n                      virtual_hosts:\n                        - name: health\n                          domains: ["*"]\n                          routes:\n                            - match: { path: /ready }\n                              direct_response: { status: 200 }\n                    http_filters:\n                      - name: envoy.filters.http.router\n                        typed_config:\n                          "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router\n      clusters:\n        - name: api\n          type: LOGICAL_DNS\n          connect_timeout: 2s\n          circuit_breakers:\n            thresholds:\n              - max_connections: 100\n                max_pending_requests: 50\n                max_requests: 100\n          load_assignment:\n            cluster_name: api\n            endpoints:\n              - lb_endpoints:\n                  - endpoint:\n                      address:\n                        socket_address: { address: ${api-host}, port_value: 443 }\n          transport_socket:\n            name: envoy.transport_sockets.tls\n            typed_config:\n              "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext\n              sni: ${api-host}\n              common_tls_context:\n                validation_context:\n                  trusted_ca: { filename: /etc/ssl/certs/ca-certificates.crt }\n                  match_typed_subject_alt_names:\n                    - san_type: DNS\n                      matcher: { exact: ${api-host} }\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: ${name}\n  labels:\n    app.kubernetes.io/name: ${name}\nspec:\n  replicas: 2\n  selector:\n    matchLabels:\n      app.kubernetes.io/name: ${name}\n  template:\n    metadata:\n      labels:\n        app.kubernetes.io/name: ${name}\n    spec:\n      # What the Pod Security level "restricted" asks of a Pod; the rest stands in each container.\n      securityContext:\n        seccompProfile:\n          type: RuntimeDefault\n      initContainers:\n        - name: envoy\n          image: envoyproxy/envoy:v1.39.6\n          restartPolicy: Always\n          args: [--disable-hot-restart, --concurrency, "2", --config-path, /etc/envoy/envoy.yaml]\n          ports:\n            - name: egress\n              containerPort: 8100\n            - name: envoy-health\n              containerPort: 8101\n          # The application starts when Envoy listens.\n          startupProbe:\n            httpGet:\n              path: /ready\n              port: envoy-health\n            periodSeconds: 1\n            failureThreshold: 30\n          livenessProbe:\n            httpGet:\n              path: /ready\n              port: envoy-health\n          resources:\n            requests:\n              cpu: 50m\n              memory: 64Mi\n            limits:\n              memory: 256Mi\n          securityContext:\n            runAsNonRoot: true\n            runAsUser: 101\n            allowPrivilegeEscalation: false\n            readOnlyRootFilesystem: true\n            capabilities:\n              drop: [ALL]\n          volumeMounts:\n            - name: envoy-config\n              mountPath: /etc/envoy\n              readOnly: true\n      containers:\n        - name: app\n          image: ${image}\n          env:\n            - name: API_URL\n              value: http://127.0.0.1:8100\n          ports:\n            - name: http\n              containerPort: ${port}\n          readinessProbe:\n            httpGet:\n              path: /\n              port: http\n          resources:\n            requests:\n              cpu: 100m\n              memory: 128Mi\n            limits:\n              memory: 256Mi\n          securityContext:\n            runAsNonRoot: true\n            allowPrivilegeEscalation: false\n            capabilities:\n              drop: [ALL]\n      volumes:\n        - name: envoy-config\n          configMap:\n            name: ${name}-envoy\n',
};
