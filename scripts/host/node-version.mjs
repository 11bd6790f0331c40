// Plain JavaScript without novelties: an old Node must be able to read it in order to be told.

/**
 * Ends the process with one line when the Node that runs it is too old for the project's scripts.
 * @param {string} command what the user typed, such as `npm test`
 */
export function requireNode24(command) {
  if (Number(process.versions.node.split('.')[0]) >= 24) return;
  console.error(
    `${command} needs Node 24, this is ${process.version}: run "npm ci" in the project, which brings its own, and start` +
      ` through npm; if it is missing after that, npm did not run the install script of the package "node"` +
      ` (see allowScripts in package.json, ignore-scripts in your npmrc).`,
  );
  process.exit(1);
}
