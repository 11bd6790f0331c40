/** The page of a rule: a path in the project until it has a homepage. */
export function docsUrl(rule: string): string {
  return `docs/rules/${rule}.md`;
}
