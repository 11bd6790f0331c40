import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { AUTOSCALERS, LIMIT_RANGES, PODS, SERVICES } from '../../server/src/features/neighbours.ts';
import type { WorkspaceDocument } from '../../server/src/features/workspace/document.ts';
import { Askers, changeOf, Questions } from '../../server/src/features/workspace/questions.ts';
import { Workspace } from '../../server/src/features/workspace/workspace.ts';
import { randomFrom } from '../lsp/random.ts';

const surroundings = { podPaths: [], helpers: [], kustomize: 'none' } as const;
const FOLDERS = ['a/one', 'a/two', 'b/one'];
const KINDS = [PODS, SERVICES, AUTOSCALERS, LIMIT_RANGES];
const NAMES = ['web', 'db', 'cache', 'default', 'team-a', ''];

/** Objects of every kind, with names that others have, too. */
function textOf(random: (below: number) => number): string {
  const name = () => NAMES[random(NAMES.length - 1)];
  const metadata = `metadata: {name: ${name()}, namespace: ${name()}}`;
  return [
    `apiVersion: v1\nkind: Service\n${metadata}\nspec: {selector: {app: ${name()}}}\n`,
    `apiVersion: apps/v1\nkind: Deployment\n${metadata}\nspec: {template: {metadata: {labels: {app: ${name()}}}, spec: {containers: [{name: ${name()}}]}}}\n`,
    `apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\n${metadata}\nspec: {scaleTargetRef: {kind: Deployment, name: ${name()}}}\n`,
    // The namespace of this one does not stand in the text.
    `apiVersion: v1\nkind: LimitRange\nmetadata: {name: ${name()}}\nspec: {limits: [{type: Container}]}\n`,
  ][random(4)] as string;
}

/** Documents in several folders; of some the sketch is known already. */
function documentsOf(random: (below: number) => number, count: number): [Workspace, WorkspaceDocument[]] {
  const workspace = new Workspace();
  for (let i = 0; i < count; i++) {
    const folder = FOLDERS[i % FOLDERS.length] as string;
    workspace.set(`${folder}/${i}.yaml`, [{ text: textOf(random) }], { folder, surroundings });
  }
  const documents = [...workspace.paths()].flatMap((path) => workspace.file(path)?.documents ?? []);
  for (const document of documents) if (random(2) === 0) workspace.sketch(document);
  return [workspace, documents];
}

describe('what a change meets', () => {
  // Of many words those are looked up that the change holds; few are gone through.
  for (const words of [3, 400]) {
    test(`are the questions that it answers, of ${words} words`, () => {
      const random = randomFrom(words);
      const [workspace, documents] = documentsOf(random, 60);
      const askers = new Askers();
      const others = Array.from({ length: words }, (_, i) => `other-${i}`);
      const asked = documents.map((document) => {
        const kind = KINDS[random(KINDS.length)] as number;
        const own = [
          NAMES[random(NAMES.length)] as string,
          NAMES[random(NAMES.length)] as string,
          ...others.filter(() => random(words) < 40),
        ];
        document.questions = new Questions(askers, document);
        document.questions.add(document.file, kind, own);
        return { document, kind, words: own };
      });
      let answered = 0;
      for (const document of documents) {
        const change = () => changeOf(document, () => workspace.sketch(document));
        const met = askers.met([change()], workspace.levels);
        const expected = asked.filter(({ document: asker, kind, words }) => {
          const level = workspace.levels.between(asker.file, document.file);
          if (level === null || (document.kinds & kind) === 0) return false;
          const { holds } = change();
          return words.some((word) => holds(kind, word, level));
        });
        assert.deepEqual(pathsOf(met), pathsOf(expected.map((one) => one.document)), document.text);
        answered += met.size;
      }
      assert.ok(answered > 50, `${answered}`);
    });
  }
});

describe('who rests on another document', () => {
  const [workspace, documents] = documentsOf(randomFrom(1), 4);
  const [first, second, third, fourth] = documents as [
    WorkspaceDocument,
    WorkspaceDocument,
    WorkspaceDocument,
    WorkspaceDocument,
  ];
  const askers = new Askers();
  for (const document of documents) document.questions = new Questions(askers, document);
  first.questions?.add(first.file, fourth.kinds, ['']);
  second.questions?.restOn(first);
  third.questions?.restOn(second);
  // It stands in the folder in which the first one has asked for its kind.
  const met = () => pathsOf(askers.met([changeOf(fourth, () => workspace.sketch(fourth))], workspace.levels));

  test('is met with it, also by way of a third', () => assert.deepEqual(met(), pathsOf([first, second, third])));

  test('is met no more when it has forgotten', () => {
    askers.forget(second);
    assert.deepEqual(met(), pathsOf([first]));
  });
});

function pathsOf(documents: Iterable<WorkspaceDocument>): string[] {
  return [...documents].map(({ file }) => file.path).sort();
}
