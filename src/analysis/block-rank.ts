/**
 * The rank of sparse vectors modulo the prime of modular.ts, by the blocks in which they lie. Two facts make it cheaper than elimination:
 *
 *   vectors whose supports do not meet are independent of one another: ranks add over the connected components of supports
 *   rank(V ∪ W) = rank(V) + rank(W modulo span V): where V, the vectors of one slot, lie in small blocks apart, span V is eliminated block
 *   by block, and only the coordinates without a pivot remain for W
 *
 * The tangent vectors of one slot lie apart: each coefficient has one irrep (and copy) of that slot.
 */
import { MODULUS, type ModularSpan, modularSpan } from '../exact/modular.ts';
import { SLOTS, type Slot } from '../operation/operation.ts';

/** Residues at coordinates; those at the same coordinate add up. */
export interface SparseVector {
  readonly slot: Slot;
  readonly at: readonly number[];
  readonly values: readonly number[];
}

/** For each coordinate its component (a coordinate that stands for all of it) when those of each vector belong together. */
function componentsOf(vectors: readonly SparseVector[], length: number): Int32Array {
  const parent = Int32Array.from({ length }, (_, i) => i);
  const find = (start: number): number => {
    let i = start;
    while (parent[i] !== i) {
      const above = parent[i] ?? i;
      parent[i] = parent[above] ?? above; // halve the way for the next
      i = parent[i] ?? i;
    }
    return i;
  };
  for (const { at } of vectors) {
    const first = find(at[0] ?? 0);
    for (const coordinate of at) parent[find(coordinate)] = first;
  }
  return parent.map((_, i) => find(i));
}

/** So many vectors are reduced at a time. */
const BATCH = 16;

/** Vectors that belong together, and the coordinates that they meet. */
interface Block {
  readonly vectors: SparseVector[];
  readonly coordinates: number[];
}

/** The blocks of vectors, none of them empty, in coordinates 0 … length−1; coordinates that no vector meets are in none. */
function blocksOf(vectors: readonly SparseVector[], length: number): Block[] {
  const component = componentsOf(vectors, length);
  const blocks = new Map<number, Block>();
  for (const vector of vectors) {
    const key = component[vector.at[0] ?? 0] ?? 0;
    const block = blocks.get(key);
    if (block === undefined) blocks.set(key, { vectors: [vector], coordinates: [] });
    else block.vectors.push(vector);
  }
  for (const [coordinate, key] of component.entries()) blocks.get(key)?.coordinates.push(coordinate);
  return [...blocks.values()];
}

/** The block in its own coordinates 0, 1, … */
function relabelled({ vectors, coordinates }: Block, place: Int32Array): SparseVector[] {
  for (const [i, coordinate] of coordinates.entries()) place[coordinate] = i;
  return vectors.map(({ slot, at, values }) => ({ slot, values, at: at.map((coordinate) => place[coordinate] ?? 0) }));
}

const dimensionsOf = (blocks: readonly Block[]): number =>
  blocks.reduce((sum, { vectors, coordinates }) => sum + Math.min(vectors.length, coordinates.length), 0);

/** Writes a vector into zeros. */
function scatter({ at, values }: SparseVector, into: Float64Array): Float64Array {
  into.fill(0);
  for (const [i, coordinate] of at.entries()) {
    into[coordinate] = ((into[coordinate] ?? 0) + (values[i] ?? 0)) % MODULUS;
  }
  return into;
}

/** The rank of vectors that hang together, in coordinates 0 … length−1. */
function connectedRank(vectors: readonly SparseVector[], length: number): number {
  const [slot, blocks] = SLOTS.map(
    (slot) =>
      [
        slot,
        blocksOf(
          vectors.filter((one) => one.slot === slot),
          length,
        ),
      ] as const,
  ).reduce((best, next) => (dimensionsOf(next[1]) > dimensionsOf(best[1]) ? next : best));
  // Coordinates in the order of the blocks, so that each is a piece of a dense vector; those of no block at the end.
  const order = blocks.flatMap(({ coordinates }) => coordinates);
  const inBlocks = new Set(order);
  for (let coordinate = 0; coordinate < length; coordinate++) if (!inBlocks.has(coordinate)) order.push(coordinate);
  const place = new Int32Array(length);
  for (const [i, coordinate] of order.entries()) place[coordinate] = i;

  const pieces: { readonly span: ModularSpan; readonly start: number; readonly end: number }[] = [];
  const free: number[] = [];
  let start = 0;
  for (const block of blocks) {
    const end = start + block.coordinates.length;
    const span = modularSpan(block.coordinates.length);
    for (const vector of relabelled(block, new Int32Array(length))) {
      if (span.rank === end - start) break;
      span.add(scatter(vector, new Float64Array(end - start)));
    }
    const pivots = new Set(span.pivots);
    for (let i = start; i < end; i++) if (!pivots.has(i - start)) free.push(i);
    pieces.push({ span, start, end });
    start = end;
  }
  for (let i = start; i < length; i++) free.push(i);

  const rest = modularSpan(free.length);
  const others = vectors.filter((vector) => vector.slot !== slot);
  const dense = new Float64Array(length);
  for (let first = 0; first < others.length && rest.rank < free.length; first += BATCH) {
    const batch = others.slice(first, first + BATCH).map((vector) => {
      scatter({ ...vector, at: vector.at.map((coordinate) => place[coordinate] ?? 0) }, dense);
      for (const piece of pieces) piece.span.reduce([dense.subarray(piece.start, piece.end)]);
      return Float64Array.from(free, (i) => dense[i] ?? 0);
    });
    rest.reduce(batch);
    for (const vector of batch) rest.add(vector);
  }
  return pieces.reduce((sum, { span }) => sum + span.rank, rest.rank);
}

/** The rank of vectors in coordinates 0 … length−1. */
export function blockRank(vectors: readonly SparseVector[], length: number): number {
  const place = new Int32Array(length);
  return blocksOf(vectors, length).reduce(
    (sum, block) => sum + connectedRank(relabelled(block, place), block.coordinates.length),
    0,
  );
}
