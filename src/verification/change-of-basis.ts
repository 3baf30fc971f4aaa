/**
 * Finds a basis in which a tensor is equivariant, when no convention fits.
 *
 * Per slot s an orthogonal matrix V_s [our m, their m] is sought with T = (V_1 ⊗ V_2 ⊗ V_3)ᵀ t·w3j on every three slots. When two of
 * the three are known, the third follows: with B the block carried to our basis on the two known legs,
 *
 *   V[m, m'] = (2ℓ+1)/t · Σ w3j(m, ·, ·) B(m', ·, ·),    since Σ w3j(m, ·, ·) w3j(n, ·, ·) = δ_mn/(2ℓ+1)
 *
 * and |t| follows from the norm. Degree 0 is known; one slot of degree 1 may be taken as known, for any orthogonal 3×3 matrix is ± a
 * rotation, and rotating all slots at once changes nothing. From there it spreads. What Schur's lemma leaves free is a sign per slot,
 * chosen to come near the unit matrix, and that rotation: of the 24 of the cube the one that makes the matrices simplest.
 */
import type { Quaternion } from '../coupling/rotation.ts';
import type { Dimensions } from './campaign.ts';
import type { CouplingBlocks } from './coupling-block.ts';
import {
  correlate,
  identityMatrix,
  isMixed,
  type Matrix,
  normalised,
  positive,
  product,
  simplicity,
  squares,
  turnLeg,
} from './leg-matrix.ts';
import { rotationMatrices } from './rotation-matrices.ts';
import type { PlacedSides, PlacedSlot } from './slots.ts';

export type Side = keyof PlacedSides;
export const SIDES: readonly Side[] = ['left', 'right', 'out'];

/** For each side the matrix of every slot, by slot number. */
export type Bases = Readonly<Record<Side, ReadonlyMap<number, Matrix>>>;

type Legs = readonly [PlacedSlot, PlacedSlot, PlacedSlot];

/** The entries of a block, row-major in its slots. */
function blockOf(tensor: Float64Array, { d2, d3 }: Dimensions, [left, right, out]: Legs): Float64Array {
  const values = new Float64Array(left.index.length * right.index.length * out.index.length);
  let n = 0;
  for (const i of left.index) {
    for (const j of right.index) for (const k of out.index) values[n++] = tensor[(i * d2 + j) * d3 + k] ?? 0;
  }
  return values;
}

const shapeOf = (legs: Legs): [number, number, number] => [
  legs[0].index.length,
  legs[1].index.length,
  legs[2].index.length,
];

/** A matrix found, and how far it is from orthogonal. */
interface Solved {
  readonly matrix: Matrix;
  readonly defect: number;
}

type Known = Record<Side, Map<number, Matrix>>;

/** The best matrix for one slot from all blocks whose other legs are known: the most nearly orthogonal. */
function solve(
  { tensor, sizes, sides, blocks }: Problem,
  known: Known,
  leg: number,
  slot: PlacedSlot,
): Solved | undefined {
  let best: Solved | undefined;
  const others = [0, 1, 2].filter((other) => other !== leg);
  const candidates = (other: number): PlacedSlot[] =>
    sides[SIDES[other] ?? 'out'].filter((one) => known[SIDES[other] ?? 'out'].has(one.slot));
  for (const first of candidates(others[0] ?? 0)) {
    for (const second of candidates(others[1] ?? 0)) {
      const inOrder = [0, 1, 2].map((place) => (place === leg ? slot : place === others[0] ? first : second));
      const [a = slot, b = slot, c = slot] = inOrder;
      const legs: Legs = [a, b, c];
      const coupling = blocks(a.irrep.l, b.irrep.l, c.irrep.l);
      if (coupling === null) continue;
      let block = blockOf(tensor, sizes, legs);
      for (const other of others) {
        const matrix = known[SIDES[other] ?? 'out'].get(legs[other]?.slot ?? 0);
        if (matrix !== undefined) block = turnLeg(block, shapeOf(legs), other, matrix);
      }
      const raw = correlate(coupling, block, shapeOf(legs), leg);
      if (squares(raw.flatMap((row) => [...row])) === 0) continue;
      const found = normalised(raw);
      if (best === undefined || found.defect < best.defect) best = found;
    }
  }
  return best;
}

/** A tensor under a reading. */
export interface Problem {
  readonly tensor: Float64Array;
  readonly sizes: Dimensions;
  readonly sides: PlacedSides;
  readonly blocks: CouplingBlocks;
}

/** The bases of one side if the other two are as read. */
export function basesOfOneSide(problem: Problem, side: Side): Bases {
  const asRead = (one: Side): Map<number, Matrix> =>
    new Map(problem.sides[one].map(({ slot, irrep }) => [slot, identityMatrix(2 * irrep.l + 1)]));
  const known: Known = { left: asRead('left'), right: asRead('right'), out: asRead('out') };
  const found = new Map<number, Matrix>();
  for (const slot of problem.sides[side]) {
    const solved = solve(problem, known, SIDES.indexOf(side), slot);
    // A slot that meets nothing has no basis to be wrong in.
    found.set(slot.slot, solved === undefined ? identityMatrix(slot.index.length) : positive(solved.matrix));
  }
  return { ...known, [side]: found };
}

/** The bases as they spread from degree 0 and one slot of degree 1; undefined if some slot is not reached. */
function spread(problem: Problem): Known | undefined {
  const { sides } = problem;
  const known: Known = { left: new Map(), right: new Map(), out: new Map() };
  for (const side of SIDES) {
    for (const { slot, irrep } of sides[side]) if (irrep.l === 0) known[side].set(slot, identityMatrix(1));
  }
  const seed = SIDES.flatMap((side) => sides[side].map((slot) => ({ side, slot }))).find(
    ({ slot }) => slot.irrep.l === 1,
  );
  if (seed === undefined) return undefined;
  known[seed.side].set(seed.slot.slot, identityMatrix(3));
  const missing = SIDES.flatMap((side, leg) => sides[side].map((slot) => ({ side, leg, slot })))
    .filter(({ side, slot }) => !known[side].has(slot.slot))
    .sort((a, b) => a.slot.irrep.l - b.slot.irrep.l);
  while (missing.length > 0) {
    let next: (Solved & { place: number }) | undefined;
    for (const [place, { leg, slot }] of missing.entries()) {
      const found = solve(problem, known, leg, slot);
      if (found !== undefined && (next === undefined || found.defect < next.defect)) next = { place, ...found };
      // What is nearer to orthogonal than to nothing at all is taken, low degrees first.
      if (next !== undefined && next.defect < 1) break;
    }
    const [taken] = next === undefined ? [] : missing.splice(next.place, 1);
    if (next === undefined || taken === undefined) return undefined;
    known[taken.side].set(taken.slot.slot, next.matrix);
  }
  return known;
}

/** The 24 rotations of the cube: about its axes, its diagonals and its edges. */
function cubeRotations(): Quaternion[] {
  const found: Quaternion[] = [];
  const range = [-1n, 0n, 1n];
  for (const w of range) {
    for (const x of range) {
      for (const y of range) {
        for (const z of range) {
          const size = [w, x, y, z].filter((part) => part !== 0n).length;
          const [first = 0n] = [w, x, y, z].filter((part) => part !== 0n);
          if (first > 0n && size !== 0 && size !== 3) found.push({ w, x, y, z });
        }
      }
    }
  }
  return found;
}

/** The bases of the header; undefined if the tensor says too little. */
export function changeOfBasis(problem: Problem): Bases | undefined {
  const { sides } = problem;
  const raw = spread(problem);
  if (raw === undefined) return undefined;
  let best: { bases: Bases; mixtures: number; score: number } | undefined;
  for (const rotation of cubeRotations()) {
    const matrices = rotationMatrices(rotation);
    let [score, mixtures] = [0, 0];
    const turned = (side: Side): Map<number, Matrix> =>
      new Map(
        sides[side].map(({ slot, irrep }) => {
          const matrix = positive(product(matrices(irrep.l), raw[side].get(slot) ?? identityMatrix(2 * irrep.l + 1)));
          score += simplicity(matrix);
          if (isMixed(matrix)) mixtures += 1;
          return [slot, matrix];
        }),
      );
    const bases = { left: turned('left'), right: turned('right'), out: turned('out') };
    const fewer = mixtures - (best?.mixtures ?? mixtures + 1) || (best?.score ?? score) - score;
    if (fewer < 0) best = { bases, mixtures, score };
  }
  return best?.bases;
}

/** The tensor in the new bases: the legs of every block turned, in place of the old one. */
export function inBases(tensor: Float64Array, sizes: Dimensions, sides: PlacedSides, bases: Bases): Float64Array {
  const { d2, d3 } = sizes;
  const turned = new Float64Array(tensor.length);
  for (const left of sides.left) {
    for (const right of sides.right) {
      for (const out of sides.out) {
        const legs: Legs = [left, right, out];
        let block = blockOf(tensor, sizes, legs);
        for (const [leg, side] of SIDES.entries()) {
          const matrix = bases[side].get(legs[leg]?.slot ?? 0);
          if (matrix !== undefined) block = turnLeg(block, shapeOf(legs), leg, matrix);
        }
        let n = 0;
        for (const i of left.index) {
          for (const j of right.index) for (const k of out.index) turned[(i * d2 + j) * d3 + k] = block[n++] ?? 0;
        }
      }
    }
  }
  return turned;
}
