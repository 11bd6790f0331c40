import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { Editor, type EditorOptions } from './editor.ts';

const RULE = 'service-target-port-unknown';
const CREATED = 1;
const CHANGED = 2;
const DELETED = 3;

const POD = `apiVersion: v1
kind: Pod
metadata: {name: shop, labels: {app: shop}}
spec:
  containers:
    - name: web
      image: acme/web:1
      ports: [{containerPort: 8080, name: http}]
`;
const service = (target: string) =>
  `apiVersion: v1\nkind: Service\nmetadata: {name: front}\nspec: {selector: {app: shop}, ports: [{port: 80, targetPort: ${target}}]}\n`;

let root = '';
const pathOf = (path: string) => join(root, path);
const uriOf = (path: string) => pathToFileURL(pathOf(path)).href;

function write(path: string, text: string): void {
  mkdirSync(dirname(pathOf(path)), { recursive: true });
  writeFileSync(pathOf(path), text);
}

/** An editor that has opened some folders. */
class Window {
  readonly editor: Editor;

  constructor(editor: Editor) {
    this.editor = editor;
  }

  static async of(folders: readonly string[], options: EditorOptions = {}): Promise<Window> {
    return new Window(await Editor.inMemory({ ...options, folders: folders.map(uriOf) }));
  }

  /** Waits until the last diagnostics of a file say of the rule what is expected. */
  async says(path: string, count: number, uri = uriOf(path)): Promise<void> {
    const { editor } = this;
    const last = () => editor.published.findLast((one) => one.uri === uri)?.diagnostics ?? [];
    const found = () => last().filter(({ code }) => code === RULE).length;
    await editor.until(
      () => editor.published.some((one) => one.uri === uri) && found() === count,
      `${count} at ${path}`,
    );
  }

  /** What is said once the server has done what was due. */
  async stays(path: string, count: number): Promise<void> {
    await this.settled();
    await this.says(path, count);
  }

  /** Waits until the server has looked at the disk. */
  async settled(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, 400));
    await this.editor.ping();
  }

  watched(...changes: (readonly [path: string, type: number])[]): Promise<void> {
    return this.editor.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: changes.map(([path, type]) => ({ uri: uriOf(path), type })),
    });
  }
}

describe('the files of the workspace', () => {
  let opened: Window | undefined;
  const open = async (folders: readonly string[], options: EditorOptions = {}) => {
    opened = await Window.of(folders, options);
    return opened;
  };
  before(() => {
    root = mkdtempSync(join(tmpdir(), 'pod-patterns-workspace-'));
  });
  beforeEach(() => {
    rmSync(root, { recursive: true, force: true });
    mkdirSync(root);
  });
  afterEach(() => {
    assert.deepEqual(opened?.editor.log ?? [], []);
    opened?.editor.connection.dispose();
    opened = undefined;
  });
  after(() => rmSync(root, { recursive: true, force: true }));

  it('count though they are not open, and tell open ones when they change', async () => {
    write('a/pod.yaml', POD);
    const window = await open(['.']);
    await window.editor.open(uriOf('a/service.yaml'), service('metrics'));
    await window.says('a/service.yaml', 1);
    write('a/pod.yaml', POD.replace('name: http', 'name: metrics'));
    await window.watched(['a/pod.yaml', CHANGED]);
    await window.says('a/service.yaml', 0);
    write('a/other.yaml', POD);
    rmSync(pathOf('a/pod.yaml'));
    await window.watched(['a/other.yaml', CREATED], ['a/pod.yaml', DELETED]);
    await window.says('a/service.yaml', 1);
    rmSync(pathOf('a/other.yaml'));
    await window.watched(['a/other.yaml', DELETED]);
    await window.says('a/service.yaml', 0);
  });

  it('count as they are open; closed, as they are on the disk', async () => {
    write('a/pod.yaml', POD);
    const window = await open(['.']);
    await window.editor.open(uriOf('a/service.yaml'), service('metrics'));
    await window.says('a/service.yaml', 1);
    await window.editor.open(uriOf('a/pod.yaml'), POD.replace('name: http', 'name: metrics'));
    await window.says('a/service.yaml', 0);
    await window.watched(['a/pod.yaml', CHANGED]);
    await window.stays('a/service.yaml', 0);
    await window.editor.change(uriOf('a/pod.yaml'), { text: POD.replace('name: http', 'name: other') });
    await window.says('a/service.yaml', 1);
    await window.editor.change(uriOf('a/pod.yaml'), { text: POD.replace('name: http', 'name: metrics') });
    await window.says('a/service.yaml', 0);
    await window.editor.close(uriOf('a/pod.yaml'));
    await window.says('a/service.yaml', 1);
  });

  it('count as they are on the disk when nothing has told of them since they were opened', async () => {
    write('a/pod.yaml', POD);
    const window = await open(['.']);
    await window.editor.open(uriOf('a/service.yaml'), service('metrics'));
    await window.says('a/service.yaml', 1);
    await window.editor.open(uriOf('a/pod.yaml'), POD.replace('name: http', 'name: metrics'));
    await window.says('a/service.yaml', 0);
    await window.editor.close(uriOf('a/pod.yaml'));
    await window.says('a/service.yaml', 1);
  });

  it('are told with their own place', async () => {
    write('a/more.yaml', `a: b\n---\n${POD.replace('name: http', 'name: http, protocol: UDP')}`);
    const window = await open(['.'], { related: true });
    await window.editor.open(uriOf('a/service.yaml'), service('http'));
    await window.says('a/service.yaml', 1);
    const found = (await window.editor.pushed(uriOf('a/service.yaml'))).flatMap((one) => one.relatedInformation ?? []);
    assert.deepEqual(
      found.map(({ location: { uri, range } }) => [uri, range.start.line]),
      [[uriOf('a/more.yaml'), 9]],
    );
  });

  it('are pulled again when they matter', async () => {
    write('a/pod.yaml', POD);
    const window = await open(['.'], { pulls: true });
    const { editor } = window;
    await editor.open(uriOf('a/service.yaml'), service('metrics'));
    const first = await editor.pull(uriOf('a/service.yaml'));
    await editor.until(() => editor.refreshes === 1, 'a refresh when the pod was read');
    assert.ok(first.kind === 'full');
    const second = await editor.pull(uriOf('a/service.yaml'), first.resultId);
    assert.ok(second.kind === 'full');
    assert.deepEqual(
      second.items.map(({ code }) => code),
      [RULE],
    );
    assert.equal((await editor.pull(uriOf('a/service.yaml'), second.resultId)).kind, 'unchanged');
    await editor.open(uriOf('a/pod.yaml'), `${POD}# the same\n`);
    await editor.pull(uriOf('a/pod.yaml'));
    await editor.until(() => editor.refreshes === 2, 'a refresh when the pod has changed');
  });

  it('are left out where settings say so, unless they are open', async () => {
    write('.pod-patterns.yaml', 'exclude: [vendor/, "*.gen.yaml"]');
    write('vendor/pod.yaml', POD);
    write('vendor/service.yaml', service('metrics'));
    write('a/pod.gen.yaml', POD);
    write('a/node_modules/b/pod.yaml', POD);
    const window = await open(['.'], { configuration: () => ({ exclude: ['c/'] }) });
    await window.editor.open(uriOf('a/service.yaml'), service('metrics'));
    await window.stays('a/service.yaml', 0);
    await window.editor.open(uriOf('vendor/pod.yaml'), POD);
    await window.editor.open(uriOf('vendor/service.yaml'), `${POD}---\n${service('metrics')}`);
    await window.says('vendor/service.yaml', 1);
    await window.stays('a/service.yaml', 0);
    write('.pod-patterns.yaml', 'exclude: [vendor/]');
    await window.watched(['.pod-patterns.yaml', CHANGED]);
    await window.says('a/service.yaml', 1);
  });

  for (const order of [
    ['pod', 'service'],
    ['service', 'pod'],
  ]) {
    it(`are alone where they are left out, though they were opened before that was known: ${order.join(', ')}`, async () => {
      write('.pod-patterns.yaml', 'exclude: [vendor/]');
      write('vendor/x.yaml', 'a: b');
      let read = (): void => {};
      const registering = new Promise<void>((resolve) => {
        read = resolve;
      });
      const window = await open(['.'], { registering });
      for (const name of order) {
        await window.editor.open(uriOf(`vendor/${name}.yaml`), name === 'pod' ? POD : service('metrics'));
        await window.editor.pushed(uriOf(`vendor/${name}.yaml`));
      }
      await window.says('vendor/service.yaml', 1);
      read();
      await window.says('vendor/service.yaml', 0);
      await window.watched(['vendor/x.yaml', CHANGED], ['vendor/y.yaml', CREATED]);
      await window.stays('vendor/service.yaml', 0);
    });
  }

  it('are left out by the settings of the editor, too', async () => {
    write('c/pod.yaml', POD);
    let exclude = ['c/'];
    const window = await open(['.'], { configuration: () => ({ exclude }) });
    await window.editor.open(uriOf('a/service.yaml'), service('metrics'));
    await window.stays('a/service.yaml', 0);
    exclude = [];
    await window.editor.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    await window.says('a/service.yaml', 1);
  });

  it('are no more than settings allow', async () => {
    write('.pod-patterns.yaml', 'workspace: { maxFiles: 3 }');
    write('a/1.yaml', 'a: b');
    write('b/0.yaml', 'a: b');
    write('a/2.yaml', 'a: b');
    write('b/pod.yaml', POD);
    const window = await open(['.']);
    await window.editor.open(uriOf('b/service.yaml'), service('metrics'));
    await window.stays('b/service.yaml', 0);
    const [told = '', ...others] = window.editor.log.splice(0);
    assert.match(told, /holds more than 3 files; the others are not read/);
    assert.deepEqual(others, []);
    write('b/more.yaml', POD);
    await window.watched(['b/more.yaml', CREATED]);
    await window.stays('b/service.yaml', 0);
    rmSync(pathOf('a/1.yaml'));
    await window.watched(['a/1.yaml', DELETED]);
    await window.stays('b/service.yaml', 0);
    await window.watched(['b/more.yaml', CHANGED]);
    await window.says('b/service.yaml', 1);
    write('.pod-patterns.yaml', 'workspace: { maxFiles: 0 }');
    await window.watched(['.pod-patterns.yaml', CHANGED]);
    await window.says('b/service.yaml', 0);
    await window.watched(['.pod-patterns.yaml', CHANGED]);
    await window.editor.open(uriOf('b/pod.yaml'), POD);
    await window.says('b/service.yaml', 1);
  });

  it('may be links, folders, bytes, too large, and gone', async () => {
    write('elsewhere/pod.yaml', POD);
    write('a/folder.yaml/x.txt', '');
    writeFileSync(pathOf('a/bytes.yaml'), Buffer.from([0x6b, 0, 0xff, 0xfe]));
    write('a/large.yaml', `${POD}${'# x\n'.repeat(600_000)}`);
    symlinkSync(pathOf('elsewhere/pod.yaml'), pathOf('a/link.yaml'));
    symlinkSync(pathOf('nowhere'), pathOf('a/broken.yaml'));
    symlinkSync(root, pathOf('a/loop'));
    const window = await open(['a', 'missing']);
    await window.editor.open(uriOf('a/service.yaml'), service('metrics'));
    await window.stays('a/service.yaml', 0);
    await window.watched(['a/link.yaml', CREATED], ['a/broken.yaml', CHANGED], ['a/never.yaml', DELETED]);
    await window.watched(['a/large.yaml', CHANGED], ['a/loop/elsewhere', CREATED]);
    await window.stays('a/service.yaml', 0);
  });

  it('follow a folder that is renamed', async () => {
    write('a/x/pod.yaml', POD);
    const window = await open(['.']);
    await window.editor.open(uriOf('a/y/service.yaml'), service('metrics'));
    await window.says('a/y/service.yaml', 1);
    renameSync(pathOf('a/x'), pathOf('b'));
    await window.watched(['a/x', DELETED], ['b', CREATED]);
    await window.says('a/y/service.yaml', 0);
    renameSync(pathOf('b'), pathOf('a/z'));
    await window.watched(['b', DELETED], ['a/z', CREATED]);
    await window.says('a/y/service.yaml', 1);
  });

  it('are looked at again when a file is opened, for a client that watches none', async () => {
    write('a/x.yaml', 'a: b');
    const window = await open(['.'], { watches: false });
    await window.editor.open(uriOf('a/service.yaml'), service('metrics'));
    await window.stays('a/service.yaml', 0);
    write('a/pod.yaml', POD);
    await window.editor.open(uriOf('a/x.yaml'), 'a: b');
    await window.says('a/service.yaml', 1);
  });

  it('come and go with the folders of the workspace', async () => {
    write('a/pod.yaml', POD);
    write('b/pod.yaml', POD);
    const window = await open(['b']);
    await window.editor.open(uriOf('a/service.yaml'), service('metrics'));
    await window.says('a/service.yaml', 1);
    const event = (added: string[], removed: string[]) => ({
      event: {
        added: added.map((path) => ({ uri: uriOf(path), name: path })),
        removed: removed.map((path) => ({ uri: uriOf(path), name: path })),
      },
    });
    const change = (added: string[], removed: string[]) =>
      window.editor.connection.sendNotification('workspace/didChangeWorkspaceFolders', event(added, removed));
    await change([], ['b']);
    await window.says('a/service.yaml', 0);
    await change(['a', 'b'], []);
    await window.says('a/service.yaml', 1);
    await change([], ['a']);
    await window.stays('a/service.yaml', 1);
    await change([], ['b']);
    await window.says('a/service.yaml', 0);
  });

  it('are joined by kustomizations, as these change', async () => {
    write('base/pod.yaml', POD);
    write('o/p/kustomization.yaml', 'resources: [service.yaml]');
    const window = await open(['.']);
    await window.editor.open(uriOf('o/p/service.yaml'), service('metrics'));
    await window.stays('o/p/service.yaml', 0);
    write('o/p/kustomization.yaml', 'resources: [service.yaml, ../../base]');
    await window.watched(['o/p/kustomization.yaml', CHANGED]);
    await window.says('o/p/service.yaml', 1);
  });

  it('are nothing to what has no file', async () => {
    write('a/pod.yaml', POD);
    const window = await open(['.']);
    const uri = 'untitled:service';
    await window.editor.open(uri, service('metrics'));
    await window.settled();
    await window.says('untitled', 0, uri);
    await window.editor.open('untitled:pod', POD);
    await window.settled();
    await window.says('untitled', 0, uri);
  });
});
