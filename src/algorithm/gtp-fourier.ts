/**
 * Gaunt by Fourier series on the torus: harmonics become trigonometric polynomials in (θ, φ), products become a convolution.
 *
 * With L1, L2 the highest degrees and D = L1+L2, multiplications are, by torus.ts and fft.ts,
 *
 *   way in:    (ℓ+1)(4ℓ+1) per irrep: frequencies u = −ℓ, −ℓ+2, …, ℓ in θ, ±m in φ
 *   direct:    4 (2a+1)²(2b+1)² for each pair of functions of degrees a, b
 *   fft:       4 n² log2 n per function in and out, 4 n² per pair of functions, n the least power of two > 2D
 *   way out:   (4ℓ+1)·#{U in −D…D: U ≡ ℓ mod 2} per irrep of degree ℓ ≤ D; products have nothing of higher degree
 *
 * In O(3) a side is one function for its natural and one for its unnatural parities; every left one multiplies every right one, and
 * products of the same kind are added before the way out. Held are the functions of both sides and one product at a time.
 * Source: S. Luo, T. Chen, A. S. Krishnapriyan, arXiv 2401.10216, section 3.2.
 */
import type { Arithmetic } from '../exact/arithmetic.ts';
import { RATIONAL_ONE, type Rational, rational } from '../exact/rational.ts';
import { multiplySurds, surdFromRational } from '../exact/surd.ts';
import { ONLY_PORT } from '../operation/operation.ts';
import {
  type Algorithm,
  type AlgorithmId,
  type Cost,
  layoutOf,
  type Plan,
  type Signal,
  signals,
  topDegree,
  total,
  type Workload,
} from './algorithm.ts';
import { LONGEST_EXACT, transformPlane } from './fft.ts';
import { harmonicTerms, projectedFrequencies, projectionTerms } from './fourier-coefficients.ts';
import { type CarriedSignal, carriedSignals } from './signal.ts';
import {
  addConvolution,
  addPlacewise,
  conversions,
  emptyPlane,
  fromPlane,
  outward,
  type Plane,
  toPlane,
} from './torus.ts';

/** D of the header. */
const productDegree = ({ left, right, group }: Workload): number =>
  topDegree(signals(left, group)) + topDegree(signals(right, group));

/** The entries of the conversion tables, in and out. */
function conversionEntries(work: Workload): number {
  const degree = productDegree(work);
  const inward = [...work.left, ...work.right].reduce((sum, { irrep: { l } }) => sum + (l + 1) * (4 * l + 1), 0);
  return work.out
    .filter(({ irrep: { l } }) => l <= degree)
    .reduce((sum, { irrep: { l } }) => sum + (4 * l + 1) * projectedFrequencies(l, degree).length, inward);
}

const frequencies = ({ lmax }: Signal): number => 2 * lmax + 1;

/** n of the header, as a power of two. */
const transformExponent = (degree: number): number => Math.ceil(Math.log2(2 * degree + 1));

/** How functions on the torus are multiplied. */
interface Multiplication {
  readonly exact: boolean;
  /** the width of the plane of a function that goes in, and of the product */
  widthOf(signal: Signal): number;
  readonly productWidth: number;
  enter<T>(over: Arithmetic<T>, plane: Plane<T>): void;
  addProduct<T>(over: Arithmetic<T>, a: Plane<T>, b: Plane<T>, sum: Plane<T>): void;
  /** may multiply by a constant */
  leave<T>(over: Arithmetic<T>, plane: Plane<T>): void;
  /** the reciprocal of that constant */
  readonly scale: Rational;
}

function fourierPlan(work: Workload, by: Multiplication): Plan {
  const { left, right, out, group } = work;
  const degree = productDegree(work);
  const inward = (signal: CarriedSignal) => ({
    ...signal,
    table: conversions(signal.members, harmonicTerms),
    width: by.widthOf(signal),
  });
  const [a, b] = [carriedSignals(left, group).map(inward), carriedSignals(right, group).map(inward)];
  const scale = surdFromRational(by.scale);
  const results = carriedSignals(out, group).map(({ natural, members }) => ({
    natural,
    table: outward(
      conversions(
        members.filter(({ irrep }) => irrep.l <= degree),
        (l, m) => projectionTerms(l, m, degree).map((term) => ({ ...term, value: multiplySurds(term.value, scale) })),
      ),
    ),
  }));
  const { length } = layoutOf(out);
  return {
    exact: by.exact,
    outputs: [ONLY_PORT],
    evaluate<T>(over: Arithmetic<T>, x: readonly T[], y: readonly T[]): T[][] {
      const enter = (side: typeof a, vector: readonly T[]) =>
        side.map(({ natural, table, width }) => {
          const plane = toPlane(over, table, width, vector);
          by.enter(over, plane);
          return { natural, plane };
        });
      const [f, g] = [enter(a, x), enter(b, y)];
      const z = new Array<T>(length).fill(over.zero);
      for (const natural of [true, false]) {
        const product = emptyPlane(over, by.productWidth);
        for (const p of f) {
          for (const q of g) {
            if ((p.natural === q.natural) === natural) by.addProduct(over, p.plane, q.plane, product);
          }
        }
        const result = results.find((signal) => signal.natural === natural);
        if (result === undefined) continue;
        by.leave(over, product);
        fromPlane(over, result.table, product, z);
      }
      return [z];
    },
  };
}

function directMultiplication(degree: number): Multiplication {
  return {
    exact: true,
    widthOf: frequencies,
    productWidth: 2 * degree + 1,
    enter: () => undefined,
    addProduct: addConvolution,
    leave: () => undefined,
    scale: RATIONAL_ONE,
  };
}

function fftMultiplication(degree: number): Multiplication {
  const n = 2 ** transformExponent(degree);
  return {
    exact: n <= LONGEST_EXACT,
    widthOf: () => n,
    productWidth: n,
    enter: (over, plane) => transformPlane(over, plane, 1),
    addProduct: addPlacewise,
    leave: (over, plane) => transformPlane(over, plane, -1),
    scale: rational(1, n * n),
  };
}

interface Sizes {
  readonly work: number;
  readonly space: number;
  /** numbers in tables beside the conversions */
  readonly tables: number;
}

function fourier(
  id: AlgorithmId,
  how: string,
  multiplication: (degree: number) => Multiplication,
  sizes: (a: readonly Signal[], b: readonly Signal[], out: readonly Signal[], degree: number) => Sizes,
): Algorithm {
  const cost = (work: Workload): Cost => {
    const { left, right, out, group } = work;
    const convert = conversionEntries(work);
    const sides = [signals(left, group), signals(right, group), signals(out, group)] as const;
    const product = sizes(...sides, productDegree(work));
    return {
      multiplyAdds: BigInt(convert + product.work),
      tableNumbers: BigInt(convert + product.tables),
      workspaceNumbers: BigInt(product.space),
    };
  };
  return { id, operation: 'gtp', how, cost, plan: (work) => fourierPlan(work, multiplication(productDegree(work))) };
}

export const gtpFourierDirect = fourier(
  'gtp-fourier-direct',
  'closed-form 2-D Fourier coefficients, complex convolution term by term, closed-form projection',
  directMultiplication,
  (a, b, _, degree) => ({
    work: 4 * total(a, (s) => total(b, (t) => frequencies(s) ** 2 * frequencies(t) ** 2)),
    space: 2 * (total([...a, ...b], (s) => frequencies(s) ** 2) + (2 * degree + 1) ** 2),
    tables: 0,
  }),
);

export const gtpFourierFft = fourier(
  'gtp-fourier-fft',
  'closed-form 2-D Fourier coefficients, radix-2 FFT of the next power of two, products, inverse FFT, closed-form projection',
  fftMultiplication,
  (a, b, out, degree) => {
    const exponent = transformExponent(degree);
    const n = 2 ** exponent;
    // One 2-D transform: 2n one-dimensional ones of (n/2)·log2 n butterflies, one complex product each. Products that leave as the
    // same kind of signal are added before the way back.
    const transforms = a.length + b.length + out.length;
    return {
      work: 4 * (transforms * n * n * exponent + a.length * b.length * n * n),
      space: 2 * (a.length + b.length + 1) * n * n,
      tables: 2 * Math.floor(n / 2), // roots of unity
    };
  },
);
