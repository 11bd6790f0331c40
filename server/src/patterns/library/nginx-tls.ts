// Generated from snippets/nginx-tls.yaml by "npm run generate": edit that, not this.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the places of parameters
import type { ContainerPattern } from '../pattern.ts';

export const nginxTls: ContainerPattern = {
  id: 'nginx-tls',
  title: 'TLS in front of the app (NGINX)',
  purpose: 'Terminate TLS with NGINX',
  pattern: 'proxy',
  description:
    'NGINX takes HTTPS with the certificate of a Secret of type kubernetes.io/tls, follows its renewals, and passes requests to the application on localhost. The Service must lead to the port of the proxy.',
  avoid:
    "An ingress, a gateway or a service mesh ends TLS for many applications at once. The application's own port stays open within the cluster unless it listens on localhost or a NetworkPolicy closes it.",
  keywords: [
    'tls',
    'https',
    'ssl',
    'certificate',
    'termination',
    'encryption',
    'cert-manager',
    'reverse proxy',
    'nginx',
  ],
  docs: 'https://nginx.org/en/docs/http/configuring_https_servers.html',
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
  ],
  scope: 'container',
  variants: ['native', 'classic'],
  container: {
    name: 'nginx',
    image: 'nginxinc/nginx-unprivileged:1.30.5-alpine-slim',
    command: [
      'sh',
      '-c',
      'printf \'%s\' "$NGINX_CONFIG" > /tmp/nginx.conf\n# Kubernetes switches the link ..data when the Secret changes: then NGINX reads the certificate again.\n(\n  old=$(readlink /certificates/..data)\n  while sleep 30; do\n    new=$(readlink /certificates/..data)\n    if [ "$new" != "$old" ] && nginx -c /tmp/nginx.conf -s reload; then old=$new; fi\n  done\n) &\nexec nginx -c /tmp/nginx.conf -g \'daemon off;\'\n',
    ],
    env: [
      {
        name: 'NGINX_CONFIG',
        value:
          "pid /tmp/nginx.pid;\nerror_log /dev/stderr;\nevents {}\nhttp {\n  access_log /dev/stdout;\n  client_body_temp_path /tmp/client_temp;\n  proxy_temp_path /tmp/proxy_temp;\n  fastcgi_temp_path /tmp/fastcgi_temp;\n  uwsgi_temp_path /tmp/uwsgi_temp;\n  scgi_temp_path /tmp/scgi_temp;\n  map $http_upgrade $connection_upgrade {\n    default upgrade;\n    '' '';\n  }\n  server {\n    listen ${port} ssl;\n    http2 on;\n    ssl_certificate /certificates/tls.crt;\n    ssl_certificate_key /certificates/tls.key;\n    # How large a request may be is for the application to say. Nothing large waits in a file: a full volume\n    # would evict the Pod.\n    client_max_body_size 0;\n    proxy_request_buffering off;\n    proxy_max_temp_file_size 0;\n    location / {\n      proxy_pass http://127.0.0.1:${app-port};\n      proxy_http_version 1.1;\n      proxy_set_header Host $http_host;\n      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;\n      proxy_set_header X-Forwarded-Proto $scheme;\n      proxy_set_header Upgrade $http_upgrade;\n      proxy_set_header Connection $connection_upgrade;\n    }\n  }\n}\n",
      },
    ],
    ports: [
      {
        name: 'nginx-https',
        containerPort: '${port}',
      },
    ],
    startupProbe: {
      tcpSocket: {
        port: '${port}',
      },
      periodSeconds: 1,
      failureThreshold: 30,
    },
    livenessProbe: {
      tcpSocket: {
        port: '${port}',
      },
    },
    readinessProbe: {
      tcpSocket: {
        port: '${port}',
      },
    },
    resources: {
      requests: {
        cpu: '20m',
        memory: '32Mi',
      },
      limits: {
        memory: '128Mi',
      },
    },
    securityContext: {
      runAsNonRoot: true,
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
        name: 'nginx-tmp',
        mountPath: '/tmp',
      },
      {
        name: 'certificates',
        mountPath: '/certificates',
        readOnly: true,
      },
    ],
  },
  native: {},
  classic: {
    lifecycle: {
      preStop: {
        exec: {
          command: ['sleep', '5'],
        },
      },
    },
  },
  volumes: [
    {
      name: 'nginx-tmp',
      emptyDir: {
        sizeLimit: '16Mi',
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
