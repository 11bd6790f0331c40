/** What each suffix multiplies by: decimal ones, and binary ones with an `i` (resource.Quantity). */
const FACTORS: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/**
 * The number a Kubernetes quantity means (`500m`, `0.5`, `128Mi`, `1e3`); null if it is none, or a negative one.
 * Grammar: apimachinery `resource.Quantity`.
 */
export function readQuantity(text: string): number | null {
  const match = /^\+?(\d+\.?\d*|\.\d+)([numkMGTPE]|[KMGTPE]i|[eE][-+]?\d{1,3})?$/.exec(text);
  if (!match) return null;
  const [, digits = '', suffix = ''] = match;
  // `1E` is a suffix, `1E3` an exponent.
  if (/\d/.test(suffix)) return finite(Number(`${digits}${suffix}`));
  const factor = FACTORS[suffix] ?? 1;
  // Dividing keeps what is exact in decimal exact: 0.7m is 0.7 / 1000.
  return finite(factor < 1 ? Number(digits) / Math.round(1 / factor) : Number(digits) * factor);
}

/** CPU in millicores, rounded up as the scheduler does; null if the text is no quantity. */
export function readCpu(text: string): number | null {
  const cores = readQuantity(text);
  return cores === null ? null : roundUp(cores * 1000);
}

/** Memory in bytes, rounded up; null if the text is no quantity. */
export function readMemory(text: string): number | null {
  const bytes = readQuantity(text);
  return bytes === null ? null : roundUp(bytes);
}

/** Millicores for people, as a quantity: `380m`, `1.5`, `2`. */
export function cpuText(millicores: number): string {
  return millicores % 100 === 0 && millicores >= 1000 ? String(millicores / 1000) : `${millicores}m`;
}

const BINARY = ['Ei', 'Pi', 'Ti', 'Gi', 'Mi', 'Ki'];
const DECIMAL = ['E', 'P', 'T', 'G', 'M', 'k'];

/** Bytes for people, as a quantity: `432Mi`, `1Gi`, `1.5Gi`; `64M` where that is shorter; rounded where nothing is short. */
export function memoryText(bytes: number): string {
  const exact = [...BINARY, ...DECIMAL].flatMap((suffix) => {
    const amount = bytes / (FACTORS[suffix] ?? 1);
    return amount >= 1 && (amount * 2) % 1 === 0 ? [`${amount}${suffix}`] : [];
  });
  const shortest = [...exact, String(bytes)].reduce((best, one) => (one.length < best.length ? one : best));
  if (shortest.length <= MAX_LENGTH) return shortest;
  const suffix = BINARY.find((one) => bytes >= (FACTORS[one] ?? 1)) ?? '';
  return `${Number((bytes / (FACTORS[suffix] ?? 1)).toFixed(1))}${suffix}`;
}

const MAX_LENGTH = 8;

function finite(number: number): number | null {
  return Number.isFinite(number) ? number : null;
}

/** Rounded up, but not because of the last binary digit. */
function roundUp(number: number): number {
  const nearest = Math.round(number);
  return Math.abs(number - nearest) < Math.max(1e-9, 4 * Number.EPSILON * nearest) ? nearest : Math.ceil(number);
}
