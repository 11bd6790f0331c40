// Generated from snippets/envoy-tls.yaml by "npm run generate": edit that, not this.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the places of parameters
import type { ContainerPattern } from '../pattern.ts';

export const envoyTls: ContainerPattern = {
  id: 'envoy-tls',
  title: 'TLS in front of the app (Envoy)',
  purpose: 'Terminate TLS with Envoy',
  pattern: 'proxy',
  description:
    'Envoy takes HTTPS (HTTP/1.1 and HTTP/2) with the certificate of a Secret of type kubernetes.io/tls, follows its renewals, and passes requests on to localhost as HTTP/1.1. The Service must lead to the port of the proxy.',
  avoid:
    "An ingress, a gateway or a service mesh ends TLS for many applications at once; NGINX needs fewer lines. The application's own port stays open within the cluster unless it listens on localhost or a NetworkPolicy closes it.",
  keywords: [
    'tls',
    'https',
    'ssl',
    'certificate',
    'termination',
    'encryption',
    'cert-manager',
    'reverse proxy',
    'envoy',
    'http2',
    'drain',
  ],
  docs: 'https://www.envoyproxy.io/docs/envoy/latest/configuration/security/secret',
  parameters: [
    {
      key: 'secret',
      title: 'Secret of type kubernetes.io/tls, with the keys tls.crt and tls.key',
      default: null,
      required: true,
      choices: null,
      example: 'shop-tls',
    },
    {
      key: 'app-port',
      title: 'Port on which the application listens',
      default: '8080',
      required: false,
      choices: null,
      example: '8080',
    },
    {
      key: 'port',
      title: 'Port of the proxy',
      default: '8443',
      required: false,
      choices: null,
      example: '8443',
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
    command: [
      'sh',
      '-c',
      '# Envoy follows the renewals of a certificate only if a file of its own says where the certificate is.\nprintf \'%s\' "$ENVOY_CERTIFICATE" > /run/envoy/certificate.yaml\nexec envoy --disable-hot-restart --concurrency 2 --config-yaml "$ENVOY_CONFIG"\n',
    ],
    env: [
      {
        name: 'ENVOY_CERTIFICATE',
        value:
          'resources:\n  - "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.Secret\n    name: server\n    tls_certificate:\n      certificate_chain: { filename: /certificates/tls.crt }\n      private_key: { filename: /certificates/tls.key }\n      watched_directory: { path: /certificates }\n',
      },
      {
        name: 'ENVOY_CONFIG',
        value:
          'node: { id: envoy, cluster: envoy }\nadmin:\n  address:\n    socket_address: { address: 127.0.0.1, port_value: 9901 }\nstatic_resources:\n  listeners:\n    - name: https\n      address:\n        socket_address: { address: 0.0.0.0, port_value: ${port} }\n      filter_chains:\n        - transport_socket:\n            name: envoy.transport_sockets.tls\n            typed_config:\n              "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext\n              common_tls_context:\n                alpn_protocols: [h2, http/1.1]\n                tls_certificate_sds_secret_configs:\n                  - name: server\n                    sds_config:\n                      path_config_source: { path: /run/envoy/certificate.yaml }\n          filters:\n            - name: envoy.filters.network.http_connection_manager\n              typed_config:\n                "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager\n                stat_prefix: https\n                use_remote_address: true\n                upgrade_configs:\n                  - upgrade_type: websocket\n                route_config:\n                  virtual_hosts:\n                    - name: app\n                      domains: ["*"]\n                      routes:\n                        - match: { prefix: / }\n                          # How long a request may take is for the application to say.\n                          route: { cluster: app, timeout: 0s }\n                http_filters:\n                  - name: envoy.filters.http.router\n                    typed_config:\n                      "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router\n    # For the probes: 200 until the health check is failed on purpose, before it stops.\n    - name: health\n      address:\n        socket_address: { address: 0.0.0.0, port_value: ${health-port} }\n      filter_chains:\n        - filters:\n            - name: envoy.filters.network.http_connection_manager\n              typed_config:\n                "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager\n                stat_prefix: health\n                route_config: {}\n                http_filters:\n                  - name: envoy.filters.http.health_check\n                    typed_config:\n                      "@type": type.googleapis.com/envoy.extensions.filters.http.health_check.v3.HealthCheck\n                      pass_through_mode: false\n                      headers:\n                        - name: ":path"\n                          string_match: { exact: /ready }\n                  - name: envoy.filters.http.router\n                    typed_config:\n                      "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router\n  clusters:\n    - name: app\n      type: STATIC\n      connect_timeout: 1s\n      load_assignment:\n        cluster_name: app\n        endpoints:\n          - lb_endpoints:\n              - endpoint:\n                  address:\n                    socket_address: { address: 127.0.0.1, port_value: ${app-port} }\n',
      },
    ],
    ports: [
      {
        name: 'envoy-https',
        containerPort: '${port}',
      },
      {
        name: 'envoy-health',
        containerPort: '${health-port}',
      },
    ],
    startupProbe: {
      httpGet: {
        path: '/ready',
        port: '${health-port}',
      },
      periodSeconds: 1,
      failureThreshold: 30,
    },
    livenessProbe: {
      tcpSocket: {
        port: '${health-port}',
      },
    },
    readinessProbe: {
      httpGet: {
        path: '/ready',
        port: '${health-port}',
      },
      periodSeconds: 5,
    },
    lifecycle: {
      preStop: {
        exec: {
          command: [
            'bash',
            '-c',
            "exec 3<>/dev/tcp/127.0.0.1/9901\nprintf 'POST /healthcheck/fail HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n' >&3\ncat <&3\nsleep 10\n",
          ],
        },
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
        name: 'envoy-run',
        mountPath: '/run/envoy',
      },
      {
        name: 'certificates',
        mountPath: '/certificates',
        readOnly: true,
      },
    ],
  },
  native: {},
  classic: {},
  volumes: [
    {
      name: 'envoy-run',
      emptyDir: {
        medium: 'Memory',
        sizeLimit: '1Mi',
      },
    },
    {
      name: 'certificates',
      secret: {
        secretName: '${secret}',
      },
    },
  ],
  app: {
    volumeMounts: [],
    env: [],
  },
  spec: {},
  labels: {},
  annotations: {},
};
