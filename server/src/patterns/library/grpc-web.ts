// Generated from snippets/grpc-web.yaml by "npm run generate": edit that, not this.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the places of parameters
import type { ContainerPattern } from '../pattern.ts';

export const grpcWeb: ContainerPattern = {
  id: 'grpc-web',
  title: 'gRPC-Web bridge (Envoy)',
  purpose: 'Let browsers call gRPC',
  pattern: 'adapter',
  description:
    'Takes the gRPC-Web requests of browsers, answers their CORS questions and passes them to the application on localhost as gRPC over HTTP/2. The Service must lead to the port of the bridge.',
  avoid:
    'A gateway or mesh whose Envoy has the filter already does it for all applications, and some servers speak gRPC-Web or Connect themselves.',
  keywords: ['grpc-web', 'grpc', 'browser', 'protocol bridge', 'http2', 'cors', 'envoy', 'grpcwebproxy', 'connect'],
  docs: 'https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/grpc_web_filter',
  parameters: [
    {
      key: 'origin',
      title: 'Origin of the web pages that may call',
      default: null,
      required: true,
      choices: null,
      example: 'https://shop.example.com',
    },
    {
      key: 'grpc-port',
      title: 'Port on which the application serves gRPC without TLS',
      default: '50051',
      required: false,
      choices: null,
      example: '50051',
    },
    {
      key: 'port',
      title: 'Port of the bridge',
      default: '8090',
      required: false,
      choices: null,
      example: '8090',
    },
  ],
  scope: 'container',
  variants: ['native', 'classic'],
  container: {
    name: 'grpc-web',
    image: 'envoyproxy/envoy:v1.39.6',
    command: ['envoy'],
    args: [
      '--disable-hot-restart',
      '--concurrency',
      '2',
      '--service-node',
      'grpc-web',
      '--service-cluster',
      'grpc-web',
      '--config-yaml',
      'static_resources:\n  listeners:\n    - name: grpc_web\n      address:\n        socket_address: { address: 0.0.0.0, port_value: ${port} }\n      filter_chains:\n        - filters:\n            - name: envoy.filters.network.http_connection_manager\n              typed_config:\n                "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager\n                stat_prefix: grpc_web\n                route_config:\n                  virtual_hosts:\n                    - name: app\n                      domains: ["*"]\n                      typed_per_filter_config:\n                        envoy.filters.http.cors:\n                          "@type": type.googleapis.com/envoy.extensions.filters.http.cors.v3.CorsPolicy\n                          allow_origin_string_match:\n                            - exact: "${origin}"\n                          allow_methods: POST, OPTIONS\n                          allow_headers: authorization, content-type, grpc-timeout, x-grpc-web, x-user-agent\n                          expose_headers: grpc-status, grpc-message, grpc-status-details-bin\n                          max_age: "86400"\n                      routes:\n                        # For the probes.\n                        - match: { path: /ready }\n                          direct_response: { status: 200 }\n                        - match: { prefix: / }\n                          # Streams may last: how long a call takes is what its grpc-timeout says.\n                          route:\n                            cluster: app\n                            timeout: 0s\n                            max_stream_duration: { grpc_timeout_header_max: 0s }\n                http_filters:\n                  - name: envoy.filters.http.grpc_web\n                    typed_config:\n                      "@type": type.googleapis.com/envoy.extensions.filters.http.grpc_web.v3.GrpcWeb\n                  - name: envoy.filters.http.cors\n                    typed_config:\n                      "@type": type.googleapis.com/envoy.extensions.filters.http.cors.v3.Cors\n                  - name: envoy.filters.http.router\n                    typed_config:\n                      "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router\n  clusters:\n    - name: app\n      type: STATIC\n      connect_timeout: 1s\n      typed_extension_protocol_options:\n        envoy.extensions.upstreams.http.v3.HttpProtocolOptions:\n          "@type": type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions\n          explicit_http_config:\n            http2_protocol_options: {}\n      load_assignment:\n        cluster_name: app\n        endpoints:\n          - lb_endpoints:\n              - endpoint:\n                  address:\n                    socket_address: { address: 127.0.0.1, port_value: ${grpc-port} }\n',
    ],
    ports: [
      {
        name: 'grpc-web',
        containerPort: '${port}',
      },
    ],
    startupProbe: {
      httpGet: {
        path: '/ready',
        port: '${port}',
      },
      periodSeconds: 1,
      failureThreshold: 30,
    },
    livenessProbe: {
      httpGet: {
        path: '/ready',
        port: '${port}',
      },
    },
    readinessProbe: {
      httpGet: {
        path: '/ready',
        port: '${port}',
      },
      periodSeconds: 5,
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
    env: [],
  },
  spec: {},
  labels: {},
  annotations: {},
};
