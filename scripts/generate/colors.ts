import { TOKENS } from '../../server/src/diagram/svg/tokens.ts';
import type { Generated } from './part.ts';

/** The manifest of the extension, if it is among the parts, with the colours that themes and users can change. */
export function withColors(parts: readonly Generated[]): Generated[] {
  return parts.map(({ path, text }) => {
    if (path !== 'package.json') return { path, text };
    const manifest = JSON.parse(text);
    const whole = { ...manifest, contributes: { ...manifest.contributes, colors: contributedColors() } };
    return { path, text: `${JSON.stringify(whole, null, 2)}\n` };
  });
}

function contributedColors(): object[] {
  return TOKENS.flatMap(({ name, values, contributed }) => {
    const [light, dark, highContrast, highContrastLight] = values;
    const defaults = { light, dark, highContrast, highContrastLight };
    return contributed
      ? [{ id: `podPatterns.${name}`, description: `In the picture of a pod: ${contributed}`, defaults }]
      : [];
  });
}
