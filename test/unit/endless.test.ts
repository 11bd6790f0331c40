import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readCommand } from '../../server/src/helpers/commands/command.ts';
import { endlessCommand } from '../../server/src/helpers/commands/endless.ts';

/** Only `agent` is a program that runs for ever here. */
const isAgent = (line: readonly string[]) => line[0] === 'agent';

const scripts: readonly (readonly [script: string, why: string | null])[] = [
  ['tail -f /var/log/app.log', 'tail -f'],
  ['tail -F /var/log/app.log', 'tail -f'],
  ['tail -n+1 -F /a /b', 'tail -f'],
  ['tail --follow=name /a', 'tail -f'],
  ['tail -f /a --pid=1', null],
  ['tail -n 5 /a', null],
  ['tail -f /dev/null', 'tail -f'],
  ['tail -f /a | grep x', 'tail -f'],
  ['sleep infinity', 'sleep infinity'],
  ['sleep inf', 'sleep infinity'],
  ['sleep 3600', null],
  ['toString 36', null],
  ['constructor; valueOf x', null],
  ['exec sleep infinity', 'sleep infinity'],
  ['timeout 60 sleep infinity', null],
  ['while true; do date; sleep 5; done', 'while true loop'],
  ['while :; do date; sleep 5; done', 'while true loop'],
  ['while [ 1 ]; do date; done', 'while true loop'],
  ['until false; do date; done', 'until false loop'],
  ['for ((;;)); do date; done', 'endless for loop'],
  ['for f in *; do cat $f; done', null],
  ['while true; do if [ -f /done ]; then exit 0; fi; sleep 1; done', null],
  ['while true; do curl -s localhost && break; sleep 1; done', null],
  ['while true; do case $x in a) exit;; esac; done', null],
  ['until nc -z db 5432; do sleep 2; done', null],
  ['while ! nc -z db 5432; do sleep 2; done', null],
  ['until nc -z db 5432; do sleep 2; done; agent', 'agent'],
  ['agent &\nwait', null],
  ['agent & pid=$!; ./job; kill $pid', null],
  ['./setup.sh && exec agent --config /x', 'agent'],
  ['./setup.sh || agent', null],
  ['FOO=bar agent', 'agent'],
  ['env FOO=bar nice -n 5 agent', 'agent'],
  ['if [ -n "$X" ]; then agent; else sleep infinity; fi', 'agent'],
  ['if [ -n "$X" ]; then agent; fi', null],
  ['if [ -n "$X" ]; then exit 0; fi\nagent', null],
  ['if [ -z "$X" ]; then exit 1; fi\nagent', 'agent'],
  ['(cd /x; agent)', 'agent'],
  ['{ agent; }', 'agent'],
  ['run() { agent; }\nrun', null],
  ['cat <<EOF > /x\nwhile true; do\nEOF\necho done', null],
  ['echo "while true; do x; done"', null],
  ["echo 'agent'", null],
  ['# agent\necho done', null],
  ['echo agent # agent', null],
  ['set -e\nset -x\nagent', 'agent'],
  ['inotifywait -m /etc', 'inotifywait -m'],
  ['inotifywait /etc', null],
  ['nginx -g "daemon off;"', 'nginx in the foreground'],
  ['nginx', null],
  ['socat TCP-LISTEN:80,fork TCP:x:80', 'socat listening'],
  ['socat - TCP:x:80', null],
  ['watch -n 60 git pull', 'watch'],
  ['exec watch -n 60 git pull', 'watch'],
  ['watch timeout 5 git pull', 'watch'],
  ['timeout 5 watch git pull', null],
  ['watch -g ls /data', null],
  ['watch -n 5', null],
  ['./watch serve', null],
  ['', null],
  [';;;', null],
  ['while true; do', 'while true loop'],
  ['if then else', null],
  ['"unclosed', null],
  ['$(unclosed', null],
  [`${'('.repeat(5000)}`, null],
];

for (const [script, why] of scripts) {
  test(`sh -c ${JSON.stringify(script.slice(0, 60))} ${why ? 'never ends' : 'may end'}`, () => {
    assert.equal(endlessCommand(readCommand(['sh', '-c', script]), isAgent), why);
  });
}

const lines: readonly (readonly [line: readonly string[], why: string | null])[] = [
  [['agent', '--x'], 'agent'],
  [['/usr/bin/agent'], 'agent'],
  [['tini', '--', 'agent'], 'agent'],
  [['dumb-init', 'sh', '-c', 'agent'], 'agent'],
  [['bash', '-ec', 'agent'], 'agent'],
  [['watch', '-n', '60', 'git', 'pull'], 'watch'],
  [['/usr/bin/watch', '-n60', '-t', 'sh', '-c', 'git pull'], 'watch'],
  [['tini', '--', 'watch', 'git pull'], 'watch'],
  [['timeout', '600', 'watch', 'git', 'pull'], null],
  [['watch', '--chgexit', 'ls', '/data'], null],
  [['/app/watch', 'serve'], null],
  [['bash', '-c', '-e', 'agent'], 'agent'],
  [['sh', '/scripts/run.sh'], null],
  [['sh', '-c'], null],
  [['agent {{ .Values.x }}'], null],
  [[], null],
];

for (const [line, why] of lines) {
  test(`${JSON.stringify(line)} ${why ? 'never ends' : 'may end'}`, () => {
    assert.equal(endlessCommand(readCommand(line), isAgent), why);
  });
}

test('a script of half a megabyte is read in no time', () => {
  const start = performance.now();
  endlessCommand(readCommand(['sh', '-c', 'echo "$(date)" | tee /x\n'.repeat(20_000)]), isAgent);
  endlessCommand(readCommand(['sh', '-c', '$('.repeat(100_000)]), isAgent);
  assert.ok(performance.now() - start < 20_000);
});
