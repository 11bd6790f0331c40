// Generated from snippets/pod-cronjob-sidecar.yaml by "npm run generate": edit that, not this.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the places of parameters
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
  text: 'apiVersion: batch/v1\nkind: CronJob\nmetadata:\n  name: ${name}\n  labels:\n    app.kubernetes.io/name: ${name}\nspec:\n  schedule: "${schedule}"\n  timeZone: Etc/UTC\n  # A run that does not end would keep out all later ones: see activeDeadlineSeconds.\n  concurrencyPolicy: Forbid\n  successfulJobsHistoryLimit: 1\n  failedJobsHistoryLimit: 3\n  jobTemplate:\n    spec:\n      backoffLimit: 2\n      activeDeadlineSeconds: 3600\n      template:\n        metadata:\n          labels:\n            app.kubernetes.io/name: ${name}\n        spec:\n          restartPolicy: Never\n          # What the Pod Security level "restricted" asks of a Pod; the rest stands in each container.\n          securityContext:\n            seccompProfile:\n              type: RuntimeDefault\n          initContainers:\n            # In "containers" it would never end, and neither would the Job.\n            - name: redis\n              image: redis:8.10.2-alpine\n              restartPolicy: Always\n              # A cache only: nothing on disk, and the oldest values go when it is full. The entrypoint of the image would load\n              # the modules for search, JSON and more.\n              command: [redis-server]\n              args:\n                - --bind\n                - 127.0.0.1\n                - --save\n                - ""\n                - --maxmemory\n                - 48mb\n                - --maxmemory-policy\n                - allkeys-lru\n              # The work starts when the cache answers.\n              startupProbe:\n                exec:\n                  command: [redis-cli, ping]\n                periodSeconds: 1\n                failureThreshold: 30\n              livenessProbe:\n                exec:\n                  command: [redis-cli, ping]\n                timeoutSeconds: 5\n              resources:\n                requests:\n                  cpu: 20m\n                  memory: 32Mi\n                limits:\n                  memory: 96Mi\n              securityContext:\n                runAsNonRoot: true\n                runAsUser: 999\n                allowPrivilegeEscalation: false\n                readOnlyRootFilesystem: true\n                capabilities:\n                  drop: [ALL]\n          containers:\n            - name: work\n              image: ${image}\n              # In place of your own work: counts words in the cache, and tells how many there were of one.\n              command:\n                - sh\n                - -c\n                - |\n                  for word in tea milk tea sugar tea; do\n                    printf \'INCR word:%s\\r\\nQUIT\\r\\n\' "$word" | nc "$REDIS_HOST" "$REDIS_PORT" > /dev/null\n                  done\n                  printf \'GET word:tea\\r\\nQUIT\\r\\n\' | nc "$REDIS_HOST" "$REDIS_PORT"\n              env:\n                - name: REDIS_HOST\n                  value: 127.0.0.1\n                - name: REDIS_PORT\n                  value: "6379"\n              resources:\n                requests:\n                  cpu: 100m\n                  memory: 64Mi\n                limits:\n                  memory: 256Mi\n              securityContext:\n                runAsNonRoot: true\n                runAsUser: 65534\n                allowPrivilegeEscalation: false\n                readOnlyRootFilesystem: true\n                capabilities:\n                  drop: [ALL]\n',
};
