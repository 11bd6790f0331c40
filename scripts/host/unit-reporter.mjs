// A reporter of node:test: tells of each failure and each skip, is silent about what passed, and leaves the sums in the
// file that POD_PATTERNS_SUMS names. Without that file the run did not come to its end.
import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { inspect } from 'node:util';

export default async function* report(events) {
  const sums = { passed: 0, failed: 0, skipped: 0 };
  // Names of the suites and tests around the event, outermost first; events of a parent come after those in it.
  const around = [];
  let deepest = 0;
  for await (const { type, data } of events) {
    if (type === 'test:start') {
      around.length = data.nesting;
      around[data.nesting] = data.name;
    }
    if (type === 'test:stdout' || type === 'test:stderr') yield data.message;
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    const isParent = data.details.type === 'suite' || deepest > data.nesting;
    deepest = data.nesting;
    const name = [...around.slice(0, data.nesting), data.name].join(' › ');
    if (type === 'test:fail' && data.todo === undefined) {
      // That something in it failed was told when it failed.
      if (isParent && data.details.error?.failureType === 'subtestsFailed') continue;
      sums.failed++;
      yield `✗ ${name}  (${place(data)})\n${indent(reason(data.details.error))}\n`;
    } else if ((isParent && data.skip === undefined) || isFile(data)) {
      // Only leaves count; a file without any test is reported as if it were one.
    } else if (data.skip !== undefined || data.todo !== undefined) {
      sums.skipped++;
      const why = data.skip ?? data.todo;
      yield `- ${name}: skipped${typeof why === 'string' && why ? `, ${why}` : ''}\n`;
    } else {
      sums.passed++;
    }
  }
  writeFileSync(process.env.POD_PATTERNS_SUMS, JSON.stringify(sums));
}

const isFile = ({ name, nesting }) => nesting === 0 && name.endsWith('.test.ts');

const place = ({ file, line }) => (file ? `${relative(process.cwd(), file)}:${line}` : 'no file');

function reason(error) {
  const cause = error?.cause ?? error;
  return cause instanceof Error ? (cause.stack ?? cause.message) : inspect(cause);
}

const indent = (text) => text.replace(/^/gm, '    ');
