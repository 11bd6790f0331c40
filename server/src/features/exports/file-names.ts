/** Of a workload, as far as its file is named after it. */
interface Named {
  readonly kind: string;
  readonly name: string | null;
}

/** Names of Kubernetes are at most 253 characters long; file names 255 bytes, and something is put behind them. */
const LONGEST = 120;

/** What Windows opens as a device, whatever stands behind its first dot. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/;

/**
 * How the file about a workload is called, without its ending: `deployment-web`. Only letters and digits of ASCII, and
 * between them single `-`, `_` and dots, whatever the manifest says; never empty, no path, no name that a system keeps for itself.
 */
export function fileStem({ kind, name }: Named): string {
  const stem = `${kind}-${name ?? ''}`
    .slice(0, 1000)
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}+/gu, '')
    .replace(/[^a-z\d._]+/g, '-')
    .replace(/[-._]{2,}/g, '-')
    .slice(0, LONGEST)
    .replace(/^[-._]+|[-._]+$/g, '');
  return stem === '' || DEVICE.test(stem) ? `pod-${stem}`.replace(/-$/, '') : stem;
}

/** Makes names that are as they are wanted, each once: a second `deployment-web` becomes `deployment-web-2`. */
export function uniqueStems(taken: Iterable<string> = []): (wanted: string) => string {
  const given = new Set(taken);
  return (wanted) => {
    let stem = wanted;
    for (let times = 2; given.has(stem); times++) stem = `${wanted}-${times}`;
    given.add(stem);
    return stem;
  };
}
