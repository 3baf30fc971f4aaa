/**
 * Correct implementations, by roads that share nothing with the judge but the exact couplings: tables contracted entry by entry, and the
 * algorithms of src/algorithm, each with every operation rounded to a format, between vectors in any preset's order and layout.
 */
import { type Algorithm, workloadOf } from '../../src/algorithm/algorithm.ts';
import { vectorJacobian } from '../../src/algorithm/gradient.ts';
import { type Convention, conventionNamed } from '../../src/coupling/convention.ts';
import { realCouplingEntries } from '../../src/coupling/real-basis.ts';
import { type Arithmetic, FLOAT32_ARITHMETIC, FLOAT64_ARITHMETIC } from '../../src/exact/arithmetic.ts';
import { surdToFloat64 } from '../../src/exact/float.ts';
import { isZeroSum, sumOfSurds } from '../../src/exact/surd-sum.ts';
import type { Irrep } from '../../src/irreps/irrep.ts';
import { type Irreps, irrepsDimension, singles } from '../../src/irreps/irreps.ts';
import { OPERATIONS } from '../../src/operation/catalogue.ts';
import type { OperationId } from '../../src/operation/operation.ts';
import type { Claim } from '../../src/verification/claim.ts';
import type { Gradients, Implementation } from '../../src/verification/implementation.ts';
import { FORMATS, type FormatName, type NumberFormat, roundToFormat } from '../../src/verification/number-format.ts';

/** One copy of an irrep, and where its m = −ℓ…ℓ stand in the vector. */
export interface Copy {
  readonly irrep: Irrep;
  readonly copy: number;
  readonly at: readonly number[];
}

/** Where our m stands among the 2ℓ+1 numbers of a degree. */
const position = (order: Convention['order'], l: number, m: number): number =>
  order === 'ascending' ? l + m : m === 0 ? 2 * l : 2 * (l - Math.abs(m)) + (m < 0 ? 1 : 0);

export function copiesOf(side: Irreps, convention: string): Copy[] {
  const { order, layout } = conventionNamed(convention === 'auto' ? 'standard' : convention);
  const inside = layout === 'ir-mul' || layout === 'parity-lm-mul';
  let offset = 0;
  return side.flatMap(({ mul, irrep }) => {
    const start = offset;
    const n = 2 * irrep.l + 1;
    offset += mul * n;
    return Array.from({ length: mul }, (_, copy) => ({
      irrep,
      copy,
      at: Array.from({ length: n }, (_, i) => {
        const place = position(order, irrep.l, i - irrep.l);
        return inside ? start + place * mul + copy : start + copy * n + place;
      }),
    }));
  });
}

export interface Sizes {
  readonly d1: number;
  readonly d2: number;
  readonly d3: number;
}

export const sizesOf = ({ left, right, out }: Pick<Claim, 'left' | 'right' | 'out'>): Sizes => ({
  d1: irrepsDimension(left),
  d2: irrepsDimension(right),
  d3: irrepsDimension(out),
});

/** A coefficient tensor [d1, d2, d3], row-major. */
export interface Table extends Sizes {
  readonly values: Float64Array;
}

/** The factor of a path in a named normalisation, from its words: component is √4π, norm √(4π/(2ℓ+1)) for inputs, their inverse for outputs. */
export function pathFactor(
  operation: OperationId,
  normalisation: string,
  [l1, l2, l3]: readonly [number, number, number],
): number {
  if (operation === 'cgtp') return normalisation === 'component' ? Math.sqrt(2 * l3 + 1) : 1;
  const harmonic = operation === 'gtp' || operation === 'curl' || operation === 'gtp+curl';
  const spherical = harmonic ? Math.sqrt(4 * Math.PI) : 1;
  if (normalisation === 'component') return spherical;
  if (normalisation === 'norm') return spherical * Math.sqrt((2 * l3 + 1) / ((2 * l1 + 1) * (2 * l2 + 1)));
  return 1;
}

/** Which copies of an output hold a pair: all of them, or each pair one, in turn. */
export type Sharing = 'all' | 'in turn';

export interface TableSpec {
  readonly claim: Claim;
  readonly operation: OperationId;
  readonly normalisation: string;
  readonly sharing: Sharing;
  /** the factor of a path beside all that; 1 if absent */
  readonly weight?: (left: number, right: number, out: number) => number;
}

/** The tensor of an operation, from its exact coefficients, in float64. */
export function tableOf({ claim, operation, normalisation, sharing, weight }: TableSpec): Table {
  const sizes = sizesOf(claim);
  const values = new Float64Array(sizes.d1 * sizes.d2 * sizes.d3);
  const [left, right, out] = [
    copiesOf(claim.left, claim.convention.left),
    copiesOf(claim.right, claim.convention.right),
    copiesOf(claim.out, claim.convention.out),
  ];
  const same = (a: Irrep, b: Irrep): boolean => a.l === b.l && (claim.group === 'so3' || a.p === b.p);
  const turns = new Map<string, number>();
  for (const [a, x] of left.entries()) {
    for (const [b, y] of right.entries()) {
      for (const [c, z] of out.entries()) {
        const [l1, l2, l3] = [x.irrep.l, y.irrep.l, z.irrep.l];
        if (l3 < Math.abs(l1 - l2) || l3 > l1 + l2) continue;
        if (claim.group === 'o3' && z.irrep.p !== x.irrep.p * y.irrep.p) continue;
        const path = { left: x.irrep, right: y.irrep, out: z.irrep };
        const terms = OPERATIONS[operation].terms(path, claim.parameters, claim.group);
        if (isZeroSum(sumOfSurds(terms.map((term) => term.reduced)))) continue;
        const reduced = terms.reduce((sum, term) => sum + surdToFloat64(term.reduced), 0);
        if (sharing === 'in turn') {
          const copies = out.filter((other) => same(other.irrep, z.irrep));
          const key = `${z.irrep.l},${claim.group === 'so3' ? '' : z.irrep.p}`;
          const turn = turns.get(key) ?? 0;
          const mine = copies[turn % copies.length] === z;
          if (copies[copies.length - 1] === z) turns.set(key, turn + 1);
          if (!mine) continue;
        }
        const factor = reduced * pathFactor(operation, normalisation, [l1, l2, l3]) * (weight?.(a, b, c) ?? 1);
        for (const { m1, m2, m3, value } of realCouplingEntries(l1, l2, l3)) {
          const [i = 0, j = 0, k = 0] = [x.at[m1 + l1], y.at[m2 + l2], z.at[m3 + l3]];
          values[(i * sizes.d2 + j) * sizes.d3 + k] = factor * surdToFloat64(value);
        }
      }
    }
  }
  return { ...sizes, values };
}

export function arithmeticOf(name: FormatName): Arithmetic<number> {
  if (name === 'float64') return FLOAT64_ARITHMETIC;
  if (name === 'float32') return FLOAT32_ARITHMETIC;
  const format = FORMATS[name];
  const round = (value: number): number => roundToFormat(format, value);
  return {
    zero: 0,
    add: (a, b) => round(a + b),
    subtract: (a, b) => round(a - b),
    multiply: (a, b) => round(a * b),
    constant: (value) => round(FLOAT64_ARITHMETIC.constant(value)),
  };
}

/** A kernel for one row: writes z [d3] for x [d1] and y [d2]. */
export type Row = (x: Float64Array, y: Float64Array, z: Float64Array) => void;
/** Its gradient: writes x̄ and ȳ. */
export type GradientRow = (
  x: Float64Array,
  y: Float64Array,
  z: Float64Array,
  gradientX: Float64Array,
  gradientY: Float64Array,
) => void;

const rounderOf = (format: NumberFormat): ((value: number) => number) =>
  format.name === 'float64'
    ? (value) => value
    : format.name === 'float32'
      ? Math.fround
      : (value) => roundToFormat(format, value);

/** Non-zero entries of a table by pairs: for pair i·d2 + j the outputs and coefficients. */
interface SparseRows {
  readonly starts: Int32Array;
  readonly outs: Int32Array;
  readonly values: Float64Array;
}

function sparseRows({ values, d1, d2, d3 }: Table, round: (value: number) => number): SparseRows {
  const starts = new Int32Array(d1 * d2 + 1);
  const outs: number[] = [];
  const kept: number[] = [];
  for (let pair = 0; pair < d1 * d2; pair++) {
    for (let k = 0; k < d3; k++) {
      const value = values[pair * d3 + k] ?? 0;
      if (value === 0) continue;
      outs.push(k);
      kept.push(round(value));
    }
    starts[pair + 1] = outs.length;
  }
  return { starts, outs: Int32Array.from(outs), values: Float64Array.from(kept) };
}

/** z_k += C_ijk (x_i y_j), every operation rounded to `format`, the table to `tableFormat`, inputs to `inputFormat`. */
export interface TableRounding {
  readonly format: FormatName;
  readonly table?: FormatName;
  readonly input?: FormatName;
}

export function tableRow(table: Table, { format, table: tableFormat, input }: TableRounding): Row {
  const round = rounderOf(FORMATS[format]);
  const into = rounderOf(FORMATS[input ?? format]);
  const { d1, d2 } = table;
  const { starts, outs, values } = sparseRows(table, rounderOf(FORMATS[tableFormat ?? format]));
  return (x, y, z) => {
    for (let i = 0; i < d1; i++) {
      const a = into(x[i] ?? 0);
      if (a === 0) continue;
      for (let j = 0; j < d2; j++) {
        const b = into(y[j] ?? 0);
        if (b === 0) continue;
        const product = round(a * b);
        const end = starts[i * d2 + j + 1] ?? 0;
        for (let n = starts[i * d2 + j] ?? 0; n < end; n++) {
          const k = outs[n] ?? 0;
          z[k] = round((z[k] ?? 0) + round((values[n] ?? 0) * product));
        }
      }
    }
  };
}

export function tableGradient(table: Table, { format }: TableRounding): GradientRow {
  const round = rounderOf(FORMATS[format]);
  const { d1, d2 } = table;
  const { starts, outs, values } = sparseRows(table, round);
  return (x, y, z, gradientX, gradientY) => {
    for (let i = 0; i < d1; i++) {
      for (let j = 0; j < d2; j++) {
        const end = starts[i * d2 + j + 1] ?? 0;
        let sum = 0;
        for (let n = starts[i * d2 + j] ?? 0; n < end; n++) {
          const cotangent = z[outs[n] ?? 0] ?? 0;
          if (cotangent !== 0) sum = round(sum + round((values[n] ?? 0) * cotangent));
        }
        if (sum === 0) continue;
        gradientX[i] = round((gradientX[i] ?? 0) + round(sum * (y[j] ?? 0)));
        gradientY[j] = round((gradientY[j] ?? 0) + round(sum * (x[i] ?? 0)));
      }
    }
  };
}

/** An implementation from kernels of one row. */
export function rowwise({ d1, d2, d3 }: Sizes, row: Row, gradient?: GradientRow): Implementation {
  const forward = async (x1: Float64Array, x2: Float64Array, batch: number): Promise<Float64Array> => {
    const z = new Float64Array(batch * d3);
    for (let r = 0; r < batch; r++) {
      row(x1.subarray(r * d1, (r + 1) * d1), x2.subarray(r * d2, (r + 1) * d2), z.subarray(r * d3, (r + 1) * d3));
    }
    return z;
  };
  const close = async (): Promise<void> => undefined;
  if (gradient === undefined) return { forward, close };
  return {
    forward,
    close,
    vjp: async (x1, x2, cotangent, batch): Promise<Gradients> => {
      const [g1, g2] = [new Float64Array(batch * d1), new Float64Array(batch * d2)];
      for (let r = 0; r < batch; r++) {
        gradient(
          x1.subarray(r * d1, (r + 1) * d1),
          x2.subarray(r * d2, (r + 1) * d2),
          cotangent.subarray(r * d3, (r + 1) * d3),
          g1.subarray(r * d1, (r + 1) * d1),
          g2.subarray(r * d2, (r + 1) * d2),
        );
      }
      return { x1: g1, x2: g2 };
    },
  };
}

/** One of src/algorithm, in our basis and one copy of each irrep, between the claim's order and layout; every output copy holds the sum. */
export function algorithmKernel(
  claim: Claim,
  algorithm: Algorithm,
  format: FormatName,
  normalisation: string,
  withGradient: boolean,
): Implementation {
  const over = arithmeticOf(format);
  const work = workloadOf(claim.left, claim.right, claim.out, claim.group, claim.parameters);
  const plan = algorithm.plan(work);
  const single = (side: Irreps): Copy[] => copiesOf(singles(side.map(({ irrep }) => irrep)), 'standard');
  const scaleOf = (l: number, slot: 'in' | 'out'): number => {
    const factor = pathFactor(algorithm.operation, normalisation, slot === 'in' ? [l, 0, 0] : [0, 0, l]);
    const none = pathFactor(algorithm.operation, normalisation, [0, 0, 0]);
    // The spherical factor is common: it is taken at the output.
    return over.constant(slot === 'in' ? factor / none : factor);
  };
  const places = (side: 'left' | 'right' | 'out') => {
    const targets = single(work[side]);
    return copiesOf(claim[side], claim.convention[side]).flatMap(({ irrep, at }) => {
      const target = targets.find(
        (one) => one.irrep.l === irrep.l && (claim.group === 'so3' || one.irrep.p === irrep.p),
      );
      const scale = scaleOf(irrep.l, side === 'out' ? 'out' : 'in');
      return at.map((theirs, m) => ({ theirs, ours: target?.at[m] ?? 0, scale }));
    });
  };
  const [left, right, out] = [places('left'), places('right'), places('out')];
  const length = (side: Irreps): number => side.reduce((sum, { irrep }) => sum + 2 * irrep.l + 1, 0);
  const gather = (map: typeof left, n: number, from: Float64Array): number[] => {
    const ours = new Array<number>(n).fill(0);
    for (const { theirs, ours: to, scale } of map) {
      const value = from[theirs] ?? 0;
      if (value !== 0) ours[to] = over.add(ours[to] ?? 0, scale === 1 ? value : over.multiply(scale, value));
    }
    return ours;
  };
  const scatter = (map: typeof left, from: readonly number[], to: Float64Array): void => {
    for (const { theirs, ours, scale } of map) {
      const value = from[ours] ?? 0;
      to[theirs] = scale === 1 ? value : over.multiply(scale, value);
    }
  };
  const total = (results: readonly (readonly number[])[]): number[] =>
    (results[0] ?? []).map((_, k) => results.reduce((sum, part) => over.add(sum, part[k] ?? 0), 0));
  const row: Row = (x, y, z) => {
    const ours = plan.evaluate(over, gather(left, length(work.left), x), gather(right, length(work.right), y));
    scatter(out, total(ours), z);
  };
  const gradient: GradientRow = (x, y, z, gradientX, gradientY) => {
    const cotangent = gather(out, length(work.out), z);
    const [ours, theirs] = [gather(left, length(work.left), x), gather(right, length(work.right), y)];
    const found = vectorJacobian(
      plan,
      over,
      ours,
      theirs,
      plan.outputs.map(() => cotangent),
    );
    scatter(left, found.x, gradientX);
    scatter(right, found.y, gradientY);
  };
  return rowwise(sizesOf(claim), row, withGradient ? gradient : undefined);
}
