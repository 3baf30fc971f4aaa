/** What the canary's song (canary.ts) says of an adapter. Nothing is imported, so that the page can hold this file as it is. */

/** What the canary shows of an adapter's arithmetic. */
export interface AdapterArithmetic {
  readonly rounding: 'letter' | 'nearest';
  readonly fuses: boolean;
  readonly flushesSubnormals: boolean;
  readonly keepsNaN: boolean;
}

/**
 * Reads the song; or why it is none.
 * @param buffers the counts and the answers, as bytes
 * @param exact what the answers on pairs should be, before rounding
 */
export function judgeCanary(
  buffers: readonly Uint8Array[],
  exact: readonly number[],
): AdapterArithmetic | { readonly fault: string } {
  const [countBytes = new Uint8Array(), answerBytes = new Uint8Array()] = buffers;
  const counts = new Uint32Array(countBytes.slice().buffer);
  const answers = new Float32Array(answerBytes.slice().buffer);
  if (3 * counts.length !== exact.length || answers.length !== exact.length + 5)
    return { fault: 'it returned too little' };
  const wrong = counts.findIndex((count, i) => count !== 3 * i + 7);
  if (wrong >= 0) return { fault: `it computes nothing or nonsense: 3·${wrong} + 7 came out as ${counts[wrong]}` };
  let nearest = true;
  for (const [k, value] of exact.entries()) {
    const found = answers[k] ?? Number.NaN;
    if (found === Math.fround(value)) continue;
    nearest = false;
    // One step of the last place is allowed by the letter of WGSL, more is not.
    if (!(Math.abs(found - value) <= Math.abs(value) * 2 ** -23)) return { fault: `${value} came out as ${found}` };
  }
  const [order, fused, tiny, half, product] = answers.subarray(exact.length);
  return {
    rounding: nearest && order === 1 ? 'nearest' : 'letter',
    fuses: fused !== 0,
    flushesSubnormals: tiny !== 2 ** -127 || half !== 2 ** -127,
    keepsNaN: Number.isNaN(product),
  };
}
