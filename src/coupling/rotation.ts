/**
 * Rotations and their matrices on the real harmonics, exactly.
 *
 * An integer quaternion (w, x, y, z) ≠ 0 stands for the rotation of the unit quaternion q/|q|; its 3×3 matrix is rational. With
 * u = w − i(xσx + yσy + zσz), the action on degree ℓ (homogeneous polynomials of degree 2ℓ in two variables) is
 *
 *   D_{μ'μ} = √( (ℓ+μ')!(ℓ−μ')! / ((ℓ+μ)!(ℓ−μ)!) ) · |q|^(−2ℓ) Σ_k C(ℓ+μ,k) C(ℓ−μ, ℓ+μ'−k) u11^k u21^(ℓ+μ−k) u12^(ℓ+μ'−k) u22^(k−μ−μ')
 *
 * a Gaussian rational times one root; in the real basis each entry is one surd. Y(R r) = D(R) Y(r) and D(R1)D(R2) = D(R1R2).
 * Source: Varshalovich et al. (1988), §4.3.1, written in Cayley–Klein parameters.
 */
import { RequestError } from '../errors.ts';
import { binomialRow, factorial } from '../exact/factorial.ts';
import { type Rational, rational } from '../exact/rational.ts';
import { type Surd, scaledRoot } from '../exact/surd.ts';
import { checkDegree } from './angular-momentum.ts';
import { basisChangeRow } from './real-basis.ts';

/** w + xi + yj + zk with integer components, not all zero; multiples stand for the same rotation. */
export interface Quaternion {
  readonly w: bigint;
  readonly x: bigint;
  readonly y: bigint;
  readonly z: bigint;
}

const squaredNorm = ({ w, x, y, z }: Quaternion): bigint => {
  const norm = w * w + x * x + y * y + z * z;
  if (norm === 0n) throw new RequestError('a rotation needs a quaternion other than 0, got (0, 0, 0, 0)');
  return norm;
};

/** The quaternion of the rotation "first b, then a". */
export const multiplyQuaternions = (a: Quaternion, b: Quaternion): Quaternion => ({
  w: a.w * b.w - a.x * b.x - a.y * b.y - a.z * b.z,
  x: a.w * b.x + a.x * b.w + a.y * b.z - a.z * b.y,
  y: a.w * b.y - a.x * b.z + a.y * b.w + a.z * b.x,
  z: a.w * b.z + a.x * b.y - a.y * b.x + a.z * b.w,
});

/** The rotation matrix, rows and columns in the order x, y, z. @throws RequestError for the zero quaternion */
export function rotationMatrix(q: Quaternion): Rational[][] {
  const { w, x, y, z } = q;
  const norm = squaredNorm(q);
  const rows = [
    [w * w + x * x - y * y - z * z, 2n * (x * y - w * z), 2n * (x * z + w * y)],
    [2n * (x * y + w * z), w * w - x * x + y * y - z * z, 2n * (y * z - w * x)],
    [2n * (x * z - w * y), 2n * (y * z + w * x), w * w - x * x - y * y + z * z],
  ];
  return rows.map((row) => row.map((entry) => rational(entry, norm)));
}

/** re + i·im over the integers. */
type Gaussian = readonly [re: bigint, im: bigint];

const multiplyGaussians = ([a, b]: Gaussian, [c, d]: Gaussian): Gaussian => [a * c - b * d, a * d + b * c];
const I_TO: readonly Gaussian[] = [
  [1n, 0n],
  [0n, 1n],
  [-1n, 0n],
  [0n, -1n],
];
const quarterTurns = (n: number): Gaussian => I_TO[((n % 4) + 4) % 4] ?? [1n, 0n];

function powers(base: Gaussian, upTo: number): Gaussian[] {
  const list: Gaussian[] = [[1n, 0n]];
  for (let k = 1; k <= upTo; k++) list.push(multiplyGaussians(list[k - 1] ?? [1n, 0n], base));
  return list;
}

/**
 * The real Wigner matrix D^ℓ(R): [2l+1][2l+1], row and column index m + l; orthogonal. At l = 1 it is the rotation matrix in the
 * order y, z, x.
 * @throws RequestError for the zero quaternion or l outside 0…1000
 */
export function wignerD(l: number, q: Quaternion): Surd[][] {
  checkDegree(l, 'l');
  const norm = squaredNorm(q) ** BigInt(l);
  const [u11, u12, u21, u22] = [
    powers([q.w, -q.z], 2 * l),
    powers([-q.y, -q.x], 2 * l),
    powers([q.y, -q.x], 2 * l),
    powers([q.w, q.z], 2 * l),
  ];
  /** The integer polynomial Σ_k of the header. */
  const polynomialPart = (row: number, column: number): Gaussian => {
    const [first, second] = [binomialRow(l + column), binomialRow(l - column)];
    let sum: Gaussian = [0n, 0n];
    for (let k = Math.max(0, row + column); k <= Math.min(l + column, l + row); k++) {
      const weight = (first[k] ?? 0n) * (second[l + row - k] ?? 0n);
      const left = multiplyGaussians(u11[k] ?? [0n, 0n], u21[l + column - k] ?? [0n, 0n]);
      const right = multiplyGaussians(u12[l + row - k] ?? [0n, 0n], u22[k - row - column] ?? [0n, 0n]);
      const [re, im] = multiplyGaussians(left, right);
      sum = [sum[0] + weight * re, sum[1] + weight * im];
    }
    return sum;
  };
  const range = Array.from({ length: 2 * l + 1 }, (_, i) => i - l);
  return range.map((row) =>
    range.map((column) => {
      // conj(U_row,μ') D_μ'μ U_column,μ: at most four terms, all with the same root; the imaginary parts cancel.
      let real = 0n;
      for (const a of basisChangeRow(row)) {
        for (const b of basisChangeRow(column)) {
          real += multiplyGaussians(quarterTurns(b.turns - a.turns), polynomialPart(a.mu, b.mu))[0];
        }
      }
      const halves = Number(row !== 0) + Number(column !== 0);
      const size = (m: number): bigint => factorial(l + Math.abs(m)) * factorial(l - Math.abs(m));
      return scaledRoot(rational(real, norm), { num: size(row), den: size(column) * 2n ** BigInt(halves) });
    }),
  );
}
