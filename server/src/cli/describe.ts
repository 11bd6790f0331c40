import { count } from '../diagram/words.ts';
import { describePod } from '../features/describe.ts';
import type { PodDescription } from '../features/description.ts';
import type { Args } from './args.ts';
import { contents } from './contents.ts';
import { describedPods } from './formats/description.ts';
import { printJson } from './formats/json.ts';
import { type OpenPod, usePods } from './pods.ts';
import type { ExitStatus, Terminal } from './terminal.ts';
import { openWorkspace } from './workspace.ts';

/** A pod and the file it stands in, as the output shows it. */
interface Described {
  readonly file: string;
  readonly pod: PodDescription;
}

/** `describe`: prints every pod found. */
export async function describe(args: Args, terminal: Terminal): Promise<ExitStatus> {
  const workspace = openWorkspace(args);
  const found: Described[] = [];
  let files = 0;
  for await (const [source, content] of contents(workspace, terminal)) {
    files++;
    if (content) found.push(...usePods(workspace, source, content.text, described));
  }
  if (args.format === 'json') {
    terminal.print(printJson({ version: 1, pods: found.map(asContract) }));
    return 0;
  }
  const where = `in ${count(files, 'file')}`;
  const summary = found.length === 0 ? `No pods ${where}.\n` : `${count(found.length, 'pod')} ${where}.\n`;
  terminal.print(describedPods(found, terminal.colours));
  if (!args.quiet) terminal.print(found.length === 0 ? summary : `\n${summary}`);
  return 0;
}

function described({ source, parts, part, team, settings }: OpenPod): Described {
  return { file: source.file, pod: describePod(parts, part, team, settings) };
}

/** The format of the contract, version 1. */
function asContract({ file, pod }: Described): unknown {
  const { requests, helpers, qos } = pod.resources;
  return {
    file,
    line: pod.line,
    workload: pod.workload,
    partial: pod.partial !== null,
    containers: pod.containers.map((container) => ({
      name: container.name,
      list: container.list,
      lifecycle: container.lifecycle,
      line: container.line,
      image: container.image,
      pattern: container.pattern,
      helper: container.helper,
      function: container.function,
      confidence: container.confidence,
      evidence: container.evidence.map(({ text }) => text),
      evidenceLines: container.evidence.map(({ line }) => line),
      direction: container.direction,
      longRunning: container.longRunning,
      listens: container.listens,
    })),
    expected: pod.expected.map((one) => ({
      name: one.name,
      lifecycle: one.lifecycle,
      line: one.line,
      injector: one.injector,
      pattern: one.pattern,
      helper: one.helper,
      function: one.function,
      evidence: one.evidence.map(({ text }) => text),
      depends: one.depends,
    })),
    resources: { requests, helpers, qos },
    edges: pod.edges,
  };
}
