// What is asked before a helper container is added: what it shall do, whom it helps, how it runs.
import * as vscode from 'vscode';
import type { OfferedPattern } from '../../../server/src/features/insert.ts';
import { found } from './search.ts';
import { type Stage, startsAt } from './stage.ts';

/** What somebody has chosen. */
export interface Chosen<T> {
  readonly value: T;
  /** Whether the changes are to be shown before they are made. */
  readonly preview: boolean;
}

/** One row of a pick, or a heading between rows. */
interface Row<T> extends vscode.QuickPickItem {
  readonly value?: T;
}

type Role = OfferedPattern['pattern'];
type Variant = OfferedPattern['variants'][number];

const TITLE = 'Add Helper Container';

const SHOW_FIRST: vscode.QuickInputButton = {
  iconPath: new vscode.ThemeIcon('open-preview'),
  tooltip: 'Show the changes first',
};

const HEADINGS: Readonly<Record<Role, string>> = {
  init: 'init containers',
  sidecar: 'sidecars',
  ambassador: 'ambassadors',
  adapter: 'adapters',
  'config-helper': 'configuration helpers',
  proxy: 'proxies',
};

const FORMS: Readonly<Record<Variant, readonly [label: string, detail: string]>> = {
  native: ['Native sidecar', 'Starts before the application and stops after it; does not keep a Job from completing'],
  classic: [
    'Classic sidecar',
    'Starts and stops together with the application, in no order; also on clusters before 1.29',
  ],
};

/**
 * Lets people choose what the helper shall do: by role, or by what they type; undefined when they give up. Those that can
 * start at the stage, if one is wanted, come first.
 */
export function pickPattern(
  offers: readonly OfferedPattern[],
  stage: Stage | null,
): Promise<Chosen<OfferedPattern> | undefined> {
  return pick('What shall it do for the application? Such as: ship logs', (typed) => {
    const patterns = found(typed, offers);
    const fitting = patterns.filter(({ refusal }) => refusal === null);
    const others = patterns.filter(({ refusal }) => refusal !== null);
    const isApt = (offer: OfferedPattern) => stage === null || startsAt(offer, stage);
    const groups: [heading: string, patterns: OfferedPattern[]][] =
      typed.trim() === ''
        ? Object.entries(HEADINGS).map(([role, heading]) => [
            heading,
            fitting.filter((offer) => offer.pattern === role && isApt(offer)),
          ])
        : [['best match', fitting.filter(isApt)]];
    groups.push([stage === 'run' ? 'start earlier' : 'start later', fitting.filter((offer) => !isApt(offer))]);
    groups.push(['not for this pod', others]);
    const rows = groups.flatMap(([heading, group]) =>
      group.length > 0 ? [headingRow(heading), ...group.map(patternRow)] : [],
    );
    return rows.length > 0 ? rows : [{ label: 'No helper for that', alwaysShow: true }];
  });
}

/** Lets people choose the container to help. */
export function pickApp(apps: readonly string[], { purpose }: OfferedPattern): Promise<Chosen<string> | undefined> {
  const rows = apps.map((value) => ({ label: value, value, buttons: [SHOW_FIRST] }));
  return pick(`${purpose}: for which container?`, () => rows);
}

/** Lets people choose how it runs, the likeliest form first; the first one of the pattern is the recommended one. */
export function pickVariant(
  { variants, purpose }: OfferedPattern,
  forms: readonly Variant[],
): Promise<Chosen<Variant> | undefined> {
  const rows = forms.map((value) => {
    const [label, detail] = FORMS[value];
    const isBest = value === variants[0];
    return { label, detail, value, buttons: [SHOW_FIRST], ...(isBest ? { description: 'recommended' } : {}) };
  });
  return pick(`${purpose}: in which form?`, () => rows);
}

function headingRow(label: string): Row<never> {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}

function patternRow(value: OfferedPattern): Row<OfferedPattern> {
  const { purpose, title, adds, refusal } = value;
  const row = { ...(title === purpose ? {} : { description: title }), value, alwaysShow: true };
  return refusal === null
    ? { ...row, label: purpose, detail: capital(adds || 'adds nothing but its container'), buttons: [SHOW_FIRST] }
    : { ...row, label: `$(circle-slash) ${purpose}`, detail: capital(refusal) };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** One pick. `rows` are those for what is typed. */
function pick<T>(placeholder: string, rows: (typed: string) => readonly Row<T>[]): Promise<Chosen<T> | undefined> {
  const picker = vscode.window.createQuickPick<Row<T>>();
  Object.assign(picker, { title: TITLE, placeholder, ignoreFocusOut: false });
  // Not in the API yet (microsoft/vscode#73904): an editor without it puts rows first whose label has what is typed.
  Object.assign(picker, { sortByLabel: false });
  const show = (typed: string) => {
    picker.items = rows(typed);
  };
  show('');
  picker.show();
  return new Promise((done) => {
    const choose = (row: Row<T> | undefined, preview: boolean) => {
      if (row?.value === undefined) return;
      done({ value: row.value, preview });
      // If there is another question it takes the place of this one: a key between them must not reach the text.
      setImmediate(() => picker.hide());
    };
    picker.onDidChangeValue(show);
    picker.onDidAccept(() => choose(picker.selectedItems[0] ?? picker.activeItems[0], false));
    picker.onDidTriggerItemButton(({ item }) => choose(item, true));
    picker.onDidHide(() => {
      done(undefined);
      picker.dispose();
    });
  });
}
