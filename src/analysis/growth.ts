/** Fitted exponents: the least-squares slope of log cost against log L. A description of a range, not an asymptotic statement. */

/** One measured or counted size; both numbers > 0. */
export interface GrowthPoint {
  readonly l: number;
  readonly size: number;
}

/** Slope of log size over log l; undefined for fewer than two distinct positive points. */
export function fittedExponent(points: readonly GrowthPoint[]): number | undefined {
  const logs = points
    .filter(({ l, size }) => l > 0 && size > 0)
    .map(({ l, size }) => [Math.log(l), Math.log(size)] as const);
  const mean = (index: 0 | 1): number => logs.reduce((sum, pair) => sum + pair[index], 0) / logs.length;
  const [mx, my] = [mean(0), mean(1)];
  const spread = logs.reduce((sum, [x]) => sum + (x - mx) ** 2, 0);
  return spread > 0 ? logs.reduce((sum, [x, y]) => sum + (x - mx) * (y - my), 0) / spread : undefined;
}
