/** The product with an output copy for each path: each path alone, exactly; together they are cgtp-sparse; e3nn's dimensions. */
import { describe, expect, it } from 'vitest';
import { workloadOf } from '../../src/algorithm/algorithm.ts';
import { cgtpSparse, fullProductLength, fullProductPlan } from '../../src/algorithm/cgtp.ts';
import { counting, EXACT_ARITHMETIC, FLOAT64_ARITHMETIC, type OperationCount } from '../../src/exact/arithmetic.ts';
import { rational } from '../../src/exact/rational.ts';
import { surdFromRational } from '../../src/exact/surd.ts';
import { addSurdSums, equalSurdSums, type SurdSum, sumOfSurds } from '../../src/exact/surd-sum.ts';
import { irrepDimension } from '../../src/irreps/irrep.ts';
import { settingIrreps } from '../../src/irreps/setting.ts';
import { cgtp } from '../../src/operation/cgtp.ts';
import { evaluateDefinition } from '../../src/operation/definition.ts';

const workAt = (lmax: number) => {
  const { left, right, out } = settingIrreps('mimo', lmax);
  return workloadOf(left, right, out, 'so3', {});
};
const integers = (length: number, seed: number): SurdSum[] =>
  Array.from({ length }, (_, i) => sumOfSurds([surdFromRational(rational(((i * 5 + seed * 7) % 9) - 4))]));

describe('fullProductPlan', () => {
  it('gives every path alone, in order, exactly; mimo L ≤ 3', () => {
    let compared = 0;
    for (const lmax of [1, 2, 3]) {
      const work = workAt(lmax);
      const [x, y] = [integers((lmax + 1) ** 2, 1), integers((lmax + 1) ** 2, 2)];
      const [found = []] = fullProductPlan(work).evaluate(EXACT_ARITHMETIC, x, y);
      let offset = 0;
      for (const path of work.paths) {
        const alone = { ...work, out: [{ mul: 1, irrep: path.out }], paths: [path] };
        const [wanted = []] = evaluateDefinition(EXACT_ARITHMETIC, cgtp, alone, x, y).values();
        expect(wanted).toHaveLength(irrepDimension(path.out));
        for (const [k, value] of wanted.entries()) {
          expect(equalSurdSums(found[offset + k] ?? [], value)).toBe(true);
          compared++;
        }
        offset += wanted.length;
      }
      expect(found).toHaveLength(offset);
    }
    expect(compared).toBe(4 ** 2 + 9 ** 2 + 16 ** 2);
  });

  it('has (L+1)⁴ outputs in mimo, as e3nn’s FullTensorProduct of 0…L by 0…L; L ≤ 10', () => {
    for (let lmax = 0; lmax <= 10; lmax++) expect(fullProductLength(workAt(lmax))).toBe((lmax + 1) ** 4);
  });

  it('takes the multiplications of cgtp-sparse, and adds up to it', () => {
    const work = workAt(2);
    const count: OperationCount = { multiplies: 0, adds: 0 };
    const ones = new Array<number>(9).fill(1);
    fullProductPlan(work).evaluate(counting(FLOAT64_ARITHMETIC, count), ones, ones);
    expect(BigInt(count.multiplies)).toBe(cgtpSparse.cost(work).multiplyAdds);

    const [x, y] = [integers(9, 3), integers(9, 4)];
    const [apart = []] = fullProductPlan(work).evaluate(EXACT_ARITHMETIC, x, y);
    const [together = []] = cgtpSparse.plan(work).evaluate(EXACT_ARITHMETIC, x, y);
    const sums = together.map((): SurdSum => []);
    let offset = 0;
    for (const { out } of work.paths) {
      for (let k = 0; k < irrepDimension(out); k++) {
        sums[out.l ** 2 + k] = addSurdSums(sums[out.l ** 2 + k] ?? [], apart[offset++] ?? []);
      }
    }
    expect(sums.every((sum, k) => equalSurdSums(sum, together[k] ?? []))).toBe(true);
  });
});
