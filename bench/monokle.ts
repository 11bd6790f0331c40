// @monokle/validation over one file, round after round: parses its documents, finds their references and validates them
// with all that it does without a network. Arguments: the folder with `node_modules`, the file, how many rounds.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [folder = '', file = '', rounds = '1'] = process.argv.slice(2);

/** Schemas and policies are fetched by it; it is measured without them, which favours it. */
const plugins = { 'yaml-syntax': true, 'pod-security-standards': true, 'resource-links': true, practices: true };
globalThis.fetch = () => Promise.reject(new Error('no network'));

const resolve = createRequire(join(folder, 'package.json')).resolve;
const monokle = await import(
  pathToFileURL(join(folder, 'node_modules', '@monokle', 'validation', 'lib', 'node.js')).href
);
const { parse } = await import(pathToFileURL(resolve('yaml')).href);

const parts = {
  loader: new monokle.RemotePluginLoader(),
  schemaLoader: new monokle.SchemaLoader(),
  suppressors: [new monokle.AnnotationSuppressor(), new monokle.FingerprintSuppressor()],
  fixer: new monokle.DisabledFixer(),
};
const seconds: number[] = [];
let findings = 0;
for (let round = 0; round < Number(rounds); round++) {
  const since = performance.now();
  const parser = new monokle.ResourceParser();
  const validator = new monokle.MonokleValidator({ ...parts, parser });
  await validator.preload({ plugins });
  const resources = resourcesOf(readFileSync(file, 'utf8'), round);
  monokle.processRefs(resources, parser, undefined, []);
  const { runs } = await validator.validate({ resources });
  findings = runs.flatMap((run: { results?: readonly unknown[] }) => run.results ?? []).length;
  seconds.push((performance.now() - since) / 1000);
}
console.log(JSON.stringify({ seconds, findings }));

function resourcesOf(text: string, round: number): object[] {
  return text.split(/^---.*\n/m).flatMap((document, i) => {
    const content = contentOf(document);
    if (typeof content?.kind !== 'string' || !content.metadata?.name) return [];
    const { apiVersion, kind, metadata } = content;
    const { name, namespace } = metadata;
    const id = `${round}-${i}`;
    return [
      { id, fileId: file, filePath: file, fileOffset: 0, name, apiVersion, kind, namespace, content, text: document },
    ];
  });
}

function contentOf(text: string) {
  try {
    return parse(text, { logLevel: 'silent' });
  } catch {
    return null;
  }
}
