/**
 * Each algorithm's procedure as bare loops that count their multiply–adds one by one: no formula, no sharing with src/algorithm.
 *
 * A signal is what one function on the sphere carries. In SO(3) a side is one signal; in O(3) the irreps of natural and of unnatural
 * parity are one each.
 */

import type { AlgorithmId, Workload } from '../../src/algorithm/algorithm.ts';
import { realCouplingEntries } from '../../src/coupling/real-basis.ts';
import type { Irreps } from '../../src/irreps/irreps.ts';
import type { Group } from '../../src/irreps/path.ts';
import { embedding } from '../operation/spin-matrices.ts';

const couplingCounts = new Map<string, number>();

/** Non-zero entries of a real coupling tensor, by listing them. */
function couplingCount(l1: number, l2: number, l3: number): number {
  const key = `${l1} ${l2} ${l3}`;
  const count = couplingCounts.get(key) ?? realCouplingEntries(l1, l2, l3).length;
  couplingCounts.set(key, count);
  return count;
}

/** The degrees of one signal. */
type Degrees = readonly number[];

const top = (degrees: Degrees): number => degrees.reduce((most, l) => (l > most ? l : most), 0);

export function signalsOf(side: Irreps, group: Group): Degrees[] {
  const kinds = new Map<string, number[]>();
  for (const { irrep } of side) {
    const natural = group === 'so3' || (irrep.l % 2 === 0) === (irrep.p === 1);
    const kind = natural ? 'natural' : 'unnatural';
    kinds.set(kind, [...(kinds.get(kind) ?? []), irrep.l]);
  }
  return [...kinds.values()];
}

/** The smallest numbers of rings and points that integrate degree D exactly: 2·rings − 1 ≥ D, points > D. */
export function smallestGrid(degree: number): { rings: number; points: number } {
  let [rings, points] = [1, 1];
  while (2 * rings - 1 < degree) rings++;
  while (points <= degree) points++;
  return { rings, points };
}

type Grid = ReturnType<typeof smallestGrid>;
/** Calls `count` once for each multiply–add. */
type Counter = (times?: number) => void;

function eachPoint({ rings, points }: Grid, visit: () => void): void {
  for (let ring = 0; ring < rings; ring++) for (let point = 0; point < points; point++) visit();
}

/** On each ring, each order: a sum over degrees. */
function legendre(degrees: Degrees, { rings }: Grid, count: Counter): void {
  for (let ring = 0; ring < rings; ring++) {
    for (const l of degrees) for (let m = -l; m <= l; m++) count();
  }
}

/** At each point: a sum over orders. */
const azimuth = (degrees: Degrees, grid: Grid, count: Counter): void =>
  eachPoint(grid, () => {
    for (let m = -top(degrees); m <= top(degrees); m++) count();
  });

function transform(degrees: Degrees, grid: Grid, count: Counter): void {
  legendre(degrees, grid, count);
  azimuth(degrees, grid, count);
}

interface Sides {
  readonly left: Degrees[];
  readonly right: Degrees[];
  readonly out: Degrees[];
}

const sidesOf = ({ left, right, out, group }: Workload): Sides => ({
  left: signalsOf(left, group),
  right: signalsOf(right, group),
  out: signalsOf(out, group),
});

const topOf = (signals: readonly Degrees[]): number => top(signals.flat());

/** Gaunt, curl and both: derivatives a field needs, products a point, transforms back. */
function onGrid(work: Workload, kind: 'gtp' | 'curl' | 'both', count: Counter): void {
  const { left, right, out } = sidesOf(work);
  const degree = topOf(left) + topOf(right) + topOf(out) - (kind === 'curl' ? 1 : 0);
  const grid = smallestGrid(degree < 0 ? 0 : degree);
  for (const signal of [...left, ...right]) {
    if (kind !== 'both') for (let field = 0; field < (kind === 'curl' ? 2 : 1); field++) transform(signal, grid, count);
    else {
      legendre(signal, grid, count); // values
      legendre(signal, grid, count); // ∂θ
      for (let ring = 0; ring < grid.rings; ring++) for (let m = -top(signal); m <= top(signal); m++) count(); // m/sin θ
      for (let field = 0; field < 3; field++) azimuth(signal, grid, count);
    }
  }
  const products = { gtp: 1, curl: 2, both: 3 }[kind];
  for (let pair = 0; pair < left.length * right.length; pair++) eachPoint(grid, () => count(products));
  for (const signal of out) for (let copy = 0; copy < (kind === 'both' ? 2 : 1); copy++) transform(signal, grid, count);
}

/**
 * Conversions to and from torus frequencies (u, v), v = ±m, u = −ℓ, −ℓ+2, …, ℓ; on the way out all u of the product that have the
 * parity of ℓ, for degrees that the product can have.
 */
function fourierConversions(work: Workload, count: Counter): void {
  const { left, right } = sidesOf(work);
  const sum = topOf(left) + topOf(right);
  for (const { irrep } of [...work.left, ...work.right]) {
    for (let m = -irrep.l; m <= irrep.l; m++) {
      for (let u = -irrep.l; u <= irrep.l; u += 2) for (const _ of m === 0 ? [0] : [m, -m]) count();
    }
  }
  for (const { irrep } of work.out.filter(({ irrep: { l } }) => l <= sum)) {
    for (let m = -irrep.l; m <= irrep.l; m++) {
      for (const _ of m === 0 ? [0] : [m, -m]) for (let u = -sum; u <= sum; u++) if ((u - irrep.l) % 2 === 0) count();
    }
  }
}

/** Term by term, one complex product (four multiply–adds) for each pair of frequencies. */
function directConvolution(work: Workload, count: Counter): void {
  const { left, right } = sidesOf(work);
  for (const a of left) {
    for (const b of right) {
      for (let i = 0; i < (2 * top(a) + 1) ** 2; i++) for (let k = 0; k < (2 * top(b) + 1) ** 2; k++) count(4);
    }
  }
}

/** One radix-2 transform of length n: two halves, then n/2 butterflies of one complex product. */
function fft(n: number, count: Counter): void {
  if (n === 1) return;
  fft(n / 2, count);
  fft(n / 2, count);
  for (let k = 0; k < n / 2; k++) count(4);
}

function fftConvolution(work: Workload, count: Counter): void {
  const { left, right, out } = sidesOf(work);
  let n = 1;
  while (n < 2 * (topOf(left) + topOf(right)) + 1) n *= 2;
  for (let signal = 0; signal < left.length + right.length + out.length; signal++) {
    for (let line = 0; line < 2 * n; line++) fft(n, count); // rows, then columns
  }
  for (let pair = 0; pair < left.length * right.length; pair++) for (let k = 0; k < n * n; k++) count(4);
}

/** Outer products once for each pair of irreps that meet, then one multiply–add for each tensor entry of each path. */
function couplings(work: Workload, entries: (l1: number, l2: number, l3: number) => number, count: Counter): void {
  const pairs = new Set<string>();
  for (const { left, right, out } of work.paths) {
    const pair = `${left.l} ${left.p} ${right.l} ${right.p}`;
    if (!pairs.has(pair)) for (let i = 0; i < (2 * left.l + 1) * (2 * right.l + 1); i++) count();
    pairs.add(pair);
    for (let i = 0; i < entries(left.l, right.l, out.l); i++) count();
  }
}

/** Matrices that carry a side: inversion leaves a matrix as it is, so in O(3) the even irreps have one and the odd irreps another. */
function matricesOf(side: Irreps): ('even' | 'odd')[] {
  const found: ('even' | 'odd')[] = [];
  if (side.some(({ irrep }) => irrep.p === 1)) found.push('even');
  if (side.some(({ irrep }) => irrep.p === -1)) found.push('odd');
  return found;
}

function matrices(work: Workload, entries: (l: number, twiceJ: number) => number, count: Counter): void {
  const [left, right] = [matricesOf(work.left), matricesOf(work.right)];
  const twiceJ = work.parameters.twiceJ ?? 0;
  const isReal = twiceJ % 2 === 0;
  for (const { irrep } of [...work.left, ...work.right, ...work.out])
    if (irrep.l <= twiceJ) count(entries(irrep.l, twiceJ));
  for (let pair = 0; pair < left.length * right.length; pair++) {
    for (let row = 0; row <= twiceJ; row++) {
      for (let column = 0; column <= twiceJ; column++) for (let k = 0; k <= twiceJ; k++) count(isReal ? 1 : 4);
    }
  }
}

/** Whole matrices: real entries for integer j, complex ones (two numbers) else. */
const wholeMatrices = (l: number, twiceJ: number): number =>
  (2 * l + 1) * (twiceJ + 1) ** 2 * (twiceJ % 2 === 0 ? 1 : 2);

/** Non-zero entries: in the real basis for integer j; the explicit matrices, whose entries are real or imaginary, else. */
export function nonZeroMatrixEntries(l: number, twiceJ: number): number {
  if (twiceJ % 2 === 0) return couplingCount(l, twiceJ / 2, twiceJ / 2);
  let entries = 0;
  for (let m = -l; m <= l; m++) entries += embedding(l, m, twiceJ).entries.length;
  return entries;
}

/**
 * The degree of w·(u×v), by trying all triples of ports. A port j+1 is a radial field and a gradient, j a curl, j−1 a gradient; the
 * products of three such fields have the degree j1+j2+j3 less what src/algorithm/vstp-grid.ts derives for them.
 */
function crossDegree(sides: readonly (readonly { l: number; j: number }[])[]): number {
  const kindsOf = ({ l, j }: { l: number; j: number }): string =>
    l === j ? 'c' : `${l > j ? 'r' : ''}${j > 0 ? 'g' : ''}`;
  const less = new Map([
    ['cgr', 0],
    ['ccr', 1],
    ['ggr', 1],
    ['ccg', 1],
    ['cgg', 2],
    ['ggg', 3],
  ]);
  let degree = 0;
  const [left = [], right = [], out = []] = sides;
  for (const a of left) {
    for (const b of right) {
      for (const c of out) {
        for (const p of kindsOf(a)) {
          for (const q of kindsOf(b)) {
            for (const r of kindsOf(c)) {
              const shortfall = less.get([p, q, r].sort().join(''));
              if (shortfall !== undefined) degree = Math.max(degree, a.j + b.j + c.j - shortfall);
            }
          }
        }
      }
    }
  }
  return degree;
}

/**
 * Each irrep through the non-zero entries of its couplings (ℓ, 1, j); three components transformed a side; six products a point. In O(3) the
 * inputs are polar, the product axial: V_jℓ has inversion sign (−1)^ℓ, times −1 for polar fields, and must match its irrep.
 */
function vectorFields(work: Workload, count: Counter): void {
  const sides = [work.left, work.right, work.out].map((side, index) =>
    side.flatMap(({ irrep: { l: j, p } }) => {
      const harmonics = j === 0 ? [1] : [j - 1, j, j + 1];
      const inversion = (l: number): number => (l % 2 === 0 ? 1 : -1) * (index < 2 ? -1 : 1);
      return harmonics.filter((l) => work.group === 'so3' || inversion(l) === p).map((l) => ({ l, j }));
    }),
  );
  for (const { l, j } of sides.flat()) for (let i = 0; i < couplingCount(l, 1, j); i++) count();
  const harmonics = sides.map((side) => [...new Set(side.map(({ l }) => l))]);
  const grid = smallestGrid(crossDegree(sides));
  for (const degrees of harmonics.filter(({ length }) => length > 0)) {
    for (let component = 0; component < 3; component++) transform(degrees, grid, count);
  }
  eachPoint(grid, () => count(6));
}

const procedures: Readonly<Record<AlgorithmId, (work: Workload, count: Counter) => void>> = {
  'cgtp-dense': (work, count) => couplings(work, (a, b, c) => (2 * a + 1) * (2 * b + 1) * (2 * c + 1), count),
  'cgtp-sparse': (work, count) => couplings(work, couplingCount, count),
  'gtp-fourier-direct': (work, count) => {
    fourierConversions(work, count);
    directConvolution(work, count);
  },
  'gtp-fourier-fft': (work, count) => {
    fourierConversions(work, count);
    fftConvolution(work, count);
  },
  'gtp-grid': (work, count) => onGrid(work, 'gtp', count),
  'mtp-dense': (work, count) => matrices(work, wholeMatrices, count),
  'mtp-sparse': (work, count) => matrices(work, nonZeroMatrixEntries, count),
  'vstp-grid': vectorFields,
  'curl-grid': (work, count) => onGrid(work, 'curl', count),
  'gtp+curl-grid': (work, count) => onGrid(work, 'both', count),
};

/** The multiply–adds of an algorithm, counted. */
export function countMultiplyAdds(id: AlgorithmId, work: Workload): bigint {
  let counted = 0;
  procedures[id](work, (times = 1) => {
    counted += times;
  });
  return BigInt(counted);
}
