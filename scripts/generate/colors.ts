import { TOKENS } from '../../server/src/diagram/svg/tokens.ts';

/** The colours that themes and users can change, for the manifest of the extension. */
export function contributedColors(): object[] {
  return TOKENS.flatMap(({ name, values, contributed }) => {
    const [light, dark, highContrast, highContrastLight] = values;
    const defaults = { light, dark, highContrast, highContrastLight };
    return contributed
      ? [{ id: `podPatterns.${name}`, description: `In the picture of a pod: ${contributed}`, defaults }]
      : [];
  });
}
