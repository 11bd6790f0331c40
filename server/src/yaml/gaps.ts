/** The first place from here on with neither a space nor a tab. */
export function skipBlanks(text: string, from: number): number {
  let at = from;
  while (isBlank(text.charCodeAt(at))) at++;
  return at;
}

/** The first place from here on with neither white space nor a comment. */
export function skipGap(text: string, from: number): number {
  for (let at = from; ; at++) {
    const unit = text.charCodeAt(at);
    if (isBlank(unit) || unit === 0x0a || unit === 0x0d) continue;
    if (unit !== 0x23) return at;
    at = text.indexOf('\n', at);
    if (at < 0) return text.length;
  }
}

function isBlank(unit: number): boolean {
  return unit === 0x20 || unit === 0x09;
}
