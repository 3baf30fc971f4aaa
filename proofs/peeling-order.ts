/** The evidence of expressivities: an order in which to peel ports off, by the names of schema.md, and the points of a curve that carry the rest. */
import { type InteractionGraph, interactionGraph, type Port } from '../src/analysis/index.ts';
import { peel } from '../src/analysis/peeling.ts';
import { type Group, type Irreps, printIrrep } from '../src/irreps/index.ts';
import { OPERATIONS, type OperationId, type Parameters } from '../src/operation/index.ts';

/** Seed of the points at which ranks are taken; any will do at which the ranks are those of a general point. */
export const RANK_SEED = 1;

export interface Question {
  readonly operation: OperationId;
  readonly left: Irreps;
  readonly right: Irreps;
  readonly out: Irreps;
  readonly group: Group;
  readonly parameters: Parameters;
}

const SLOT_LETTERS = { left: 'l', right: 'r', out: 'o' };
const PORT_SIGNS: Readonly<Record<string, string>> = { product: '+', bracket: '-' };

/** `o3` in SO(3), `o3e` in O(3); `o3+` and `o3-` where product and bracket leave apart. All ports of a vector field share a name. */
function portName({ group }: InteractionGraph, { slot, irrep, port }: Port): string {
  const degree = group === 'so3' ? `${irrep.l}` : printIrrep(irrep);
  return `${SLOT_LETTERS[slot]}${degree}${PORT_SIGNS[port] ?? ''}`;
}

/** Names in the order of peeling, with blanks between them. */
export function peelingOrder({ operation, left, right, out, group, parameters }: Question): string {
  const graph = interactionGraph(OPERATIONS[operation], left, right, out, group, parameters);
  const names = peel(graph).order.map(([first = -1]) => {
    const port = graph.ports[first];
    return port === undefined ? '' : portName(graph, port);
  });
  return names.join(' ');
}

/** The channel counts at which the curve (0, 0), (1, reach[0]), … turns: between them it lies on or below its chords, rounded up. */
export function turningPoints(reach: readonly number[]): number[] {
  const hull: [number, number][] = [[0, 0]];
  for (const [index, value] of reach.entries()) {
    const next: [number, number] = [index + 1, value];
    for (;;) {
      const [before, last] = [hull.at(-2), hull.at(-1)];
      if (before === undefined || last === undefined) break;
      const [here, on] = [(last[1] - before[1]) * (next[0] - last[0]), (next[1] - last[1]) * (last[0] - before[0])];
      if (here > on) break;
      hull.pop();
    }
    hull.push(next);
  }
  return hull.slice(1).map(([channels]) => channels);
}
