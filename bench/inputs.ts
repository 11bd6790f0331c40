import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { randomFrom } from '../test/lsp/random.ts';
import { customResources, documents, joined, list } from './manifests.ts';

/** A file that is opened and typed into. */
export interface Input {
  readonly name: InputName;
  readonly text: string;
  /** The lines where a person types into it, kinds of them in turn: a value ends behind the match and takes a letter. */
  readonly places: readonly RegExp[];
}

/** The inputs, and what each one is. */
export const INPUTS = {
  'pods-2k': 'one manifest of 2 KB',
  'pods-20k': '20 KB of pods',
  'pods-200k': '200 KB of pods',
  'pods-1m': '1 MB of pods',
  'pods-5m': '5 MB of pods',
  'crd-1m': '1 MB of custom resource definitions, some pods',
  'crd-5m': '5 MB of custom resource definitions, some pods',
  'list-300k': 'one List of 300 KB with pods',
  'crd-300k': 'one custom resource definition of about 300 KB',
} as const;
export type InputName = keyof typeof INPUTS;
export const INPUT_NAMES = Object.keys(INPUTS) as InputName[];

/** Real manifests beside the project, where they lie there. */
export const CORPUS = join(import.meta.dirname, '..', '..', 'shared', 'corpus');

/** Whether the inputs are made from real manifests; they are generated elsewhere. */
export const areReal = (): boolean => existsSync(CORPUS);

/** Letters of an image behind its key, within quotes if there are any. */
export const IMAGE = /^\s*(?:- )?image: ["']?[^\s"'#,}{&*|>]+/;
/** A text of a schema that stands on one line without quotes. */
const DESCRIPTION = /^\s*description: [A-Za-z][^'"#:]*[A-Za-z](?=\.?$)/;

const LARGEST_POD_FILE = 15_000;

/** What the inputs are made of: whole files, or documents, with pods; and with definitions of custom resources. */
interface Material {
  readonly pods: readonly string[];
  readonly definitions: readonly string[];
}

let known: Material | undefined;

/** Makes an input; the same one each time. */
export function input(name: InputName): Input {
  known ??= areReal() ? realMaterial() : generatedMaterial();
  const places = name === 'crd-300k' ? [DESCRIPTION] : name.startsWith('crd') ? [IMAGE, DESCRIPTION] : [IMAGE];
  return { name, text: textOf(name, known), places };
}

function textOf(name: InputName, { pods, definitions }: Material): string {
  switch (name) {
    case 'pods-2k':
      return nearest(pods.filter(isOne), 2000);
    case 'pods-20k':
      return upTo(20_000, pods);
    case 'pods-200k':
      return upTo(200_000, pods);
    case 'pods-1m':
      return upTo(1_000_000, pods);
    case 'pods-5m':
      return upTo(5_000_000, pods);
    case 'crd-1m':
      return upTo(1_000_000, mixed(definitions.filter(({ length }) => length < 700_000).toReversed(), pods));
    case 'crd-5m':
      return upTo(5_000_000, mixed(definitions, pods));
    case 'list-300k':
      return list(inList(pods, 300_000));
    case 'crd-300k':
      return nearest(
        definitions
          .flatMap(documentsOf)
          .filter(
            (text) => isDefinition(text) && text.split('\n').filter((line) => DESCRIPTION.test(line)).length > 20,
          ),
        300_000,
      );
  }
}

/** Files with pods in a random order that is always the same, and those with definitions, the largest first. */
function realMaterial(): Material {
  const texts = readdirSync(CORPUS, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((file) => readFileSync(file, 'utf8').replace(/\r\n?/g, '\n'));
  const plain = texts.filter((text) => !text.includes('{{') && !/: @\w+@$/m.test(text));
  const pods = plain.filter(
    (text) =>
      text.length < LARGEST_POD_FILE &&
      /^kind:/m.test(text) &&
      text.includes('containers:') &&
      text.split('\n').some((line) => IMAGE.test(line)),
  );
  return { pods: shuffled(pods), definitions: bySize(plain.filter(isDefinition)) };
}

function generatedMaterial(): Material {
  const pods = documents(1, 3_000_000).filter((text) => text.includes('containers:\n'));
  return { pods, definitions: bySize(customResources()) };
}

function isDefinition(text: string): boolean {
  return /^kind: CustomResourceDefinition/m.test(text);
}

function bySize(texts: readonly string[]): string[] {
  return texts.toSorted((a, b) => b.length - a.length);
}

function shuffled(texts: readonly string[]): string[] {
  const random = randomFrom(7);
  const all = [...texts];
  for (let i = all.length - 1; i > 0; i--) {
    const other = random(i + 1);
    [all[i], all[other]] = [all[other] as string, all[i] as string];
  }
  return all;
}

/** A file with pods behind each of the first 30 definitions, so that there is a pod wherever one types. */
function mixed(definitions: readonly string[], pods: readonly string[]): string[] {
  return definitions.flatMap((text, i) => (i < 30 && pods[i] ? [text, pods[i]] : [text]));
}

/** Texts as one file of many documents, until it has so many characters; from the first one again if there are too few. */
function upTo(size: number, texts: readonly string[]): string {
  const taken: string[] = [];
  for (let i = 0, units = 0; units < size; i++) {
    const text = `${(texts[i % texts.length] as string)
      .replace(/^\s*---\s*\n/, '')
      .replace(/\n(?:---|\.\.\.)\s*$/, '\n')
      .trimEnd()}\n`;
    taken.push(text);
    units += text.length + 4;
  }
  return joined(taken);
}

function isOne(text: string): boolean {
  return !/^---/m.test(text.trim().slice(3));
}

function nearest(texts: readonly string[], size: number): string {
  return texts.reduce((best, text) => (Math.abs(text.length - size) < Math.abs(best.length - size) ? text : best));
}

function documentsOf(text: string): string[] {
  return text.split(/^---.*\n/m);
}

/** Sound documents that can stand in a list as they are: they begin with a key and have neither directives nor tabs. */
function inList(texts: readonly string[], size: number): string[] {
  const taken: string[] = [];
  let units = 0;
  for (const document of texts.flatMap(documentsOf)) {
    const text = document.replace(/^(?:[ \t]*(?:#.*)?\n)+/, '');
    if (!/^[a-zA-Z]+:/.test(text) || !/^kind:/m.test(text) || /\t|^[%.]|^- |^[^\s#a-zA-Z}]/m.test(text)) continue;
    if (parseDocument(text, { logLevel: 'silent' }).errors.length > 0) continue;
    taken.push(text);
    units += text.length * 1.07;
    if (units > size) break;
  }
  return taken;
}
