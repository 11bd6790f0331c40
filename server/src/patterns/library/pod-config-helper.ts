// Generated from snippets/pod-config-helper.yaml by "npm run generate": edit that, not this.
import type { ManifestPattern } from '../pattern.ts';

export const podConfigHelper: ManifestPattern = {
  id: 'pod-config-helper',
  title: 'Deployment with content from git',
  purpose: 'Keep configuration up to date',
  pattern: 'config-helper',
  description:
    'NGINX serves what git-sync checks out of a repository: once before the server starts, and again whenever it changes, without a restart.',
  avoid: 'Content that need not be refreshed is better part of the image, or an image volume.',
  keywords: ['config helper', 'git', 'git-sync', 'content', 'refresh', 'nginx'],
  docs: 'https://github.com/kubernetes/git-sync',
  parameters: [
    {
      key: 'name',
      title: 'Name of the application',
      default: 'site',
      required: false,
      choices: null,
      example: 'site',
    },
    {
      key: 'repository',
      title: 'Address of the repository',
      default: 'https://github.com/octocat/Spoon-Knife',
      required: false,
      choices: null,
      example: 'https://github.com/octocat/Spoon-Knife',
    },
    {
      key: 'ref',
      title: 'Branch, tag or commit',
      default: 'HEAD',
      required: false,
      choices: null,
      example: 'main',
    },
    {
      key: 'period',
      title: 'How long it waits between two looks',
      default: '60s',
      required: false,
      choices: null,
      example: '60s',
    },
  ],
  scope: 'manifest',
  prefix: 'pod-config-helper',
  text: `apiVersion: v1
kind: ConfigMap
metadata:
  name: \${name}-nginx
data:
  default.conf: |
    server {
      listen 8080;
      # git-sync switches this link to the next checkout in one step.
      root /content/current;
      location ~ /\\.git { deny all; }
    }
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: \${name}
  labels:
    app.kubernetes.io/name: \${name}
spec:
  replicas: 2
  selector:
    matchLabels:
      app.kubernetes.io/name: \${name}
  template:
    metadata:
      labels:
        app.kubernetes.io/name: \${name}
    spec:
      # What the Pod Security level "restricted" asks of a Pod; the rest stands in each container.
      securityContext:
        seccompProfile:
          type: RuntimeDefault
      initContainers:
        - name: git-sync
          image: registry.k8s.io/git-sync/git-sync:v4.7.1
          restartPolicy: Always
          args:
            - --repo=\${repository}
            - --ref=\${ref}
            - --depth=1
            - --root=/git
            - --link=current
            - --period=\${period}
            # A sync that fails is tried again: the last content stays.
            - --max-failures=-1
            - --http-bind=:1234
          ports:
            - name: git-sync
              containerPort: 1234
          # It answers well as soon as the first checkout is there: then the web server starts.
          startupProbe:
            httpGet:
              path: /
              port: git-sync
            periodSeconds: 2
            failureThreshold: 60
          livenessProbe:
            httpGet:
              path: /
              port: git-sync
          resources:
            requests:
              cpu: 20m
              memory: 32Mi
            limits:
              memory: 256Mi
          securityContext:
            runAsNonRoot: true
            allowPrivilegeEscalation: false
            readOnlyRootFilesystem: true
            capabilities:
              drop: [ALL]
          volumeMounts:
            - name: content
              mountPath: /git
            - name: git-sync-tmp
              mountPath: /tmp
      containers:
        - name: web
          image: nginxinc/nginx-unprivileged:1.30.5-alpine-slim
          ports:
            - name: http
              containerPort: 8080
          readinessProbe:
            httpGet:
              path: /
              port: http
          resources:
            requests:
              cpu: 50m
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
            - name: content
              mountPath: /content
              readOnly: true
            - name: nginx-config
              mountPath: /etc/nginx/conf.d
              readOnly: true
            - name: nginx-tmp
              mountPath: /tmp
      volumes:
        - name: content
          emptyDir:
            sizeLimit: 1Gi
        - name: git-sync-tmp
          emptyDir:
            sizeLimit: 64Mi
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
      targetPort: http
`,
};
