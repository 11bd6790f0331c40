/** Manifests of the tests of the language server. */

/** A pod whose second container mounts a volume with a slip of the pen: `app-log` for `app-logs`; the fix is safe. */
export const MISSPELT = `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  containers:
    - name: shop
      image: acme/shop:1.0
      volumeMounts:
        - name: app-logs
          mountPath: /var/log/app
    - name: tail
      image: acme/tail:1.0
      command: [./tail, --all]
      volumeMounts:
        - name: app-log
          mountPath: /var/log/app
  volumes:
    - name: app-logs
      emptyDir: {sizeLimit: 10Mi}
`;

/** Two containers that both listen on 8080: a finding with a related place. */
export const CONFLICT = `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  containers:
    - name: api
      image: acme/api:1.0
      args: [--port=8080]
      ports:
        - containerPort: 8080
    - name: admin
      image: acme/admin:1.0
      args: [--port=8080]
      ports:
        - name: admin
          containerPort: 8080
      readinessProbe:
        httpGet:
          path: /ready
          port: 8080
`;

/** A comment that is a finding of its own, in any document that holds a pod. */
export const UNKNOWN_RULE = '# pod-patterns-ignore no-such-rule: x\n';

/** A Deployment that uses every field of the pod model, as data. */
export const RICH = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: {
    name: 'web',
    namespace: 'shop',
    labels: { app: 'web' },
    annotations: { 'pod-patterns/ignore': 'port-conflict' },
  },
  spec: {
    replicas: 2,
    selector: { matchLabels: { app: 'web' } },
    template: {
      metadata: { labels: { app: 'web' }, annotations: { 'pod-patterns/role.web': 'app' } },
      spec: {
        restartPolicy: 'Always',
        terminationGracePeriodSeconds: 30,
        hostNetwork: false,
        shareProcessNamespace: true,
        initContainers: [
          {
            name: 'wait',
            image: 'busybox:1.36',
            command: ['sh', '-c', 'until nc -z localhost 5432; do sleep 1; done'],
          },
          {
            name: 'sql',
            image: 'gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.11.4',
            restartPolicy: 'Always',
            args: ['--port=5432', 'a:b:c'],
          },
        ],
        containers: [
          {
            name: 'web',
            image: 'acme/web:1.2',
            imagePullPolicy: 'Always',
            command: ['/web'],
            args: ['--port=8080'],
            workingDir: '/srv',
            env: [
              { name: 'DB', value: 'localhost:5432' },
              { name: 'KEY', valueFrom: { secretKeyRef: { name: 'keys', key: 'web' } } },
            ],
            envFrom: [{ configMapRef: { name: 'web' } }],
            ports: [{ name: 'http', containerPort: 8080, protocol: 'TCP', hostPort: 80, hostIP: '0.0.0.0' }],
            volumeMounts: [{ name: 'logs', mountPath: '/var/log', subPath: 'web', readOnly: false }],
            volumeDevices: [{ name: 'raw', devicePath: '/dev/xvda' }],
            startupProbe: { tcpSocket: { port: 'http' }, periodSeconds: 1 },
            livenessProbe: { httpGet: { path: '/live', port: 'http', scheme: 'HTTP' } },
            readinessProbe: { exec: { command: ['true'] } },
            lifecycle: {
              preStop: { sleep: { seconds: 40 } },
              postStart: { exec: { command: ['sh', '-c', 'echo'] } },
            },
            resources: { requests: { cpu: '100m', memory: '64Mi' }, limits: { memory: '128Mi' } },
            securityContext: { runAsUser: 1000, capabilities: { drop: ['ALL'] } },
            restartPolicyRules: [{ action: 'Restart', exitCodes: { operator: 'In', values: [1] } }],
          },
          { name: 'tail', image: 'fluent/fluent-bit:3.0', volumeMounts: [{ name: 'log', mountPath: '/var/log' }] },
        ],
        volumes: [
          { name: 'logs', emptyDir: { medium: 'Memory', sizeLimit: '10Mi' } },
          { name: 'conf', configMap: { name: 'web', items: [{ key: 'a', path: 'b' }] } },
        ],
      },
    },
    volumeClaimTemplates: [{ metadata: { name: 'raw' }, spec: { accessModes: ['ReadWriteOnce'] } }],
  },
};
