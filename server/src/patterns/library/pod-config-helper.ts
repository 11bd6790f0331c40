// Generated from snippets/pod-config-helper.yaml by "npm run generate": edit that, not this.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the places of parameters
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
  text: 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}-nginx\ndata:\n  default.conf: |\n    server {\n      listen 8080;\n      # git-sync switches this link to the next checkout in one step.\n      root /content/current;\n      location ~ /\\.git { deny all; }\n    }\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: ${name}\n  labels:\n    app.kubernetes.io/name: ${name}\nspec:\n  replicas: 2\n  selector:\n    matchLabels:\n      app.kubernetes.io/name: ${name}\n  template:\n    metadata:\n      labels:\n        app.kubernetes.io/name: ${name}\n    spec:\n      # What the Pod Security level "restricted" asks of a Pod; the rest stands in each container.\n      securityContext:\n        seccompProfile:\n          type: RuntimeDefault\n      initContainers:\n        - name: git-sync\n          image: registry.k8s.io/git-sync/git-sync:v4.7.1\n          restartPolicy: Always\n          args:\n            - --repo=${repository}\n            - --ref=${ref}\n            - --depth=1\n            - --root=/git\n            - --link=current\n            - --period=${period}\n            # A sync that fails is tried again: the last content stays.\n            - --max-failures=-1\n            - --http-bind=:1234\n          ports:\n            - name: git-sync\n              containerPort: 1234\n          # It answers well as soon as the first checkout is there: then the web server starts.\n          startupProbe:\n            httpGet:\n              path: /\n              port: git-sync\n            periodSeconds: 2\n            failureThreshold: 60\n          livenessProbe:\n            httpGet:\n              path: /\n              port: git-sync\n          resources:\n            requests:\n              cpu: 20m\n              memory: 32Mi\n            limits:\n              memory: 256Mi\n          securityContext:\n            runAsNonRoot: true\n            allowPrivilegeEscalation: false\n            readOnlyRootFilesystem: true\n            capabilities:\n              drop: [ALL]\n          volumeMounts:\n            - name: content\n              mountPath: /git\n            - name: git-sync-tmp\n              mountPath: /tmp\n      containers:\n        - name: web\n          image: nginxinc/nginx-unprivileged:1.30.5-alpine-slim\n          ports:\n            - name: http\n              containerPort: 8080\n          readinessProbe:\n            httpGet:\n              path: /\n              port: http\n          resources:\n            requests:\n              cpu: 50m\n              memory: 32Mi\n            limits:\n              memory: 128Mi\n          securityContext:\n            runAsNonRoot: true\n            allowPrivilegeEscalation: false\n            readOnlyRootFilesystem: true\n            capabilities:\n              drop: [ALL]\n          volumeMounts:\n            - name: content\n              mountPath: /content\n              readOnly: true\n            - name: nginx-config\n              mountPath: /etc/nginx/conf.d\n              readOnly: true\n            - name: nginx-tmp\n              mountPath: /tmp\n      volumes:\n        - name: content\n          emptyDir:\n            sizeLimit: 1Gi\n        - name: git-sync-tmp\n          emptyDir:\n            sizeLimit: 64Mi\n        - name: nginx-config\n          configMap:\n            name: ${name}-nginx\n        - name: nginx-tmp\n          emptyDir:\n            sizeLimit: 64Mi\n---\napiVersion: v1\nkind: Service\nmetadata:\n  name: ${name}\n  labels:\n    app.kubernetes.io/name: ${name}\nspec:\n  selector:\n    app.kubernetes.io/name: ${name}\n  ports:\n    - name: http\n      port: 80\n      targetPort: http\n',
};
