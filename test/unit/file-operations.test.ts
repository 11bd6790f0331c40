import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { parseScript } from '../../server/src/helpers/commands/shell.ts';
import { fileOperationsOf, fileOperationsOfHook } from '../../server/src/traffic/volumes/file-operations.ts';
import { analysisOf } from '../support.ts';

/** `W! /a` writes there, and the container fails if that fails; `w` the same without; `C`, `c` changes; `r` reads. */
type Case = readonly [what: string, ...operations: string[]];

function podWith(container: object): string {
  const named = { name: 'a', image: 'acme/a', ...container };
  return JSON.stringify({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec: { containers: [named] } });
}

function memberOf(container: object) {
  const [member] = analysisOf(podWith(container)).teams[0]?.members ?? [];
  assert.ok(member);
  return member;
}

function told(found: ReturnType<typeof fileOperationsOf>): string[] {
  return found.operations.map(({ access, path, counts }) => {
    const letter = access[0] ?? '';
    return `${access === 'reads' ? letter : counts ? `${letter.toUpperCase()}!` : letter} ${path}`;
  });
}

const scripts: readonly Case[] = [
  ['echo x > /a/f', 'W! /a/f'],
  ['echo x >/a/f', 'W! /a/f'],
  ['echo x >> "/a/f"', 'W! /a/f'],
  ['echo x >| /a/f', 'W! /a/f'],
  ['> /a/f', 'W! /a/f'],
  ['run 2> /a/err', 'W! /a/err'],
  ['run &> /a/all', 'W! /a/all'],
  ['run > /a/out 2>&1', 'W! /a/out'],
  ['fluent-bit -i tail -p path=/a/*.log -p db=/a/flb.db --prop storage.path=/b', 'C! /a/flb.db', 'C! /b'],
  ['run > /dev/null 2>&1'],
  ['echo x >&2'],
  ['run < /a/in', 'r /a/in'],
  ['cat <<EOF > /a/f\nx > /b\nEOF', 'W! /a/f'],
  ['cat > /a/f <<-"EOF"\n\tx > /b\n\tEOF\necho done', 'w /a/f'],
  ["cat <<'EOF' | tee /a/f\nx\nEOF", 'W! /a/f'],
  ['cat <<<"x" >/a/f', 'W! /a/f'],
  ['echo "x > /a/f"'],
  ['while read l; do echo $l; done < /a/in > /a/out', 'r /a/in', 'W! /a/out'],
  ['{ echo a; echo b; } > /a/f', 'W! /a/f'],
  ['(cd /a && cp x y)', 'r /a/x', 'W! /a/y'],
  ['cat /a/in | tee -a /a/out /b/out', 'r /a/in', 'W! /a/out', 'W! /b/out'],
  ['cp -r /a/. /b/', 'r /a', 'W! /b'],
  ['cp /a/*.conf /b', 'r /a', 'W! /b'],
  ['cp -t /b /a/x /a/y', 'r /a/x', 'r /a/y', 'W! /b'],
  ['cp -n /a/x /b', 'r /a/x', 'w /b'],
  ['mv /a/x /b/y', 'r /a/x', 'W! /b/y'],
  ['install -m 0755 -o root /a/x /b/x', 'r /a/x', 'W! /b/x'],
  ['install -d /b/x', 'c /b/x'],
  ['ln -s /a/x /b/x', 'W! /b/x'],
  ['chown -R 1000:1000 /a /b', 'C! /a', 'C! /b'],
  ['chmod -x /a/f', 'C! /a/f'],
  ['chmod -R u+rwX,g-w /a', 'C! /a'],
  ['mkdir /a/x', 'C! /a/x'],
  ['mkdir -p -m 700 /a/x', 'c /a/x'],
  ['touch -r /a/x /b/x', 'C! /b/x'],
  ['rm /a/x', 'C! /a/x'],
  ['rm -rf /a/*', 'c /a'],
  ["sed -i 's/a/b/' /a/f", 'C! /a/f'],
  ["sed -i.bak -e 's/a/b/' -e 's/c/d/' /a/f", 'C! /a/f'],
  ["sed -e 's/a/b/' /a/f > /b/f", 'r /a/f', 'W! /b/f'],
  ['curl -fsSL http://x/y -o /a/f', 'W! /a/f'],
  ['curl -fsSLo /a/f http://x/y', 'W! /a/f'],
  ['curl --output=/a/f http://x', 'W! /a/f'],
  ['cd /a && curl -sSLO http://x/y', 'W! /a'],
  ['curl http://x'],
  ['wget -O /a/f http://x', 'W! /a/f'],
  ['wget -qO/a/f http://x', 'W! /a/f'],
  ['wget -q -P /a http://x', 'W! /a'],
  ['wget -qO- http://x | tar xz -C /a', 'W! /a'],
  ['tar -xzf /a/x.tgz -C /b', 'r /a/x.tgz', 'W! /b'],
  ['tar xzf /a/x.tgz --directory=/b', 'r /a/x.tgz', 'W! /b'],
  ['tar -czf /a/x.tgz -C /b .', 'W! /a/x.tgz'],
  ['tar cz /a | upload', 'r /a'],
  ['unzip -o -q /a/x.zip -d /b', 'r /a/x.zip', 'W! /b'],
  ['git clone --depth 1 -b main https://x/y.git /a', 'W! /a'],
  ['cd /a; git clone https://x/y.git', 'W! /a/y'],
  ['git -C /a pull', 'W! /a'],
  ['aws s3 cp s3://b/k /a/f --region eu', 'W! /a/f'],
  ['aws s3 sync /a s3://b', 'r /a'],
  ['gsutil -m cp -r gs://b/k /a', 'W! /a'],
  ['rsync -a /a/ /b/', 'r /a', 'W! /b'],
  ['dd if=/dev/zero of=/a/f bs=1M count=1', 'W! /a/f'],
  ['sudo cp /a/x /b/x', 'r /a/x', 'W! /b/x'],
  ['timeout 10 cp /a/x /b/x', 'r /a/x', 'W! /b/x'],
  // Variables, and folders that are not known.
  ['cp /a/x $DIR', 'r /a/x'],
  ['cp /a/x "$DIR"/y', 'r /a/x'],
  ['echo x > ~/f'],
  ['echo x > f'],
  ['cd $X && echo x > f'],
  ['cd /a; cd b; echo x > f', 'W! /a/b/f'],
  ['cd /a; cd ../c; echo x > ./f', 'W! /c/f'],
  ['if x; then cd /a; fi; echo x > f'],
  ['for f in 1 2; do cp $f /a; done', 'w /a'],
  // Whether a failure counts.
  ['cp /x /a; run', 'r /x', 'w /a'],
  ['cp /x /a\nrun', 'r /x', 'w /a'],
  ['run; cp /x /a', 'r /x', 'W! /a'],
  ['set -e; cp /x /a; run', 'r /x', 'W! /a'],
  ['set -euo pipefail\ncp /x /a\nrun', 'r /x', 'W! /a'],
  ['set -o errexit; cp /x /a; run', 'r /x', 'W! /a'],
  ['set -e; set +e; cp /x /a; run', 'r /x', 'w /a'],
  ['cp /x /a && run', 'r /x', 'W! /a'],
  ['cp /x /a && run; other', 'r /x', 'W! /a'],
  ['cp /x /a && echo ok; other', 'r /x', 'w /a'],
  ['cp /x /a || true', 'r /x', 'w /a'],
  ['set -e; cp /x /a || true', 'r /x', 'w /a'],
  ['cp /x /a || exit 1; run', 'r /x', 'W! /a'],
  ['cp /x /a || { echo no; exit 1; }; run', 'r /x', 'W! /a'],
  ['[ -f /x ] && cp /x /a', 'r /x', 'w /a'],
  ['[ -f /a/f ] && exit 0; cp /x /a', 'r /x', 'w /a'],
  ['if [ -f /x ]; then cp /x /a; fi', 'r /x', 'w /a'],
  ['if [ -f /x ]; then exit 0; fi; cp /x /a', 'r /x', 'w /a'],
  ['set -e; while true; do cp /x /a; sleep 5; done', 'r /x', 'w /a'],
  ['cp /x /a & wait', 'r /x', 'w /a'],
  ['echo x | tee /a/f | run', 'w /a/f'],
  ['set -o pipefail; echo x > /a/f | run', 'W! /a/f'],
  ['copy() { cp /x /a; }; copy', 'r /x', 'w /a'],
  ['until cp /x /a; do sleep 1; done', 'r /x', 'w /a'],
  ['cd /a; until wget http://x; do sleep 1; done'],
  ['until wget -O /a/f http://x; do sleep 1; done', 'w /a/f'],
  ['case $X in a) cp /x /a;; esac'],
];

suite('files of scripts', () => {
  for (const [script, ...operations] of scripts) {
    test(script.replaceAll('\n', '⏎'), () => {
      const member = memberOf({ command: ['sh', '-c', script] });
      assert.deepEqual(told(fileOperationsOf(member)), operations);
    });
  }

  test('options of the shell count', () => {
    for (const command of [
      ['sh', '-ec', 'cp /x /a; run'],
      ['bash', '-e', '-c', 'cp /x /a; run'],
      ['bash', '-euo', 'pipefail', '-c', 'cp /x /a; run'],
    ]) {
      assert.deepEqual(told(fileOperationsOf(memberOf({ command }))), ['r /x', 'W! /a'], command.join(' '));
    }
  });

  test('relative paths begin in the working directory', () => {
    const member = memberOf({ command: ['sh', '-c', 'echo x > f'], workingDir: '/srv/' });
    assert.deepEqual(told(fileOperationsOf(member)), ['W! /srv/f']);
  });

  test('variables of the container that the kubelet fills in', () => {
    const env = [{ name: 'DIR', value: '/a' }];
    const member = memberOf({ command: ['sh', '-c', 'cp /x $(DIR)/f; cp /x $(OTHER)'], env });
    assert.deepEqual(told(fileOperationsOf(member)), ['r /x', 'w /a/f', 'r /x']);
  });
});

suite('files of command lines without a shell', () => {
  const lines: readonly (readonly [container: object, ...operations: string[]])[] = [
    [{ command: ['cp', '/x', '/a'] }, 'r /x', 'W! /a'],
    [{ command: ['cp'], args: ['-r', '/x/.', '/a/'] }, 'r /x', 'W! /a'],
    [{ command: ['echo', 'x', '>', '/a'] }],
    [{ image: 'busybox', args: ['chown', '-R', '1', '/a'] }, 'C! /a'],
    [{ image: 'curlimages/curl:8.9.1', args: ['-o', '/a/f', 'http://x'] }, 'W! /a/f'],
    [{ image: 'amazon/aws-cli', args: ['s3', 'cp', 's3://b/k', '/a/f'] }, 'W! /a/f'],
    [{ image: 'alpine/git', args: ['clone', 'https://x/y', '/a'] }, 'W! /a'],
    [{ image: 'registry.k8s.io/git-sync/git-sync:v4.2.1', args: ['--repo=x', '--root=/a'] }, 'W! /a'],
    [{ image: 'registry.k8s.io/git-sync/git-sync:v4.2.1', env: [{ name: 'GITSYNC_ROOT', value: '/a' }] }, 'W! /a'],
    [{ image: 'kiwigrid/k8s-sidecar:1.27.0', env: [{ name: 'FOLDER', value: '/a' }] }, 'W! /a'],
    [{ image: 'acme/app', args: ['-o', '/a'] }],
  ];
  for (const [container, ...operations] of lines) {
    test(JSON.stringify(container), () => {
      assert.deepEqual(told(fileOperationsOf(memberOf(container))), operations);
    });
  }

  test('hooks', () => {
    const preStop = { exec: { command: ['sh', '-c', 'touch /a/x'] } };
    const member = memberOf({ lifecycle: { preStop } });
    const [hook] = member.container.hooks;
    assert.ok(hook);
    assert.deepEqual(told(fileOperationsOfHook(member, hook)), ['C! /a/x']);
  });
});

suite('whether a script does nothing else', () => {
  const complete: readonly (readonly [script: string, complete: boolean])[] = [
    ['cp /x /a && chown 1 /a', true],
    ['set -e; echo hi; curl -s http://x -o /a/f', true],
    ['cp /x $Y', false],
    ['cp /x y', false],
    ['curl -X POST http://x -o /a/f', false],
    ['curl -d @/x http://x', false],
    ['psql -f /a/f', false],
    ['aws s3 cp /a s3://b', false],
    ['case $X in a) run;; esac', false],
    ['find /a -exec rm {} +', false],
    ['$RUN', false],
  ];
  for (const [script, expected] of complete) {
    test(script, () => {
      assert.equal(fileOperationsOf(memberOf({ command: ['sh', '-c', script] })).complete, expected);
    });
  }
});

test('redirections keep their operator, number and target', () => {
  const [statement] = parseScript('run 2>&1 >>out <in 3<> /x <<EOF\nbody\nEOF\n') ?? [];
  assert.equal(statement?.kind === 'command' && statement.words.join(' '), 'run');
  assert.deepEqual(
    statement?.redirections.map(({ from, operator, target }) => `${from ?? ''}${operator} ${target}`),
    ['2>& 1', '>> out', '< in', '3<> /x', '<< EOF'],
  );
});

test('long and deep scripts are read in no time', () => {
  const start = performance.now();
  for (const script of ['cp /x /a;'.repeat(1900), '('.repeat(5000), '{ '.repeat(5000), `cp ${'x '.repeat(9000)} /a`]) {
    fileOperationsOf(memberOf({ command: ['sh', '-c', script] }));
  }
  assert.ok(performance.now() - start < 5000);
});
