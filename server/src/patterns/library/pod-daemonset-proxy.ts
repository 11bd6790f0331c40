// Generated from snippets/pod-daemonset-proxy.yaml by "npm run generate": edit that, not this.
import type { ManifestPattern } from '../pattern.ts';

export const podDaemonsetProxy: ManifestPattern = {
  id: 'pod-daemonset-proxy',
  title: 'DaemonSet with a proxy in front',
  purpose: 'Protect the metrics of every node',
  pattern: 'proxy',
  description:
    'node_exporter on every node, on localhost; kube-rbac-proxy in front of it lets only callers through whose token the Kubernetes API allows to get /metrics. With the service account and the rights that it needs.',
  avoid:
    'On the network of the node the ports must be free on every node. Metrics that everybody in the cluster may see need no proxy, but a NetworkPolicy.',
  keywords: [
    'daemonset',
    'proxy',
    'kube-rbac-proxy',
    'node exporter',
    'metrics',
    'node',
    'rbac',
    'hostNetwork',
    'monitoring',
  ],
  docs: 'https://github.com/brancz/kube-rbac-proxy',
  parameters: [
    {
      key: 'name',
      title: 'Name of the DaemonSet',
      default: 'node-metrics',
      required: false,
      choices: null,
      example: 'node-metrics',
    },
    {
      key: 'namespace',
      title: 'Namespace for it alone',
      default: 'node-metrics',
      required: false,
      choices: null,
      example: 'node-metrics',
    },
  ],
  scope: 'manifest',
  prefix: 'pod-daemonset-proxy',
  text: `apiVersion: v1
kind: Namespace
metadata:
  name: \${namespace}
  labels:
    # Pods on the network of the node, with a folder of the node: other levels do not allow them.
    pod-security.kubernetes.io/enforce: privileged
---
apiVersion: v1
kind: ServiceAccount
metadata:
  name: \${name}
  namespace: \${namespace}
---
# The proxy may ask the Kubernetes API who a caller is and what it may do.
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: \${name}
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: system:auth-delegator
subjects:
  - kind: ServiceAccount
    name: \${name}
    namespace: \${namespace}
---
# For those who call: bind it to the service account of Prometheus.
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: \${name}-reader
rules:
  - nonResourceURLs: [/metrics]
    verbs: [get]
---
apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: \${name}
  namespace: \${namespace}
  labels:
    app.kubernetes.io/name: \${name}
spec:
  selector:
    matchLabels:
      app.kubernetes.io/name: \${name}
  updateStrategy:
    rollingUpdate:
      maxUnavailable: 10%
  template:
    metadata:
      labels:
        app.kubernetes.io/name: \${name}
      annotations:
        kubectl.kubernetes.io/default-container: node-exporter
    spec:
      serviceAccountName: \${name}
      # The interfaces and processes of the node are to be seen; its localhost is that of the Pod.
      hostNetwork: true
      hostPID: true
      nodeSelector:
        kubernetes.io/os: linux
      tolerations:
        - operator: Exists
      initContainers:
        - name: kube-rbac-proxy
          image: quay.io/brancz/kube-rbac-proxy:v0.22.1
          restartPolicy: Always
          args:
            - --secure-listen-address=0.0.0.0:9100
            - --upstream=http://127.0.0.1:9101/
            - --allow-paths=/metrics
            - --proxy-endpoints-port=9102
          ports:
            - name: metrics
              containerPort: 9100
            - name: rbac-health
              containerPort: 9102
          startupProbe:
            httpGet:
              path: /healthz
              port: rbac-health
              scheme: HTTPS
            periodSeconds: 2
            failureThreshold: 30
          livenessProbe:
            httpGet:
              path: /healthz
              port: rbac-health
              scheme: HTTPS
          readinessProbe:
            httpGet:
              path: /healthz
              port: rbac-health
              scheme: HTTPS
          resources:
            requests:
              cpu: 10m
              memory: 32Mi
            limits:
              memory: 128Mi
          securityContext:
            runAsNonRoot: true
            allowPrivilegeEscalation: false
            readOnlyRootFilesystem: true
            capabilities:
              drop: [ALL]
      containers:
        - name: node-exporter
          image: quay.io/prometheus/node-exporter:v1.12.1
          args:
            - --web.listen-address=127.0.0.1:9101
            - --path.rootfs=/host/root
            - --path.udev.data=/host/root/run/udev/data
            - --collector.filesystem.mount-points-exclude=^/(dev|proc|sys|var/lib/kubelet/pods/.+)($|/)
          ports:
            - name: node-exporter
              containerPort: 9101
          livenessProbe:
            exec:
              command: [wget, -q, -O, /dev/null, "http://127.0.0.1:9101/"]
            timeoutSeconds: 5
          resources:
            requests:
              cpu: 50m
              memory: 32Mi
            limits:
              memory: 180Mi
          securityContext:
            runAsNonRoot: true
            runAsUser: 65534
            allowPrivilegeEscalation: false
            readOnlyRootFilesystem: true
            capabilities:
              drop: [ALL]
          volumeMounts:
            - name: root
              mountPath: /host/root
              mountPropagation: HostToContainer
              readOnly: true
      volumes:
        - name: root
          hostPath:
            path: /
`,
};
