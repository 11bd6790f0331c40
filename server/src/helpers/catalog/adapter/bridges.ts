import type { Helper } from '../../helper.ts';

const BRIDGE = { pattern: 'adapter', function: null, direction: 'in', longRunning: true } as const;

/** Helpers that let others speak a protocol with the application that it does not know. */
export const bridges: readonly Helper[] = [
  {
    // No image of grpc-gateway: it is a library, everyone builds a server of his own with it.
    id: 'grpcwebproxy',
    title: 'gRPC-Web proxy',
    summary: 'Takes gRPC-Web requests of browsers and passes them on to the application as gRPC.',
    images: ['**/grpcwebproxy'],
    programs: ['grpcwebproxy'],
    names: ['grpcwebproxy', 'grpc-web-proxy'],
    ...BRIDGE,
    ports: [
      { port: 8080, what: 'HTTP', flags: ['--server_http_debug_port'] },
      { port: 8443, what: 'HTTPS, with a certificate', flags: ['--server_http_tls_port'], onRequest: true },
    ],
    docs: 'https://github.com/improbable-eng/grpc-web',
    source: 'general knowledge',
  },
  {
    id: 'envoy-grpc-web',
    title: 'Envoy as gRPC-Web bridge',
    summary: 'Takes gRPC-Web requests of browsers and passes them on to the application as gRPC.',
    images: ['**/envoyproxy/envoy*', '**/bitnami*/envoy', '**/mirrored-envoyproxy-envoy'],
    programs: ['envoy'],
    words: ['grpc-web', 'grpc-web.yaml', 'grpc-web.yml', 'envoy-grpc-web.yaml'],
    names: ['grpc-web', 'envoy-grpc-web'],
    ...BRIDGE,
    oneShot: ['validate', '--mode=validate'],
    ports: [],
    stop: 'It ends at once on SIGTERM: a preStop sleep keeps it for those whom the Service still sends.',
    docs: 'https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/grpc_web_filter',
    source: 'envoyproxy/envoy, docs grpc_web_filter; that its node or file says so is our convention',
  },
  {
    id: 'nginx-soap-bridge',
    title: 'NGINX as SOAP bridge',
    summary: 'Takes JSON requests and passes them on to the SOAP service of the application, by a script.',
    images: ['**/library/nginx', '**/nginx/nginx', '**/nginxinc/nginx-unprivileged', '**/nginx/nginx-unprivileged'],
    programs: ['nginx'],
    words: ['soap-bridge.conf'],
    names: ['soap-bridge'],
    ...BRIDGE,
    oneShot: ['-t', '-T', '-v', '-V'],
    ports: [],
    docs: 'https://nginx.org/en/docs/http/ngx_http_js_module.html',
    source: 'nginx/docker-nginx, stable/alpine/Dockerfile (njs); that its file is called so is our convention',
  },
];
