import type { Catalog } from '../helpers/catalog.ts';
import type { Member, Role } from '../helpers/role.ts';
import type { Container } from '../kubernetes/pod.ts';
import type { Located } from '../yaml/span.ts';
import type { Dial } from './calls/dial.ts';
import { dialsOf } from './calls/dials.ts';
import { type Listen, listensOf } from './ports/listens.ts';
import type { Teammate } from './team.ts';
import { type Maps, readVariables, type Told, type Variables } from './variables.ts';

/** What it depends upon beside the container what that is by itself. */
interface Beside {
  /** What an annotation of the pod says of it. */
  readonly told: Located<string> | undefined;
  readonly catalog: Catalog;
  readonly maps: Maps;
}

/** What a container is by itself. What it is told, where it listens and whom it dials is read when somebody asks, once. */
export class Alone implements Told {
  readonly container: Container;
  readonly command: Member['command'];
  readonly role: Role;
  readonly endless: string | null;
  readonly #beside: Beside;
  #variables: Variables | null = null;
  #listens: readonly Listen[] | null = null;
  #dials: readonly Dial[] | null = null;

  constructor({ container, command, role, endless }: Member, beside: Beside) {
    this.container = container;
    this.command = command;
    this.role = role;
    this.endless = endless;
    this.#beside = beside;
  }

  /** Whether the same container is the same beside something else. */
  isFor({ told, catalog, maps }: Beside): boolean {
    const own = this.#beside;
    return own.told === told && own.catalog === catalog && own.maps === maps;
  }

  get variables(): Variables {
    this.#variables ??= readVariables(this.container, this.#beside.maps);
    return this.#variables;
  }

  get listens(): readonly Listen[] {
    this.#listens ??= listensOf(this);
    return this.#listens;
  }

  get dials(): readonly Dial[] {
    this.#dials ??= this.#dialsToOthers();
    return this.#dials;
  }

  /** A port it serves itself is no port of another. */
  #dialsToOthers(): readonly Dial[] {
    const dials = dialsOf(this);
    const isOwn = (port: number) => this.listens.some((listen) => listen.port === port && listen.how !== 'probe');
    return dials.length === 0 ? dials : dials.filter((dial) => !isOwn(dial.port));
  }
}

/** A container in its team: at its place there, with the role that the others make of it. */
class InTeam implements Teammate {
  readonly container: Container;
  readonly command: Member['command'];
  readonly role: Role;
  readonly endless: string | null;
  readonly alone: Alone;

  constructor(alone: Alone, container: Container, role: Role) {
    this.container = container;
    this.command = alone.command;
    this.role = role;
    this.endless = alone.endless;
    this.alone = alone;
  }

  get variables(): Variables {
    return this.alone.variables;
  }

  get listens(): readonly Listen[] {
    return this.alone.listens;
  }

  get dials(): readonly Dial[] {
    return this.alone.dials;
  }
}

/** A container as one of a team. `container`: itself, or the same one in another place. */
export function teammate(alone: Alone, container: Container): Teammate {
  return new InTeam(alone, container, alone.role);
}

/** A member of a team as what the others make of it. */
export function withRole(member: Teammate, role: Role): Teammate {
  return role === member.role ? member : new InTeam(member.alone, member.container, role);
}
