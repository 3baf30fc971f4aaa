/** Numbers against what they should be. Nothing is imported, so that the page can hold this file as it is. */

/** Exact values, how far they may be missed, and the float32 numbers that must come back bit for bit, if that is asked. */
export interface Wanted {
  readonly values: ArrayLike<number>;
  /** ∞: nothing is claimed */
  readonly bounds: ArrayLike<number>;
  readonly floats?: ArrayLike<number>;
}

export interface NumbersJudged {
  readonly judged: number;
  readonly unclaimed: number;
  /** max |found − value| / bound; 0 where all are exact, ∞ where one must be exact and is not, or is no number */
  readonly ratio: number;
  /** where that is; −1 if nothing was judged */
  readonly place: number;
}

function ratioOf(found: number, value: number, bound: number, float: number | undefined): number {
  if (float !== undefined) return found === float ? 0 : Number.POSITIVE_INFINITY;
  const error = Math.abs(found - value);
  if (error === 0) return 0;
  return Number.isNaN(error) || bound === 0 ? Number.POSITIVE_INFINITY : error / bound;
}

export function judgeNumbers(found: ArrayLike<number>, { values, bounds, floats }: Wanted): NumbersJudged {
  let [judged, unclaimed, ratio, place] = [0, 0, 0, -1];
  for (let i = 0; i < values.length; i++) {
    const bound = bounds[i] ?? Number.NaN;
    if (bound === Number.POSITIVE_INFINITY) {
      unclaimed++;
      continue;
    }
    judged++;
    const one = ratioOf(found[i] ?? Number.NaN, values[i] ?? Number.NaN, bound, floats?.[i]);
    if (one > ratio || place < 0) [ratio, place] = [one, i];
  }
  return { judged, unclaimed, ratio, place };
}
