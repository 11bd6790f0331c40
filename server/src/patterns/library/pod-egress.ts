// Generated from snippets/pod-egress.yaml by "npm run generate": edit that, not this.
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
  text: `apiVersion: v1
kind: ConfigMap
metadata:
  name: \${name}-envoy
data:
  envoy.yaml: |
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
                                retry_policy:
                                  # Only what has certainly not reached the API.
                                  retry_on: connect-failure,refused-stream
                                  num_retries: 2
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
          circuit_breakers:
            thresholds:
              - max_connections: 100
                max_pending_requests: 50
                max_requests: 100
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
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: \${name}
  labels:
    app.kubernetes.io/name: \${name}
spec:
  replicas: 2
  selector:
    matchLabels:
      app.kubernetes.io/name: \${name}
  template:
    metadata:
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
          args: [--disable-hot-restart, --concurrency, "2", --config-path, /etc/envoy/envoy.yaml]
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
          volumeMounts:
            - name: envoy-config
              mountPath: /etc/envoy
              readOnly: true
      containers:
        - name: app
          image: \${image}
          env:
            - name: API_URL
              value: http://127.0.0.1:8100
          ports:
            - name: http
              containerPort: \${port}
          readinessProbe:
            httpGet:
              path: /
              port: http
          resources:
            requests:
              cpu: 100m
              memory: 128Mi
            limits:
              memory: 256Mi
          securityContext:
            runAsNonRoot: true
            allowPrivilegeEscalation: false
            capabilities:
              drop: [ALL]
      volumes:
        - name: envoy-config
          configMap:
            name: \${name}-envoy
`,
};
