import type { Helper } from '../../helper.ts';

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
    pattern: 'adapter',
    function: null,
    direction: 'in',
    longRunning: true,
    ports: [
      { port: 8080, what: 'HTTP', flags: ['--server_http_debug_port'] },
      { port: 8443, what: 'HTTPS, with a certificate', flags: ['--server_http_tls_port'], onRequest: true },
    ],
    docs: 'https://github.com/improbable-eng/grpc-web',
    source: 'general knowledge',
  },
];
