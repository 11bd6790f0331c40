import type { Service } from '../../kubernetes/services.ts';
import type { YamlDocument } from '../../yaml/parse.ts';
import type { Span } from '../../yaml/span.ts';
import { remembered } from '../remembered.ts';
import { concurrent, type Team, type Teammate } from '../team.ts';
import { inboundOf, listenerAt } from './inbound.ts';
import { portNamed } from './named-ports.ts';

/** A port that Prometheus asks for metrics. */
export interface Scrape {
  /** Null where nothing tells which port, or no container has one of that name. */
  readonly port: number | null;
  /** Null where no container is known to listen there. */
  readonly to: Teammate | null;
  /** What asks for it: the annotation of the port, else that which asks at all, or the name of the port in a PodMonitor. */
  readonly at: Span;
  readonly document: YamlDocument;
}

/**
 * What Prometheus scrapes of a pod, each port once: by PodMonitors that select it, and by the annotations that the
 * example configuration of Prometheus reads on pods and on Services (`prometheus.io/scrape`, `prometheus.io/port`).
 */
export const scrapesOf = remembered(findScrapes);

function findScrapes(team: Team): Scrape[] {
  const found = [...byMonitors(team), ...byAnnotation(team), ...team.services.flatMap((one) => byService(team, one))];
  const seen = new Set<number | null>();
  return found.filter(({ port }) => {
    const isNew = !seen.has(port);
    seen.add(port);
    return isNew;
  });
}

function byMonitors(team: Team): Scrape[] {
  const monitors = team.portUsers.filter(({ kind }) => kind === 'PodMonitor');
  return monitors.flatMap(({ ports, document }) =>
    ports.flatMap(({ value, at }): Scrape[] => {
      const named = portNamed(team, value, 'TCP');
      return [{ port: named?.port.containerPort.value ?? null, to: named?.member ?? null, at, document }];
    }),
  );
}

function byAnnotation(team: Team): Scrape[] {
  const { annotations, document } = team.pod;
  const asks = annotations.get('prometheus.io/scrape');
  if (asks?.value !== 'true') return [];
  const written = annotations.get('prometheus.io/port');
  if (written) return [{ ...scraped(team, written.value), at: written.at, document }];
  // Without a port the example takes every declared one.
  const declared = concurrent(team).flatMap(({ container }) => container.ports.map((port) => port.containerPort.value));
  const [only, ...others] = new Set(declared);
  return [{ ...scraped(team, others.length === 0 ? only : undefined), at: asks.at, document }];
}

/** The port of the annotation is one of the pods, whatever ports the Service has. */
function byService(team: Team, service: Service): Scrape[] {
  const { annotations, document } = service;
  const asks = annotations.get('prometheus.io/scrape');
  if (asks?.value !== 'true') return [];
  const written = annotations.get('prometheus.io/port');
  if (written) return [{ ...scraped(team, written.value), at: written.at, document }];
  const [only, ...others] = inboundOf(team).filter((one) => one.service === service);
  if (!only || others.length > 0) return [{ port: null, to: null, at: asks.at, document }];
  return [{ port: only.target, to: only.to, at: asks.at, document }];
}

function scraped(team: Team, port: string | number | undefined): Pick<Scrape, 'port' | 'to'> {
  if (port === undefined || !/^\d{1,5}$/.test(String(port))) return { port: null, to: null };
  return { port: Number(port), to: listenerAt(team, Number(port), 'TCP') };
}
