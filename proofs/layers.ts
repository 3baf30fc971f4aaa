/** Analyses of all operations on the same irreps, as the rows of certificates have them. */
import type { Analysis } from '../src/analysis/index.ts';

/** Irreps on three sides, and the group by its parities. */
export interface Layer {
  readonly parity: Analysis['parity'];
  readonly left: string;
  readonly right: string;
  readonly out: string;
}

const keyOf = ({ parity, left, right, out }: Layer): string => [parity, left, right, out].join();

/** Analyses by their irreps and group. */
export function layersOf(analyses: readonly Analysis[]): { layer: Layer; operations: Analysis[] }[] {
  const found = new Map<string, { layer: Layer; operations: Analysis[] }>();
  for (const analysis of analyses) {
    const { parity, left, right, out } = analysis;
    const layer = { parity, left, right, out };
    const known = found.get(keyOf(layer)) ?? { layer, operations: [] };
    known.operations.push(analysis);
    found.set(keyOf(layer), known);
  }
  return [...found.values()];
}

/** Rows in the order of their texts, as checkers expect them. */
export const inOrder = <Row extends Layer>(rows: readonly Row[]): Row[] =>
  [...rows].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
