/**
 * Upper bounds of expressivity. Three facts hold for every set Ω of interactions and every number C of channels:
 *
 *   f_C(Ω) ≤ #Ω                         the maps on Ω
 *   f_C(Ω) ≤ C · f_1(Ω)                 a secant variety is no larger than its points allow
 *   f_C(Ω) ≤ #S + f_C(Ω ∖ S)            forget the coefficients on S: a projection, whose fibres have dimension ≤ #S
 *
 * (# counts coefficients: Σ μ1μ2μ3.) Peeling takes S as all interactions of one port (the one with the fewest coefficients for each of
 * its weights), again and again; each stage gives the bound #S + C·f_1(Ω∖S), and the least is returned. Single-channel dimensions are
 * bounded by
 *
 *   f_1 ≤ Σ_ports (μ−1) + rank over ℚ of the 0/1 matrix interactions × ports    one term per path: a toric variety, here equality
 *   f_1 ≤ Σ_ports μ − (number of independent symmetries)                         any operation
 *
 * Symmetries are the scalings that leave every product unchanged (two for each connected component) and those the operation
 * declares; their independence at one point modulo a prime proves their number from below, so the bound is proven.
 */
import { rationalSpan } from '../exact/linear-algebra.ts';
import { MODULUS, modularSpan } from '../exact/modular.ts';
import { divideSurds, multiplySurds, SURD_ONE } from '../exact/surd.ts';
import { SLOTS, type Slot, type Symmetry } from '../operation/operation.ts';
import {
  coefficientsOn,
  type Interaction,
  type InteractionGraph,
  multiplicityOf,
  type Port,
  rationalResidue,
} from './interactions.ts';
import { seededPoints } from './secant.ts';

/** One stage: what is peeled off so far, and the single-channel bound of the rest. */
export interface PeelingStage {
  /** coefficients on the interactions peeled off */
  readonly peeled: number;
  /** bound of f_1 of the interactions that remain */
  readonly rankOne: number;
}

/** Stages from nothing peeled to everything peeled. */
export interface Peeling {
  readonly stages: readonly PeelingStage[];
  /** peeled cells in order, as (port index) groups */
  readonly order: readonly (readonly number[])[];
}

/** The least #S + C·f_1(Ω∖S) over the stages, the stage it comes from and its number. */
export function upperBound(
  { stages }: Peeling,
  channels: number,
): PeelingStage & { readonly value: number; readonly stage: number } {
  let best = { peeled: 0, rankOne: 0, value: Number.POSITIVE_INFINITY, stage: 0 };
  for (const [index, stage] of stages.entries()) {
    const value = stage.peeled + channels * stage.rankOne;
    if (value < best.value) best = { ...stage, value, stage: index };
  }
  return best;
}

/** Ports that are peeled together: single ports, or all ports of an irrep where paths have several terms. */
function cells(graph: InteractionGraph): number[][] {
  const groups = new Map<string, number[]>();
  for (const [index, { node }] of graph.ports.entries()) {
    const key = graph.operation.portScale === undefined ? `port ${index}` : `node ${node}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [index]);
    else group.push(index);
  }
  return [...groups.values()];
}

const touches = ({ terms }: Interaction, ports: ReadonlySet<number>): boolean =>
  terms.some(({ left, right, out }) => ports.has(left) || ports.has(right) || ports.has(out));

/** Peels a graph (header). */
export function peel(graph: InteractionGraph): Peeling {
  const groups = cells(graph).map((ports) => ({ ports, set: new Set(ports) }));
  const members = groups.map(({ set }) => graph.interactions.filter((interaction) => touches(interaction, set)));
  const weight = members.map((list) => list.reduce((sum, interaction) => sum + coefficientsOn(graph, interaction), 0));
  const freedom = groups.map(({ ports }) => ports.reduce((sum, port) => sum + multiplicityOf(graph, port), 0));
  const alive = new Set(graph.interactions);
  const waiting = new Set(groups.keys());
  const layers: Interaction[][] = [];
  const order: number[][] = [];
  while (alive.size > 0) {
    const load = (i: number): number => (weight[i] ?? 0) / (freedom[i] ?? 1);
    const next = [...waiting].reduce((best, i) => (load(i) < load(best) ? i : best));
    waiting.delete(next);
    const layer = (members[next] ?? []).filter((interaction) => alive.has(interaction));
    for (const interaction of layer) {
      alive.delete(interaction);
      const size = coefficientsOn(graph, interaction);
      for (const i of waiting) if (members[i]?.includes(interaction)) weight[i] = (weight[i] ?? 0) - size;
    }
    if (layer.length === 0) continue;
    layers.push(layer);
    order.push(groups[next]?.ports ?? []);
  }
  // From the innermost layer outwards, so that ranks grow by adding interactions.
  const bound = graph.operation.symmetries === undefined ? toricBound(graph) : symmetryBound(graph);
  const stages: PeelingStage[] = [{ peeled: 0, rankOne: 0 }];
  for (const layer of layers.toReversed()) {
    const rankOne = bound(layer);
    stages.push({ peeled: 0, rankOne });
  }
  let peeled = 0;
  const counted = stages.toReversed().map((stage, i) => {
    const result = { ...stage, peeled };
    peeled += (layers[i] ?? []).reduce((sum, interaction) => sum + coefficientsOn(graph, interaction), 0);
    return result;
  });
  return { stages: counted, order };
}

/** Grows a set of interactions and returns the bound of f_1 of what it holds so far. */
type GrowingBound = (layer: readonly Interaction[]) => number;

const portsOfTerms = (interaction: Interaction): number[] =>
  interaction.terms.flatMap(({ left, right, out }) => [left, right, out]);

const extraCopies = (graph: InteractionGraph, ports: ReadonlySet<number>): number =>
  [...ports].reduce((sum, port) => sum + multiplicityOf(graph, port) - 1, 0);

function toricBound(graph: InteractionGraph): GrowingBound {
  const span = rationalSpan();
  const active = new Set<number>();
  let coefficients = 0;
  return (layer) => {
    for (const interaction of layer) {
      const row = new Array<bigint>(graph.ports.length).fill(0n);
      for (const port of portsOfTerms(interaction)) {
        row[port] = 1n;
        active.add(port);
      }
      span.add(row);
      coefficients += coefficientsOn(graph, interaction);
    }
    return Math.min(coefficients, span.rank + extraCopies(graph, active));
  };
}

function symmetryBound(graph: InteractionGraph): GrowingBound {
  const held: Interaction[] = [];
  const point = seededPoints();
  const weights = graph.ports.map(point);
  const declared = (graph.operation.symmetries?.(graph.group) ?? []).map((symmetry) =>
    direction(graph, symmetry, weights),
  );
  return (layer) => {
    held.push(...layer);
    const active = new Set(held.flatMap(portsOfTerms));
    const span = modularSpan(graph.ports.length);
    for (const component of components(held)) {
      for (const slot of ['right', 'out'] as const) span.add(scaling(graph.ports, component, slot, weights));
    }
    for (const vector of declared) span.add(vector.map((value, port) => (active.has(port) ? value : 0)));
    const coefficients = held.reduce((sum, interaction) => sum + coefficientsOn(graph, interaction), 0);
    return Math.min(coefficients, active.size - span.rank + extraCopies(graph, active));
  };
}

/** The direction in which "left up, `slot` down" moves the weights of one component. */
function scaling(
  ports: readonly Port[],
  component: ReadonlySet<number>,
  slot: Slot,
  weights: readonly number[],
): Float64Array {
  return Float64Array.from(ports, (port, index) => {
    if (!component.has(index)) return 0;
    const weight = weights[index] ?? 0;
    return port.slot === 'left' ? weight : port.slot === slot ? MODULUS - weight : 0;
  });
}

/** The direction in which a declared symmetry moves the weights, in units where coefficients are rational. */
function direction(graph: InteractionGraph, symmetry: Symmetry, weights: readonly number[]): Float64Array {
  const vector = new Float64Array(graph.ports.length);
  const scale = graph.operation.portScale ?? (() => SURD_ONE);
  for (const slot of SLOTS) {
    for (const node of graph.nodes.keys()) {
      const ports = graph.ports.flatMap((port, index) =>
        port.slot === slot && port.node === node ? [{ port, index }] : [],
      );
      const irrep = ports[0]?.port.irrep;
      if (irrep === undefined) continue;
      const matrix = symmetry[slot](irrep);
      for (const to of ports) {
        for (const from of ports) {
          const entry = matrix.get(to.port.port)?.get(from.port.port);
          if (entry === undefined || entry.sign === 0) continue;
          const ratio = divideSurds(scale(irrep, to.port.port), scale(irrep, from.port.port));
          const value = (rationalResidue(multiplySurds(entry, ratio)) * (weights[from.index] ?? 0)) % MODULUS;
          vector[to.index] = ((vector[to.index] ?? 0) + value) % MODULUS;
        }
      }
    }
  }
  return vector;
}

/** Connected components of the ports that interactions join. */
function components(interactions: readonly Interaction[]): Set<number>[] {
  let found: Set<number>[] = [];
  for (const interaction of interactions) {
    const ports = new Set(portsOfTerms(interaction));
    const joined = found.filter((component) => [...ports].some((port) => component.has(port)));
    for (const component of joined) for (const port of component) ports.add(port);
    found = [...found.filter((component) => !joined.includes(component)), ports];
  }
  return found;
}
