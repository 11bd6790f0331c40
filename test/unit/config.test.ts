import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { configProblems, readConfig } from '../../server/src/config.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../server/src/settings.ts';
import { unmark } from '../support.ts';

/** A helper as an entry of a list. */
const OWN = 'id: own\n  title: Own\n  pattern: sidecar\n  images: [acme/own]';

function read(text: string, base?: Settings) {
  const config = readConfig(text, base);
  return 'error' in config ? assert.fail(config.error) : config;
}

describe('a configuration file is read', () => {
  const cases: [name: string, text: string, settings: Partial<Settings>][] = [
    ['empty', '', {}],
    ['comments only', '# nothing yet\n', {}],
    ['null', '~', {}],
    ['a version without quotes keeps its zero', 'kubernetesVersion: 1.30', { kubernetesVersion: 30 }],
    ['a version in quotes', 'kubernetesVersion: "1.36"', { kubernetesVersion: 36 }],
    ['off without quotes', 'rules: { unknown-rule: off }', { rules: { 'unknown-rule': 'off' } }],
    ['JSON', '{"preset": "all", "exclude": ["a/"]}', { preset: 'all', exclude: ['a/'] }],
    ['CRLF and a byte order mark', '\uFEFFpreset: all\r\nexclude:\r\n- a\r\n', { preset: 'all', exclude: ['a'] }],
    ['aliases', 'podPaths: [&p {apiVersion: a/v1, kind: K, path: p}, *p]', { podPaths: [PATH(), PATH()] }],
    ['merge keys', '<<: { preset: strict }\nexclude: []', { preset: 'strict' }],
    ['a setting without a value', 'preset:\nexclude: [a]', { exclude: ['a'] }],
    ['a rule without a value', 'rules:\n  unknown-rule:\n  unused-ignore:\nexclude: [a]', { exclude: ['a'] }],
    ['the last of equal keys', 'preset: all\npreset: strict', { preset: 'strict' }],
    ['mesh', 'mesh: { nativeSidecars: yes }', { mesh: { nativeSidecars: true } }],
    ['mesh without a value', 'mesh: { nativeSidecars: }', { mesh: { nativeSidecars: null } }],
    ['helpers that are about to be written', 'helpers:\n- \n', {}],
    ['a document with its marks', '---\npreset: all\n...\n# the end\n', { preset: 'all' }],
  ];
  for (const [name, text, settings] of cases) {
    test(name, () => {
      const config = read(text);
      assert.deepEqual(config.settings, { ...DEFAULT_SETTINGS, ...settings });
      assert.deepEqual(config.issues, []);
    });
  }

  test('over other settings, rule by rule', () => {
    const base: Settings = {
      ...DEFAULT_SETTINGS,
      preset: 'all',
      rules: { 'unused-ignore': 'off', 'unknown-rule': 'off' },
    };
    const { settings } = read('rules: { unknown-rule: error }', base);
    assert.deepEqual(settings, { ...base, rules: { 'unused-ignore': 'off', 'unknown-rule': 'error' } });
  });
});

describe('what cannot be used is told at its place, and the rest counts', () => {
  const cases: [marked: string, ...messages: string[]][] = [
    ['«colour»: red', 'There is no setting "colour".'],
    ['preset: «loud»', '"preset" must be one of recommended, strict, all.'],
    ['preset: «"off"»', '"preset" must be one of recommended, strict, all.'],
    ['kubernetesVersion: «2.0»', '"kubernetesVersion" must be a version like "1.35".'],
    ['rules:\n  «nonsense»: off', 'There is no rule "nonsense".'],
    ['rules:\n  unknown-rule: «loud»', '"unknown-rule" must be off, error, warning, information, hint.'],
    ['rules: «[a]»', '"rules" must be a mapping.'],
    ['exclude: «a»', '"exclude" must be a list.'],
    ['podPaths:\n  - «kind: K»', '"podPaths[0]" needs "apiVersion", "path".'],
    ['podPaths:\n- {apiVersion: a/v1, kind: K, path: spec, «paht»: x}', 'There is no field "paht" in "podPaths[0]".'],
    ['exclude: [a, «{}»]', '"exclude[1]" must be a text.'],
    [
      '«a»: &x [1]\nexclude: [k]\npreset: «*x»',
      'There is no setting "a".',
      '"preset" must be one of recommended, strict, all.',
    ],
    ['mesh:\n  «native»: true', 'There is no field "native" in "mesh".'],
    ['mesh:\n  nativeSidecars: «maybe»', '"mesh.nativeSidecars" must be true or false.'],
    ['helpers: «{}»', '"helpers" must be a list.'],
    [`helpers:\n- «agent»\n- ${OWN}`, '"helpers[0]" must be a mapping.'],
    ['helpers:\n- «id: a\n  images: [a]»', '"helpers[0]" needs "title", "pattern".'],
    ['helpers:\n- «{id: a, title: A, pattern: init}»', '"helpers[0]" needs "images" or "programs".'],
    [`helpers:\n- ${OWN}\n  «word»: [x]`, 'There is no field "word" in "helpers[0]".'],
    [
      `helpers:\n- ${OWN}\n  ports:\n  - port: 80\n    what: a\n  - port: «808080»\n    what: b`,
      '"helpers[0].ports[1].port" must be a number from 1 to 65535.',
    ],
    [
      `helpers:\n- ${OWN}\n  ports: [{port: 80, what: a, «colour»: red}]`,
      'There is no field "colour" in "helpers[0].ports[0]".',
    ],
    [
      `helpers:\n- &o {id: own, title: Own, pattern: init, images: [a]}\n- «*o»`,
      '"helpers[1].id" must be an id of its own: "own" is that of entry 0 already.',
    ],
    ['{"«helper»": 1, "«x»": {}}', 'There is no setting "helper".', 'There is no setting "x".'],
  ];
  for (const [marked, ...messages] of cases) {
    test(marked, () => {
      const { text, spans } = unmark(marked);
      const config = read(`${text}\n`);
      const problems = configProblems(config);
      assert.deepEqual(
        problems.map(({ message }) => message),
        messages,
      );
      const inner = text.startsWith('{"') ? problems.map(({ at }) => ({ start: at.start + 1, end: at.end - 1 })) : null;
      assert.deepEqual(inner ?? problems.map(({ at }) => at), spans);
    });
  }

  test('as warnings of config-invalid, or as the file itself says', () => {
    assert.deepEqual(
      configProblems(read('a: 1')).map(({ rule, severity }) => [rule.id, severity]),
      [['config-invalid', 'warning']],
    );
    assert.equal(configProblems(read('a: 1\nrules: { config-invalid: error }'))[0]?.severity, 'error');
    assert.deepEqual(configProblems(read('a: 1\nrules: { config-invalid: off }')), []);
  });
});

describe('a file that is no mapping gives one line with its number', () => {
  const cases: [text: string, error: RegExp][] = [
    ['- a', /^line 1: expected a mapping of settings$/],
    ['# first\n\nhello', /^line 3: expected a mapping/],
    ['preset: all\n\tx: 1\nrules: {}\n', /^line 2: this is not valid YAML$/],
    ['preset: all\nexclude: "open\nrules: {}\n', /^line 2: this is not valid YAML$/],
    ['preset: all\nexclude: [a,\n  b]\nrules: {}]\n', /^line 4: this is not valid YAML$/],
    ['preset: all\r\nexclude: [\r\n', /^line 2: this is not valid YAML$/],
    ['preset: all\n---\npreset: all\n', /^line 2: a second YAML document begins here/],
    ['['.repeat(10_000), /^line 1: this is not valid YAML$/],
  ];
  for (const [text, error] of cases) {
    test(JSON.stringify(text.slice(0, 40)), () => {
      const config = readConfig(text);
      assert.match('error' in config ? config.error : '', error);
    });
  }
});

test('an alias bomb costs no more than its text', () => {
  const lines = ['a0: &a0 [x]'];
  for (let i = 1; i < 40; i++) lines.push(`a${i}: &a${i} [*a${i - 1}, *a${i - 1}, *a${i - 1}]`);
  assert.equal(read(lines.join('\n')).issues.length, 40);
});

function PATH() {
  return { apiVersion: 'a/v1', kind: 'K', path: 'p' };
}
