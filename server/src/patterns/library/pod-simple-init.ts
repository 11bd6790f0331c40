// Generated from snippets/pod-simple-init.yaml by "npm run generate": edit that, not this.
import type { ManifestPattern } from '../pattern.ts';

export const podSimpleInit: ManifestPattern = {
  id: 'pod-simple-init',
  title: 'Pod with an init container',
  purpose: 'Prepare files before the start',
  pattern: 'init',
  description:
    'The init container writes a page into a shared volume and ends; only then NGINX starts, and can read it but not change it.',
  avoid:
    'What does not depend on the cluster is better part of the image or a ConfigMap. For more than a trial, use a Deployment: a Pod alone is not replaced when its node goes.',
  keywords: ['pod', 'init container', 'prepare', 'configuration', 'shared volume', 'start order', 'emptyDir'],
  docs: 'https://kubernetes.io/docs/concepts/workloads/pods/init-containers/',
  parameters: [
    {
      key: 'name',
      title: 'Name of the Pod',
      default: 'page',
      required: false,
      choices: null,
      example: 'page',
    },
    {
      key: 'text',
      title: 'What stands on the page',
      default: 'Hello',
      required: false,
      choices: null,
      example: 'Hello',
    },
  ],
  scope: 'manifest',
  prefix: 'pod-simple-init',
  text: `apiVersion: v1
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
  # They run one after the other, each to its end. If one fails, it runs again and the application waits.
  initContainers:
    - name: write-page
      image: busybox:1.38.0
      command:
        - sh
        - -c
        - |
          echo "<h1>$TEXT</h1><p>Written in $POD_NAME at $(date).</p>" > /page/index.html
      env:
        - name: TEXT
          value: \${text}
        - name: POD_NAME
          valueFrom:
            fieldRef:
              fieldPath: metadata.name
      resources:
        requests:
          cpu: 10m
          memory: 16Mi
        limits:
          memory: 32Mi
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
        - name: page
          mountPath: /usr/share/nginx/html
          readOnly: true
        - name: nginx-tmp
          mountPath: /tmp
  volumes:
    # Made with the Pod, gone with it; it outlives restarts of the containers.
    - name: page
      emptyDir:
        sizeLimit: 1Mi
    - name: nginx-tmp
      emptyDir:
        sizeLimit: 64Mi
`,
};
