/** The language server. Both programs stand in one bundle, since they share nearly all of their code. */
export const languageServer = () => import('./lsp/main.ts');

/** The command line. */
export const commandLine = () => import('./cli/main.ts');
