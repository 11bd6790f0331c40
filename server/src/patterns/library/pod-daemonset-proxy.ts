// Generated from snippets/pod-daemonset-proxy.yaml by "npm run generate": edit that, not this.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the places of parameters
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
  text: 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: ${namespace}\n  labels:\n    # Pods on the network of the node, with a folder of the node: other levels do not allow them.\n    pod-security.kubernetes.io/enforce: privileged\n---\napiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: ${name}\n  namespace: ${namespace}\n---\n# The proxy may ask the Kubernetes API who a caller is and what it may do.\napiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\nmetadata:\n  name: ${name}\nroleRef:\n  apiGroup: rbac.authorization.k8s.io\n  kind: ClusterRole\n  name: system:auth-delegator\nsubjects:\n  - kind: ServiceAccount\n    name: ${name}\n    namespace: ${namespace}\n---\n# For those who call: bind it to the service account of Prometheus.\napiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata:\n  name: ${name}-reader\nrules:\n  - nonResourceURLs: [/metrics]\n    verbs: [get]\n---\napiVersion: apps/v1\nkind: DaemonSet\nmetadata:\n  name: ${name}\n  namespace: ${namespace}\n  labels:\n    app.kubernetes.io/name: ${name}\nspec:\n  selector:\n    matchLabels:\n      app.kubernetes.io/name: ${name}\n  updateStrategy:\n    rollingUpdate:\n      maxUnavailable: 10%\n  template:\n    metadata:\n      labels:\n        app.kubernetes.io/name: ${name}\n      annotations:\n        kubectl.kubernetes.io/default-container: node-exporter\n    spec:\n      serviceAccountName: ${name}\n      # The interfaces and processes of the node are to be seen; its localhost is that of the Pod.\n      hostNetwork: true\n      hostPID: true\n      nodeSelector:\n        kubernetes.io/os: linux\n      tolerations:\n        - operator: Exists\n      initContainers:\n        - name: kube-rbac-proxy\n          image: quay.io/brancz/kube-rbac-proxy:v0.22.1\n          restartPolicy: Always\n          args:\n            - --secure-listen-address=0.0.0.0:9100\n            - --upstream=http://127.0.0.1:9101/\n            - --allow-paths=/metrics\n            - --proxy-endpoints-port=9102\n          ports:\n            - name: metrics\n              containerPort: 9100\n            - name: rbac-health\n              containerPort: 9102\n          startupProbe:\n            httpGet:\n              path: /healthz\n              port: rbac-health\n              scheme: HTTPS\n            periodSeconds: 2\n            failureThreshold: 30\n          livenessProbe:\n            httpGet:\n              path: /healthz\n              port: rbac-health\n              scheme: HTTPS\n          readinessProbe:\n            httpGet:\n              path: /healthz\n              port: rbac-health\n              scheme: HTTPS\n          resources:\n            requests:\n              cpu: 10m\n              memory: 32Mi\n            limits:\n              memory: 128Mi\n          securityContext:\n            runAsNonRoot: true\n            allowPrivilegeEscalation: false\n            readOnlyRootFilesystem: true\n            capabilities:\n              drop: [ALL]\n      containers:\n        - name: node-exporter\n          image: quay.io/prometheus/node-exporter:v1.12.1\n          args:\n            - --web.listen-address=127.0.0.1:9101\n            - --path.rootfs=/host/root\n            - --path.udev.data=/host/root/run/udev/data\n            - --collector.filesystem.mount-points-exclude=^/(dev|proc|sys|var/lib/kubelet/pods/.+)($|/)\n          ports:\n            - name: node-exporter\n              containerPort: 9101\n          livenessProbe:\n            exec:\n              command: [wget, -q, -O, /dev/null, "http://127.0.0.1:9101/"]\n            timeoutSeconds: 5\n          resources:\n            requests:\n              cpu: 50m\n              memory: 32Mi\n            limits:\n              memory: 180Mi\n          securityContext:\n            runAsNonRoot: true\n            runAsUser: 65534\n            allowPrivilegeEscalation: false\n            readOnlyRootFilesystem: true\n            capabilities:\n              drop: [ALL]\n          volumeMounts:\n            - name: root\n              mountPath: /host/root\n              mountPropagation: HostToContainer\n              readOnly: true\n      volumes:\n        - name: root\n          hostPath:\n            path: /\n',
};
