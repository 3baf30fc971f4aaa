/**
 * A second road to products on the sphere and of matrices, without coupling coefficients, modulo the prime of exact/modular.ts.
 *
 * A function of degree ℓ is a harmonic polynomial Σ_s c_s (a_s·r)^ℓ with null vectors a_s, and its matrix is Σ_s c_s (a_s·J)^ℓ with the
 * spin matrices J; both are equivariant, so they agree up to one factor for each ℓ. Products are products, the curl is r·(∇f×∇g), and
 * what is of degree ℓ is found with the Laplacian, or by traces with (b·J)^ℓ.
 *
 * A homogeneous polynomial of degree D is its coefficients of x^i y^k z^(D−i−k), i + k ≤ D, at [i][k].
 */
import { inverseModulo, MODULUS, residue } from '../../src/exact/index.ts';

export type Vector3 = readonly [number, number, number];

export interface Homogeneous {
  readonly degree: number;
  readonly coefficients: readonly (readonly number[])[];
}

const times = (a: number, b: number): number => (a * b) % MODULUS;
const plus = (a: number, b: number): number => (a + b) % MODULUS;

function power(base: number, exponent: number): number {
  let result = 1;
  for (let bit = exponent, square = base; bit > 0; bit = Math.floor(bit / 2), square = times(square, square)) {
    if (bit % 2 === 1) result = times(result, square);
  }
  return result;
}

/** A square root of −1: the prime is 1 modulo 4. */
export const IMAGINARY = ((): number => {
  for (let base = 2; ; base++) {
    const root = power(base, (MODULUS - 1) / 4);
    if (times(root, root) === MODULUS - 1) return root;
  }
})();

/** (1−t², i(1+t²), 2t): its square is zero. */
export const nullVector = (t: number): Vector3 => [
  residue(1 - times(t, t)),
  times(IMAGINARY, plus(1, times(t, t))),
  times(2, t),
];

function polynomial(degree: number, entry: (i: number, k: number) => number): Homogeneous {
  const coefficients = Array.from({ length: degree + 1 }, (_, i) =>
    Array.from({ length: degree + 1 - i }, (_unused, k) => entry(i, k)),
  );
  return { degree, coefficients };
}

const entryOf = ({ coefficients }: Homogeneous, i: number, k: number): number => coefficients[i]?.[k] ?? 0;

export const addPolynomials = (a: Homogeneous, b: Homogeneous, factor = 1): Homogeneous =>
  polynomial(a.degree, (i, k) => plus(entryOf(a, i, k), times(residue(factor), entryOf(b, i, k))));

export function multiplyPolynomials(a: Homogeneous, b: Homogeneous): Homogeneous {
  const degree = a.degree + b.degree;
  const sums = Array.from({ length: degree + 1 }, () => new Array<number>(degree + 1).fill(0));
  for (const [i, row] of a.coefficients.entries()) {
    for (const [k, x] of row.entries()) {
      if (x === 0) continue;
      for (const [u, other] of b.coefficients.entries()) {
        for (const [v, y] of other.entries()) {
          const target = sums[i + u];
          if (target !== undefined) target[k + v] = plus(target[k + v] ?? 0, times(x, y));
        }
      }
    }
  }
  return polynomial(degree, (i, k) => sums[i]?.[k] ?? 0);
}

export const ONE: Homogeneous = { degree: 0, coefficients: [[1]] };
const linear = ([x, y, z]: Vector3): Homogeneous => ({ degree: 1, coefficients: [[z, y], [x]] });
const squaredRadius = polynomial(2, (i, k) => (i % 2 === 0 && k % 2 === 0 ? 1 : 0));

/** ∂/∂x, ∂/∂y, ∂/∂z of a polynomial of degree ≥ 1. */
function derivatives(p: Homogeneous): readonly [Homogeneous, Homogeneous, Homogeneous] {
  const degree = p.degree - 1;
  return [
    polynomial(degree, (i, k) => times(i + 1, entryOf(p, i + 1, k))),
    polynomial(degree, (i, k) => times(k + 1, entryOf(p, i, k + 1))),
    polynomial(degree, (i, k) => times(p.degree - i - k, entryOf(p, i, k))),
  ];
}

function laplacian(p: Homogeneous): Homogeneous {
  if (p.degree < 2) return polynomial(0, () => 0);
  const [x, y, z] = derivatives(p);
  return [derivatives(x)[0], derivatives(y)[1], derivatives(z)[2]].reduce((sum, part) => addPolynomials(sum, part));
}

/** r·(∇f×∇g): of degree D1 + D2 − 1, zero where one is constant. */
export function curlOf(f: Homogeneous, g: Homogeneous): Homogeneous | undefined {
  if (f.degree === 0 || g.degree === 0) return undefined;
  const [a, b] = [derivatives(f), derivatives(g)];
  const axes: readonly Vector3[] = [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ];
  const parts = ([0, 1, 2] as const).map((axis) => {
    const [u, v] = [((axis + 1) % 3) as 0 | 1 | 2, ((axis + 2) % 3) as 0 | 1 | 2];
    const cross = addPolynomials(multiplyPolynomials(a[u], b[v]), multiplyPolynomials(a[v], b[u]), -1);
    return multiplyPolynomials(linear(axes[axis] ?? [0, 0, 0]), cross);
  });
  return parts.reduce((sum, part) => addPolynomials(sum, part));
}

/** h of p = h + r² q, h harmonic: Σ_j (−1)^j (2D−2j−1)!!/((2j)!! (2D−1)!!) r^2j Δ^j p. */
function harmonicPart(p: Homogeneous): Homogeneous {
  let [sum, derived, radius, factor] = [p, p, ONE, 1];
  for (let j = 1; 2 * j <= p.degree; j++) {
    derived = laplacian(derived);
    radius = multiplyPolynomials(radius, squaredRadius);
    factor = times(residue(-factor), inverseModulo(times(2 * j, 2 * p.degree - 2 * j + 1)));
    sum = addPolynomials(sum, multiplyPolynomials(radius, derived), factor);
  }
  return sum;
}

/** p/r², which must be exact. */
function dividedByRadius(p: Homogeneous): Homogeneous {
  const degree = p.degree - 2;
  const quotient = Array.from({ length: degree + 1 }, () => new Array<number>(degree + 1).fill(0));
  for (let i = degree; i >= 0; i--) {
    for (let k = 0; k + i <= degree; k++) {
      // x^(i+2) of r² q is q_i + (y² + z²) q_(i+2).
      const higher = quotient[i + 2];
      const known = plus(higher?.[k - 2] ?? 0, i + 2 + k <= degree ? (higher?.[k] ?? 0) : 0);
      const row = quotient[i];
      if (row !== undefined) row[k] = residue(entryOf(p, i + 2, k) - known);
    }
  }
  return polynomial(degree, (i, k) => quotient[i]?.[k] ?? 0);
}

/** The part of degree l on the sphere, as a harmonic polynomial; undefined where there can be none. */
export function partOfDegree(p: Homogeneous, l: number): Homogeneous | undefined {
  if (l > p.degree || (p.degree - l) % 2 === 1) return undefined;
  const harmonic = harmonicPart(p);
  if (l === p.degree) return harmonic;
  return partOfDegree(dividedByRadius(addPolynomials(p, harmonic, -1)), l);
}

/** Σ_s c_s (a_s·r)^ℓ. */
export function harmonicOf(l: number, terms: readonly (readonly [c: number, a: Vector3])[]): Homogeneous {
  return terms.reduce(
    (sum, [c, a]) => {
      const form = Array.from({ length: l }, () => linear(a)).reduce(multiplyPolynomials, ONE);
      return addPolynomials(sum, form, c);
    },
    polynomial(l, () => 0),
  );
}

/** A square matrix, row by row. */
export type Matrix = readonly (readonly number[])[];

export const multiplyMatrices = (a: Matrix, b: Matrix): Matrix =>
  a.map((row) => row.map((_, column) => row.reduce((sum, x, k) => plus(sum, times(x, b[k]?.[column] ?? 0)), 0)));

export const traceOf = (a: Matrix): number => a.reduce((sum, row, i) => plus(sum, row[i] ?? 0), 0);

/** a·J for spin j, 2j = twiceJ: J_+|μ⟩ = (j−μ)|μ+1⟩, J_−|μ⟩ = (j+μ)|μ−1⟩, scaled states; row and column 0 are μ = −j. */
export function spinMatrix(twiceJ: number, [x, y, z]: Vector3): Matrix {
  const half = inverseModulo(2);
  // x J_x + y J_y = J_+ (x − iy)/2 + J_− (x + iy)/2
  const up = times(half, residue(x - times(IMAGINARY, y)));
  const down = times(half, plus(x, times(IMAGINARY, y)));
  return Array.from({ length: twiceJ + 1 }, (_, row) =>
    Array.from({ length: twiceJ + 1 }, (_unused, column) => {
      if (row === column) return times(z, times(half, residue(2 * column - twiceJ)));
      if (row === column + 1) return times(up, twiceJ - column);
      return row === column - 1 ? times(down, column) : 0;
    }),
  );
}

/** a^n, n ≥ 0. */
export function matrixPower(a: Matrix, n: number): Matrix {
  let result: Matrix = a.map((row, i) => row.map((_, k) => (i === k ? 1 : 0)));
  for (let k = 0; k < n; k++) result = multiplyMatrices(result, a);
  return result;
}

/** Σ_s c_s (a_s·J)^ℓ. */
export function matrixOf(l: number, terms: readonly (readonly [c: number, a: Vector3])[], twiceJ: number): Matrix {
  const zero: Matrix = matrixPower(spinMatrix(twiceJ, [0, 0, 0]), 1);
  return terms.reduce((sum, [c, a]) => {
    const form = matrixPower(spinMatrix(twiceJ, a), l);
    return sum.map((row, i) => row.map((entry, k) => plus(entry, times(c, form[i]?.[k] ?? 0))));
  }, zero);
}
