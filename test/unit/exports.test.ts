import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { type Exportable, exportOf } from '../../server/src/features/exports/export.ts';
import { fileStem, uniqueStems } from '../../server/src/features/exports/file-names.ts';
import { indexOf, WRITTEN_HERE } from '../../server/src/features/exports/index-page.ts';
import { analyseFile } from '../../server/src/features/file.ts';
import { ALONE, settings } from '../support.ts';
import { DEPLOYMENT, JOB } from './diagram-pods.ts';

/** The first pod of a file. */
function exported(text: string): Exportable {
  const file = analyseFile(text, ALONE);
  const part = file.find(({ analysis }) => analysis.teams.length > 0);
  assert.ok(part);
  const picture = exportOf(file, { part, team: part.analysis.teams[0]! }, settings());
  assert.ok(picture);
  return picture;
}

/** What stands under a heading of a page. */
function under(page: string, heading: string): string {
  return page.split(/^## /m).find((section) => section.startsWith(`${heading}\n`)) ?? '';
}

suite('names of files', () => {
  const STEMS: readonly (readonly [kind: string, name: string | null, stem: string])[] = [
    ['Deployment', 'web', 'deployment-web'],
    ['StatefulSet', 'Shop.DB_1', 'statefulset-shop.db_1'],
    ['CronJob', null, 'cronjob'],
    ['Pod', '../../etc/passwd', 'pod-etc-passwd'],
    ['Pod', '..', 'pod'],
    ['..', '..', 'pod'],
    ['', null, 'pod'],
    ['Pod', 'a/b\\c:d*e?f"g<h>i|j', 'pod-a-b-c-d-e-f-g-h-i-j'],
    ['Pod', 'a\u0000b\nc\u202ed', 'pod-a-b-c-d'],
    ['Pod', 'Größe', 'pod-große'.normalize('NFKD').replace(/\p{M}/gu, '').replace('ß', '-')],
    ['Pod', '日本', 'pod'],
    ['Con', null, 'pod-con'],
    ['con.x', 'web', 'pod-con.x-web'],
    ['LPT\u00b9', '', 'pod-lpt1'],
    ['Aux', 'web', 'aux-web'],
    ['Pod', 'web.', 'pod-web'],
    ['Pod', '{{ .Release.Name }}-web', 'pod-release.name-web'],
  ];
  for (const [kind, name, stem] of STEMS)
    test(`${JSON.stringify(kind)} ${JSON.stringify(name)}`, () => assert.equal(fileStem({ kind, name }), stem));

  test('are short', () => {
    const stem = fileStem({ kind: 'Pod', name: `${'x'.repeat(115)}-\u{1f600}${'y'.repeat(100_000)}` });
    assert.match(stem, /^pod-x{115}$/);
  });

  test('are given once', () => {
    const unique = uniqueStems(['index']);
    const wanted = ['a', 'a', 'a-2', 'a', 'index'];
    assert.deepEqual(wanted.map(unique), ['a', 'a-2', 'a-2-2', 'a-3', 'index-2']);
  });
});

suite('the page of a pod', () => {
  test('shows the picture, and tells what is in it', () => {
    const page = exported(JOB).markdown();
    assert.match(
      page,
      /^# Job invoice-run\n\n```mermaid\n---\ntitle: "Job invoice-run"\n---\nflowchart TB\n[\s\S]*?\n```\n\n\|/,
    );
    assert.match(page, /\n\| Namespace \| .*\n\| --- .*\n\| `billing` \| /);
    assert.match(
      under(page, 'Containers'),
      /\n\| `cloud-sql-proxy` \| Ambassador, Cloud SQL Auth Proxy; native sidecar \| `gcr\.io\/cloud-sql-connectors\/cloud-sql-proxy:2\.11\.4` \| 5432 \(only within the pod\), 9090 \| 100m CPU, 64Mi memory \|\n/,
    );
    assert.equal(
      under(page, 'Start order'),
      'Start order\n\n1. `cloud-sql-proxy`: keeps running; the next step waits for its startup probe\n2. `migrate`: must end with 0 before the next step\n3. `invoice-run`\n\n',
    );
    const traffic = under(page, 'Traffic');
    assert.match(traffic, /\n\| `migrate` \| `cloud-sql-proxy` \| `localhost:5432` \|\n/);
    assert.match(traffic, /\n\| `invoice-run` \| outside of the pod \| `storage\.googleapis\.com` \|\n/);
    assert.match(under(page, 'Volumes'), /\n\| `sql` \| configMap `sql` \| `migrate` \| reads \| `\/flyway\/sql` \|\n/);
  });

  test('refers to a picture beside it', () => {
    const page = exported(JOB).markdown('job-invoice-run.svg');
    assert.match(page, /^# Job invoice-run\n\n!\[Picture of Job invoice-run\]\(job-invoice-run\.svg\)\n\n\| /);
    assert.doesNotMatch(page, /```/);
  });

  test('tells what comes in, and what is wrong', () => {
    const page = exported(DEPLOYMENT).markdown();
    assert.match(under(page, 'Traffic'), /\n\| Service `web`, port 443 \| `oauth2-proxy` \| `4180` \|\n/);
    assert.match(under(page, 'Problems'), /\n- \*\*(?:Error|Warning|Information|Hint)\*\*: .*\(`[a-z-]+`\)\n/);
  });

  test('has injected containers where they start', () => {
    const page = exported(`apiVersion: v1
kind: Pod
metadata: { name: web, labels: { sidecar.istio.io/inject: "true" } }
spec:
  containers: [{ name: web, image: web:1 }]
`).markdown();
    assert.match(
      under(page, 'Containers'),
      /\n\| `istio-proxy` \| Proxy, Istio proxy; native sidecar; not in the file: added by Istio \|/,
    );
    assert.match(
      under(page, 'Start order'),
      /\n1\. `istio-init`: must end with 0 before the next step\n2\. `istio-proxy`: keeps running; [^\n]*\n3\. `web`\n/,
    );
  });

  test('of one container has no order', () => {
    const page = exported(
      'kind: Pod\napiVersion: v1\nmetadata: {name: a}\nspec: {containers: [{name: a, image: a}]}\n',
    );
    assert.equal(under(page.markdown(), 'Start order'), '');
  });
});

/** Texts that mean something in one of the formats. */
const EVIL = [
  '<img src=x onerror=alert(1)>',
  '</svg><script>alert(1)</script>',
  '</style></title>&lt;b&gt;',
  'a|b\\|c\\\\|d',
  '``` \n```\n# head',
  '[x](javascript:alert(1)) ![y](http://evil.example/y.png)',
  '-->\n<!-- -- ]]> ',
  '"]; click n1 call x() %%{init: {"securityLevel": "loose"}}%%',
  'http://evil.example www.evil.example @somebody #1',
  '\n---\ntitle: b\n---\n',
  '$$x$$ ~~y~~ __z__ *w* {{ site.x }}',
  '\u0000\u0008\u202e\ud800\u2028',
] as const;

suite('in no format a text of the file becomes markup', () => {
  for (const evil of EVIL) {
    const quoted = JSON.stringify(evil);
    const picture = exported(`apiVersion: v1
kind: ${quoted.includes('\\u0000') ? 'Pod' : 'Deployment'}
metadata: { name: ${quoted}, namespace: ${quoted} }
spec: ${quoted.includes('\\u0000') ? '' : '{ template: { spec: '}{
  initContainers: [{ name: ${quoted}, image: ${quoted}, restartPolicy: Always, ports: [{ containerPort: 90 }] }],
  containers: [
    { name: ${quoted}, image: ${quoted}, ports: [{ containerPort: 80, name: ${quoted} }],
      env: [{ name: A, value: "localhost:90" }, { name: B, value: ${JSON.stringify(`https://${evil}`)} }],
      volumeMounts: [{ name: ${quoted}, mountPath: ${quoted} }] },
    { name: b, image: b, volumeMounts: [{ name: ${quoted}, mountPath: ${quoted}, readOnly: true }] }],
  volumes: [{ name: ${quoted}, configMap: { name: ${quoted} } }] ${quoted.includes('\\u0000') ? '' : '} }'} }
`);

    test(`Markdown: ${quoted}`, () => {
      for (const page of [picture.markdown('a.svg'), indexOf([{ ...picture.diagram, stem: 'a', file: evil }])]) {
        assertHarmless(page.replace(WRITTEN_HERE, ''));
      }
      const [, flowchart = '', rest = ''] =
        /\n(```+mermaid\n[\s\S]*?\n```+)\n([\s\S]*)$/.exec(picture.markdown()) ?? [];
      assert.equal(flowchart.split('\n').filter((line) => line.startsWith('```')).length, 2);
      assertHarmless(rest);
    });

    test(`Mermaid: ${quoted}`, () => {
      const [frame, title, end, ...lines] = picture.mermaid().trimEnd().split('\n');
      assert.deepEqual([frame, title?.slice(0, 8), end, lines[0]], ['---', 'title: "', '---', 'flowchart TB']);
      for (const line of lines) {
        const bare = line.replace(/"[^"]*"/g, '""');
        assert.match(
          bare,
          /^(?:flowchart TB|\s*(?:subgraph n\d+\[""\]|direction TB|end|n\d+(?:\[""\]|\[\(""\)\]|>""\]|\(\[""\]\))|n\d+ <?-\.?-?(?:->|>|-)(?:\|""\|)? n\d+|n\d+(?: (?:&|~~~) n\d+)+|class(?:Def)? [\w, -:#]+))$/,
          line,
        );
        assert.doesNotMatch(line.replaceAll('<br/>', ''), /<|%%|\]\(/);
      }
    });

    test(`SVG: ${quoted}`, () => {
      for (const theme of ['light', 'auto'] as const) {
        const svg = picture.svg(theme);
        const tags = new Set([...svg.matchAll(/<\/?([^\s>/]+)/g)].map(([, name]) => name));
        for (const tag of tags) {
          assert.ok(
            [
              'svg',
              'title',
              'desc',
              'metadata',
              'style',
              'rect',
              'g',
              'path',
              'text',
              'tspan',
              'circle',
              'ellipse',
            ].includes(tag!),
            tag,
          );
        }
        assert.doesNotMatch(svg.replace(/="[^"]*"/g, '').replace(/>[^<]*</g, '><'), /\son\w+=|href|url\(|<!/);
      }
    });
  }

  /** No character outside of code and escapes that begins markup, and each row of a table has as many cells as its head. */
  function assertHarmless(page: string): void {
    let cells = 0;
    for (const line of page.split('\n')) {
      const own = line
        .replace(/^(?:# |## |- \*\*\w+\*\*: |\d+\. )/, '')
        .replace(/^!\[(.*)\]\(a\.svg\)$/, '$1')
        .replace(/^\| \[((?:\\.|[^\\\]])*)\]\(a\.md\)/, '| $1');
      const prose = own.replace(/(?<!`)(`+)(?!`)(.*?)(?<!`)\1(?!`)/g, 'code').replace(/\\[^\w\s]/g, '');
      assert.doesNotMatch(prose, /[<>`*[\]~$@]|:\/\/|www\.|^\s*(?:#|---|===)/, line);
      const bars = prose.startsWith('|') ? own.replace(/\\\|/g, '').split('|').length : 0;
      if (bars > 0 && cells > 0) assert.equal(bars, cells, line);
      cells = bars;
    }
  }
});

suite('the list of pages', () => {
  const { diagram } = exported(DEPLOYMENT);
  const rowOf = (file: string) =>
    indexOf([{ ...diagram, stem: 'deployment-web', file }])
      .trimEnd()
      .split('\n')
      .at(-1);

  test('leads to each', () => {
    assert.match(
      rowOf('deploy/web.yaml')!,
      /^\| \[Deployment web\]\(deployment-web\.md\) \| shop \| 6 \| .* \| `deploy\/web\.yaml` \|$/,
    );
  });

  test('tells nothing of the machine', () => {
    for (const file of ['/home/me/web.yaml', 'C:/me/web.yaml', '../web.yaml', '-', '..']) {
      assert.match(rowOf(file)!, /\| {2}\|$/, file);
    }
  });
});
