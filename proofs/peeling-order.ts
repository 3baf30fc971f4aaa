/** The evidence of expressivities: an order in which to peel ports off, by the names of schema.md, and the points of a curve that prove the others. */
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

/** Whether reach lies on or below the chord from `from` to `to` channels, rounded up, at every number of channels in between. */
function isBelowChord(reach: readonly number[], from: number, to: number): boolean {
  const at = (channels: number): number => (channels === 0 ? 0 : (reach[channels - 1] ?? 0));
  const rise = at(to) - at(from);
  return reach.slice(from, to).every((value, i) => value <= at(from) + Math.ceil((rise * (i + 1)) / (to - from)));
}

/**
 * Channel counts at which ranks prove all of reach, because it is concave: from (0, 0) on, each is the farthest whose chord leaves out nothing
 * in between.
 */
export function rankedChannels(reach: readonly number[]): number[] {
  const chosen: number[] = [];
  for (let from = 0; from < reach.length; from = chosen.at(-1) ?? reach.length) {
    const farther = reach.map((_, index) => index + 1).filter((to) => to > from && isBelowChord(reach, from, to));
    chosen.push(Math.max(...farther));
  }
  return chosen;
}
