// Generated from snippets/pod-simple-ambassador.yaml by "npm run generate": edit that, not this.
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
  text: `apiVersion: v1
kind: Pod
metadata:
  name: \${name}
  labels:
    app.kubernetes.io/name: \${name}
spec:
  # What the Pod Security level "restricted" asks of a Pod; the rest stands in each container.
  securityContext:
    seccompProfile:
      type: RuntimeDefault
  initContainers:
    - name: envoy
      image: envoyproxy/envoy:v1.39.6
      restartPolicy: Always
      args:
        - --disable-hot-restart
        - --concurrency
        - "2"
        - --config-yaml
        - |
          static_resources:
            listeners:
              # What the application calls; nobody outside the Pod can.
              - name: egress
                address:
                  socket_address: { address: 127.0.0.1, port_value: 8100 }
                filter_chains:
                  - filters:
                      - name: envoy.filters.network.http_connection_manager
                        typed_config:
                          "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
                          stat_prefix: egress
                          route_config:
                            virtual_hosts:
                              - name: api
                                domains: ["*"]
                                routes:
                                  - match: { prefix: / }
                                    route:
                                      cluster: api
                                      host_rewrite_literal: \${api-host}
                                      timeout: 10s
                                      # Only what has certainly not reached the API.
                                      retry_policy: { retry_on: "connect-failure,refused-stream", num_retries: 2 }
                          http_filters:
                            - name: envoy.filters.http.router
                              typed_config:
                                "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router
              # For the probes of the kubelet, which come to the address of the Pod.
              - name: health
                address:
                  socket_address: { address: 0.0.0.0, port_value: 8101 }
                filter_chains:
                  - filters:
                      - name: envoy.filters.network.http_connection_manager
                        typed_config:
                          "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
                          stat_prefix: health
                          route_config:
                            virtual_hosts:
                              - name: health
                                domains: ["*"]
                                routes:
                                  - match: { path: /ready }
                                    direct_response: { status: 200 }
                          http_filters:
                            - name: envoy.filters.http.router
                              typed_config:
                                "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router
            clusters:
              - name: api
                type: LOGICAL_DNS
                connect_timeout: 2s
                load_assignment:
                  cluster_name: api
                  endpoints:
                    - lb_endpoints:
                        - endpoint:
                            address:
                              socket_address: { address: \${api-host}, port_value: 443 }
                transport_socket:
                  name: envoy.transport_sockets.tls
                  typed_config:
                    "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext
                    sni: \${api-host}
                    common_tls_context:
                      validation_context:
                        trusted_ca: { filename: /etc/ssl/certs/ca-certificates.crt }
                        match_typed_subject_alt_names:
                          - san_type: DNS
                            matcher: { exact: \${api-host} }
      ports:
        - name: egress
          containerPort: 8100
        - name: envoy-health
          containerPort: 8101
      # The application starts when Envoy listens.
      startupProbe:
        httpGet:
          path: /ready
          port: envoy-health
        periodSeconds: 1
        failureThreshold: 30
      livenessProbe:
        httpGet:
          path: /ready
          port: envoy-health
      resources:
        requests:
          cpu: 50m
          memory: 64Mi
        limits:
          memory: 256Mi
      securityContext:
        runAsNonRoot: true
        runAsUser: 101
        allowPrivilegeEscalation: false
        readOnlyRootFilesystem: true
        capabilities:
          drop: [ALL]
  containers:
    - name: app
      image: \${image}
      # In place of your own application: a question every two minutes.
      command:
        - sh
        - -c
        - |
          # The first process of a container ignores SIGTERM unless it is told otherwise.
          trap 'exit 0' TERM
          while true; do
            wget -q -O - "$API_URL/zen" && echo
            sleep 120 & wait $!
          done
      env:
        - name: API_URL
          value: http://127.0.0.1:8100
      resources:
        requests:
          cpu: 50m
          memory: 32Mi
        limits:
          memory: 64Mi
      securityContext:
        runAsNonRoot: true
        runAsUser: 65534
        allowPrivilegeEscalation: false
        readOnlyRootFilesystem: true
        capabilities:
          drop: [ALL]
`,
};
