import type { YamlDocument } from '../yaml/parse.ts';
import { type Askers, askersOf, mayHoldAsker, NO_ASKERS } from './askers.ts';
import {
  autoscalersOf,
  type HorizontalPodAutoscaler,
  mayHoldAutoscaler,
  type VerticalPodAutoscaler,
} from './autoscalers.ts';
import { type ConfigMap, configMapsOf, mayHoldConfigMap } from './config-maps.ts';
import { type Ingress, ingressesOf, mayHoldIngress } from './ingresses.ts';
import { type IstioSidecar, istioSidecarsOf, mayHoldIstioSidecar } from './istio-sidecar.ts';
import { type LimitRange, limitRangesOf, mayHoldLimitRange } from './limit-ranges.ts';
import { mayHoldService } from './manifest.ts';
import { mayHoldPortUser, type PortUser, portUsersOf } from './port-users.ts';
import type { Referrer } from './referrers.ts';
import { type Service, servicesOf } from './services.ts';

/** What a document holds beside pods, as far as it matters to pods. */
export interface Objects {
  readonly services: readonly Service[];
  readonly ingresses: readonly Ingress[];
  readonly autoscalers: readonly (HorizontalPodAutoscaler | VerticalPodAutoscaler)[];
  readonly portUsers: readonly PortUser[];
  readonly configMaps: readonly ConfigMap[];
  readonly limitRanges: readonly LimitRange[];
  readonly askers: Askers;
  readonly istioSidecars: readonly IstioSidecar[];
}

const NO_OBJECTS: Objects = {
  services: [],
  ingresses: [],
  autoscalers: [],
  portUsers: [],
  configMaps: [],
  limitRanges: [],
  askers: NO_ASKERS,
  istioSidecars: [],
};

/** Whether a document may hold any of them, by a cheap look; true is no promise. */
export function mayHoldObject(text: string): boolean {
  return KIND.test(text) || text.includes('cloudsql.cloud.google.com/');
}

const KIND =
  /kind["']?[ \t]*:[ \t]*["']?(?:Service|Ingress|IngressRoute|HTTPRoute|GRPCRoute|Route|HorizontalPodAutoscaler|VerticalPodAutoscaler|PodMonitor|NetworkPolicy|ConfigMap|LimitRange|Namespace|Sidecar)\b/;

/** The objects of the text of a document, each kind read when it is asked for. `parse` gives its tree. */
export function objectsOf(text: string, parse: () => YamlDocument | null): Objects {
  if (!mayHoldObject(text)) return NO_OBJECTS;
  const read = <T>(mayHold: (text: string) => boolean, of: (document: YamlDocument) => readonly T[]): readonly T[] => {
    const document = mayHold(text) ? parse() : null;
    return document ? of(document) : [];
  };
  return lazily({
    services: () => read(mayHoldService, servicesOf),
    ingresses: () => read(mayHoldIngress, ingressesOf),
    autoscalers: () => read(mayHoldAutoscaler, autoscalersOf),
    portUsers: () => read(mayHoldPortUser, portUsersOf),
    configMaps: () => read(mayHoldConfigMap, configMapsOf),
    limitRanges: () => read(mayHoldLimitRange, limitRangesOf),
    askers: () => read(mayHoldAsker, (document) => [askersOf(document)])[0] ?? NO_ASKERS,
    istioSidecars: () => read(mayHoldIstioSidecar, istioSidecarsOf),
  });
}

/** An object whose values are made when they are first asked for. */
function lazily<T extends object>(makers: { readonly [K in keyof T]: () => T[K] }): T {
  const made = {} as T;
  for (const key of Object.keys(makers) as (keyof T)[]) {
    const get = () => {
      const value = makers[key]();
      Object.defineProperty(made, key, { value, enumerable: true });
      return value;
    };
    Object.defineProperty(made, key, { get, enumerable: true, configurable: true });
  }
  return made;
}

/** Those of them that refer to pods. */
export function referrersIn({ services, autoscalers, portUsers }: Objects): readonly Referrer[] {
  return [...services, ...autoscalers, ...portUsers];
}
