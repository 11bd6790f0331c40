import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inputsOf, readsFilesOnly } from '../../server/src/helpers/shipper-inputs.ts';

/** What the configurations of log shippers say of where their lines come from. */
const cases: readonly (readonly [name: string, text: string, inputs: readonly string[], files: boolean | null])[] = [
  [
    'Fluent Bit',
    '[SERVICE]\n  Flush 1\n[INPUT]\n  Name  tail\n  Path /l\n[OUTPUT]\n  Name forward\n  Host a\n',
    ['tail'],
    true,
  ],
  ['Fluent Bit with two inputs', '[INPUT]\r\n  name tail\r\n[INPUT]\r\n  name tcp\r\n', ['tail', 'tcp'], false],
  [
    'Fluent Bit in YAML',
    'pipeline:\n  inputs:\n    - name: tail\n      path: /l\n  outputs:\n    - name: http\n',
    ['tail'],
    true,
  ],
  [
    'Fluentd',
    '<source>\n  @type tail\n  <parse>\n    @type json\n  </parse>\n</source>\n<match **>\n  @type forward\n</match>\n',
    ['tail'],
    true,
  ],
  ['Fluentd that listens', '<source>\n  @type forward\n</source>\n', ['forward'], false],
  [
    'Filebeat',
    'filebeat.inputs:\n- type: filestream\n  paths: [/l]\noutput.logstash:\n  hosts: [a]\n',
    ['filestream'],
    true,
  ],
  ['Vector', '[sources.a]\ntype = "file"\n[sinks.b]\ntype = "http"\n', ['file'], true],
  ['Vector in YAML', 'sources:\n  a:\n    type: fluent\nsinks:\n  b:\n    type: console\n', ['fluent'], false],
  ['Logstash', 'input {\n  beats { port => 5044 }\n}\noutput {\n  file { path => "/o" }\n}\n', ['beats'], false],
  ['Promtail', 'scrape_configs:\n- static_configs:\n  - labels:\n      __path__: /l/*.log\n', ['tail'], true],
  [
    'Promtail that listens',
    'scrape_configs:\n- job_name: a\n  syslog:\n    listen_address: 0.0.0.0:1514\n',
    ['network'],
    false,
  ],
  ['anything else', 'a: b\n', [], null],
];
for (const [name, text, inputs, files] of cases) {
  test(name, () => {
    const found = inputsOf(text);
    assert.deepEqual([...found], inputs);
    assert.equal(readsFilesOnly(found), files);
  });
}
