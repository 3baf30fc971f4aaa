/**
 * Rotations R that take the polar axis to a direction, R ẑ = r̂, by their matrices on the real harmonics. For a vector v of floats
 *
 *   q = (|v| + z, −y, x, 0),   |v| + z = (x² + y²)/(|v| − z) if z < 0
 *
 * turns ẑ to v/|v| in the plane of both. Rounded to integers it is exactly a rotation, to a direction at an angle below 2^−46: each
 * component errs by less than 16u of the largest one (u = 2^−53; a dozen roundings), so |δq| < 16√3 u |q|, and R ẑ turns by at most
 * 2|δq|/|q|; underflow comes in near −ẑ alone, by less than 10^−150. Any other R to the same direction is one rotation about ẑ away,
 * which does not matter to what is computed about the pole.
 * Derived here: the third column of the matrix of q (coupling/rotation.ts) is v/|v|.
 */
import { type Quaternion, wignerD } from '../coupling/rotation.ts';
import { RequestError } from '../errors.ts';
import type { Arithmetic, Constant } from '../exact/arithmetic.ts';
import { SURD_ONE, type Surd } from '../exact/surd.ts';

/** A rotation R that takes the polar axis ẑ to the direction, by its matrices on the real harmonics: rows and columns m + l. */
export interface PoleRotation {
  matrix(l: number): readonly (readonly Constant[])[];
}

/** The matrices of such a rotation as numbers of an arithmetic: tables, or results of a calculation. */
export interface Turning<T> {
  matrix(l: number): readonly (readonly T[])[];
}

/** A rotation with its matrices as constants of an arithmetic. */
export function turningIn<T>(over: Arithmetic<T>, { matrix }: PoleRotation): Turning<T> {
  const known = new Map<number, T[][]>();
  return {
    matrix: (l) => {
      const converted = known.get(l) ?? matrix(l).map((row) => row.map((entry) => over.constant(entry)));
      known.set(l, converted);
      return converted;
    },
  };
}

/** The rotation of an integer quaternion, exactly; its direction is the third column of the rotation's 3×3 matrix. */
export function poleRotation(q: Quaternion): PoleRotation {
  const known = new Map<number, Surd[][]>();
  return {
    matrix: (l) => {
      const matrix = known.get(l) ?? wignerD(l, q);
      known.set(l, matrix);
      return matrix;
    },
  };
}

/** The vector over its largest component. @throws RequestError unless its components are finite and not all zero */
function scaled(vector: readonly [number, number, number]): [number, number, number] {
  const size = Math.max(...vector.map(Math.abs));
  if (!(size > 0 && size < Number.POSITIVE_INFINITY)) {
    throw new RequestError(`a direction needs finite components, not all zero, got (${vector.join(', ')})`);
  }
  return [vector[0] / size, vector[1] / size, vector[2] / size];
}

/** A direction (sin θ cos φ, sin θ sin φ, cos θ) by its four sines and cosines. */
export interface PolarDirection<T> {
  readonly cosTheta: T;
  readonly sinTheta: T;
  readonly cosPhi: T;
  readonly sinPhi: T;
}

/** The sines and cosines of the direction of a vector. @throws RequestError unless its components are finite and not all zero */
export function polarDirection(vector: readonly [number, number, number]): PolarDirection<number> {
  const [x, y, z] = scaled(vector);
  const across = Math.hypot(x, y);
  const length = Math.hypot(across, z);
  const onAxis = across === 0;
  return {
    cosTheta: z / length,
    sinTheta: across / length,
    cosPhi: onAxis ? 1 : x / across,
    sinPhi: onAxis ? 0 : y / across,
  };
}

/** cos kα and sin kα for k = 0 … top. */
function multiples<T>(over: Arithmetic<T>, cosine: T, sine: T, top: number): { cosines: T[]; sines: T[] } {
  const [cosines, sines] = [[over.constant(SURD_ONE)], [over.zero]];
  for (let k = 1; k <= top; k++) {
    const [c, s] = [cosines[k - 1] ?? over.zero, sines[k - 1] ?? over.zero];
    cosines.push(k === 1 ? cosine : over.subtract(over.multiply(c, cosine), over.multiply(s, sine)));
    sines.push(k === 1 ? sine : over.add(over.multiply(s, cosine), over.multiply(c, sine)));
  }
  return { cosines, sines };
}

/** The quarter turn Q about x that takes ẑ to ŷ. */
const QUARTER: Quaternion = { w: 1n, x: -1n, y: 0n, z: 0n };

/**
 * R = R_z(φ) R_y(θ) = R_z(φ) Q R_z(θ) Qᵀ for one direction, which takes ẑ to it, calculated in an arithmetic: turns about z mix the
 * orders ±m alone, and the matrix of Q is a table. O(ℓ³) for degree ℓ; made once for a direction, it serves all channels.
 */
export function turningTowards<T>(over: Arithmetic<T>, direction: PolarDirection<T>): Turning<T> {
  const { cosTheta, sinTheta, cosPhi, sinPhi } = direction;
  const known = new Map<number, T[][]>();
  const calculate = (l: number): T[][] => {
    const theta = multiples(over, cosTheta, sinTheta, l);
    const phi = multiples(over, cosPhi, sinPhi, l);
    /** (turn about z)·matrix: Y_m(r turned) = cos mα Y_m − sin mα Y_−m. */
    const turnedRows = (matrix: readonly (readonly T[])[], { cosines, sines }: typeof theta): T[][] =>
      matrix.map((row, i) => {
        const m = i - l;
        if (m === 0) return [...row];
        const [c, s] = [cosines[Math.abs(m)] ?? over.zero, sines[Math.abs(m)] ?? over.zero];
        return row.map((entry, k) => {
          const partner = over.multiply(s, matrix[2 * l - i]?.[k] ?? over.zero);
          return over[m > 0 ? 'subtract' : 'add'](over.multiply(c, entry), partner);
        });
      });
    const quarter = wignerD(l, QUARTER);
    const constants = quarter.map((row) => row.map((entry) => over.constant(entry)));
    const transposed = constants.map((_, i) => constants.map((row) => row[i] ?? over.zero));
    const inner = turnedRows(transposed, theta);
    const middle = quarter.map((row) =>
      inner.map((_, k) =>
        row.reduce((sum, { sign }, i) => {
          // The zeros of Q, half of its entries, are left out.
          if (sign === 0) return sum;
          const entry = over.constant(row[i] ?? SURD_ONE);
          return over.add(sum, over.multiply(entry, inner[i]?.[k] ?? over.zero));
        }, over.zero),
      ),
    );
    return turnedRows(middle, phi);
  };
  return {
    matrix: (l) => {
      const matrix = known.get(l) ?? calculate(l);
      known.set(l, matrix);
      return matrix;
    },
  };
}

/** 2^53: the places to which quaternionTowards rounds. */
const ROUNDED_TO = 2 ** 53;

/**
 * An integer quaternion that takes the polar axis to the direction of a vector of floats, up to an angle below 2^−46: a multiple
 * of (|v| + z, −y, x, 0), rounded.
 * @throws RequestError unless the components are finite and not all zero
 */
export function quaternionTowards(vector: readonly [number, number, number]): Quaternion {
  const [x, y, z] = scaled(vector);
  const length = Math.hypot(x, y, z);
  const w = z < 0 ? (x * x + y * y) / (length - z) : length + z; // no cancellation near −ẑ
  const largest = Math.max(w, Math.abs(x), Math.abs(y));
  if (largest === 0) return { w: 0n, x: 1n, y: 0n, z: 0n }; // −ẑ
  const rounded = (component: number): bigint => BigInt(Math.round((component / largest) * ROUNDED_TO));
  return { w: rounded(w), x: rounded(-y), y: rounded(x), z: 0n };
}
