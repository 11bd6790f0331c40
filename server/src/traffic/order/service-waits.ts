import { basename, unwrap } from '../../helpers/commands/command.ts';
import { type Wait, waitsOf } from '../../helpers/commands/waits.ts';
import { provenHelper } from '../../helpers/role.ts';
import type { Service } from '../../kubernetes/services.ts';
import type { Teammate } from '../team.ts';
import { variablesOf } from '../variables.ts';

/** A container waits for a Service before it goes on. */
export interface ServiceWait {
  readonly service: Service;
  /** `name`: until the name is found in the DNS. `connection`: until something answers. */
  readonly for: 'name' | 'connection';
  readonly wait: Wait;
}

const RESOLVES = /^(?:nslookup|getent|host|dig|drill)$/;
/** Programs that print or compare their words, or ask for other objects than Services. */
const OTHERS = /^(?:echo|printf|\[|\[\[|test|grep|sed|awk|tee|kubectl(?:-wait)?)$/;

/** No pod of people is selected by more. */
const MAX_SERVICES = 50;

/** The Services, of those given, whose names the waits of a container ask. */
export function serviceWaitsOf(member: Teammate, services: readonly Service[]): ServiceWait[] {
  if (services.length === 0) return [];
  const { values } = variablesOf(member);
  return [...waitsOf(member.command), ...waitOfImage(member)].flatMap((wait) =>
    wait.lines.flatMap((line): ServiceWait[] => {
      const { words } = unwrap(line);
      const program = basename(words[0] ?? '');
      if (OTHERS.test(program)) return [];
      const hosts = new Set(words.slice(1).map((word) => hostIn(filledIn(word, values))));
      const service = services
        .slice(0, MAX_SERVICES)
        .find((one) => namesOf(one).some((pattern) => [...hosts].some((host) => pattern(host))));
      return service ? [{ service, for: RESOLVES.test(program) ? 'name' : 'connection', wait }] : [];
    }),
  );
}

/** What the image of a waiter asks by itself; the arguments tell whom. */
function waitOfImage(member: Teammate): Wait[] {
  const helper = provenHelper(member);
  if (member.command.program !== null || helper?.function !== 'waiter') return [];
  // k8s-wait-for asks until the Pods are ready; all others give up after some time.
  const bounded = helper.id !== 'k8s-wait-for';
  return [{ lines: [[helper.id, ...member.command.words]], bounded, conditional: false }];
}

/** The words of a shell with its variables replaced by those of the container. */
function filledIn(word: string, values: ReadonlyMap<string, string>): string {
  return word.replace(/\$(?:\{(\w+)(?::?-[^}]*)?\}|\((\w+)\)|(\w+))/g, (written, braced, bracketed, plain) => {
    return values.get(braced ?? bracketed ?? plain) ?? written;
  });
}

/** The host of a URL, of `host:port`, of `--host=host` or of a word alone. */
function hostIn(word: string): string {
  const value = word.replace(/^--?[\w-]+=/, '').replace(/^-h(?=[a-z])/, '');
  const place = value
    .replace(/^\/dev\/tcp\//, '')
    .replace(/^[a-z][a-z\d+.-]*:\/\//i, '')
    .replace(/[/?#].*$/, '');
  return place
    .slice(place.lastIndexOf('@') + 1)
    .replace(/:\d+$/, '')
    .replace(/\.$/, '')
    .toLowerCase();
}

/** Whether a host is a name of a Service: its own, with its namespace, and in the domain of the cluster. */
function namesOf({ name, namespace }: Service): ((host: string) => boolean)[] {
  const own = name.toLowerCase();
  return [
    (host) => host === own,
    (host) => {
      const [first, second, third] = host.split('.', 3);
      const isNear = second === (namespace ?? 'default') || second?.includes('$') === true;
      return first === own && isNear && second !== undefined && (third === undefined || third === 'svc');
    },
  ];
}
