// Generated from snippets/s3-fetch.yaml by "npm run generate": edit that, not this.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the places of parameters
import type { ContainerPattern } from '../pattern.ts';

export const s3Fetch: ContainerPattern = {
  id: 's3-fetch',
  title: 'Files from S3 (AWS CLI)',
  purpose: 'Fetch files from S3',
  pattern: 'init',
  description:
    "Copies what is below a path of an S3 bucket into a shared volume before the application starts. It signs in with the Pod's service account (EKS Pod Identity or IRSA), whose role needs s3:ListBucket and s3:GetObject; no keys are stored.",
  avoid:
    'Files that change while the application runs, or are too many to copy, are better read from S3 itself or through the Mountpoint CSI driver.',
  keywords: [
    'init container',
    's3',
    'aws',
    'bucket',
    'download',
    'configuration',
    'irsa',
    'pod identity',
    'object storage',
    'fetch files',
  ],
  docs: 'https://docs.aws.amazon.com/cli/latest/reference/s3/sync.html',
  parameters: [
    {
      key: 'source',
      title: 'Bucket and path',
      default: null,
      required: true,
      choices: null,
      example: 's3://shop-config/production',
    },
    {
      key: 'region',
      title: 'Region of the bucket',
      default: null,
      required: true,
      choices: null,
      example: 'eu-west-1',
    },
    {
      key: 'service-account',
      title: 'Service account that is bound to an IAM role',
      default: null,
      required: true,
      choices: null,
      example: 'shop',
    },
    {
      key: 'folder',
      title: 'Where the application sees the files',
      default: '/files',
      required: false,
      choices: null,
      example: '/files',
    },
  ],
  scope: 'container',
  variants: [],
  container: {
    name: 's3-fetch',
    image: 'amazon/aws-cli:2.37.11',
    command: ['aws'],
    args: ['s3', 'sync', '--only-show-errors', '${source}', '/files'],
    env: [
      {
        name: 'AWS_REGION',
        value: '${region}',
      },
      {
        name: 'AWS_RETRY_MODE',
        value: 'standard',
      },
      {
        name: 'AWS_MAX_ATTEMPTS',
        value: '10',
      },
      {
        name: 'HOME',
        value: '/tmp',
      },
    ],
    resources: {
      requests: {
        cpu: '50m',
        memory: '128Mi',
      },
      limits: {
        memory: '512Mi',
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
        name: 's3-files',
        mountPath: '/files',
      },
      {
        name: 's3-fetch-tmp',
        mountPath: '/tmp',
      },
    ],
  },
  native: {},
  classic: {},
  volumes: [
    {
      name: 's3-files',
      emptyDir: {
        sizeLimit: '1Gi',
      },
    },
    {
      name: 's3-fetch-tmp',
      emptyDir: {
        medium: 'Memory',
        sizeLimit: '16Mi',
      },
    },
  ],
  app: {
    volumeMounts: [
      {
        name: 's3-files',
        mountPath: '${folder}',
        readOnly: true,
      },
    ],
    env: [],
  },
  spec: {
    serviceAccountName: '${service-account}',
  },
  labels: {},
  annotations: {},
};
