import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { readCommand } from '../../server/src/helpers/commands/command.ts';
import { waitsFor, waitsOf } from '../../server/src/helpers/commands/waits.ts';

/** What a script waits for: its commands, with `<` if it gives up, and `?` if it may not wait at all. */
function waits(...command: string[]): string[] {
  return waitsOf(readCommand(command)).map(({ lines, bounded, conditional }) => {
    return `${lines.map((line) => line.join(' ')).join(' & ')}${bounded ? ' <' : ''}${conditional ? ' ?' : ''}`;
  });
}

suite('waits of a command', () => {
  const scripts: readonly (readonly [script: string, ...expected: string[]])[] = [
    ['until nc -z db 5432; do sleep 1; done', 'nc -z db 5432'],
    ['until pg_isready -h db; do :; done; exec app', 'pg_isready -h db'],
    ['while ! nc -z db 5432; do echo waiting; sleep 1; done && app', 'nc -z db 5432'],
    ['while true; do nc -z db 5432 && break; sleep 1; done', 'nc -z db 5432'],
    ['until [ "$(curl -s web:80/up)" = ok ]; do sleep 1; done', 'curl -s web:80/up'],
    ['for i in $(seq 30); do nc -z db 5432 && break; sleep 1; done', 'nc -z db 5432 <'],
    ['until nc -z db 5432; do n=$((n+1)); [ $n -gt 9 ] && exit 1; sleep 1; done', 'nc -z db 5432 <'],
    ['while [ $n -lt 9 ] && ! nc -z db 5432; do sleep 1; n=$((n+1)); done', 'nc -z db 5432 <'],
    ['timeout 60 sh -c "until nc -z db 5432; do sleep 1; done"', 'nc -z db 5432 <'],
    ['curl --retry 9 --retry-connrefused http://web', 'curl --retry 9 --retry-connrefused http://web <'],
    ['if [ -n "$DB" ]; then until nc -z db 5432; do sleep 1; done; fi', 'nc -z db 5432 ?'],
    ['[ -f /up ] || until nc -z db 5432; do sleep 1; done', 'nc -z db 5432 ?'],
    ['until nc -z a 1; do sleep 1; done; until nc -z b 2; do sleep 1; done', 'nc -z a 1', 'nc -z b 2'],
    ['until nc -z db 5432; do sleep 1; done & exec app'],
    ['(until nc -z db 5432; do sleep 1; done; ./register) & exec app'],
    ['while true; do date; sleep 30; done'],
    ['while true; do git pull; sleep 30; done'],
    ['while read line; do echo $line; sleep 1; done'],
    ['while [ ! -f /up ]; do sleep 1; done'],
    ['for f in *; do cp $f /x; sleep 1; done'],
    ['wait_up() { until nc -z db 5432; do sleep 1; done; }; exec app'],
    ['nc -z db 5432 && exec app'],
  ];
  for (const [script, ...expected] of scripts) {
    test(script, () => assert.deepEqual(waits('sh', '-c', script), expected));
  }

  test('programs that wait, with and without a shell', () => {
    assert.deepEqual(waits('/wait-for-it.sh', 'db:5432'), ['wait-for-it.sh db:5432 <']);
    assert.deepEqual(waits('pilot-agent', 'wait'), ['pilot-agent wait <']);
    assert.deepEqual(waits('timeout', '9', 'sh', '-c', 'until nc -z db 1; do sleep 1; done'), ['nc -z db 1 <']);
    assert.deepEqual(waits('nc', '-z', 'db', '5432'), []);
  });

  test('what a template prints is not known', () => {
    assert.deepEqual(waits('sh', '-c', 'until nc -z {{ .Values.host }} 1; do sleep 1; done'), []);
  });

  test('a wait is for the ports that it names', () => {
    const [wait] = waitsOf(readCommand(['sh', '-c', 'until nc -z db 5432; do sleep 1; done']));
    assert.ok(wait);
    assert.equal(waitsFor(wait, 5432), true);
    assert.equal(waitsFor(wait, 543), false);
  });

  test('scripts within scripts end somewhere', () => {
    const nested = Array.from({ length: 40 }).reduce<string>(
      (inner) => `sh -c '${inner}'`,
      'until nc -z a 1; do sleep 1; done',
    );
    assert.doesNotThrow(() => waits('sh', '-c', nested));
  });
});
