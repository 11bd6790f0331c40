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
      'cat > /run/envoy/client.yaml <<\'EOF\'\nresources:\n  - "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.Secret\n    name: client\n    tls_certificate:\n      certificate_chain:\n        filename: /etc/envoy/tls/tls.crt\n      private_key:\n        filename: /etc/envoy/tls/tls.key\n      watched_directory:\n        path: /etc/envoy/tls\nEOF\ncat > /run/envoy/authorities.yaml <<\'EOF\'\nresources:\n  - "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.Secret\n    name: authorities\n    validation_context:\n      trusted_ca:\n        filename: /etc/envoy/tls/ca.crt\n      watched_directory:\n        path: /etc/envoy/tls\nEOF\nexec envoy "$@"\n',
      'envoy',
    ],
    args: [
      '--disable-hot-restart',
      '--concurrency',
      '2',
      '--config-yaml',
      '# Secrets from files want it.\nnode:\n  id: egress\n  cluster: egress\nstatic_resources:\n  listeners:\n    - name: egress\n      address:\n        socket_address:\n          address: 127.0.0.1\n          port_value: ${port}\n      filter_chains:\n        - filters:\n            - name: envoy.filters.network.http_connection_manager\n              typed_config:\n                "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager\n                stat_prefix: egress\n                route_config:\n                  virtual_hosts:\n                    - name: service\n                      domains: ["*"]\n                      routes:\n                        - match:\n                            prefix: /\n                          route:\n                            cluster: service\n                            host_rewrite_literal: ${host}\n                            timeout: 15s\n                            retry_policy:\n                              # Only what the service has not begun to do. Where every request may be done\n                              # twice, gateway-error and reset can be added.\n                              retry_on: connect-failure,refused-stream,reset-before-request\n                              num_retries: 3\n                              retry_back_off:\n                                base_interval: 0.1s\n                                max_interval: 2s\n                http_filters:\n                  - name: envoy.filters.http.router\n                    typed_config:\n                      "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router\n    # For the kubelet, whose probes come to the address of the Pod.\n    - name: health\n      address:\n        socket_address:\n          address: 0.0.0.0\n          port_value: ${health-port}\n      filter_chains:\n        - filters:\n            - name: envoy.filters.network.http_connection_manager\n              typed_config:\n                "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager\n                stat_prefix: health\n                route_config:\n                  virtual_hosts:\n                    - name: health\n                      domains: ["*"]\n                      routes:\n                        - match:\n                            path: /ready\n                          direct_response:\n                            status: 200\n                http_filters:\n                  - name: envoy.filters.http.router\n                    typed_config:\n                      "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router\n  clusters:\n    - name: service\n      type: STRICT_DNS\n      dns_lookup_family: V4_PREFERRED\n      connect_timeout: 2s\n      circuit_breakers:\n        thresholds:\n          - max_connections: 100\n            max_pending_requests: 100\n            max_requests: 200\n            retry_budget:\n              budget_percent:\n                value: 20\n              min_retry_concurrency: 3\n      # Addresses that fail are left out for a while, half of them at most.\n      outlier_detection:\n        consecutive_5xx: 5\n        interval: 10s\n        base_ejection_time: 30s\n        max_ejection_percent: 50\n      load_assignment:\n        cluster_name: service\n        endpoints:\n          - lb_endpoints:\n              - endpoint:\n                  address:\n                    socket_address:\n                      address: ${host}\n                      port_value: ${server-port}\n      transport_socket:\n        name: envoy.transport_sockets.tls\n        typed_config:\n          "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext\n          sni: ${host}\n          common_tls_context:\n            # As a client it would stop at 1.2.\n            tls_params:\n              tls_maximum_protocol_version: TLSv1_3\n            tls_certificate_sds_secret_configs:\n              - name: client\n                sds_config:\n                  path_config_source:\n                    path: /run/envoy/client.yaml\n            combined_validation_context:\n              default_validation_context:\n                match_typed_subject_alt_names:\n                  - san_type: DNS\n                    matcher:\n                      exact: ${host}\n              validation_context_sds_secret_config:\n                name: authorities\n                sds_config:\n                  path_config_source:\n                    path: /run/envoy/authorities.yaml\n',
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
