// Generated from snippets/pod-job-sidecar.yaml by "npm run generate": edit that, not this.
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
  text: `apiVersion: batch/v1
kind: Job
metadata:
  name: \${name}
  labels:
    app.kubernetes.io/name: \${name}
spec:
  backoffLimit: 2
  template:
    metadata:
      labels:
        app.kubernetes.io/name: \${name}
    spec:
      restartPolicy: Never
      # What the Pod Security level "restricted" asks of a Pod; the rest stands in each container.
      securityContext:
        seccompProfile:
          type: RuntimeDefault
      initContainers:
        - name: fluent-bit
          image: fluent/fluent-bit:5.1.3
          restartPolicy: Always
          args:
            - --http
            - --input=tail
            - --prop=path=/var/log/app/*.log
            # Looks for new files every second, and reads them from their first line.
            - --prop=refresh_interval=1
            - --prop=read_from_head=true
            # Or another output: https://docs.fluentbit.io/manual/data-pipeline/outputs
            - --output=stdout
            - --prop=match=*
            - --prop=format=json_lines
          ports:
            - name: fluent-bit
              containerPort: 2020
          livenessProbe:
            httpGet:
              path: /
              port: fluent-bit
          resources:
            requests:
              cpu: 20m
              memory: 32Mi
            limits:
              memory: 128Mi
          securityContext:
            runAsNonRoot: true
            runAsUser: 1000
            allowPrivilegeEscalation: false
            readOnlyRootFilesystem: true
            capabilities:
              drop: [ALL]
          volumeMounts:
            - name: logs
              mountPath: /var/log/app
              readOnly: true
      containers:
        - name: work
          image: \${image}
          # In place of your own work: ten lines in a log file.
          command:
            - sh
            - -c
            - |
              for step in 1 2 3 4 5 6 7 8 9 10; do
                echo "step $step of 10" >> /var/log/app/work.log
                sleep 1
              done
          resources:
            requests:
              cpu: 100m
              memory: 64Mi
            limits:
              memory: 256Mi
          securityContext:
            runAsNonRoot: true
            runAsUser: 1000
            allowPrivilegeEscalation: false
            readOnlyRootFilesystem: true
            capabilities:
              drop: [ALL]
          volumeMounts:
            - name: logs
              mountPath: /var/log/app
      volumes:
        - name: logs
          emptyDir:
            sizeLimit: 100Mi
`,
};
