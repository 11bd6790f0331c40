/** Whether words make a server end at once: it only tells or checks something, is set up, or goes on in the background. */
export function endsAtOnce(programs: readonly string[], words: readonly string[]): boolean {
  if (/^(?:version|help)$/.test(words[0] ?? '')) return true;
  if (words.some((word, i) => FLAGS.test(word) && !OFF.test(words[i + 1] ?? ''))) return true;
  return programs.some((program) => words.some((word) => OWN.get(program)?.test(word)));
}

/** Whether a program that is run goes on in the background, where it ends with the container, for want of a word. */
export function leavesForeground(program: string, words: readonly string[]): boolean {
  const needed = STAYS.get(program);
  return needed !== undefined && !words.some((word) => needed.test(word));
}

const FLAGS =
  /^--?(?:version|help|daemon(?:ize)?|detached|fork|shutdown|initialize(?:-insecure)?|config-?test|test-?config|check-?config|validate(?:-config)?)(?:=(?!no$|off$|false$|0$).*)?$/;
const OFF = /^(?:no|off|false|0)$/i;

/** Words with which a program ends, beside those of all; general knowledge of their manuals. */
const OWN: ReadonlyMap<string, RegExp> = new Map([
  ...['memcached', 'pgbouncer', 'fluent-bit', 'fluentd', 'td-agent', 'nutcracker', 'mosquitto'].map(
    (program) => [program, /^-d$/] as const,
  ),
  ['haproxy', /^-D$/],
  ['postgres', /^(?:--single|--boot|--check|--describe-config|-C.*)$/],
  ['vector', /^(?:generate|validate|test|list|top|tap|graph|vrl|completion)$/],
]);

/** Words without which a program goes on in the background. */
const STAYS: ReadonlyMap<string, RegExp> = new Map([
  ['nginx', /daemon off/],
  ['openresty', /daemon off/],
  ['squid', /^-[a-zA-Z]*N|^--foreground$/],
  ['varnishd', /^-F$/],
  ['tinyproxy', /^-d$/],
  ['pgpool', /^-[a-z]*n$/],
  ['proxysql', /^(?:-f|--foreground)$/],
  ['zkServer.sh', /^start-foreground$/],
]);
