// "Export Pod Picture…" and "Copy Pod Picture…".
import { basename } from 'node:path/posix';
import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { Exported } from '../../../server/src/lsp/requests.ts';
import { openPreview } from '../preview/open.ts';
import type { Png } from '../preview/pngs.ts';
import { currentPreview, shownPod } from '../preview/shown.ts';
import { parseUri, type Wanted, wantedBy } from '../wanted.ts';
import { CHOICES, type Choice, FILES, readTold, SCALES } from './choices.ts';
import { askForExport } from './request.ts';
import { askForTarget, besidePage, mayReplace, tellSaved, write } from './save.ts';

/** What both commands work with. */
interface Job {
  readonly client: LanguageClient;
  readonly extension: vscode.Uri;
  readonly wanted: Wanted;
  /** Whether the picture shows the kubelet, as the preview that it is exported from. */
  readonly probes: boolean;
  /** The earlier text that it compares with, as the preview does that it is exported from. */
  readonly compared: { readonly before?: string };
  readonly choice: Choice;
  readonly scale: number;
}

/**
 * Writes the picture of a pod into a file: of the pod in the preview that has the focus, else of the one at the cursor.
 * @param given what the command was given: file, position, and what need not be asked: `{ format, theme, scale, beside, target }`
 */
export async function exportDiagram(
  client: LanguageClient,
  extension: vscode.Uri,
  given: readonly unknown[],
): Promise<void> {
  await attempt(async () => {
    const job = await jobFor(client, extension, given, 'Export Pod Picture', CHOICES);
    const { target } = Object(given[2]);
    if (job)
      await save(job, target instanceof vscode.Uri ? target : typeof target === 'string' ? parseUri(target) : null);
  });
}

/** Puts the picture of a pod on the clipboard. */
export async function copyDiagram(
  client: LanguageClient,
  extension: vscode.Uri,
  given: readonly unknown[],
): Promise<void> {
  const choices = CHOICES.filter(({ beside }) => !beside);
  await attempt(async () => {
    const job = await jobFor(client, extension, given, 'Copy Pod Picture', choices);
    if (job) await copy(job);
  });
}

async function attempt(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    vscode.window.showWarningMessage(`The picture was not exported: ${reason}`);
  }
}

/** Which pod, as what; null if somebody has thought better of it. */
async function jobFor(
  client: LanguageClient,
  extension: vscode.Uri,
  [file, position, more]: readonly unknown[],
  title: string,
  choices: readonly Choice[],
): Promise<Job | null> {
  // A menu of a webview gives its own address.
  const named = file instanceof vscode.Uri && file.scheme === 'webview-panel' ? undefined : file;
  const preview = currentPreview();
  const asked = wantedBy(named, position);
  const wanted = asked ?? shownPod() ?? preview?.shownPod;
  if (!wanted) {
    vscode.window.showInformationMessage('Open a Kubernetes manifest: the picture is that of the pod at the cursor.');
    return null;
  }
  const told = readTold(more);
  const choice = told.choice ?? (await vscode.window.showQuickPick(choices, { title, matchOnDetail: true }));
  if (!choice) return null;
  const scale = choice.format === 'png' ? (told.scale ?? (await pickScale(title))) : 1;
  const probes = asked === null && preview?.showsProbes === true;
  const head = asked === null ? await preview?.head?.textOf(wanted.uri) : null;
  const compared = head && 'text' in head ? { before: head.text } : {};
  return scale === null ? null : { client, extension, wanted, probes, compared, choice, scale };
}

async function pickScale(title: string): Promise<number | null> {
  const rows = SCALES.map((scale) => ({
    label: `× ${scale}`,
    description: scale === 2 ? 'sharp on most screens' : scale === 3 ? 'for print' : 'as large as in the preview',
    scale,
  }));
  return (await vscode.window.showQuickPick(rows, { title: `${title}: Size` }))?.scale ?? null;
}

async function save(job: Job, told: vscode.Uri | null): Promise<void> {
  const { choice, wanted } = job;
  // A page with its picture beside it is asked for again when the name of that is known.
  const exported = await textOf(job);
  if (!exported) return;
  const target = told ?? (await askForTarget(wanted.uri, exported.name, FILES[choice.format]));
  if (!target) return;
  if (choice.format === 'png') {
    const { data } = await pixelsOf(job, exported.text, false);
    if (data === null) {
      const why = 'The PNG could not be drawn: it may be too large, or the preview was closed.';
      return offer(why, 'Export as SVG…', () => save(inFormat(job, 'svg'), null));
    }
    await write([[target, Buffer.from(data, 'base64')]]);
  } else if (choice.beside) {
    const picture = besidePage(target);
    const svg = await textOf(inFormat(job, 'svg'));
    const page = svg && (await textOf(job, basename(picture.path)));
    if (!page || (!told && !(await mayReplace(picture)))) return;
    await write([
      [picture, Buffer.from(svg.text)],
      [target, Buffer.from(page.text)],
    ]);
  } else {
    await write([[target, Buffer.from(exported.text)]]);
  }
  if (!told) await tellSaved(target);
}

async function copy(job: Job): Promise<void> {
  const exported = await textOf(job);
  if (!exported) return;
  if (job.choice.format === 'png') {
    const { copied, data } = await pixelsOf(job, exported.text, true);
    const why = data === null ? 'The PNG could not be drawn.' : 'Here a PNG cannot be copied, only saved.';
    if (!copied) return offer(why, 'Save PNG…', () => save(job, null));
  } else {
    await vscode.env.clipboard.writeText(exported.text);
  }
  vscode.window.setStatusBarMessage(`Copied the picture as ${job.choice.label}`, 4000);
}

/** The text of the picture, of a PNG that of the SVG it is drawn from; null if there is no pod, which is said. */
async function textOf({ client, wanted, probes, compared, choice }: Job, picture?: string): Promise<Exported | null> {
  const { theme } = choice;
  const format = choice.format === 'png' ? 'svg' : choice.format;
  const exported = await askForExport(client, wanted, {
    format,
    theme,
    probes,
    ...compared,
    ...(picture === undefined ? {} : { picture }),
  });
  if (!exported) vscode.window.showInformationMessage('There is no pod here to draw.');
  return exported;
}

/** Lets the page of a preview draw an SVG; one is opened if there is none. */
async function pixelsOf({ client, extension, wanted, scale }: Job, svg: string, copy: boolean): Promise<Png> {
  if (!currentPreview()) {
    openPreview(client, extension, wanted.uri, wanted.position);
  }
  return (await currentPreview()?.png({ svg, scale, copy })) ?? { data: null, copied: false };
}

/** The same picture in another format. */
function inFormat(job: Job, format: Choice['format']): Job {
  return { ...job, choice: { ...job.choice, format } };
}

/** Says why a picture is not there, and offers to export the same one in a way that works. */
async function offer(why: string, button: string, instead: () => Promise<void>): Promise<void> {
  if ((await vscode.window.showWarningMessage(why, button)) === button) await attempt(instead);
}
