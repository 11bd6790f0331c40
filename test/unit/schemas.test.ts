import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { CONFIG_FILE, readConfig } from '../../server/src/config.ts';
import { HELPERS } from '../../server/src/helpers/catalog/list.ts';
import { HELPER_SCHEMA } from '../../server/src/helpers/helper-schema.ts';
import { faultsOf, type Schema } from '../../server/src/schema.ts';
import { effortOf, QUICK } from '../effort.ts';

const root = join(import.meta.dirname, '..', '..');
const file = (path: string) => readFileSync(join(root, path), 'utf8');
const json = (path: string) => JSON.parse(file(path));

describe('the schema of an entry', () => {
  test('describes every field, and allows nothing else', () => {
    const walk = (schema: Schema, at: string) => {
      assert.ok(schema.description, at);
      if (schema.properties) assert.equal(schema.additionalProperties, false, at);
      for (const key of schema.required ?? []) assert.ok(Object.hasOwn(schema.properties ?? {}, key), `${at}.${key}`);
      if (schema.enumDescriptions) assert.equal(schema.enumDescriptions.length, schema.enum?.length, at);
      if (schema.pattern) assert.ok(schema.patternErrorMessage && schema.maxLength, at);
      if (schema.type === 'array') assert.ok(schema.items && schema.maxItems, at);
      for (const [key, field] of Object.entries(schema.properties ?? {})) walk(field, `${at}.${key}`);
      if (schema.items) walk(schema.items, `${at}[]`);
    };
    walk(HELPER_SCHEMA, 'helper');
  });

  test('takes our own helpers, apart from what only we say', () => {
    for (const helper of HELPERS) {
      if (helper.pattern === 'unknown') continue;
      const entry = JSON.parse(
        JSON.stringify(helper, (key, value) => (key === 'verified' || key === 'variants' ? undefined : value)),
      );
      const faults = faultsOf(HELPER_SCHEMA, entry, []).filter(({ message }) => !/must be a list of/.test(message));
      assert.deepEqual(faults, [], helper.id);
    }
  });

  test('has patterns that take their time with no text', () => {
    const patterns = [...JSON.stringify(HELPER_SCHEMA).matchAll(/"pattern":"((?:[^"\\]|\\.)*)"/g)];
    assert.ok(patterns.length > 5);
    for (const [, source = ''] of patterns) {
      const pattern = new RegExp(JSON.parse(`"${source}"`));
      for (const piece of ['a', 'a-', '-', '*', '*a', '/', 'a/', ':', ' ', '1', '1e', '.1']) {
        const text = `${piece.repeat(50_000)}\n`;
        // One that tries every begin with every end takes seconds, the others a millisecond.
        const effort = effortOf(() => [pattern.test(text), pattern.test(`/${text}`)]);
        assert.ok(effort < QUICK, `${pattern} on ${piece}: ${effort} ms`);
      }
    }
  });
});

describe('the schemas that editors get', () => {
  test('the manifest names the one of the configuration file, and the package has it', () => {
    const { contributes } = json('package.json');
    assert.deepEqual(contributes.yamlValidation, [{ fileMatch: CONFIG_FILE, url: './schemas/config.schema.json' }]);
    assert.equal(contributes.configuration.properties['podPatterns.helpers'].items.required.length, 3);
    assert.match(file('.vscodeignore'), /^!schemas\/\*\.json$/m);
  });

  test('the schema of the file holds that of a helper, without a reference to another file', () => {
    const { $comment, $schema, title, ...helper } = json('schemas/helper.schema.json');
    const config = json('schemas/config.schema.json');
    assert.deepEqual(config.properties.helpers.items, helper);
    assert.equal($schema, config.$schema);
    assert.ok($comment && title);
    assert.doesNotMatch(file('schemas/config.schema.json'), /"\$ref"/);
  });

  test('say what is wrong in whole sentences', () => {
    for (const [, message] of file('schemas/helper.schema.json').matchAll(/"patternErrorMessage": (".*"),?$/gm)) {
      assert.match(JSON.parse(message ?? ''), /^It must be [^`]+\.$/);
    }
  });
});

describe('the page about the configuration', () => {
  const page = file('docs/configuration.md');
  const blocks = [...page.matchAll(/^```yaml\n([^`]*)^```$/gm)].map(([, text = '']) => text);

  test('has examples that can be used as they are', () => {
    const files = blocks.filter((text) => !text.startsWith('metadata:'));
    assert.equal(files.length, 3);
    for (const text of files) {
      const config = readConfig(text);
      assert.deepEqual('issues' in config ? config.issues : config, []);
    }
  });

  test('links to what there is', () => {
    for (const [, path = ''] of page.matchAll(/\]\(((?!https:)[^)#]+)/g)) assert.ok(file(join('docs', path)), path);
  });
});
