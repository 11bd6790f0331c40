// Generated from snippets/pod-simple-init.yaml by "npm run generate": edit that, not this.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the places of parameters
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
  text: 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${name}\n  labels:\n    app.kubernetes.io/name: ${name}\nspec:\n  # What the Pod Security level "restricted" asks of a Pod; the rest stands in each container.\n  securityContext:\n    seccompProfile:\n      type: RuntimeDefault\n  # They run one after the other, each to its end. If one fails, it runs again and the application waits.\n  initContainers:\n    - name: write-page\n      image: busybox:1.38.0\n      command:\n        - sh\n        - -c\n        - |\n          echo "<h1>$TEXT</h1><p>Written in $POD_NAME at $(date).</p>" > /page/index.html\n      env:\n        - name: TEXT\n          value: ${text}\n        - name: POD_NAME\n          valueFrom:\n            fieldRef:\n              fieldPath: metadata.name\n      resources:\n        requests:\n          cpu: 10m\n          memory: 16Mi\n        limits:\n          memory: 32Mi\n      securityContext:\n        runAsNonRoot: true\n        runAsUser: 65534\n        allowPrivilegeEscalation: false\n        readOnlyRootFilesystem: true\n        capabilities:\n          drop: [ALL]\n      volumeMounts:\n        - name: page\n          mountPath: /page\n  containers:\n    - name: web\n      image: nginxinc/nginx-unprivileged:1.30.5-alpine-slim\n      ports:\n        - name: http\n          containerPort: 8080\n      readinessProbe:\n        httpGet:\n          path: /\n          port: http\n      resources:\n        requests:\n          cpu: 50m\n          memory: 32Mi\n        limits:\n          memory: 128Mi\n      securityContext:\n        runAsNonRoot: true\n        allowPrivilegeEscalation: false\n        readOnlyRootFilesystem: true\n        capabilities:\n          drop: [ALL]\n      volumeMounts:\n        - name: page\n          mountPath: /usr/share/nginx/html\n          readOnly: true\n        - name: nginx-tmp\n          mountPath: /tmp\n  volumes:\n    # Made with the Pod, gone with it; it outlives restarts of the containers.\n    - name: page\n      emptyDir:\n        sizeLimit: 1Mi\n    - name: nginx-tmp\n      emptyDir:\n        sizeLimit: 64Mi\n',
};
