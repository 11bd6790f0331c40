// Pictures of the window, for people to look at.
import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { Skip } from './check.ts';
import { inWindow } from './window.ts';

/** Theme ids of VS Code, the newest first: each version has one of a row. */
export const themes = {
  dark: ['Dark 2026', 'Dark Modern', 'Default Dark Modern'],
  light: ['Light 2026', 'Light Modern', 'Default Light Modern'],
  contrast: ['Default High Contrast'],
};

/** Puts on the first of the themes that this VS Code has. */
export async function wear(ids: readonly string[]): Promise<void> {
  const defaults = vscode.extensions.getExtension('vscode.theme-defaults')?.packageJSON.contributes.themes ?? [];
  const theme = ids.find((id) => defaults.some((one: { id: string }) => one.id === id));
  if (!theme) throw new Skip(`none of the themes ${ids.join(', ')} is here`);
  const workbench = vscode.workspace.getConfiguration('workbench');
  await workbench.update('colorTheme', theme, vscode.ConfigurationTarget.Global);
}

/** Takes a picture of the window and sees that it is one. */
export async function picture(name: string): Promise<void> {
  const folder = process.env.POD_PATTERNS_SCREENSHOTS!;
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${name}.png`);
  await inWindow('screenshot', { file });
  if (statSync(file).size < 10_000) throw new Error(`${file} shows nothing`);
}
