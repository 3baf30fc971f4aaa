/** The product block by its three algorithms is the block by the definition of the Gaunt product, applied again and again. */
import { describe, expect, it } from 'vitest';
import { workloadOf } from '../../src/algorithm/algorithm.ts';
import { BLOCK_ROADS, blockLengths, type ProductBlock, productBlock } from '../../src/algorithm/product-block.ts';
import { type Arithmetic, EXACT_ARITHMETIC } from '../../src/exact/arithmetic.ts';
import { rational } from '../../src/exact/rational.ts';
import { boundedArithmetic, exactly } from '../../src/exact/rounding.ts';
import { surdFromRational } from '../../src/exact/surd.ts';
import { equalSurdSums, sumOfSurds } from '../../src/exact/surd-sum.ts';
import { naturalIrrep } from '../../src/irreps/irrep.ts';
import { singles } from '../../src/irreps/irreps.ts';
import { evaluateDefinition } from '../../src/operation/definition.ts';
import { gtp } from '../../src/operation/gtp.ts';

const upTo = (lmax: number) => singles(Array.from({ length: lmax + 1 }, (_, l) => naturalIrrep(l)));

/** f + f² + … by products of functions, each kept whole until the projection. */
function defined<T>(over: Arithmetic<T>, { lmax, out, correlation }: ProductBlock, x: readonly T[]): T[] {
  const length = (out + 1) ** 2;
  const result = Array.from({ length }, (_, k) => x[k] ?? over.zero);
  let power = x;
  for (let k = 2; k <= correlation; k++) {
    const work = workloadOf(upTo((k - 1) * lmax), upTo(lmax), upTo(k * lmax), 'so3', {});
    power = [...evaluateDefinition(over, gtp, work, power, x).values()][0] ?? [];
    for (let i = 0; i < length; i++) result[i] = over.add(result[i] ?? over.zero, power[i] ?? over.zero);
  }
  return result;
}

const eighths = (length: number): number[] => Array.from({ length }, (_, i) => (((i * 37 + 11) % 17) - 8) / 8);
const blocks: readonly ProductBlock[] = [1, 2, 3].flatMap((correlation) =>
  [1, 2].flatMap((lmax) => [1, 3].map((out) => ({ lmax, out, correlation }))),
);

describe('the product block', () => {
  it('by convolution is the definition, exactly; L ≤ 2, Lout 1 and 3, ν ≤ 3', () => {
    for (const block of blocks) {
      const x = eighths(blockLengths(block).input).map((v) => sumOfSurds([surdFromRational(rational(8 * v, 8))]));
      const [found = []] = productBlock(block, 'fourier-direct')(EXACT_ARITHMETIC, [x]);
      const wanted = defined(EXACT_ARITHMETIC, block, x);
      expect(found.length).toBe(blockLengths(block).output);
      expect(found.every((value, k) => equalSurdSums(value, wanted[k] ?? []))).toBe(true);
    }
    expect(blocks).toHaveLength(12);
  });

  it.each(BLOCK_ROADS)(
    'by %s is the definition in float64 and float32 within the carried bounds; MACE sizes too',
    (road) => {
      let compared = 0;
      for (const format of ['float64', 'float32'] as const) {
        const over = boundedArithmetic(format);
        for (const block of [...blocks, { lmax: 3, out: 2, correlation: 3 }]) {
          const x = eighths(blockLengths(block).input).map(exactly);
          const [found = []] = productBlock(block, road)(over, [x]);
          const wanted = defined(over, block, x);
          for (const [k, { value, error }] of found.entries()) {
            const other = wanted[k] ?? exactly(Number.NaN);
            if (!(Math.abs(value - other.value) <= error + other.error))
              expect.fail(`${road}, ν = ${block.correlation}`);
            compared++;
          }
        }
      }
      expect(compared).toBe(2 * (6 * 4 + 6 * 16 + 9));
    },
  );
});
