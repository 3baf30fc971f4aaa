/** The bounds hold: random programs evaluated in both formats lie no further from exact rational evaluation than they say. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FLOAT32_ARITHMETIC, FLOAT64_ARITHMETIC } from '../../src/exact/arithmetic.ts';
import {
  addRationals,
  multiplyRationals,
  RATIONAL_ZERO,
  type Rational,
  rational,
  subtractRationals,
} from '../../src/exact/rational.ts';
import {
  type Bounded,
  boundedArithmetic,
  exactly,
  type FloatName,
  gamma,
  unitRoundoff,
} from '../../src/exact/rounding.ts';
import { SURD_ZERO, surdFromRational } from '../../src/exact/surd.ts';

const FORMATS: readonly FloatName[] = ['float64', 'float32'];
const PLAIN = { float64: FLOAT64_ARITHMETIC, float32: FLOAT32_ARITHMETIC } as const;

/** A finite float, exactly. */
function exactRational(value: number): Rational {
  let [scaled, den] = [value, 1n];
  while (!Number.isInteger(scaled)) [scaled, den] = [scaled * 2, den * 2n];
  return rational(BigInt(scaled), den);
}

/** Whether |bounded.value − exact| ≤ bounded.error, in rationals. */
function holds({ value, error }: Bounded, exact: Rational): boolean {
  const { num, den } = subtractRationals(exactRational(value), exact);
  const bound = exactRational(error);
  return (num < 0n ? -num : num) * bound.den <= bound.num * den;
}

/** An expression on fractions p/q, which are seldom floats. */
type Program =
  | { readonly kind: 'constant'; readonly value: Rational }
  | { readonly kind: 'add' | 'subtract' | 'multiply'; readonly left: Program; readonly right: Program };

const program = fc.letrec<{ node: Program; leaf: Program }>((tie) => ({
  leaf: fc.record({
    kind: fc.constant('constant' as const),
    value: fc
      .tuple(fc.integer({ min: -1000, max: 1000 }), fc.integer({ min: 1, max: 1000 }))
      .map(([p, q]) => rational(p, q)),
  }),
  node: fc.oneof(
    { maxDepth: 6, withCrossShrink: true },
    tie('leaf'),
    fc.record({ kind: fc.constantFrom('add', 'subtract', 'multiply'), left: tie('node'), right: tie('node') }),
  ),
})).node;

const exactRun = (p: Program): Rational => {
  if (p.kind === 'constant') return p.value;
  const operations = { add: addRationals, subtract: subtractRationals, multiply: multiplyRationals };
  return operations[p.kind](exactRun(p.left), exactRun(p.right));
};

describe.each(FORMATS)('bounds in %s', (format) => {
  const over = boundedArithmetic(format);
  const plain = PLAIN[format];
  const run = (p: Program): Bounded =>
    p.kind === 'constant' ? over.constant(surdFromRational(p.value)) : over[p.kind](run(p.left), run(p.right));
  const runPlain = (p: Program): number =>
    p.kind === 'constant'
      ? plain.constant(surdFromRational(p.value))
      : plain[p.kind](runPlain(p.left), runPlain(p.right));

  it('hold for random programs, whose values are those of the format', () => {
    fc.assert(
      fc.property(program, (p) => {
        const found = run(p);
        expect(holds(found, exactRun(p))).toBe(true);
        expect(found.value).toBe(runPlain(p));
      }),
      { numRuns: 500 },
    );
  });

  it('hold where products underflow', () => {
    const middle = format === 'float64' ? -537 : -75; // half of the exponent of the smallest number
    for (let exponent = middle - 4; exponent <= middle + 30; exponent++) {
      for (const tiny of [1, 1.25, 1.75, 1 + 2 ** -20].map((leading) => leading * 2 ** exponent)) {
        const square = over.multiply(exactly(tiny), exactly(tiny));
        const exact = multiplyRationals(exactRational(tiny), exactRational(tiny));
        expect(holds(square, exact)).toBe(true);
        expect(holds(over.multiply(square, square), multiplyRationals(exact, exact))).toBe(true);
      }
    }
  });

  it('are nothing for nothing, and for zero constants', () => {
    expect(over.multiply(over.zero, over.constant(1 / 3))).toEqual(exactly(0));
    expect(over.constant(SURD_ZERO)).toEqual(exactly(0));
    expect(over.add(over.zero, exactly(1))).toEqual(exactly(1));
  });

  it('let table values be off by a rounding, and by one more in float32', () => {
    const third = over.constant(1 / 3);
    expect(holds(third, rational(1, 3))).toBe(true);
    expect(third.error).toBeLessThan(3 * unitRoundoff(format));
  });

  it('γ_n bounds an inner product of n terms, Higham (3.5)', () => {
    const small = fc
      .double({ min: -1, max: 1, noNaN: true })
      .map((x) => Math.fround(Math.round(x * 2 ** 20) / 2 ** 20));
    fc.assert(
      fc.property(fc.array(fc.tuple(small, small), { minLength: 1, maxLength: 30 }), (pairs) => {
        const sum = pairs.reduce((total, [x, y]) => plain.add(total, plain.multiply(x, y)), 0);
        const terms = pairs.map(([x, y]) => multiplyRationals(exactRational(x), exactRational(y)));
        const exact = terms.reduce(addRationals, RATIONAL_ZERO);
        const size = terms.reduce(
          (total, { num, den }) => addRationals(total, { num: num < 0n ? -num : num, den }),
          RATIONAL_ZERO,
        );
        const bound = multiplyRationals(exactRational(gamma(pairs.length, format)), size);
        const { num, den } = subtractRationals(exactRational(sum), exact);
        expect((num < 0n ? -num : num) * bound.den <= bound.num * den).toBe(true);
      }),
    );
  });

  it('γ_n ends where nu reaches 1', () => {
    expect(() => gamma(1 / unitRoundoff(format), format)).toThrow(RangeError);
    expect(gamma(0, format)).toBe(0);
  });
});
