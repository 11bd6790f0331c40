// The floor of a scan: reads all files below a folder and parses them with the library alone.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';

const [folder = '.'] = process.argv.slice(2);
let nodes = 0;
for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !/\.(?:ya?ml|json)$/.test(entry.name)) continue;
  const documents = parseAllDocuments(readFileSync(join(entry.parentPath, entry.name), 'utf8'), { logLevel: 'silent' });
  nodes += 'length' in documents ? documents.length : 0;
}
console.log(nodes);
