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
      `static_resources:
  listeners:
    - name: grpc_web
      address:
        socket_address: { address: 0.0.0.0, port_value: \${port} }
      filter_chains:
        - filters:
            - name: envoy.filters.network.http_connection_manager
              typed_config:
                "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
                stat_prefix: grpc_web
                route_config:
                  virtual_hosts:
                    - name: app
                      domains: ["*"]
                      typed_per_filter_config:
                        envoy.filters.http.cors:
                          "@type": type.googleapis.com/envoy.extensions.filters.http.cors.v3.CorsPolicy
                          allow_origin_string_match:
                            - exact: "\${origin}"
                          allow_methods: POST, OPTIONS
                          allow_headers: authorization, content-type, grpc-timeout, x-grpc-web, x-user-agent
                          expose_headers: grpc-status, grpc-message, grpc-status-details-bin
                          max_age: "86400"
                      routes:
                        # For the probes.
                        - match: { path: /ready }
                          direct_response: { status: 200 }
                        - match: { prefix: / }
                          # Streams may last: how long a call takes is what its grpc-timeout says.
                          route:
                            cluster: app
                            timeout: 0s
                            max_stream_duration: { grpc_timeout_header_max: 0s }
                http_filters:
                  - name: envoy.filters.http.grpc_web
                    typed_config:
                      "@type": type.googleapis.com/envoy.extensions.filters.http.grpc_web.v3.GrpcWeb
                  - name: envoy.filters.http.cors
                    typed_config:
                      "@type": type.googleapis.com/envoy.extensions.filters.http.cors.v3.Cors
                  - name: envoy.filters.http.router
                    typed_config:
                      "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router
  clusters:
    - name: app
      type: STATIC
      connect_timeout: 1s
      typed_extension_protocol_options:
        envoy.extensions.upstreams.http.v3.HttpProtocolOptions:
          "@type": type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions
          explicit_http_config:
            http2_protocol_options: {}
      load_assignment:
        cluster_name: app
        endpoints:
          - lb_endpoints:
              - endpoint:
                  address:
                    socket_address: { address: 127.0.0.1, port_value: \${grpc-port} }
`,
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
