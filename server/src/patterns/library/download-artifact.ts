// Generated from snippets/download-artifact.yaml by "npm run generate": edit that, not this.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the places of parameters
import type { ContainerPattern } from '../pattern.ts';

export const downloadArtifact: ContainerPattern = {
  id: 'download-artifact',
  title: 'Download of a file (curl)',
  purpose: 'Download an artifact',
  pattern: 'init',
  description:
    'Fetches a file over HTTP into a shared volume before the application starts, with retries, and lets the application start only if its SHA-256 checksum is right.',
  avoid:
    'It is fetched anew for every Pod: what belongs to a release is better part of the image, or an image volume, which the node keeps.',
  keywords: [
    'init container',
    'download',
    'artifact',
    'plugin',
    'model',
    'agent jar',
    'http',
    'curl',
    'wget',
    'checksum',
    'fetch file',
  ],
  docs: 'https://curl.se/docs/manpage.html',
  parameters: [
    {
      key: 'url',
      title: 'Address of the file',
      default: null,
      required: true,
      choices: null,
      example: 'https://repo.example.com/plugins/search-2.1.0.jar',
    },
    {
      key: 'sha256',
      title: 'SHA-256 checksum of the file, in lower-case hexadecimal digits',
      default: null,
      required: true,
      choices: null,
      example: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    },
    {
      key: 'file',
      title: 'Name of the file in the volume',
      default: null,
      required: true,
      choices: null,
      example: 'search.jar',
    },
    {
      key: 'folder',
      title: 'Where the application sees it',
      default: '/artifacts',
      required: false,
      choices: null,
      example: '/artifacts',
    },
  ],
  scope: 'container',
  variants: [],
  container: {
    name: 'download-artifact',
    image: 'curlimages/curl:8.22.0',
    command: ['sh', '-ec'],
    args: [
      'curl --fail --silent --show-error --location --connect-timeout 10 \\\n  --retry 5 --retry-all-errors --output "/artifacts/$FILE.part" "$URL"\nprintf \'%s  %s\\n\' "$SHA256" "/artifacts/$FILE.part" | sha256sum -c -\nmv "/artifacts/$FILE.part" "/artifacts/$FILE"\n',
    ],
    env: [
      {
        name: 'URL',
        value: '${url}',
      },
      {
        name: 'SHA256',
        value: '${sha256}',
      },
      {
        name: 'FILE',
        value: '${file}',
      },
    ],
    resources: {
      requests: {
        cpu: '20m',
        memory: '32Mi',
      },
      limits: {
        memory: '128Mi',
      },
    },
    securityContext: {
      runAsNonRoot: true,
      runAsUser: 65534,
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: {
        drop: ['ALL'],
      },
      seccompProfile: {
        type: 'RuntimeDefault',
      },
    },
    volumeMounts: [
      {
        name: 'artifacts',
        mountPath: '/artifacts',
      },
    ],
  },
  native: {},
  classic: {},
  volumes: [
    {
      name: 'artifacts',
      emptyDir: {
        sizeLimit: '1Gi',
      },
    },
  ],
  app: {
    volumeMounts: [
      {
        name: 'artifacts',
        mountPath: '${folder}',
        readOnly: true,
      },
    ],
    env: [],
  },
  spec: {},
  labels: {},
  annotations: {},
};
