/** Why a command cannot do its work: one line for the person who called it, exit status 2. */
export class Refusal extends Error {}
