// Generated from snippets/pod-simple-sidecar.yaml by "npm run generate": edit that, not this.
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
  initContainers:
    # An init container that is always restarted is a sidecar: the Pod does not wait for its end.
    - name: fluent-bit
      image: fluent/fluent-bit:5.1.3
      restartPolicy: Always
      args:
        - --http
        - --input=tail
        - --prop=path=/var/log/app/*.log
        - --prop=refresh_interval=5
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
          # Who only reads is not allowed to write.
          readOnly: true
  containers:
    - name: app
      image: \${image}
      # In place of your own application: a line every five seconds.
      command:
        - sh
        - -c
        - |
          # The first process of a container ignores SIGTERM unless it is told otherwise.
          trap 'exit 0' TERM
          while true; do
            echo "$(date) still here" >> /var/log/app/app.log
            sleep 5 & wait $!
          done
      resources:
        requests:
          cpu: 50m
          memory: 32Mi
        limits:
          memory: 64Mi
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
        # A Pod with more in it is evicted: rotate the files.
        sizeLimit: 100Mi
`,
};
