// What each rule costs: `node bench/rules.ts [input]`, as `pods-1m`. Never a timed test.
import { performance } from 'node:perf_hooks';
import { type Analysis, analyse } from '../server/src/analysis.ts';
import { analyseFile } from '../server/src/features/file.ts';
import { referrersIn } from '../server/src/kubernetes/objects.ts';
import { RULES } from '../server/src/rules/index.ts';
import { lint, targetOf } from '../server/src/rules/lint.ts';
import { bitsIn, bitsOf } from '../server/src/rules/needs.ts';
import type { Finding } from '../server/src/rules/rule.ts';
import { DEFAULT_SETTINGS } from '../server/src/settings.ts';
import { ALONE } from '../test/support.ts';
import { INPUT_NAMES, input } from './inputs.ts';

const ROUNDS = 20;
const SHOWN = 40;

const name = INPUT_NAMES.find((one) => one === process.argv[2]) ?? 'pods-1m';
const parsed = analyseFile(input(name).text, ALONE).map(({ analysis }) => analysis);
const pods = parsed.flatMap(({ teams }) => teams).length;
// What is worked out once for all rules counts for the first that asks: so it is in the list, and so it is in a round.
const alone: number[] = [];
const cold = timed(() => parsed.forEach(lintOne));
for (let round = 0; round < ROUNDS; round++) {
  const all = again();
  alone.push(timed(() => all.forEach(lintOne)));
}
console.log(`Node ${process.version}; ${name}, ${pods} pods; microseconds a pod, the best of ${ROUNDS} rounds`);
console.log(`all rules ${perPod(Math.min(...alone))}, in the first round ${perPod(cold)}\n`);
console.log('   µs  of pods  rule');
const rows = RULES.map(({ id }) => ({ id, best: Infinity, asked: 0 }));
for (let round = 0; round < ROUNDS; round++) {
  const spent = roundOfEach();
  for (const row of rows) row.best = Math.min(row.best, spent.get(row.id)?.time ?? 0);
  for (const row of rows) row.asked = spent.get(row.id)?.asked ?? 0;
}
for (const { id, best, asked } of rows.toSorted((a, b) => b.best - a.best).slice(0, SHOWN)) {
  console.log(`${perPod(best).padStart(5)}  ${`${Math.round((100 * asked) / pods)} %`.padStart(7)}  ${id}`);
}

/** Analyses of the same trees of which nothing is known yet but the teams. */
function again(): Analysis[] {
  const made = parsed.map((one) => analyse(one.text, one.surroundings, one.near, one));
  for (const { teams, objects, near } of made) for (const one of referrersIn(objects)) near.ofReferrer(one, teams);
  return made;
}

function lintOne(analysis: Analysis): void {
  lint(analysis, DEFAULT_SETTINGS);
}

/** By rule the time in milliseconds, and how many pods it was asked about. */
function roundOfEach(): ReadonlyMap<string, { time: number; asked: number }> {
  const spent = new Map(RULES.map(({ id }) => [id, { time: 0, asked: 0 }]));
  for (const analysis of again()) {
    for (const team of analysis.teams) {
      const target = targetOf(analysis, team, DEFAULT_SETTINGS);
      const has = bitsIn(team);
      for (const { id, check, needs = [], speaksInPartial } of RULES) {
        const needed = bitsOf(needs);
        const own = spent.get(id);
        if (!own || !check || (needed & has) !== needed || (team.pod.partial !== null && !speaksInPartial)) continue;
        own.asked++;
        own.time += timed(() => drain(check(team, target)));
      }
    }
    for (const referrer of referrersIn(analysis.objects)) {
      const teams = analysis.near.ofReferrer(referrer, analysis.teams);
      const [team] = teams;
      for (const { id, checkReferrer } of RULES) {
        const own = spent.get(id);
        if (!own || !checkReferrer || !team) continue;
        const target = targetOf(analysis, team, DEFAULT_SETTINGS);
        own.time += timed(() => drain(checkReferrer(referrer, teams, target)));
      }
    }
  }
  return spent;
}

function drain(findings: Iterable<Finding>): void {
  for (const _ of findings);
}

function timed(run: () => void): number {
  const since = performance.now();
  run();
  return performance.now() - since;
}

function perPod(time: number): string {
  return ((1000 * time) / pods).toFixed(1);
}
