// Generated from snippets/pod-proxy.yaml by "npm run generate": edit that, not this.
import type { ManifestPattern } from '../pattern.ts';

export const podProxy: ManifestPattern = {
  id: 'pod-proxy',
  title: 'Deployment with a sign-in proxy',
  purpose: 'Require sign-in before the application',
  pattern: 'proxy',
  description:
    "A Deployment that only people who have signed in with OpenID Connect can reach: the Service leads to OAuth2 Proxy, and a NetworkPolicy closes the application's own port.",
  avoid: 'For many applications one sign-in at the ingress or gateway is easier to look after.',
  keywords: ['proxy', 'authentication', 'oidc', 'sign in', 'login', 'sso', 'oauth2-proxy', 'networkpolicy'],
  docs: 'https://oauth2-proxy.github.io/oauth2-proxy/configuration/overview',
  parameters: [
    {
      key: 'name',
      title: 'Name of the application',
      default: 'intranet',
      required: false,
      choices: null,
      example: 'intranet',
    },
    {
      key: 'image',
      title: 'Image of the application',
      default: 'nginxinc/nginx-unprivileged:1.30.5-alpine-slim',
      required: false,
      choices: null,
      example: 'registry.example.com/intranet:1.0.0',
    },
    {
      key: 'port',
      title: 'Port on which the application listens',
      default: '8080',
      required: false,
      choices: null,
      example: '8080',
    },
    {
      key: 'issuer',
      title: 'Address of the OpenID Connect issuer',
      default: null,
      required: true,
      choices: null,
      example: 'https://accounts.example.com',
    },
    {
      key: 'email-domain',
      title: 'Domain of the e-mail addresses that are let in, * for all',
      default: '*',
      required: false,
      choices: null,
      example: 'example.com',
    },
    {
      key: 'secret',
      title: 'Secret with the keys client-id, client-secret and cookie-secret',
      default: 'oauth2-proxy',
      required: false,
      choices: null,
      example: 'oauth2-proxy',
    },
  ],
  scope: 'manifest',
  prefix: 'pod-proxy',
  text: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: \${name}
  labels:
    app.kubernetes.io/name: \${name}
spec:
  replicas: 2
  selector:
    matchLabels:
      app.kubernetes.io/name: \${name}
  template:
    metadata:
      labels:
        app.kubernetes.io/name: \${name}
    spec:
      # What the Pod Security level "restricted" asks of a Pod; the rest stands in each container.
      securityContext:
        seccompProfile:
          type: RuntimeDefault
      initContainers:
        - name: oauth2-proxy
          image: quay.io/oauth2-proxy/oauth2-proxy:v7.15.5
          restartPolicy: Always
          args:
            - --http-address=0.0.0.0:4180
            - --upstream=http://127.0.0.1:\${port}
            - --provider=oidc
            - --oidc-issuer-url=\${issuer}
            - --email-domain=\${email-domain}
            # TLS ends in front of the Pod: the headers of the ingress or gateway tell what was asked for.
            - --reverse-proxy=true
            - --skip-provider-button=true
          env:
            - name: OAUTH2_PROXY_CLIENT_ID
              valueFrom:
                secretKeyRef:
                  name: \${secret}
                  key: client-id
            - name: OAUTH2_PROXY_CLIENT_SECRET
              valueFrom:
                secretKeyRef:
                  name: \${secret}
                  key: client-secret
            # 16, 24 or 32 bytes: openssl rand -base64 32 | tr -- '+/' '-_'
            - name: OAUTH2_PROXY_COOKIE_SECRET
              valueFrom:
                secretKeyRef:
                  name: \${secret}
                  key: cookie-secret
          ports:
            - name: sign-in
              containerPort: 4180
          startupProbe:
            httpGet:
              path: /ping
              port: sign-in
            periodSeconds: 2
            failureThreshold: 30
          livenessProbe:
            httpGet:
              path: /ping
              port: sign-in
          readinessProbe:
            httpGet:
              path: /ready
              port: sign-in
          resources:
            requests:
              cpu: 20m
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
        - name: app
          image: \${image}
          ports:
            - name: http
              containerPort: \${port}
          readinessProbe:
            httpGet:
              path: /
              port: http
          lifecycle:
            # Time for the Service to stop sending requests before the application stops. From Kubernetes 1.30 on
            # "sleep: { seconds: 5 }" needs no program of the image.
            preStop:
              exec:
                command: [sleep, "5"]
          resources:
            requests:
              cpu: 100m
              memory: 128Mi
            limits:
              memory: 256Mi
          securityContext:
            runAsNonRoot: true
            allowPrivilegeEscalation: false
            capabilities:
              drop: [ALL]
---
apiVersion: v1
kind: Service
metadata:
  name: \${name}
  labels:
    app.kubernetes.io/name: \${name}
spec:
  selector:
    app.kubernetes.io/name: \${name}
  ports:
    - name: http
      port: 80
      targetPort: 4180
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: \${name}
spec:
  podSelector:
    matchLabels:
      app.kubernetes.io/name: \${name}
  policyTypes: [Ingress]
  ingress:
    - ports:
        - port: 4180
`,
};
