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
  return allStatements(script).flatMap((statement) => (statement.kind === 'command' ? [statement.words] : []));
}

/** Every statement of a script, wherever it stands in it, in the order of the text. */
export function allStatements(script: Script): Statement[] {
  return script.flatMap((statement) => [statement, ...statementsIn(statement)]);
}

function statementsIn(statement: Statement): Statement[] {
  switch (statement.kind) {
    case 'command':
      return [];
    case 'pipe':
      return allStatements(statement.parts);
    case 'chain':
      return allStatements(statement.parts.map((part) => part.statement));
    case 'loop':
      return [...allStatements(statement.condition), ...allStatements(statement.body)];
    case 'if':
      return statement.branches.flatMap(allStatements);
    default:
      return allStatements(statement.body);
  }
}
