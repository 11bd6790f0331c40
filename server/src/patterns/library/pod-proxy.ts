// Generated from snippets/pod-proxy.yaml by "npm run generate": edit that, not this.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the places of parameters
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
  text: 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: ${name}\n  labels:\n    app.kubernetes.io/name: ${name}\nspec:\n  replicas: 2\n  selector:\n    matchLabels:\n      app.kubernetes.io/name: ${name}\n  template:\n    metadata:\n      labels:\n        app.kubernetes.io/name: ${name}\n    spec:\n      # What the Pod Security level "restricted" asks of a Pod; the rest stands in each container.\n      securityContext:\n        seccompProfile:\n          type: RuntimeDefault\n      initContainers:\n        - name: oauth2-proxy\n          image: quay.io/oauth2-proxy/oauth2-proxy:v7.15.5\n          restartPolicy: Always\n          args:\n            - --http-address=0.0.0.0:4180\n            - --upstream=http://127.0.0.1:${port}\n            - --provider=oidc\n            - --oidc-issuer-url=${issuer}\n            - --email-domain=${email-domain}\n            # TLS ends in front of the Pod: the headers of the ingress or gateway tell what was asked for.\n            - --reverse-proxy=true\n            - --skip-provider-button=true\n          env:\n            - name: OAUTH2_PROXY_CLIENT_ID\n              valueFrom:\n                secretKeyRef:\n                  name: ${secret}\n                  key: client-id\n            - name: OAUTH2_PROXY_CLIENT_SECRET\n              valueFrom:\n                secretKeyRef:\n                  name: ${secret}\n                  key: client-secret\n            # 16, 24 or 32 bytes: openssl rand -base64 32 | tr -- \'+/\' \'-_\'\n            - name: OAUTH2_PROXY_COOKIE_SECRET\n              valueFrom:\n                secretKeyRef:\n                  name: ${secret}\n                  key: cookie-secret\n          ports:\n            - name: sign-in\n              containerPort: 4180\n          startupProbe:\n            httpGet:\n              path: /ping\n              port: sign-in\n            periodSeconds: 2\n            failureThreshold: 30\n          livenessProbe:\n            httpGet:\n              path: /ping\n              port: sign-in\n          readinessProbe:\n            httpGet:\n              path: /ready\n              port: sign-in\n          resources:\n            requests:\n              cpu: 20m\n              memory: 32Mi\n            limits:\n              memory: 128Mi\n          securityContext:\n            runAsNonRoot: true\n            allowPrivilegeEscalation: false\n            readOnlyRootFilesystem: true\n            capabilities:\n              drop: [ALL]\n      containers:\n        - name: app\n          image: ${image}\n          ports:\n            - name: http\n              containerPort: ${port}\n          readinessProbe:\n            httpGet:\n              path: /\n              port: http\n          lifecycle:\n            # Time for the Service to stop sending requests before the application stops. From Kubernetes 1.30 on\n            # "sleep: { seconds: 5 }" needs no program of the image.\n            preStop:\n              exec:\n                command: [sleep, "5"]\n          resources:\n            requests:\n              cpu: 100m\n              memory: 128Mi\n            limits:\n              memory: 256Mi\n          securityContext:\n            runAsNonRoot: true\n            allowPrivilegeEscalation: false\n            capabilities:\n              drop: [ALL]\n---\napiVersion: v1\nkind: Service\nmetadata:\n  name: ${name}\n  labels:\n    app.kubernetes.io/name: ${name}\nspec:\n  selector:\n    app.kubernetes.io/name: ${name}\n  ports:\n    - name: http\n      port: 80\n      targetPort: 4180\n---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: ${name}\nspec:\n  podSelector:\n    matchLabels:\n      app.kubernetes.io/name: ${name}\n  policyTypes: [Ingress]\n  ingress:\n    - ports:\n        - port: 4180\n',
};
