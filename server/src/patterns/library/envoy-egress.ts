// Generated from snippets/envoy-egress.yaml by "npm run generate": edit that, not this.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the places of parameters
import type { ContainerPattern } from '../pattern.ts';

export const envoyEgress: ContainerPattern = {
  id: 'envoy-egress',
  title: 'Egress with retries and circuit breaking (Envoy)',
  purpose: 'Call a service with retries',
  pattern: 'ambassador',
  description:
    'The application calls a remote HTTP service as plain HTTP on localhost; Envoy adds TLS, timeouts, retries with backoff and a limit on the requests under way, and leaves out addresses that fail.',
  avoid: 'In a service mesh the mesh does this; for one caller, the HTTP client of the application may do.',
  keywords: [
    'envoy',
    'egress',
    'retry',
    'backoff',
    'timeout',
    'circuit breaker',
    'outlier detection',
    'resilience',
    'tls',
    'http',
    'api',
  ],
  docs: 'https://www.envoyproxy.io/docs/envoy/latest/intro/arch_overview/upstream/circuit_breaking',
  parameters: [
    {
      key: 'host',
      title: 'Host name of the service',
      default: null,
      required: true,
      choices: null,
      example: 'api.example.com',
    },
    {
      key: 'server-port',
      title: 'Port of the service',
      default: '443',
      required: false,
      choices: null,
      example: '443',
    },
    {
      key: 'tls',
      title: 'Whether the service speaks HTTPS',
      default: 'true',
      required: false,
      choices: ['true', 'false'],
      example: 'true',
    },
    {
      key: 'port',
      title: 'Port on localhost',
      default: '8100',
      required: false,
      choices: null,
      example: '8100',
    },
    {
      key: 'health-port',
      title: 'Port for the probes',
      default: '8101',
      required: false,
      choices: null,
      example: '8101',
    },
  ],
  scope: 'container',
  variants: ['native', 'classic'],
  container: {
    name: 'envoy',
    image: 'envoyproxy/envoy:v1.39.6',
    args: [
      '--disable-hot-restart',
      '--concurrency',
      '2',
      '--config-yaml',
      `static_resources:
  listeners:
    - name: egress
      address:
        socket_address:
          address: 127.0.0.1
          port_value: \${port}
      filter_chains:
        - filters:
            - name: envoy.filters.network.http_connection_manager
              typed_config:
                "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
                stat_prefix: egress
                route_config:
                  virtual_hosts:
                    - name: service
                      domains: ["*"]
                      routes:
                        - match:
                            prefix: /
                          route:
                            cluster: service
                            host_rewrite_literal: \${host}
                            timeout: 15s
                            retry_policy:
                              # Only what the service has not begun to do. Where every request may be done
                              # twice, gateway-error and reset can be added.
                              retry_on: connect-failure,refused-stream,reset-before-request
                              num_retries: 3
                              retry_back_off:
                                base_interval: 0.1s
                                max_interval: 2s
                http_filters:
                  - name: envoy.filters.http.router
                    typed_config:
                      "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router
    # For the kubelet, whose probes come to the address of the Pod.
    - name: health
      address:
        socket_address:
          address: 0.0.0.0
          port_value: \${health-port}
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
                        - match:
                            path: /ready
                          direct_response:
                            status: 200
                http_filters:
                  - name: envoy.filters.http.router
                    typed_config:
                      "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router
  clusters:
    - name: service
      type: STRICT_DNS
      dns_lookup_family: V4_PREFERRED
      connect_timeout: 2s
      circuit_breakers:
        thresholds:
          - max_connections: 100
            max_pending_requests: 100
            max_requests: 200
            retry_budget:
              budget_percent:
                value: 20
              min_retry_concurrency: 3
      # Addresses that fail are left out for a while, half of them at most.
      outlier_detection:
        consecutive_5xx: 5
        interval: 10s
        base_ejection_time: 30s
        max_ejection_percent: 50
      load_assignment:
        cluster_name: service
        endpoints:
          - lb_endpoints:
              - endpoint:
                  address:
                    socket_address:
                      address: \${host}
                      port_value: \${server-port}
                metadata:
                  filter_metadata:
                    envoy.transport_socket_match:
                      tls: \${tls}
      # Plain HTTP unless the endpoint says tls: true.
      transport_socket_matches:
        - name: tls
          match:
            tls: true
          transport_socket:
            name: envoy.transport_sockets.tls
            typed_config:
              "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext
              sni: \${host}
              common_tls_context:
                # As a client it would stop at 1.2.
                tls_params:
                  tls_maximum_protocol_version: TLSv1_3
                validation_context:
                  trusted_ca:
                    filename: /etc/ssl/certs/ca-certificates.crt
                  match_typed_subject_alt_names:
                    - san_type: DNS
                      matcher:
                        exact: \${host}
`,
    ],
    ports: [
      {
        name: 'egress',
        containerPort: '${port}',
      },
      {
        name: 'egress-health',
        containerPort: '${health-port}',
      },
    ],
    startupProbe: {
      httpGet: {
        path: '/ready',
        port: '${health-port}',
      },
      periodSeconds: 1,
      failureThreshold: 60,
    },
    livenessProbe: {
      httpGet: {
        path: '/ready',
        port: '${health-port}',
      },
    },
    resources: {
      requests: {
        cpu: '50m',
        memory: '64Mi',
      },
      limits: {
        memory: '256Mi',
      },
    },
    securityContext: {
      runAsNonRoot: true,
      runAsUser: 101,
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: {
        drop: ['ALL'],
      },
      seccompProfile: {
        type: 'RuntimeDefault',
      },
    },
  },
  native: {},
  classic: {
    lifecycle: {
      postStart: {
        exec: {
          command: ['bash', '-c', 'until (exec 3<>/dev/tcp/127.0.0.1/${port}); do sleep 1; done'],
        },
      },
      preStop: {
        exec: {
          command: ['sleep', '10'],
        },
      },
    },
  },
  volumes: [],
  app: {
    volumeMounts: [],
    env: [
      {
        name: 'API_URL',
        value: 'http://127.0.0.1:${port}',
      },
    ],
  },
  spec: {},
  labels: {},
  annotations: {},
};
