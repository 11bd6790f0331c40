import type { SidecarForm } from '../../server/src/features/refactors.ts';

/** Conversions of the container "x", with the text that must come out. */
export const CONVERSIONS: Readonly<
  Record<string, { form: SidecarForm; before: string; after: string; changes: string }>
> = {
  'comments travel with it': {
    form: 'native',
    before: `apiVersion: v1
kind: Pod
metadata: {name: w} # the shop
spec:
  # all of them
  containers: # two
    # the main one
    - name: app # it serves
      image: acme/app:1 # fixed
      # the end of app
    # forwards logs
    - name: x # the helper
      # from our mirror
      image: acme/x:1 # fixed
      args: [a, b] # both
    # the end
  volumes: [] # none
`,
    after: `apiVersion: v1
kind: Pod
metadata: {name: w} # the shop
spec:
  # all of them
  initContainers:
    # forwards logs
    - name: x # the helper
      # from our mirror
      image: acme/x:1 # fixed
      restartPolicy: Always
      args: [a, b] # both
  containers: # two
    # the main one
    - name: app # it serves
      image: acme/app:1 # fixed
      # the end of app
    # the end
  volumes: [] # none
`,
    changes: '"x" starts before "app", stops after it',
  },
  'probes and hooks stay': {
    form: 'classic',
    before: `apiVersion: v1
kind: Pod
metadata: {name: w}
spec:
  initContainers:
  - name: x
    image: acme/x:1
    restartPolicy: Always # native
    ports:
    - containerPort: 90
    startupProbe:
      tcpSocket:
        port: 90
    readinessProbe:
      tcpSocket:
        port: 90
    lifecycle:
      preStop:
        sleep:
          seconds: 5
    resources: {requests: {cpu: 10m}}
  containers:
  - name: app
    image: acme/app:1
`,
    after: `apiVersion: v1
kind: Pod
metadata: {name: w}
spec:
  containers:
  - name: app
    image: acme/app:1
  - name: x
    image: acme/x:1
    ports:
    - containerPort: 90
    startupProbe:
      tcpSocket:
        port: 90
    readinessProbe:
      tcpSocket:
        port: 90
    lifecycle:
      preStop:
        sleep:
          seconds: 5
    resources: {requests: {cpu: 10m}}
`,
    changes: '"x" starts and stops with "app"; nothing waits for its startup probe',
  },
  'a postStart hook holds back what follows': {
    form: 'classic',
    before: `apiVersion: v1
kind: Pod
metadata: {name: w}
spec:
    initContainers:
        -   name: first
            image: acme/first:1
        -   name: x
            image: acme/x:1
            restartPolicy: Always
            lifecycle:
                postStart:
                    exec: {command: [/ready]}
    containers:
        # the main one
        -   name: app
            image: acme/app:1`,
    after: `apiVersion: v1
kind: Pod
metadata: {name: w}
spec:
    initContainers:
        -   name: first
            image: acme/first:1
    containers:
        -   name: x
            image: acme/x:1
            lifecycle:
                postStart:
                    exec: {command: [/ready]}
        # the main one
        -   name: app
            image: acme/app:1`,
    changes: '"x" starts and stops with "app"; what follows waits for its postStart hook',
  },
  'a preStop hook that would stop it too early goes': {
    form: 'native',
    before: `apiVersion: v1
kind: Pod
metadata: {name: w}
spec:
  containers:
    - name: app
      image: acme/app:1
    - name: x
      image: envoyproxy/envoy:v1.30.1
      lifecycle:
        # gently
        preStop:
          exec:
            command: [sh, -c, "sleep 5; curl -X POST localhost:9901/quitquitquit"]
`,
    after: `apiVersion: v1
kind: Pod
metadata: {name: w}
spec:
  initContainers:
    - name: x
      image: envoyproxy/envoy:v1.30.1
      restartPolicy: Always
  containers:
    - name: app
      image: acme/app:1
`,
    changes:
      '"x" starts before "app", stops after it; its preStop hook goes, since it would stop it before the application',
  },
  'before the first that dials it, with the probe of the catalogue': {
    form: 'native',
    before: `apiVersion: v1
kind: Pod
metadata: {name: w}
spec:
  initContainers:
    - name: copy
      image: acme/copy:1
    - name: migrate
      image: acme/migrate:1
      args: ["--database=postgres://localhost:5432/shop"]
  containers:
    - name: x
      image: gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.11.4
      args: ["--port=5432", "p:r:db"]
    - name: app
      image: acme/app:1
`,
    after: `apiVersion: v1
kind: Pod
metadata: {name: w}
spec:
  initContainers:
    - name: copy
      image: acme/copy:1
    - name: x
      image: gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.11.4
      restartPolicy: Always
      args: ["--port=5432", "--health-check", "--http-address=0.0.0.0", "p:r:db"]
      startupProbe:
        httpGet:
          path: /startup
          port: 9090
    - name: migrate
      image: acme/migrate:1
      args: ["--database=postgres://localhost:5432/shop"]
  containers:
    - name: app
      image: acme/app:1
`,
    changes: '"x" starts before "app", stops after it; what follows waits for its startup probe',
  },
  JSON: {
    form: 'native',
    before: `{
  "apiVersion": "v1",
  "kind": "Pod",
  "metadata": { "name": "w" },
  "spec": {
    "containers": [
      {
        "name": "app",
        "image": "acme/app:1"
      },
      {
        "name": "x",
        "image": "acme/x:1"
      }
    ]
  }
}
`,
    after: `{
  "apiVersion": "v1",
  "kind": "Pod",
  "metadata": { "name": "w" },
  "spec": {
    "initContainers": [
      {
        "name": "x",
        "image": "acme/x:1",
        "restartPolicy": "Always"
      }
    ],
    "containers": [
      {
        "name": "app",
        "image": "acme/app:1"
      }
    ]
  }
}
`,
    changes: '"x" starts before "app", stops after it',
  },
  'Helm template': {
    form: 'native',
    before: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ include "w.name" . }}
spec:
  template:
    spec:
      {{- with .Values.nodeSelector }}
      nodeSelector:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      containers:
        - name: app
          image: "{{ .Values.image }}"
        - name: x
          image: fluent/fluent-bit:3.0
          resources:
            {{- toYaml .Values.resources | nindent 12 }}
`,
    after: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ include "w.name" . }}
spec:
  template:
    spec:
      {{- with .Values.nodeSelector }}
      nodeSelector:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      initContainers:
        - name: x
          image: fluent/fluent-bit:3.0
          restartPolicy: Always
          resources:
            {{- toYaml .Values.resources | nindent 12 }}
      containers:
        - name: app
          image: "{{ .Values.image }}"
`,
    changes: '"x" starts before "app", stops after it',
  },
};
