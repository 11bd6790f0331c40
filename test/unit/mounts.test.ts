import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mountOf, normalPath, pathInVolume } from '../../server/src/kubernetes/mounts.ts';
import { analysisOf } from '../support.ts';

test('paths are read as the kernel reads them', () => {
  for (const [path, normal] of [
    ['/a/b/', '/a/b'],
    ['//a/./b', '/a/b'],
    ['/a/../b', '/b'],
    ['/../..', ''],
    ['/', ''],
    ['', ''],
  ] as const) {
    assert.equal(normalPath(path), normal, path);
  }
});

test('the innermost mount counts, and where a path is in its volume', () => {
  const mounts = [
    { name: 'outer', mountPath: '/a/' },
    { name: 'inner', mountPath: '/a/b', subPath: 'x/y/' },
    { name: 'file', mountPath: '/a/b/f.conf', subPath: 'f.conf' },
  ];
  const containers = [{ name: 'a', image: 'acme/a', volumeMounts: mounts }];
  const text = JSON.stringify({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec: { containers } });
  const container = analysisOf(text).teams[0]?.members[0]?.container;
  assert.ok(container);
  for (const [path, expected] of [
    ['/a', 'outer:'],
    ['/a/c/d', 'outer:c/d'],
    ['/a/b', 'inner:x/y'],
    ['/a/b/c', 'inner:x/y/c'],
    ['/a/b/../c', 'outer:c'],
    ['/a/b/f.conf', 'file:f.conf'],
    ['/a/bc', 'outer:bc'],
    ['/ab', null],
    ['/', null],
  ] as const) {
    const mount = mountOf(container, path);
    assert.equal(mount && `${mount.volume.value}:${pathInVolume(mount, path)}`, expected, path);
  }
});
