import type { LintFormat } from './flags.ts';
import { github } from './formats/github.ts';
import { json } from './formats/json.ts';
import { junit } from './formats/junit.ts';
import { sarif } from './formats/sarif.ts';
import { text } from './formats/text.ts';
import type { Report } from './report.ts';

/** Every format of `lint`: the report as the text to be printed. */
export const PRINTERS: Readonly<Record<LintFormat, (report: Report) => string>> = { text, json, sarif, github, junit };
