/** The middle of repeated measurements, and how far they spread: never a mean, which one interruption spoils. */

export interface Spread {
  readonly median: number;
  /** first and third quartile */
  readonly q1: number;
  readonly q3: number;
}

/** Linear interpolation between order statistics (R's type 7). */
function quantile(sorted: readonly number[], share: number): number {
  const place = (sorted.length - 1) * share;
  const [below, above] = [sorted[Math.floor(place)] ?? Number.NaN, sorted[Math.ceil(place)] ?? Number.NaN];
  return below + (above - below) * (place - Math.floor(place));
}

/** @param samples at least one */
export function spreadOf(samples: readonly number[]): Spread {
  const sorted = [...samples].sort((a, b) => a - b);
  return { median: quantile(sorted, 0.5), q1: quantile(sorted, 0.25), q3: quantile(sorted, 0.75) };
}
