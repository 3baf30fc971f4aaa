/** Tables against single coefficients, entry by entry: their symmetries, order, scale and rounding. */
import { describe, expect, it } from 'vitest';
import { clebschGordan } from '../../src/coupling/clebsch-gordan.ts';
import { basisOrder, CONVENTIONS, conventionNamed } from '../../src/coupling/convention.ts';
import { realGaunt } from '../../src/coupling/gaunt.ts';
import { realCoupling } from '../../src/coupling/real-basis.ts';
import {
  type CouplingTensor,
  couplingTable,
  type Degrees,
  MAX_TABLE_DEGREE,
  TABLE_KINDS,
  type TableKind,
  type TableRequest,
  tableDegrees,
  tableSize,
} from '../../src/coupling/table.ts';
import { RequestError } from '../../src/errors.ts';
import { surdToFloat32, surdToFloat64 } from '../../src/exact/float.ts';
import { multiplySurds, type Surd, surd } from '../../src/exact/surd.ts';
import { at } from '../exact/indexing.ts';
import { BINARY32, BINARY64, isNearest } from '../exact/nearest-float.ts';

const standard = conventionNamed('standard');

const table = (kind: TableKind, lmax: number, more: Partial<TableRequest> = {}): CouplingTensor[] => [
  ...couplingTable({ kind, lmax, convention: standard, dtype: 'float64', ...more }),
];

/** Calls `see` for each entry with the m of its three indices. */
function eachEntry(
  { degrees: [l1, l2, l3], shape: [d1, d2, d3], data }: CouplingTensor,
  order: (l: number) => readonly number[],
  see: (value: number, m1: number, m2: number, m3: number) => void,
): void {
  expect(data).toHaveLength(d1 * d2 * d3);
  let index = 0;
  for (const m1 of order(l1)) {
    for (const m2 of order(l2)) {
      for (const m3 of order(l3)) {
        see(at(data, index), m1, m2, m3);
        index += 1;
      }
    }
  }
}

const ascending = (l: number): number[] => basisOrder(standard, l);
const root = (n: number): Surd => surd(1, BigInt(n), 1n);
const sumOfSquares = (data: Iterable<number>): number => [...data].reduce((sum, value) => sum + value * value, 0);

describe('the triples', () => {
  it.each([0, 1, 2, 3, 4, 7, 10])('up to %i are all that obey the triangle rule, in order', (lmax) => {
    const expected: Degrees[] = [];
    for (let l1 = 0; l1 <= lmax; l1++) {
      for (let l2 = 0; l2 <= lmax; l2++) {
        for (let l3 = 0; l3 <= lmax; l3++) {
          if (l1 + l2 >= l3 && l2 + l3 >= l1 && l3 + l1 >= l2) expected.push([l1, l2, l3]);
        }
      }
    }
    expect([...tableDegrees('real-cg', lmax)]).toEqual(expected);
    expect([...tableDegrees('cg', lmax)]).toEqual(expected);
    const even = expected.filter(([l1, l2, l3]) => (l1 + l2 + l3) % 2 === 0);
    expect([...tableDegrees('real-gaunt', lmax)]).toEqual(even);
    // Counted in closed form: paths of cgtp and gtp in the truncated setting.
    expect(tableSize('real-cg', lmax).tensors).toBe(((lmax + 1) * (lmax * lmax + 2 * lmax + 2)) / 2);
    expect(tableSize('real-gaunt', lmax).tensors).toBe(Math.floor(((lmax + 2) * (2 * lmax * lmax + 5 * lmax + 4)) / 8));
  });

  it.each(TABLE_KINDS)('of kind %s name their tensors, and the sizes add up', (kind) => {
    const tensors = table(kind, 4);
    expect(tensors.map(({ degrees }) => degrees)).toEqual([...tableDegrees(kind, 4)]);
    expect(tensors.map(({ key }) => key)).toEqual(tensors.map(({ degrees }) => degrees.join('_')));
    expect(tensors.map(({ shape }) => shape)).toEqual(tensors.map(({ degrees }) => degrees.map((l) => 2 * l + 1)));
    const numbers = tensors.reduce((sum, { data }) => sum + data.length, 0);
    expect(tableSize(kind, 4)).toEqual({ tensors: tensors.length, numbers });
  });
});

describe.each(CONVENTIONS)('real-cg in $name', (convention) => {
  it('is √(Σ C²)·w3j in its order, entry by entry, up to degree 3', () => {
    let entries = 0;
    for (const tensor of table('real-cg', 3, { convention })) {
      const [l1, l2, l3] = tensor.degrees;
      const scale = root(convention.coupling === 'component' ? 2 * l3 + 1 : 1);
      eachEntry(
        tensor,
        (l) => basisOrder(convention, l),
        (value, m1, m2, m3) => {
          const exact = multiplySurds(realCoupling(l1, l2, l3, m1, m2, m3), scale);
          expect(value, `${tensor.key} at ${m1} ${m2} ${m3}`).toBe(surdToFloat64(exact));
          entries += 1;
        },
      );
    }
    expect(entries).toBe(tableSize('real-cg', 3).numbers);
  });

  it('has Σ C² = 1 or 2ℓ3+1 on every path up to degree 5', () => {
    for (const { data, degrees } of table('real-cg', 5, { convention })) {
      const expected = convention.coupling === 'component' ? 2 * degrees[2] + 1 : 1;
      // n terms ≥ 0, each with the error of two roundings of C (squared) and one of its square, then n − 1 additions.
      const roundings = data.length + 2;
      const bound = (roundings * 2 ** -53) / (1 - roundings * 2 ** -53);
      expect(Math.abs(sumOfSquares(data) - expected)).toBeLessThanOrEqual(bound * expected);
    }
  });
});

describe('symmetry', () => {
  // Only sorted triples are computed; all the others come from them.
  it('gives the directly computed real-cg for every ordered triple up to degree 5', () => {
    let derived = 0;
    for (const tensor of table('real-cg', 5)) {
      const [l1, l2, l3] = tensor.degrees;
      if (l1 > l2 || l2 > l3) derived += 1;
      eachEntry(tensor, ascending, (value, m1, m2, m3) => {
        const direct = surdToFloat64(realCoupling(l1, l2, l3, m1, m2, m3));
        if (!Object.is(value, direct))
          throw new Error(`${tensor.key} at ${m1} ${m2} ${m3}: ${value}, directly ${direct}`);
      });
    }
    expect(derived).toBeGreaterThan(70);
  });

  it('gives the directly computed cg for every ordered triple up to degree 5', () => {
    let nonZero = 0;
    for (const tensor of table('cg', 5)) {
      const [l1, l2, l3] = tensor.degrees;
      eachEntry(tensor, ascending, (value, m1, m2, m3) => {
        const direct = surdToFloat64(clebschGordan(l1, m1, l2, m2, l3, m3));
        if (!Object.is(value, direct))
          throw new Error(`${tensor.key} at ${m1} ${m2} ${m3}: ${value}, directly ${direct}`);
        if (value !== 0) nonZero += 1;
      });
    }
    expect(nonZero).toBeGreaterThan(1000);
  });

  it.each(['standard', 'cuequivariance', 'e3x'])(
    'gives the directly computed real-gaunt in %s up to degree 4',
    (name) => {
      const convention = conventionNamed(name);
      let nonZero = 0;
      for (const tensor of table('real-gaunt', 4, { convention })) {
        const [l1, l2, l3] = tensor.degrees;
        eachEntry(
          tensor,
          (l) => basisOrder(convention, l),
          (value, m1, m2, m3) => {
            const direct = surdToFloat64(realGaunt(l1, l2, l3, m1, m2, m3));
            if (!Object.is(value, direct))
              throw new Error(`${tensor.key} at ${m1} ${m2} ${m3}: ${value}, directly ${direct}`);
            if (value !== 0) nonZero += 1;
          },
        );
      }
      expect(nonZero).toBeGreaterThan(500);
    },
  );
});

describe('known tensors', () => {
  const tensorOf = (name: string, key: string, kind: TableKind = 'real-cg'): number[] => {
    const found = table(kind, 2, { convention: conventionNamed(name) }).find((tensor) => tensor.key === key);
    if (found === undefined) throw new RangeError(`no tensor ${key}`);
    return [...found.data];
  };
  /** +1 at (x,y,z) and its rotations, −1 at the others: +x × y → z. */
  const epsilon = (value: number): number[] => {
    const entries: number[] = new Array(27).fill(0);
    for (const [i, j, k] of [
      [0, 1, 2],
      [1, 2, 0],
      [2, 0, 1],
    ] as const) {
      entries[9 * i + 3 * j + k] = value;
      entries[9 * j + 3 * i + k] = -value;
    }
    return entries;
  };

  /** 1/√3 = 0.57735026918962576451; the float above, which 1/Math.sqrt(3) gives, is 0.57735026918962584. */
  const third = 0.5773502691896257;

  it('(1,1,1) is ε/√6 with x, y, z in this order in e3nn and its kin, and in standard with y, z, x', () => {
    // 1/√6 to 20 digits: 0.40824829046386301637; x × y = +z.
    const expected = epsilon(0.408248290463863);
    for (const name of ['e3nn', 'e3nn-jax', 'openequivariance', 'standard', 'sphericart']) {
      expect(tensorOf(name, '1_1_1'), name).toEqual(expected);
    }
  });

  it('(1,1,1) is ε/√2 where Σ C² = 3', () => {
    for (const name of ['cuequivariance', 'e3x']) expect(tensorOf(name, '1_1_1'), name).toEqual(epsilon(Math.SQRT1_2));
  });

  it('(1,1,0) is the dot product over √3', () => {
    const diagonal = [1, 0, 0, 0, 1, 0, 0, 0, 1].map((entry) => entry * third);
    for (const { name } of CONVENTIONS) expect(tensorOf(name, '1_1_0'), name).toEqual(diagonal);
  });

  it('e3x puts 3z²−r² last: z·z couples to it alone, with √(2/3)', () => {
    // z is index 2 of 3, so z·z is the last row of [3, 3, 5]; √(2/3) = 0.81649658092772603273.
    expect(tensorOf('e3x', '1_1_2').slice(-5)).toEqual([0, 0, 0, 0, 0.816496580927726]);
  });

  it('real-gaunt (0,0,0) is 1/√4π, and the convention does not scale it', () => {
    for (const { name } of CONVENTIONS) expect(tensorOf(name, '0_0_0', 'real-gaunt')).toEqual([0.28209479177387814]);
  });

  it('cg: ⟨1 1 1 −1 | 0 0⟩ = 1/√3, ⟨1 0 1 0 | 0 0⟩ = −1/√3', () => {
    expect(tensorOf('standard', '1_1_0', 'cg')).toEqual([0, 0, third, 0, -third, 0, third, 0, 0]);
  });
});

describe('rounding', () => {
  it.each([
    ['float64', BINARY64, surdToFloat64],
    ['float32', BINARY32, surdToFloat32],
  ] as const)('%s: every entry with Σ C² = 2ℓ3+1 is the float nearest to the exact product', (dtype, format, door) => {
    const convention = conventionNamed('cuequivariance');
    let checked = 0;
    let twice = 0; // entries that rounding the factors one by one gets wrong
    for (const tensor of table('real-cg', 4, { convention, dtype })) {
      const [l1, l2, l3] = tensor.degrees;
      expect(tensor.data).toBeInstanceOf(dtype === 'float64' ? Float64Array : Float32Array);
      eachEntry(tensor, ascending, (value, m1, m2, m3) => {
        const w3j = realCoupling(l1, l2, l3, m1, m2, m3);
        expect(Math.sign(value)).toBe(w3j.sign);
        if (value === 0) return;
        const num = w3j.num * BigInt(2 * l3 + 1) * 4n ** BigInt(format.lowest + 1);
        const nearest = isNearest(format, Math.abs(value), (units) => {
          const difference = num - units * units * w3j.den;
          return difference > 0n ? 1 : difference < 0n ? -1 : 0;
        });
        if (!nearest) throw new Error(`${tensor.key} at ${m1} ${m2} ${m3}: ${value} is not nearest`);
        const product = door(w3j) * door(root(2 * l3 + 1));
        if ((dtype === 'float64' ? product : Math.fround(product)) !== value) twice += 1;
        checked += 1;
      });
    }
    expect(checked).toBeGreaterThan(1000);
    expect(twice).toBeGreaterThan(100);
  });
});

describe('the request', () => {
  it('tells progress after each tensor', () => {
    const seen: [number, number][] = [];
    const tensors = table('real-cg', 2, { progress: (done, of) => seen.push([done, of]) });
    expect(seen).toEqual(tensors.map((_, i) => [i + 1, 15]));
  });

  it('is answered as it is asked: the first tensor of the largest table comes at once', () => {
    const tensors = couplingTable({ kind: 'real-cg', lmax: MAX_TABLE_DEGREE, convention: standard, dtype: 'float64' });
    expect(tensors.next().value).toMatchObject({ key: '0_0_0', data: Float64Array.of(1) });
  });

  it.each([-1, 0.5, MAX_TABLE_DEGREE + 1, Number.NaN, Number.POSITIVE_INFINITY])(
    'is refused at once for lmax %s',
    (lmax) => {
      const ask = (): unknown => couplingTable({ kind: 'real-cg', lmax, convention: standard, dtype: 'float64' });
      expect(ask).toThrow(RequestError);
      expect(ask).toThrow(/between 0 and 40/);
    },
  );

  it('is refused for complex coefficients in a convention of real bases', () => {
    for (const convention of CONVENTIONS.filter(({ name }) => name !== 'standard')) {
      const ask = (): unknown => couplingTable({ kind: 'cg', lmax: 1, convention, dtype: 'float64' });
      expect(ask).toThrow(RequestError);
      expect(ask).toThrow(/cg is complex.*only standard/);
    }
  });
});
