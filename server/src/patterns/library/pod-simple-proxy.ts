// Generated from snippets/pod-simple-proxy.yaml by "npm run generate": edit that, not this.
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
  text: `apiVersion: v1
kind: ConfigMap
metadata:
  name: \${name}-nginx
data:
  default.conf: |
    limit_req_zone $binary_remote_addr zone=clients:1m rate=\${rate}r/s;
    server {
      listen 8080;
      location / {
        limit_req zone=clients burst=20 nodelay;
        limit_req_status 429;
        proxy_pass http://127.0.0.1:8081;
        proxy_set_header Host $http_host;
        proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
      }
    }
---
apiVersion: v1
kind: Pod
metadata:
  name: \${name}
  labels:
    app.kubernetes.io/name: \${name}
spec:
  # What the Pod Security level "restricted" asks of a Pod; the rest stands in each container.
  securityContext:
    seccompProfile:
      type: RuntimeDefault
  initContainers:
    - name: nginx-proxy
      image: nginxinc/nginx-unprivileged:1.30.5-alpine-slim
      restartPolicy: Always
      ports:
        - name: http
          containerPort: 8080
      # Not through to the application: a proxy is not restarted because of what stands behind it.
      startupProbe:
        tcpSocket:
          port: http
        periodSeconds: 1
        failureThreshold: 30
      livenessProbe:
        tcpSocket:
          port: http
      readinessProbe:
        tcpSocket:
          port: http
      resources:
        requests:
          cpu: 20m
          memory: 32Mi
        limits:
          memory: 128Mi
      securityContext:
        runAsNonRoot: true
        allowPrivilegeEscalation: false
        readOnlyRootFilesystem: true
        capabilities:
          drop: [ALL]
      volumeMounts:
        - name: nginx-config
          mountPath: /etc/nginx/conf.d
          readOnly: true
        - name: nginx-tmp
          mountPath: /tmp
  containers:
    - name: app
      image: busybox:1.38.0
      # In place of your own application: a server of one page, on localhost.
      command:
        - sh
        - -c
        - |
          echo "hello from behind the proxy" > /page/index.html
          httpd -f -p 127.0.0.1:8081 -h /page &
          # The first process of a container ignores SIGTERM unless it is told otherwise.
          trap 'kill $!; exit 0' TERM
          wait
      # The kubelet cannot reach localhost of the Pod: a program in the container asks.
      readinessProbe:
        exec:
          command: [wget, -q, -O, /dev/null, "http://127.0.0.1:8081/"]
      resources:
        requests:
          cpu: 50m
          memory: 32Mi
        limits:
          memory: 64Mi
      securityContext:
        runAsNonRoot: true
        runAsUser: 65534
        allowPrivilegeEscalation: false
        readOnlyRootFilesystem: true
        capabilities:
          drop: [ALL]
      volumeMounts:
        - name: page
          mountPath: /page
  volumes:
    - name: page
      emptyDir:
        sizeLimit: 1Mi
    - name: nginx-config
      configMap:
        name: \${name}-nginx
    - name: nginx-tmp
      emptyDir:
        sizeLimit: 64Mi
---
apiVersion: v1
kind: Service
metadata:
  name: \${name}
  labels:
    app.kubernetes.io/name: \${name}
spec:
  selector:
    app.kubernetes.io/name: \${name}
  ports:
    - name: http
      port: 80
      # A number: names of ports of native sidecars are found only from Kubernetes 1.33 on.
      targetPort: 8080
`,
};
