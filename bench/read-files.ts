// The floor of a scan: lists all files below a folder, reads and decodes them, round after round. Prints bytes and times.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder = '.', rounds = '1'] = process.argv.slice(2);
let bytes = 0;
const seconds = Array.from({ length: Number(rounds) }, () => {
  const since = performance.now();
  let [size, characters] = [0, 0];
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/\.(?:ya?ml|json)$/.test(entry.name)) continue;
    const content = readFileSync(join(entry.parentPath, entry.name));
    size += content.length;
    characters += content.toString('utf8').length;
  }
  bytes = characters > 0 ? size : 0;
  return (performance.now() - since) / 1000;
});
console.log(JSON.stringify({ bytes, seconds }));
