/** One Deployment in many ways of writing; each has one pod with the container "web" alone. */
export const WAYS: Readonly<Record<string, string>> = {
  prettier: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
        - name: web
          image: acme/web:1.0
          ports:
            - name: http
              containerPort: 8088
`,
  kubectl: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      annotations:
        acme/team: shop
      labels:
        app: web
    spec:
      initContainers:
      - command: [./migrate]
        image: acme/web:1.0
        name: migrate
      containers:
      - image: acme/web:1.0
        name: web
        env:
        - name: MODE
          value: fast
        volumeMounts:
        - mountPath: /data
          name: data
      volumes:
      - name: data
        emptyDir: {}
status: {}
`,
  fourColumns: `apiVersion: apps/v1
kind: Deployment
metadata:
    name: 'web'
spec:
    selector: {matchLabels: {app: 'web'}}
    template:
        metadata:
            labels: {app: 'web'}
        spec:
            containers:
                -   name: 'web'
                    image: 'acme/web:1.0'
            restartPolicy: 'Always'
`,
  comments: `# the shop
apiVersion: apps/v1 # stable
kind: Deployment
metadata: # who
  name: web
# what
spec:
  selector: # by label
    matchLabels: {app: web} # one
  template: # the pod
    # labels only
    metadata:
      labels: {app: web}
      # no annotations
    spec: # of the pod
      # all of them

      containers: # two some day
        # the main one
        - name: web # it serves
          image: acme/web:1.0 # fixed
          volumeMounts: # none of them is big
            - name: data # ours
              mountPath: /data
            # - name: old
          # the end of web
        # the end of containers
      # before the volumes
      volumes: # one
        - name: data
          emptyDir: {} # small
        # - name: old
      # the end
# the very end
`,
  blankLines: `apiVersion: apps/v1
kind: Deployment

metadata:
  name: web

spec:
  selector: {matchLabels: {app: web}}

  template:

    metadata:
      labels: {app: web}

    spec:

      initContainers:

        - name: one
          image: acme/one:1.0

        - name: two
          image: acme/two:1.0

      containers:

        - name: web

          image: acme/web:1.0
          args:
            - |+
              ends

      volumes: []

`,
  unfinished: `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
        - name: web
          image: acme/web:1.0`,
  empties: `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata:
      labels: {app: web}
      annotations: {}
    spec:
      initContainers: [] # none
      containers:
      - name: web
        image: acme/web:1.0
        env:
        volumeMounts: []
      volumes:
`,
  flow: `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec: {selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {containers: [{name: web, image: acme/web:1.0}]}}}
`,
  flowLists: `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers: [{name: web, image: acme/web:1.0, env: [{name: MODE, value: fast}]}]
      volumes: [{name: data, emptyDir: {}}]
`,
  kyaml: `---
{
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: {
    name: "web",
  },
  spec: {
    selector: { matchLabels: { app: "web" } },
    template: {
      metadata: {
        labels: {
          app: "web",
        },
      },
      spec: {
        # it hugs
        containers: [{
          name: "web",
          image: "acme/web:1.0", # fixed
        }],
      },
    },
  },
}
`,
  json: `{
  "apiVersion": "apps/v1",
  "kind": "Deployment",
  "metadata": { "name": "web" },
  "spec": {
    "selector": { "matchLabels": { "app": "web" } },
    "template": {
      "metadata": {
        "labels": {
          "app": "web"
        }
      },
      "spec": {
        "containers": [
          {
            "name": "web",
            "image": "acme/web:1.0",
            "env": []
          }
        ]
      }
    }
  }
}
`,
  oneLineJson:
    '{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web"},"spec":{"selector":{"matchLabels":{"app":"web"}},"template":{"metadata":{"labels":{"app":"web"}},"spec":{"containers":[{"name":"web","image":"acme/web:1.0"}]}}}}',
  list: `apiVersion: v1
kind: List
items:
- apiVersion: v1
  kind: ConfigMap
  metadata:
    name: web
  data:
    a: |
      containers:
      - name: web
- apiVersion: apps/v1
  kind: Deployment
  metadata:
    name: web
  spec:
    selector: {matchLabels: {app: web}}
    template:
      spec:
        containers:
        - name: web
          image: acme/web:1.0
- apiVersion: v1
  kind: Service
  metadata:
    name: web
`,
  secondDocument: `---
# the service comes first
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector: {app: web}
--- # the pod
apiVersion: v1
kind: Pod
metadata:
  name: web
  labels: {app: web}
spec:
  containers:
    - name: web
      image: acme/web:1.0
...
`,
  cronJob: `apiVersion: batch/v1
kind: CronJob
metadata:
  name: web
spec:
  schedule: "0 4 * * *"
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: Never
          containers:
          - name: web
            image: acme/web:1.0
`,
  helm: `{{- if .Values.enabled }}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ include "web.fullname" . }}
  labels:
    {{- include "web.labels" . | nindent 4 }}
spec:
  selector:
    matchLabels:
      {{- include "web.selectorLabels" . | nindent 6 }}
  template:
    metadata:
      annotations:
        checksum/config: {{ include (print $.Template.BasePath "/config.yaml") . | sha256sum }}
      labels:
        {{- include "web.labels" . | nindent 8 }}
    spec:
      {{- with .Values.imagePullSecrets }}
      imagePullSecrets:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      initContainers:
        - name: {{ .Chart.Name }}-migrate
          image: "{{ .Values.image.repository }}:{{ .Values.image.tag }}"
      containers:
        - name: {{ .Chart.Name }}
          image: "{{ .Values.image.repository }}:{{ .Values.image.tag }}"
          env:
            - name: MODE
              value: {{ .Values.mode | quote }}
          resources:
            {{- toYaml .Values.resources | nindent 12 }}
          volumeMounts:
            - name: data
              mountPath: /data
      volumes:
        - name: data
          emptyDir: {}
      {{- with .Values.nodeSelector }}
      nodeSelector:
        {{- toYaml . | nindent 8 }}
      {{- end }}
{{- end }}
`,
};

/** The text with each kind of line break that occurs in files. */
export const EOLS = { LF: '\n', CRLF: '\r\n' } as const;
