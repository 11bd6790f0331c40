// Generated from snippets/pod-job-sidecar.yaml by "npm run generate": edit that, not this.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the places of parameters
import type { ManifestPattern } from '../pattern.ts';

export const podJobSidecar: ManifestPattern = {
  id: 'pod-job-sidecar',
  title: 'Job with a native sidecar',
  purpose: 'Help a Job until it is done',
  pattern: 'sidecar',
  description:
    'A Job with Fluent Bit as a native sidecar: the Job completes when its own work is done, and only then the sidecar is stopped. In "containers" the sidecar would keep the Job from completing.',
  avoid: null,
  keywords: ['job', 'batch', 'sidecar', 'native', 'complete', 'logs'],
  docs: 'https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/#jobs-with-sidecar-containers',
  parameters: [
    {
      key: 'name',
      title: 'Name of the Job',
      default: 'report',
      required: false,
      choices: null,
      example: 'report',
    },
    {
      key: 'image',
      title: 'Image of the work',
      default: 'busybox:1.38.0',
      required: false,
      choices: null,
      example: 'registry.example.com/report:1.0.0',
    },
  ],
  scope: 'manifest',
  prefix: 'pod-job-sidecar',
  text: 'apiVersion: batch/v1\nkind: Job\nmetadata:\n  name: ${name}\n  labels:\n    app.kubernetes.io/name: ${name}\nspec:\n  backoffLimit: 2\n  template:\n    metadata:\n      labels:\n        app.kubernetes.io/name: ${name}\n    spec:\n      restartPolicy: Never\n      # What the Pod Security level "restricted" asks of a Pod; the rest stands in each container.\n      securityContext:\n        seccompProfile:\n          type: RuntimeDefault\n      initContainers:\n        - name: fluent-bit\n          image: fluent/fluent-bit:5.1.3\n          restartPolicy: Always\n          args:\n            - --http\n            - --input=tail\n            - --prop=path=/var/log/app/*.log\n            # Looks for new files every second, and reads them from their first line.\n            - --prop=refresh_interval=1\n            - --prop=read_from_head=true\n            # Or another output: https://docs.fluentbit.io/manual/data-pipeline/outputs\n            - --output=stdout\n            - --prop=match=*\n            - --prop=format=json_lines\n          ports:\n            - name: fluent-bit\n              containerPort: 2020\n          livenessProbe:\n            httpGet:\n              path: /\n              port: fluent-bit\n          resources:\n            requests:\n              cpu: 20m\n              memory: 32Mi\n            limits:\n              memory: 128Mi\n          securityContext:\n            runAsNonRoot: true\n            runAsUser: 1000\n            allowPrivilegeEscalation: false\n            readOnlyRootFilesystem: true\n            capabilities:\n              drop: [ALL]\n          volumeMounts:\n            - name: logs\n              mountPath: /var/log/app\n              readOnly: true\n      containers:\n        - name: work\n          image: ${image}\n          # In place of your own work: ten lines in a log file.\n          command:\n            - sh\n            - -c\n            - |\n              for step in 1 2 3 4 5 6 7 8 9 10; do\n                echo "step $step of 10" >> /var/log/app/work.log\n                sleep 1\n              done\n          resources:\n            requests:\n              cpu: 100m\n              memory: 64Mi\n            limits:\n              memory: 256Mi\n          securityContext:\n            runAsNonRoot: true\n            runAsUser: 1000\n            allowPrivilegeEscalation: false\n            readOnlyRootFilesystem: true\n            capabilities:\n              drop: [ALL]\n          volumeMounts:\n            - name: logs\n              mountPath: /var/log/app\n      volumes:\n        - name: logs\n          emptyDir:\n            sizeLimit: 100Mi\n',
};
