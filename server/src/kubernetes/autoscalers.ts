import type { YamlDocument } from '../yaml/parse.ts';
import { child, integer, items, type Reached, text } from '../yaml/read.ts';
import { type Located, type Span, usedAt } from '../yaml/span.ts';
import { names } from './look.ts';
import { type Manifest, manifestsOf } from './manifest.ts';
import { groupOf } from './workloads.ts';

/** The workload that an autoscaler names (autoscaling/v1 CrossVersionObjectReference). */
export interface TargetReference {
  /** The API group; '' is the core group. Null where none is written. */
  readonly group: string | null;
  readonly kind: string;
  readonly name: Located<string>;
}

/** A HorizontalPodAutoscaler (autoscaling/v2, and v1 with its one CPU target). */
export interface HorizontalPodAutoscaler {
  readonly kind: 'HorizontalPodAutoscaler';
  readonly document: YamlDocument;
  readonly name: string;
  readonly namespace: string | null;
  readonly at: Span;
  readonly target: TargetReference;
  readonly maxReplicas: number | null;
  readonly metrics: readonly Metric[];
}

/** What a HorizontalPodAutoscaler looks at. */
export interface Metric {
  /** `Resource`, `ContainerResource`, or one of those that say nothing of containers. */
  readonly type: string;
  /** Of the two: `cpu`, `memory` or another resource. */
  readonly resource: string | null;
  /** Of `ContainerResource`. */
  readonly container: Located<string> | null;
  /** `Utilization` is a share of the requests; `AverageValue` needs none. */
  readonly targetType: string | null;
  readonly at: Span;
}

/** A VerticalPodAutoscaler (autoscaling.k8s.io). */
export interface VerticalPodAutoscaler {
  readonly kind: 'VerticalPodAutoscaler';
  readonly document: YamlDocument;
  readonly name: string;
  readonly namespace: string | null;
  readonly at: Span;
  readonly target: TargetReference;
  /** The containers that its policies name, without `*`. */
  readonly containers: readonly Located<string>[];
}

/** Whether a document may hold an autoscaler, by a cheap look; true is no promise. */
export function mayHoldAutoscaler(of: string): boolean {
  return names(of, 'HorizontalPodAutoscaler', 'VerticalPodAutoscaler');
}

/** The autoscalers of a document. Wrong types are absent; nothing throws. */
export function autoscalersOf(document: YamlDocument): (HorizontalPodAutoscaler | VerticalPodAutoscaler)[] {
  return manifestsOf(document).flatMap((manifest): (HorizontalPodAutoscaler | VerticalPodAutoscaler)[] => {
    const { kind, name, namespace, at, root } = manifest;
    const group = groupOf(manifest.apiVersion ?? '');
    const spec = child(root, 'spec');
    if (name === null) return [];
    const common = { document, name, namespace, at };
    if (kind === 'HorizontalPodAutoscaler' && group === 'autoscaling') {
      const target = readTarget(child(spec, 'scaleTargetRef'));
      const maxReplicas = integer(child(spec, 'maxReplicas'))?.value ?? null;
      return target ? [{ ...common, kind, target, maxReplicas, metrics: metricsOf(manifest) }] : [];
    }
    if (kind === 'VerticalPodAutoscaler' && group === 'autoscaling.k8s.io') {
      const target = readTarget(child(spec, 'targetRef'));
      const containers = items(child(spec, 'resourcePolicy', 'containerPolicies'))
        .flatMap((policy) => text(child(policy, 'containerName')) ?? [])
        .filter(({ value }) => value !== '*');
      return target ? [{ ...common, kind, target, containers }] : [];
    }
    return [];
  });
}

function readTarget(from: Reached | null): TargetReference | null {
  const kind = text(child(from, 'kind'))?.value;
  const name = text(child(from, 'name'));
  const apiVersion = text(child(from, 'apiVersion'))?.value;
  if (kind === undefined || !name) return null;
  return { group: apiVersion === undefined ? null : groupOf(apiVersion), kind, name };
}

function metricsOf({ root }: Manifest): Metric[] {
  const spec = child(root, 'spec');
  const cpu = child(spec, 'targetCPUUtilizationPercentage');
  const first: Metric[] = cpu
    ? [
        {
          type: 'Resource',
          resource: 'cpu',
          container: null,
          targetType: 'Utilization',
          at: cpu.via ?? cpu.key.at,
        },
      ]
    : [];
  const others = items(child(spec, 'metrics')).flatMap((item): Metric[] => {
    const type = text(child(item, 'type'));
    if (!type) return [];
    const of = child(item, type.value.charAt(0).toLowerCase() + type.value.slice(1));
    return [
      {
        type: type.value,
        resource: text(child(of, 'name'))?.value ?? null,
        container: text(child(of, 'container')),
        targetType: text(child(of, 'target', 'type'))?.value ?? targetTypeOf(of),
        at: usedAt(type),
      },
    ];
  });
  return [...first, ...others];
}

/** As v2beta1 says it. */
function targetTypeOf(of: Reached | null): string | null {
  if (child(of, 'targetAverageUtilization')) return 'Utilization';
  return child(of, 'targetAverageValue') ? 'AverageValue' : null;
}
