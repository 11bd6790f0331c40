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
import { names } from './look.ts';
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
  return names(text, ...KINDS);
}

const KINDS = [
  ...['Service', 'Ingress', 'IngressRoute', 'HTTPRoute', 'GRPCRoute', 'Route', 'HorizontalPodAutoscaler'],
  ...['VerticalPodAutoscaler', 'PodMonitor', 'NetworkPolicy', 'ConfigMap', 'LimitRange', 'Namespace', 'Sidecar'],
  'AuthProxyWorkload',
];

type Readers = {
  readonly [K in keyof Objects]: readonly [
    mayHold: (text: string) => boolean,
    of: (document: YamlDocument) => Objects[K],
  ];
};

const READERS: Readers = {
  services: [mayHoldService, servicesOf],
  ingresses: [mayHoldIngress, ingressesOf],
  autoscalers: [mayHoldAutoscaler, autoscalersOf],
  portUsers: [mayHoldPortUser, portUsersOf],
  configMaps: [mayHoldConfigMap, configMapsOf],
  limitRanges: [mayHoldLimitRange, limitRangesOf],
  askers: [mayHoldAsker, askersOf],
  istioSidecars: [mayHoldIstioSidecar, istioSidecarsOf],
};

/** The objects of the text of a document, each kind read when it is asked for. `parse` gives its tree. */
export function objectsOf(text: string, parse: () => YamlDocument | null): Objects {
  if (!mayHoldObject(text)) return NO_OBJECTS;
  const objects = { ...NO_OBJECTS };
  for (const key of Object.keys(READERS) as (keyof Objects)[]) {
    if (READERS[key][0](text)) readLater(objects, key, parse);
  }
  return objects;
}

/** Makes a kind of objects one that is read when it is first asked for. */
function readLater(objects: Objects, key: keyof Objects, parse: () => YamlDocument | null): void {
  const become = (property: PropertyDescriptor) =>
    Object.defineProperty(objects, key, { enumerable: true, configurable: true, ...property });
  const get = () => {
    const document = parse();
    const value = document ? READERS[key][1](document) : NO_OBJECTS[key];
    become({ value });
    return value;
  };
  become({ get });
}

/** Those of them that refer to pods. */
export function referrersIn({ services, autoscalers, portUsers }: Objects): readonly Referrer[] {
  return [...services, ...autoscalers, ...portUsers];
}
