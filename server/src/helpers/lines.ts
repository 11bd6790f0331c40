import type { Script, Statement } from './shell.ts';

/** The commands of a script that run one after the other in the foreground. */
export function topLevelLines(script: Script): (readonly string[])[] {
  return script.flatMap((statement) => {
    if (statement.background) return [];
    if (statement.kind === 'command') return [statement.words];
    if (statement.kind === 'chain') return topLevelLines(statement.parts.map((part) => part.statement));
    return statement.kind === 'group' ? topLevelLines(statement.body) : [];
  });
}

/** Every command of a script, wherever it stands in it. */
export function allLines(script: Script): (readonly string[])[] {
  return script.flatMap(linesIn);
}

function linesIn(statement: Statement): (readonly string[])[] {
  switch (statement.kind) {
    case 'command':
      return [statement.words];
    case 'pipe':
      return allLines(statement.parts);
    case 'chain':
      return statement.parts.flatMap((part) => linesIn(part.statement));
    case 'loop':
      return [...allLines(statement.condition), ...allLines(statement.body)];
    case 'if':
      return statement.branches.flatMap(allLines);
    default:
      return allLines(statement.body);
  }
}
