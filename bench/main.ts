import { analyse } from '../server/src/analysis.ts';
import { describePod } from '../server/src/features/describe.ts';
import { analyseFile } from '../server/src/features/file.ts';
import { lint } from '../server/src/rules/lint.ts';
import { DEFAULT_SETTINGS } from '../server/src/settings.ts';
import { parseDocument } from '../server/src/yaml/parse.ts';
import { splitDocuments } from '../server/src/yaml/split.ts';
import { bundle, bundledServer } from '../test/lsp/bundle.ts';
import { editsOf } from './edits.ts';
import { type Sample, samples } from './manifests.ts';
import { askAll, type RequestTimes } from './requests.ts';
import { scan } from './scan.ts';
import { Server } from './server.ts';

const URI = 'untitled:bench.yaml';
const STARTS = 12;

/** One row of the table: a figure of ours, of the empty server where it has one, and what it must not exceed. */
interface Row {
  readonly what: string;
  readonly ours: number;
  readonly empty?: number;
  readonly budget?: number;
  /** The budget is a multiple of the empty server, no time. */
  readonly relative?: true;
}

const [ours, empty] = await Promise.all([bundledServer(), bundle('bench/empty-server.ts')]);
try {
  console.log(`Node ${process.version}, ${process.platform} ${process.arch}; milliseconds, p50 unless said\n`);
  print('start', await measureStart());
  const { what, lint: linted, parse } = await scan();
  // The other program of this row is the YAML library alone.
  print(`scan of ${what}, seconds of the whole process, beside the YAML library alone`, [
    { what: 'lint', ours: linted, empty: parse, budget: 1.5, relative: true },
  ]);
  for (const sample of samples()) print(`${sample.name} (${sample.text.length} characters)`, await measure(sample));
} finally {
  ours.remove();
  empty.remove();
}

async function measureStart(): Promise<Row[]> {
  const times = { ours: [] as number[], empty: [] as number[] };
  const memory: number[] = [];
  for (let i = 0; i < STARTS; i++) {
    for (const [name, { file }] of [
      ['empty', empty],
      ['ours', ours],
    ] as const) {
      const since = performance.now();
      const server = new Server(file);
      await server.initialize(false);
      times[name].push(performance.now() - since);
      if (name === 'ours') memory.push(server.memory() ?? 0);
      await server.end();
    }
  }
  return [
    { what: 'spawn to initialize', ours: p(times.ours, 50), empty: p(times.empty, 50), budget: 3, relative: true },
    { what: 'memory after it (MB)', ours: p(memory, 50) },
  ];
}

async function measure(sample: Sample): Promise<Row[]> {
  const budget = sample.name.startsWith('20 KB') ? 10 : sample.name.startsWith('1 MB') ? 25 : undefined;
  const count = sample.text.length > 2_000_000 ? 60 : 200;
  const [pushed, floor] = [await type(sample, ours.file, 'push', count), await type(sample, empty.file, 'push', count)];
  const pulled = await type(sample, ours.file, 'pull', count);
  const within = budget === undefined ? {} : { budget };
  return [
    ...inProcess(sample),
    { what: `open to diagnostics (${pushed.findings})`, ours: pushed.open, empty: floor.open },
    { what: 'first keystroke', ours: pushed.first, empty: floor.first },
    { what: 'keystroke to diagnostics', ours: p(pushed.times, 50), empty: p(floor.times, 50), ...within },
    { what: '  p95', ours: p(pushed.times, 95), empty: p(floor.times, 95) },
    { what: 'keystroke to diagnostics, pulled', ours: p(pulled.times, 50), ...within },
    { what: '  p95', ours: p(pulled.times, 95) },
    ...(await askedRows(sample)),
    ...(pushed.memory === null ? [] : [{ what: 'memory (MB)', ours: pushed.memory, empty: floor.memory ?? 0 }]),
  ];
}

/** Requests of a person who writes; each budget is what the eye does not notice. */
async function askedRows(sample: Sample): Promise<Row[]> {
  const [asked, floor] = [await ask(sample, ours.file), await ask(sample, empty.file)];
  const budgets = { hover: 5, completion: 30, diagram: 30, pictures: 60 };
  const warm = [
    { what: 'hover, warm', ours: p(asked.warm, 50), empty: p(floor.warm, 50), budget: 5 },
    { what: '  p95', ours: p(asked.warm, 95), empty: p(floor.warm, 95), budget: 5 },
  ];
  const edited = (['hover', 'completion', 'diagram', 'pictures'] as const).flatMap((what): Row[] => {
    if (asked[what].length === 0) return [];
    const of = `${what} (${asked.answered[what]} of ${asked[what].length} answered)`;
    const [mine, none] = [asked[what], floor[what]];
    return [
      { what: of, ours: p(mine, 50), empty: p(none, 50), budget: budgets[what] },
      { what: '  p95', ours: p(mine, 95), empty: p(none, 95) },
    ];
  });
  return [...warm, ...edited];
}

async function ask({ text }: Sample, file: string): Promise<RequestTimes> {
  const server = new Server(file);
  await server.initialize(true);
  server.notify('textDocument/didOpen', { textDocument: { uri: URI, languageId: 'yaml', version: 1, text } });
  const count = text.length > 2_000_000 ? 20 : 60;
  // The first round warms up.
  await askAll(server, URI, text, 1, 3);
  const times = await askAll(server, URI, text, 100, count);
  await server.end();
  return times;
}

/** The parts of the work, in this process and warm. */
function inProcess({ text }: Sample): Row[] {
  const starts = splitDocuments(text);
  const documents = starts.map((start, i) => text.slice(start, starts[i + 1]));
  const rounds = text.length > 500_000 ? 2 : 20;
  const parse = repeated(rounds, () => documents.forEach(parseDocument));
  const around = { podPaths: [], kustomize: 'none', helpers: [] } as const;
  const all = repeated(rounds, () => {
    for (const document of documents) lint(analyse(document, around), DEFAULT_SETTINGS);
  });
  const described = repeated(rounds, () => {
    const file = analyseFile(text, around);
    for (const part of file) for (const team of part.analysis.teams) describePod(file, part, team, DEFAULT_SETTINGS);
  });
  return [
    { what: 'parse every document', ours: parse },
    { what: 'parse those with pods, and all rules', ours: all },
    { what: 'describe every pod', ours: described },
    { what: '  in MB/s', ours: text.length / 1000 / described },
  ];
}

function repeated(rounds: number, run: () => void): number {
  run();
  const times = Array.from({ length: rounds }, () => {
    const since = performance.now();
    run();
    return performance.now() - since;
  });
  return p(times, 50);
}

/** Opens a file and types into it; every keystroke waits for its diagnostics, as a person would. */
async function type({ text }: Sample, file: string, how: 'push' | 'pull', count: number) {
  const server = new Server(file);
  await server.initialize(how === 'pull');
  const diagnosed = async (version: number): Promise<number> => {
    if (how === 'push') return server.published(URI, version);
    const { result } = await server.request('textDocument/diagnostic', { textDocument: { uri: URI } });
    return (result as { items?: readonly unknown[] } | null)?.items?.length ?? 0;
  };
  let since = performance.now();
  server.notify('textDocument/didOpen', { textDocument: { uri: URI, languageId: 'yaml', version: 1, text } });
  const findings = await diagnosed(1);
  const open = performance.now() - since;
  const times: number[] = [];
  for (const [i, change] of editsOf(text, count).entries()) {
    const version = i + 2;
    since = performance.now();
    server.notify('textDocument/didChange', { textDocument: { uri: URI, version }, contentChanges: [change] });
    await diagnosed(version);
    times.push(performance.now() - since);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  const memory = server.memory();
  await server.end();
  return { findings, open, first: times[0] ?? 0, times: times.slice(1), memory };
}

/** A percentile. */
function p(times: readonly number[], percent: number): number {
  return times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor((times.length * percent) / 100))] ?? 0;
}

function print(title: string, rows: readonly Row[]): void {
  console.log(title);
  console.log(`  ${''.padEnd(40)}${['ours', 'empty', 'ratio', 'budget'].map((name) => name.padStart(9)).join('')}`);
  for (const { what, ours, empty, budget, relative } of rows) {
    const ratio = empty ? ours / empty : undefined;
    const measured = relative ? (ratio ?? 0) : ours;
    const verdict =
      budget === undefined ? '' : `${relative ? `${budget}x` : budget} ${measured <= budget ? 'ok' : 'OVER'}`;
    const figures = [ours, empty, ratio].map((figure) => (figure === undefined ? '' : figure.toFixed(2)).padStart(9));
    console.log(`  ${what.padEnd(40)}${figures.join('')}${verdict.padStart(9)}`);
  }
  console.log('');
}
