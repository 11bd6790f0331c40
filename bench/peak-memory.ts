// Loaded before a program (`node --import`): says at its end how much memory it had at most, in MB, on standard error.
process.on('exit', () => {
  process.stderr.write(`peak ${process.resourceUsage().maxRSS / 1000}\n`);
});
