import { commandText } from '../../helpers/commands/command.ts';
import { filesOf } from '../../helpers/files.ts';
import { provenHelper } from '../../helpers/role.ts';
import type { Container } from '../../kubernetes/pod.ts';
import { remembered } from '../remembered.ts';
import type { Team, Teammate } from '../team.ts';
import { variablesOf } from '../variables.ts';
import { mountedTexts } from '../volumes/mounted-files.ts';

/** What asks a program to quit: the endpoints of meshes, proxies and agents, and what calls them. */
const QUITS = /quitquitquit|\/shutdown\b|graceful_shutdown|\/quit\b|linkerd-await|\bscuttle\b|\bkubexit\b/;
const KILLS = /\b(?:pkill|killall|kill)\b/;

/** Whether something ends a container that runs until it is stopped, as far as the manifest and known scripts show. */
export function isToldToQuit(team: Team, member: Teammate): boolean {
  if (member.container.env.some(({ name }) => name.value === 'KRUISE_TERMINATE_POD_WHEN_JOB_COMPLETE')) return true;
  return quittersOf(team).some((other) => other !== member);
}

/** The containers that tell others to quit. */
const quittersOf = remembered((team) =>
  team.members.filter((member) => {
    if (variablesOf(member).all.some(({ name, value }) => name === 'ISTIO_QUIT_API' || QUITS.test(value))) return true;
    const texts = [commandText(member.container), ...scriptsOf(team, member).known];
    return texts.some((text) => QUITS.test(text) || (team.pod.shareProcessNamespace && KILLS.test(text)));
  }),
);

/** The containers whose scripts are not known. */
const hiddenOf = remembered((team) => team.members.filter((member) => scriptsOf(team, member).hidden));

/** Whether somebody whose script is not known may ask it to quit, or its own configuration may let it end. */
export function mayBeToldToQuit(team: Team, member: Teammate): boolean {
  if (takesQuit(member) || mayExitAfterAuth(team, member) || mayRunOnce(member)) return true;
  const { role } = member;
  // Their endpoints need no flag.
  const listens = role.function === 'mesh-proxy' || role.helper?.id === 'envoy' || isVaultAgent(member);
  if (!listens && !team.pod.shareProcessNamespace) return false;
  return hiddenOf(team).some((other) => other !== member);
}

/** Whether a flag or variable opens its endpoint for that, which somebody is then meant to call. */
function takesQuit({ container }: Teammate): boolean {
  const isFlag = /(?:^|\s)--?quitquitquit(?![^\s=])(?!=false)/.test(commandText(container));
  return (
    isFlag || container.env.some(({ name, value }) => /_QUITQUITQUIT$/.test(name.value) && value?.value !== 'false')
  );
}

/**
 * Whether a Vault agent may end by itself when it has fetched its secrets: its configuration says `exit_after_auth`, or is
 * not known.
 */
export function mayExitAfterAuth(team: Team, member: Teammate): boolean {
  if (!isVaultAgent(member)) return false;
  const paths = [...commandText(member.container).matchAll(CONFIG)].map(([, path = '']) => path);
  return paths.some((path) => {
    const texts = mountedTexts(team, member, path) ?? writtenTexts(member, path);
    return texts === null || texts.some((text) => EXITS.test(text));
  });
}

/** Whether a variable that makes a helper end by itself (`GITSYNC_ONE_TIME`) is told elsewhere, or may be. */
export function mayRunOnce(member: Teammate): boolean {
  const { all, open } = variablesOf(member);
  const entries = (provenHelper(member)?.oneShot ?? []).filter((entry) => /^[A-Z][A-Z\d_]*(?:=|$)/.test(entry));
  return entries.some((entry) => {
    const [name, wanted] = entry.split('=', 2);
    const told = all.find((variable) => variable.name === name);
    if (!told) return open || member.container.env.some((variable) => variable.name.value === name);
    return wanted === undefined ? !/^(?:false|0)$/.test(told.value) : told.value === wanted;
  });
}

/** What a container may write to a file by its own script: its command and variables; null if it does not write it. */
function writtenTexts(member: Teammate, path: string): readonly string[] | null {
  if (!filesOf(member.command).writes.includes(path)) return null;
  const { all, open } = variablesOf(member);
  return open ? null : [commandText(member.container), ...all.map(({ value }) => value)];
}

const CONFIG = /(?:^|\s)--?config(?:=|\s+)["']?([^\s"']{0,500})/g;
const EXITS = /^[ \t]*"?exit_after_auth"?\s{0,20}[=:](?!\s{0,20}"?false)/m;

function isVaultAgent({ role, endless }: Teammate): boolean {
  return role.function === 'secret-agent' || endless === 'vault' || endless === 'bao';
}

/** The scripts that a container runs from files: the texts of those that a ConfigMap brings, and whether there are others. */
function scriptsOf(team: Team, member: Teammate): { readonly known: readonly string[]; readonly hidden: boolean } {
  const names = scriptNames(member.container);
  const found = names.map((name) => mountedTexts(team, member, name));
  return { known: found.flatMap((texts) => texts ?? []), hidden: found.includes(null) };
}

const SCRIPT = /(?<![\w./-])[\w./-]{1,300}\.(?:sh|bash|py|rb|pl|js)(?![\w.-])/g;

function scriptNames(container: Container): string[] {
  return [...commandText(container).slice(0, MAX_TEXT).matchAll(SCRIPT)].slice(0, MAX_SCRIPTS).map(([name]) => name);
}

const MAX_TEXT = 20_000;
const MAX_SCRIPTS = 20;
