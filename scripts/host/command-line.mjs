// Plain JavaScript without novelties: see node-version.mjs.

/**
 * Reads `--flag` and `--flag value` arguments. `--help` prints the help and ends the process with 0; anything else that
 * is not known ends it with one line and 2.
 * @param {string} help
 * @param {Record<string, 'flag' | 'value'>} known by name, without dashes
 * @returns {Record<string, string | true>}
 */
export function readFlags(help, known) {
  const flags = {};
  const args = process.argv.slice(2);
  while (args.length > 0) {
    const [, name, inline] = /^--([a-z-]+)(?:=(.*))?$/.exec(args[0]) || [];
    if (args[0] === '-h' || name === 'help') {
      console.log(help.trim());
      process.exit(0);
    }
    const kind = name && Object.hasOwn(known, name) ? known[name] : undefined;
    const value = kind === 'value' ? (inline === undefined ? args[1] : inline) : true;
    if (!kind || value === undefined || (kind === 'flag' && inline !== undefined)) refuse(`cannot use ${args[0]}`);
    flags[name] = value;
    args.splice(0, kind === 'value' && inline === undefined ? 2 : 1);
  }
  return flags;
}

/**
 * Ends the process with 2 and one line.
 * @param {string} why
 */
export function refuse(why) {
  console.error(`${why}; --help tells what there is`);
  process.exit(2);
}
