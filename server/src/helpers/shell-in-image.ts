import { isUnresolved } from '../yaml/tree.ts';
import type { Catalog } from './catalog.ts';
import { PUBLIC_REGISTRY } from './config-files.ts';
import { globMatcher, parseImage } from './image.ts';

/** What an image is known to lack. */
export interface Shellless {
  /** Whether it has `/bin/sh` all the same, but no other of the usual tools. */
  readonly hasShell: boolean;
  /** Whether the version is known, too. */
  readonly certain: boolean;
  /** A tag of the same image with a shell; null if none is known. */
  readonly tagWithShell: string | null;
}

/** Google's distroless images; those of Python have held a `/bin/sh` (distroless#229, #1178). */
const DISTROLESS =
  /^gcr\.io\/distroless\/(?:static|base|base-nossl|cc|java\d*(?:-base)?|java-base|nodejs\d*|(python3))(?:-debian\d+)?$/;

/**
 * The repositories of the publishers, by the id of the helper, without public registries. A match on the last part of a
 * repository proves what the program is, not how its image was built.
 */
const PUBLISHED: ReadonlyMap<string, RegExp> = new Map([
  ['alloydb-auth-proxy', /^(?:(?:us|eu|asia)\.gcr\.io\/)?alloydb-connectors\/alloydb-auth-proxy$/],
  ['cloud-sql-proxy', /^(?:(?:us|eu|asia)\.gcr\.io\/)?cloud-sql-connectors\/cloud-sql-proxy$/],
  ['cloud-sql-proxy-v1', /^(?:(?:us|eu|asia)\.gcr\.io\/)?cloudsql-docker\/gce-proxy$/],
  ['consul-dataplane', /^hashicorp\/consul-dataplane$/],
  ['csi-node-driver-registrar', /^(?:(?:k8s\.gcr\.io\/)?sig-storage|k8scsi)\/csi-node-driver-registrar$/],
  ['daprd', /^(?:daprio|dapr)\/daprd$/],
  ['envoy', /^envoyproxy\/envoy(?:-contrib)?$/],
  ['fluent-bit', /^fluent\/fluent-bit$/],
  ['istio-proxy', /^(?:istio|istio-release)\/proxyv2$/],
  ['kube-rbac-proxy', /^(?:brancz|kubebuilder)\/kube-rbac-proxy$/],
  ['kube-state-metrics', /^kube-state-metrics\/kube-state-metrics$/],
  ['linkerd-proxy', /^(?:cr\.l5d\.io\/linkerd|linkerd|linkerd-io)\/proxy$/],
  ['nginx-exporter', /^nginx\/nginx-prometheus-exporter$/],
  ['oauth2-proxy', /^oauth2-proxy\/oauth2-proxy$/],
  [
    'otel-collector',
    /^(?:otel\/opentelemetry-collector(?:-contrib|-k8s)?|open-telemetry\/opentelemetry-collector-releases\/[a-z0-9-]+)$/,
  ],
  ['process-exporter', /^ncabatoff\/process-exporter$/],
  ['redis-exporter', /^oliver006\/redis_exporter$/],
]);

/** Nobody has tried these (errata, 38). */
const PROBABLE: ReadonlySet<string> = new Set(['consul-dataplane']);

/** Whether an image is known to hold no shell and none of the usual tools: its publisher, its repository and its version. */
export function shelllessImage(image: string, catalog: Catalog): Shellless | null {
  if (isUnresolved(image) || image.includes('$(')) return null;
  const { repository, tag, digest } = parseImage(image);
  const certain = digest === null || tag !== null;
  const distroless = DISTROLESS.exec(repository);
  if (distroless) {
    if (tag?.includes('debug')) return null;
    const tagWithShell = tag === null || tag === 'latest' ? 'debug' : tag === 'nonroot' ? 'debug-nonroot' : null;
    // The oldest images of Java carry no number.
    const known = certain && !/\/java(?:-base)?$/.test(repository);
    return { hasShell: distroless[1] !== undefined, certain: known, tagWithShell };
  }
  if (repository === 'cgr.dev/chainguard/static') {
    return tag?.includes('-dev') ? null : { hasShell: false, certain, tagWithShell: null };
  }
  const name = repository.replace(PUBLIC_REGISTRY, '');
  // One image may play several roles; its publisher is told once.
  const helper = catalog.byImage(repository, tag).find(({ id, shell }) => shell && PUBLISHED.get(id)?.test(name));
  const shell = helper?.shell;
  if (!helper || !shell?.verified) return null;
  const isExcepted = tag !== null && shell.except?.some((glob) => globMatcher(glob)(tag)) === true;
  if (shell.inImage !== isExcepted) return null;
  const version = tag === null ? digest === null : /\d/.test(tag) || /^(?:latest|stable|edge)$/.test(tag);
  return {
    hasShell: false,
    certain: version && !PROBABLE.has(helper.id),
    tagWithShell: shell.inImage ? null : tagWithShell(tag, shell.except ?? []),
  };
}

function tagWithShell(tag: string | null, except: readonly string[]): string | null {
  const suffix = except.flatMap((glob) => /^\*-?([a-z]+)\*?$/.exec(glob)?.[1] ?? [])[0];
  return tag !== null && suffix !== undefined && /\d/.test(tag) ? `${tag}-${suffix}` : null;
}
