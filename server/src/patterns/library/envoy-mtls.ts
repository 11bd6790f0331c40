// Generated from snippets/envoy-mtls.yaml by "npm run generate": edit that, not this.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the places of parameters
import type { ContainerPattern } from '../pattern.ts';

export const envoyMtls: ContainerPattern = {
  id: 'envoy-mtls',
  title: 'Mutual TLS to a service (Envoy)',
  purpose: 'Call a service with mutual TLS',
  pattern: 'ambassador',
  description:
    'The application calls a remote HTTP service as plain HTTP on localhost; Envoy shows a client certificate, checks that of the service, and adds timeouts, retries and circuit breaking. The Secret has the keys tls.crt, tls.key and ca.crt.',
  avoid: 'In a service mesh the mesh does this; a language with good TLS support needs no further container.',
  keywords: [
    'envoy',
    'egress',
    'mtls',
    'mutual tls',
    'client certificate',
    'cert-manager',
    'retry',
    'circuit breaker',
    'tls',
    'http',
    'api',
  ],
  docs: 'https://www.envoyproxy.io/docs/envoy/latest/configuration/security/secret',
  parameters: [
    {
      key: 'host',
      title: 'Host name of the service, as in its certificate',
      default: null,
      required: true,
      choices: null,
      example: 'orders.example.com',
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
      key: 'secret',
      title: 'Secret with the keys tls.crt, tls.key and ca.crt',
      default: 'client-certificate',
      required: false,
      choices: null,
      example: 'client-certificate',
    },
    {
      key: 'port',
      title: 'Port on localhost',
      default: '8110',
      required: false,
      choices: null,
      example: '8110',
    },
    {
      key: 'health-port',
      title: 'Port for the probes',
      default: '8111',
      required: false,
      choices: null,
      example: '8111',
    },
  ],
  scope: 'container',
  variants: ['native', 'classic'],
  container: {
    name: 'envoy',
    image: 'envoyproxy/envoy:v1.39.6',
    command: [
      'sh',
      '-ec',
      `cat > /run/envoy/client.yaml <<'EOF'
resources:
  - "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.Secret
    name: client
    tls_certificate:
      certificate_chain:
        filename: /etc/envoy/tls/tls.crt
      private_key:
        filename: /etc/envoy/tls/tls.key
      watched_directory:
        path: /etc/envoy/tls
EOF
cat > /run/envoy/authorities.yaml <<'EOF'
resources:
  - "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.Secret
    name: authorities
    validation_context:
      trusted_ca:
        filename: /etc/envoy/tls/ca.crt
      watched_directory:
        path: /etc/envoy/tls
EOF
exec envoy "$@"
`,
      'envoy',
    ],
    args: [
      '--disable-hot-restart',
      '--concurrency',
      '2',
      '--config-yaml',
      `# Secrets from files want it.
node:
  id: egress
  cluster: egress
static_resources:
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
      transport_socket:
        name: envoy.transport_sockets.tls
        typed_config:
          "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext
          sni: \${host}
          common_tls_context:
            # As a client it would stop at 1.2.
            tls_params:
              tls_maximum_protocol_version: TLSv1_3
            tls_certificate_sds_secret_configs:
              - name: client
                sds_config:
                  path_config_source:
                    path: /run/envoy/client.yaml
            combined_validation_context:
              default_validation_context:
                match_typed_subject_alt_names:
                  - san_type: DNS
                    matcher:
                      exact: \${host}
              validation_context_sds_secret_config:
                name: authorities
                sds_config:
                  path_config_source:
                    path: /run/envoy/authorities.yaml
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
    volumeMounts: [
      {
        name: 'envoy-tls',
        mountPath: '/etc/envoy/tls',
        readOnly: true,
      },
      {
        name: 'envoy-run',
        mountPath: '/run/envoy',
      },
    ],
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
  volumes: [
    {
      name: 'envoy-tls',
      secret: {
        secretName: '${secret}',
      },
    },
    {
      name: 'envoy-run',
      emptyDir: {
        medium: 'Memory',
        sizeLimit: '1Mi',
      },
    },
  ],
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
