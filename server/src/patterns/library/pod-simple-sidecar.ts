// Generated from snippets/pod-simple-sidecar.yaml by "npm run generate": edit that, not this.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the places of parameters
import type { ManifestPattern } from '../pattern.ts';

export const podSimpleSidecar: ManifestPattern = {
  id: 'pod-simple-sidecar',
  title: 'Pod with a native sidecar',
  purpose: 'Read log files beside the application',
  pattern: 'sidecar',
  description:
    'The application writes a log file into a shared volume; Fluent Bit follows it from beside, and neither knows the other. The sidecar starts first and stops last.',
  avoid:
    'What the application writes to its standard output is collected on the node already; a sidecar cannot read it. For more than a trial, use a Deployment.',
  keywords: ['pod', 'sidecar', 'native', 'logs', 'log file', 'shared volume', 'fluent bit', 'restartPolicy Always'],
  docs: 'https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/',
  parameters: [
    {
      key: 'name',
      title: 'Name of the Pod',
      default: 'writer',
      required: false,
      choices: null,
      example: 'writer',
    },
    {
      key: 'image',
      title: 'Image of the application',
      default: 'busybox:1.38.0',
      required: false,
      choices: null,
      example: 'registry.example.com/writer:1.0.0',
    },
  ],
  scope: 'manifest',
  prefix: 'pod-simple-sidecar',
  text: 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${name}\n  labels:\n    app.kubernetes.io/name: ${name}\nspec:\n  # What the Pod Security level "restricted" asks of a Pod; the rest stands in each container.\n  securityContext:\n    seccompProfile:\n      type: RuntimeDefault\n  initContainers:\n    # An init container that is always restarted is a sidecar: the Pod does not wait for its end.\n    - name: fluent-bit\n      image: fluent/fluent-bit:5.1.3\n      restartPolicy: Always\n      args:\n        - --http\n        - --input=tail\n        - --prop=path=/var/log/app/*.log\n        - --prop=refresh_interval=5\n        - --prop=read_from_head=true\n        # Or another output: https://docs.fluentbit.io/manual/data-pipeline/outputs\n        - --output=stdout\n        - --prop=match=*\n        - --prop=format=json_lines\n      ports:\n        - name: fluent-bit\n          containerPort: 2020\n      livenessProbe:\n        httpGet:\n          path: /\n          port: fluent-bit\n      resources:\n        requests:\n          cpu: 20m\n          memory: 32Mi\n        limits:\n          memory: 128Mi\n      securityContext:\n        runAsNonRoot: true\n        runAsUser: 1000\n        allowPrivilegeEscalation: false\n        readOnlyRootFilesystem: true\n        capabilities:\n          drop: [ALL]\n      volumeMounts:\n        - name: logs\n          mountPath: /var/log/app\n          # Who only reads is not allowed to write.\n          readOnly: true\n  containers:\n    - name: app\n      image: ${image}\n      # In place of your own application: a line every five seconds.\n      command:\n        - sh\n        - -c\n        - |\n          # The first process of a container ignores SIGTERM unless it is told otherwise.\n          trap \'exit 0\' TERM\n          while true; do\n            echo "$(date) still here" >> /var/log/app/app.log\n            sleep 5 & wait $!\n          done\n      resources:\n        requests:\n          cpu: 50m\n          memory: 32Mi\n        limits:\n          memory: 64Mi\n      securityContext:\n        runAsNonRoot: true\n        runAsUser: 1000\n        allowPrivilegeEscalation: false\n        readOnlyRootFilesystem: true\n        capabilities:\n          drop: [ALL]\n      volumeMounts:\n        - name: logs\n          mountPath: /var/log/app\n  volumes:\n    - name: logs\n      emptyDir:\n        # A Pod with more in it is evicted: rotate the files.\n        sizeLimit: 100Mi\n',
};
