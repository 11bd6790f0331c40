import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { cpuText, memoryText, readCpu, readMemory, readQuantity } from '../../server/src/kubernetes/quantity.ts';

suite('quantities', () => {
  const cases: readonly (readonly [text: string, number: number | null])[] = [
    ['500m', 0.5],
    ['0.5', 0.5],
    ['.5', 0.5],
    ['2', 2],
    ['2.', 2],
    ['+2', 2],
    ['100u', 0.0001],
    ['128Mi', 134_217_728],
    ['128974848', 128_974_848],
    ['1G', 1e9],
    ['1k', 1000],
    ['1Ki', 1024],
    ['1e3', 1000],
    ['12E2', 1200],
    ['1E', 1e18],
    ['1Ei', 2 ** 60],
    ['1.5Gi', 1_610_612_736],
    ['0', 0],
    ['', null],
    ['-1', null],
    ['1 Gi', null],
    ['1g', null],
    ['1K', null],
    ['1mi', null],
    ['1e', null],
    ['1e999', null],
    ['0x10', null],
    ['NaN', null],
    ['{{ .Values.cpu }}', null],
  ];
  for (const [text, number] of cases) test(`"${text}"`, () => assert.equal(readQuantity(text), number));

  test('CPU is whole millicores and memory whole bytes, rounded up', () => {
    for (const [text, millicores] of [
      ['0.1', 100],
      ['1m', 1],
      ['0.7m', 1],
      ['1100u', 2],
      ['1.001', 1001],
    ] as const) {
      assert.equal(readCpu(text), millicores, text);
    }
    assert.equal(readMemory('1.5'), 2);
    assert.equal(readMemory('100m'), 1);
    assert.equal(readMemory('0.1Gi'), 107_374_183);
  });

  test('are printed for people, and mean the same when they are read', () => {
    const cpus = { 0: '0m', 1: '1m', 380: '380m', 1000: '1', 1500: '1.5', 1250: '1250m', 12000: '12' };
    for (const [millicores, text] of Object.entries(cpus)) {
      assert.equal(cpuText(Number(millicores)), text);
      assert.equal(readCpu(text), Number(millicores));
    }
    const memories = [
      [432 * 2 ** 20, '432Mi'],
      [2 ** 30, '1Gi'],
      [1.5 * 2 ** 30, '1.5Gi'],
      [1124 * 2 ** 20, '1124Mi'],
      [64e6, '64M'],
      [2e9, '2G'],
      [0, '0'],
      [1000, '1k'],
    ] as const;
    for (const [bytes, text] of memories) {
      assert.equal(memoryText(bytes), text);
      assert.equal(readMemory(text), bytes);
    }
    // Nothing short is exact here.
    assert.equal(memoryText(107_374_183), '102.4Mi');
  });
});
