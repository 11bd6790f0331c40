// Generated from snippets/pod-three-helpers.yaml by "npm run generate": edit that, not this.
import type { ManifestPattern } from '../pattern.ts';

export const podThreeHelpers: ManifestPattern = {
  id: 'pod-three-helpers',
  title: 'Deployment with three helpers',
  purpose: 'See three helpers in one Pod',
  pattern: 'ambassador',
  description:
    'An application that reads a file, calls http://127.0.0.1:8100 and writes plain lines. Helpers make more of it: k8s-sidecar brings secrets into memory, Envoy reaches the outside API with TLS and retries, Fluent Bit turns the lines into JSON.',
  avoid:
    'Each helper costs memory and starts and stops with the application: take only those that you need. Secrets whose names are known are mounted without a helper and without rights.',
  keywords: [
    'three helpers',
    'adapter',
    'ambassador',
    'config helper',
    'log format',
    'json',
    'secrets',
    'memory volume',
    'example',
  ],
  docs: 'https://kubernetes.io/docs/concepts/workloads/pods/#how-pods-manage-multiple-containers',
  parameters: [
    {
      key: 'name',
      title: 'Name of the application',
      default: 'shop',
      required: false,
      choices: null,
      example: 'shop',
    },
    {
      key: 'image',
      title: 'Image of the application',
      default: 'busybox:1.38.0',
      required: false,
      choices: null,
      example: 'registry.example.com/shop:1.0.0',
    },
    {
      key: 'api-host',
      title: 'Host name of the outside API, which speaks HTTPS',
      default: 'api.github.com',
      required: false,
      choices: null,
      example: 'api.example.com',
    },
  ],
  scope: 'manifest',
  prefix: 'pod-three-helpers',
  text: `apiVersion: v1
kind: ServiceAccount
metadata:
  name: \${name}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: \${name}
rules:
  # All Secrets of the namespace: rights to list and watch cannot be limited by a label.
  - apiGroups: [""]
    resources: [secrets]
    verbs: [get, list, watch]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: \${name}
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: Role
  name: \${name}
subjects:
  - kind: ServiceAccount
    name: \${name}
---
apiVersion: v1
kind: Secret
metadata:
  name: \${name}-client
  labels:
    # The label that k8s-sidecar looks for. Each key becomes a file; further Secrets may come and go.
    secrets-for: \${name}
# In earnest the Secret comes from where secrets are kept, not from this file.
stringData:
  client-key: change-me
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: \${name}-helpers
data:
  fluent-bit.yaml: |
    service:
      flush: 1
      http_server: on
      http_listen: 0.0.0.0
      http_port: 2020
    parsers:
      # 2026-01-31T12:00:00Z INFO text
      - name: app
        format: regex
        regex: '^(?<time>[^ ]+) (?<level>[A-Z]+) (?<message>.*)$'
        time_key: time
        time_format: '%Y-%m-%dT%H:%M:%SZ'
    pipeline:
      inputs:
        - name: tail
          path: /var/log/app/*.log
          parser: app
          refresh_interval: 5
          read_from_head: true
      outputs:
        # The standard output of a container is collected on the node.
        - name: stdout
          match: "*"
          format: json_lines
          json_date_key: time
          json_date_format: iso8601
  envoy.yaml: |
    static_resources:
      listeners:
        - name: egress
          address:
            socket_address: { address: 127.0.0.1, port_value: 8100 }
          filter_chains:
            - filters:
                - name: envoy.filters.network.http_connection_manager
                  typed_config:
                    "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
                    stat_prefix: egress
                    route_config:
                      virtual_hosts:
                        - name: api
                          domains: ["*"]
                          routes:
                            - match: { prefix: / }
                              route:
                                cluster: api
                                host_rewrite_literal: \${api-host}
                                timeout: 10s
                                # Only what has certainly not reached the API.
                                retry_policy: { retry_on: "connect-failure,refused-stream", num_retries: 2 }
                    http_filters:
                      - name: envoy.filters.http.router
                        typed_config:
                          "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router
        # For the probes of the kubelet, which come to the address of the Pod.
        - name: health
          address:
            socket_address: { address: 0.0.0.0, port_value: 8101 }
          filter_chains:
            - filters:
                - name: envoy.filters.network.http_connection_manager
                  typed_config:
                    "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
                    stat_prefix: health
                    route_config:
                      virtual_hosts:
                        - name: health
                          domains: ["*"]
                          routes:
                            - match: { path: /ready }
                              direct_response: { status: 200 }
                    http_filters:
                      - name: envoy.filters.http.router
                        typed_config:
                          "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router
      clusters:
        - name: api
          type: LOGICAL_DNS
          connect_timeout: 2s
          load_assignment:
            cluster_name: api
            endpoints:
              - lb_endpoints:
                  - endpoint:
                      address:
                        socket_address: { address: \${api-host}, port_value: 443 }
          transport_socket:
            name: envoy.transport_sockets.tls
            typed_config:
              "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext
              sni: \${api-host}
              common_tls_context:
                validation_context:
                  trusted_ca: { filename: /etc/ssl/certs/ca-certificates.crt }
                  match_typed_subject_alt_names:
                    - san_type: DNS
                      matcher: { exact: \${api-host} }
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: \${name}
  labels:
    app.kubernetes.io/name: \${name}
spec:
  replicas: 1
  selector:
    matchLabels:
      app.kubernetes.io/name: \${name}
  template:
    metadata:
      labels:
        app.kubernetes.io/name: \${name}
      annotations:
        kubectl.kubernetes.io/default-container: app
        # A log shipper by its image; here it gives the lines another form.
        pod-patterns/role.fluent-bit: adapter/fluent-bit
    spec:
      serviceAccountName: \${name}
      # What the Pod Security level "restricted" asks of a Pod; the rest stands in each container.
      securityContext:
        seccompProfile:
          type: RuntimeDefault
      # In the order in which they start; they stop the other way round, after the application.
      initContainers:
        # Adapter: first, so that no line is missed at the end.
        - name: fluent-bit
          image: fluent/fluent-bit:5.1.3
          restartPolicy: Always
          args:
            - --config=/fluent-bit/config/fluent-bit.yaml
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
            - name: helpers
              mountPath: /fluent-bit/config
              readOnly: true
        # Configuration helper: the application starts when all is written, and sees changes without a restart.
        - name: k8s-sidecar
          image: quay.io/kiwigrid/k8s-sidecar:2.13.3
          restartPolicy: Always
          env:
            - name: LABEL
              value: secrets-for
            - name: LABEL_VALUE
              value: \${name}
            - name: RESOURCE
              value: secret
            - name: FOLDER
              value: /secrets
            - name: HEALTH_PORT
              value: "9808"
          ports:
            - name: k8s-sidecar
              containerPort: 9808
          # It answers 503 until everything has been written once.
          startupProbe:
            httpGet:
              path: /healthz
              port: k8s-sidecar
            periodSeconds: 1
            failureThreshold: 120
          livenessProbe:
            httpGet:
              path: /healthz
              port: k8s-sidecar
            failureThreshold: 6
          resources:
            requests:
              cpu: 20m
              memory: 96Mi
            limits:
              memory: 256Mi
          securityContext:
            runAsNonRoot: true
            allowPrivilegeEscalation: false
            readOnlyRootFilesystem: true
            capabilities:
              drop: [ALL]
          volumeMounts:
            - name: secrets
              mountPath: /secrets
            - name: k8s-sidecar-tmp
              mountPath: /tmp
        # Ambassador: ready before the application calls for the first time.
        - name: envoy
          image: envoyproxy/envoy:v1.39.6
          restartPolicy: Always
          args: [--disable-hot-restart, --concurrency, "2", --config-path, /etc/envoy/envoy.yaml]
          ports:
            - name: egress
              containerPort: 8100
            - name: envoy-health
              containerPort: 8101
          startupProbe:
            httpGet:
              path: /ready
              port: envoy-health
            periodSeconds: 1
            failureThreshold: 30
          livenessProbe:
            httpGet:
              path: /ready
              port: envoy-health
          resources:
            requests:
              cpu: 50m
              memory: 64Mi
            limits:
              memory: 256Mi
          securityContext:
            runAsNonRoot: true
            runAsUser: 101
            allowPrivilegeEscalation: false
            readOnlyRootFilesystem: true
            capabilities:
              drop: [ALL]
          volumeMounts:
            - name: helpers
              mountPath: /etc/envoy
              readOnly: true
      containers:
        - name: app
          image: \${image}
          # In place of your own application. It knows a file, an address on localhost and a log file, and nothing else.
          command:
            - sh
            - -c
            - |
              # The first process of a container ignores SIGTERM unless it is told otherwise.
              trap 'exit 0' TERM
              while true; do
                now=$(date -u +%Y-%m-%dT%H:%M:%SZ)
                if answer=$(wget -q -T 15 -O - --header "X-Client-Key: $(cat "$KEY_FILE")" "$API_URL/zen"); then
                  echo "$now INFO $answer"
                else
                  echo "$now ERROR no answer"
                fi >> /var/log/app/app.log
                sleep 120 & wait $!
              done
          env:
            - name: API_URL
              value: http://127.0.0.1:8100
            - name: KEY_FILE
              value: /secrets/client-key
          resources:
            requests:
              cpu: 50m
              memory: 32Mi
            limits:
              memory: 64Mi
          securityContext:
            runAsNonRoot: true
            runAsUser: 65534
            allowPrivilegeEscalation: false
            readOnlyRootFilesystem: true
            capabilities:
              drop: [ALL]
          volumeMounts:
            - name: logs
              mountPath: /var/log/app
            - name: secrets
              mountPath: /secrets
              readOnly: true
      volumes:
        - name: logs
          emptyDir:
            # A Pod with more in it is evicted: rotate the files.
            sizeLimit: 100Mi
        # Secrets stay in memory, and are gone with the Pod.
        - name: secrets
          emptyDir:
            medium: Memory
            sizeLimit: 1Mi
        - name: k8s-sidecar-tmp
          emptyDir:
            sizeLimit: 16Mi
        - name: helpers
          configMap:
            name: \${name}-helpers
`,
};
