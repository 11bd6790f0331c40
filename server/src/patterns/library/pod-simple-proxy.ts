// Generated from snippets/pod-simple-proxy.yaml by "npm run generate": edit that, not this.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the places of parameters
import type { ManifestPattern } from '../pattern.ts';

export const podSimpleProxy: ManifestPattern = {
  id: 'pod-simple-proxy',
  title: 'Pod with a proxy in front',
  purpose: 'Limit requests before the application',
  pattern: 'proxy',
  description:
    'NGINX takes the requests, lets each client through ten times a second, and passes them to the application. The application listens on localhost only, so that nobody gets past the proxy.',
  avoid:
    'An ingress or gateway does this for many applications; a limit in each Pod counts for that Pod alone. For more than a trial, use a Deployment.',
  keywords: ['pod', 'proxy', 'nginx', 'rate limit', 'reverse proxy', 'localhost', 'protect'],
  docs: 'https://nginx.org/en/docs/http/ngx_http_limit_req_module.html',
  parameters: [
    {
      key: 'name',
      title: 'Name of the Pod and its Service',
      default: 'guarded',
      required: false,
      choices: null,
      example: 'guarded',
    },
    {
      key: 'rate',
      title: 'Requests that a client may send a second',
      default: '10',
      required: false,
      choices: null,
      example: '10',
    },
  ],
  scope: 'manifest',
  prefix: 'pod-simple-proxy',
  text: 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}-nginx\ndata:\n  default.conf: |\n    limit_req_zone $binary_remote_addr zone=clients:1m rate=${rate}r/s;\n    server {\n      listen 8080;\n      location / {\n        limit_req zone=clients burst=20 nodelay;\n        limit_req_status 429;\n        proxy_pass http://127.0.0.1:8081;\n        proxy_set_header Host $http_host;\n        proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;\n      }\n    }\n---\napiVersion: v1\nkind: Pod\nmetadata:\n  name: ${name}\n  labels:\n    app.kubernetes.io/name: ${name}\nspec:\n  # What the Pod Security level "restricted" asks of a Pod; the rest stands in each container.\n  securityContext:\n    seccompProfile:\n      type: RuntimeDefault\n  initContainers:\n    - name: nginx-proxy\n      image: nginxinc/nginx-unprivileged:1.30.5-alpine-slim\n      restartPolicy: Always\n      ports:\n        - name: http\n          containerPort: 8080\n      # Not through to the application: a proxy is not restarted because of what stands behind it.\n      startupProbe:\n        tcpSocket:\n          port: http\n        periodSeconds: 1\n        failureThreshold: 30\n      livenessProbe:\n        tcpSocket:\n          port: http\n      readinessProbe:\n        tcpSocket:\n          port: http\n      resources:\n        requests:\n          cpu: 20m\n          memory: 32Mi\n        limits:\n          memory: 128Mi\n      securityContext:\n        runAsNonRoot: true\n        allowPrivilegeEscalation: false\n        readOnlyRootFilesystem: true\n        capabilities:\n          drop: [ALL]\n      volumeMounts:\n        - name: nginx-config\n          mountPath: /etc/nginx/conf.d\n          readOnly: true\n        - name: nginx-tmp\n          mountPath: /tmp\n  containers:\n    - name: app\n      image: busybox:1.38.0\n      # In place of your own application: a server of one page, on localhost.\n      command:\n        - sh\n        - -c\n        - |\n          echo "hello from behind the proxy" > /page/index.html\n          httpd -f -p 127.0.0.1:8081 -h /page &\n          # The first process of a container ignores SIGTERM unless it is told otherwise.\n          trap \'kill $!; exit 0\' TERM\n          wait\n      # The kubelet cannot reach localhost of the Pod: a program in the container asks.\n      readinessProbe:\n        exec:\n          command: [wget, -q, -O, /dev/null, "http://127.0.0.1:8081/"]\n      resources:\n        requests:\n          cpu: 50m\n          memory: 32Mi\n        limits:\n          memory: 64Mi\n      securityContext:\n        runAsNonRoot: true\n        runAsUser: 65534\n        allowPrivilegeEscalation: false\n        readOnlyRootFilesystem: true\n        capabilities:\n          drop: [ALL]\n      volumeMounts:\n        - name: page\n          mountPath: /page\n  volumes:\n    - name: page\n      emptyDir:\n        sizeLimit: 1Mi\n    - name: nginx-config\n      configMap:\n        name: ${name}-nginx\n    - name: nginx-tmp\n      emptyDir:\n        sizeLimit: 64Mi\n---\napiVersion: v1\nkind: Service\nmetadata:\n  name: ${name}\n  labels:\n    app.kubernetes.io/name: ${name}\nspec:\n  selector:\n    app.kubernetes.io/name: ${name}\n  ports:\n    - name: http\n      port: 80\n      # A number: names of ports of native sidecars are found only from Kubernetes 1.33 on.\n      targetPort: 8080\n',
};
