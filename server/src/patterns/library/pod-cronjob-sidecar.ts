// Generated from snippets/pod-cronjob-sidecar.yaml by "npm run generate": edit that, not this.
import type { ManifestPattern } from '../pattern.ts';

export const podCronjobSidecar: ManifestPattern = {
  id: 'pod-cronjob-sidecar',
  title: 'CronJob with a native sidecar',
  purpose: 'Help a scheduled Job until it is done',
  pattern: 'sidecar',
  description:
    'Every night a Job counts words with a Redis beside it as a cache of its own. The cache is ready before the work begins and is stopped when the work is done, so that the Job completes and the next one may run.',
  avoid:
    'What must outlive the Job belongs into a database, not into a sidecar. A cache that Jobs share is a Deployment.',
  keywords: ['cronjob', 'job', 'schedule', 'batch', 'sidecar', 'native', 'cache', 'redis', 'complete'],
  docs: 'https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/#jobs-with-sidecar-containers',
  parameters: [
    {
      key: 'name',
      title: 'Name of the CronJob',
      default: 'word-count',
      required: false,
      choices: null,
      example: 'word-count',
    },
    {
      key: 'schedule',
      title: 'When it runs, as for cron (minute, hour, day, month, day of the week)',
      default: '30 2 * * *',
      required: false,
      choices: null,
      example: '30 2 * * *',
    },
    {
      key: 'image',
      title: 'Image of the work',
      default: 'busybox:1.38.0',
      required: false,
      choices: null,
      example: 'registry.example.com/word-count:1.0.0',
    },
  ],
  scope: 'manifest',
  prefix: 'pod-cronjob-sidecar',
  text: `apiVersion: batch/v1
kind: CronJob
metadata:
  name: \${name}
  labels:
    app.kubernetes.io/name: \${name}
spec:
  schedule: "\${schedule}"
  timeZone: Etc/UTC
  # A run that does not end would keep out all later ones: see activeDeadlineSeconds.
  concurrencyPolicy: Forbid
  successfulJobsHistoryLimit: 1
  failedJobsHistoryLimit: 3
  jobTemplate:
    spec:
      backoffLimit: 2
      activeDeadlineSeconds: 3600
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
            # In "containers" it would never end, and neither would the Job.
            - name: redis
              image: redis:8.10.2-alpine
              restartPolicy: Always
              # A cache only: nothing on disk, and the oldest values go when it is full. The entrypoint of the image would load
              # the modules for search, JSON and more.
              command: [redis-server]
              args:
                - --bind
                - 127.0.0.1
                - --save
                - ""
                - --maxmemory
                - 48mb
                - --maxmemory-policy
                - allkeys-lru
              # The work starts when the cache answers.
              startupProbe:
                exec:
                  command: [redis-cli, ping]
                periodSeconds: 1
                failureThreshold: 30
              livenessProbe:
                exec:
                  command: [redis-cli, ping]
                timeoutSeconds: 5
              resources:
                requests:
                  cpu: 20m
                  memory: 32Mi
                limits:
                  memory: 96Mi
              securityContext:
                runAsNonRoot: true
                runAsUser: 999
                allowPrivilegeEscalation: false
                readOnlyRootFilesystem: true
                capabilities:
                  drop: [ALL]
          containers:
            - name: work
              image: \${image}
              # In place of your own work: counts words in the cache, and tells how many there were of one.
              command:
                - sh
                - -c
                - |
                  for word in tea milk tea sugar tea; do
                    printf 'INCR word:%s\\r\\nQUIT\\r\\n' "$word" | nc "$REDIS_HOST" "$REDIS_PORT" > /dev/null
                  done
                  printf 'GET word:tea\\r\\nQUIT\\r\\n' | nc "$REDIS_HOST" "$REDIS_PORT"
              env:
                - name: REDIS_HOST
                  value: 127.0.0.1
                - name: REDIS_PORT
                  value: "6379"
              resources:
                requests:
                  cpu: 100m
                  memory: 64Mi
                limits:
                  memory: 256Mi
              securityContext:
                runAsNonRoot: true
                runAsUser: 65534
                allowPrivilegeEscalation: false
                readOnlyRootFilesystem: true
                capabilities:
                  drop: [ALL]
`,
};
