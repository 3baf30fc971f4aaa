/**
 * The interaction graph of an operation: which ports of which irreps meet on which path. Interactability is its set of paths Ω;
 * expressivity is a property of the graph and nothing else.
 *
 * On a path an operation with weights x, y, z carries c[path] = Σ_terms x[left]·y[right]·z[out]·t. Scaling a path, or a port, changes no
 * dimension; so where a path has one term its coefficient may be taken as 1, and where it has several only their ratios count, after the
 * operation's port scales are divided out. Those ratios are rational: they are kept as residues modulo the prime of modular.ts.
 */
import { RequestError } from '../errors.ts';
import { quotientModulo } from '../exact/modular.ts';
import { divideSurds, multiplySurds, printSurd, SURD_ONE, type Surd, surdToRational } from '../exact/surd.ts';
import { type Irrep, printIrrep } from '../irreps/irrep.ts';
import type { Irreps } from '../irreps/irreps.ts';
import { distinctIrreps, type Group, type Path, pathsBetween } from '../irreps/path.ts';
import type { Operation, Parameters, Slot, Term } from '../operation/operation.ts';

/** A port in use: index into one weight vector of `multiplicity` numbers per channel. */
export interface Port {
  readonly slot: Slot;
  readonly irrep: Irrep;
  readonly port: string;
  /** index of the (slot, irrep) the port belongs to, into `nodes` */
  readonly node: number;
}

/** An irrep on one side, with the number of its copies. */
export interface Node {
  readonly slot: Slot;
  readonly irrep: Irrep;
  readonly multiplicity: number;
}

/** left, right, out index `ports`; weight is a residue modulo MODULUS, never 0. */
export interface WeightedTerm {
  readonly left: number;
  readonly right: number;
  readonly out: number;
  readonly weight: number;
}

/** A path that interacts, with its terms (at least one). */
export interface Interaction {
  readonly path: Path;
  readonly terms: readonly WeightedTerm[];
}

export interface InteractionGraph {
  readonly operation: Operation;
  readonly group: Group;
  readonly nodes: readonly Node[];
  readonly ports: readonly Port[];
  readonly interactions: readonly Interaction[];
  /** paths that exist (for CGTP) and do not interact here */
  readonly missing: readonly Path[];
}

/** Copies of the three irreps of an interaction: μ1·μ2·μ3 coefficients of equivariant maps live on it. */
export function coefficientsOn(graph: InteractionGraph, { terms: [first] }: Interaction): number {
  if (first === undefined) return 0;
  return multiplicityOf(graph, first.left) * multiplicityOf(graph, first.right) * multiplicityOf(graph, first.out);
}

/** The number of copies that the irrep of a port has. */
export const multiplicityOf = (graph: InteractionGraph, port: number): number =>
  graph.nodes[graph.ports[port]?.node ?? -1]?.multiplicity ?? 0;

/** Σ over interactions of μ1μ2μ3: the dimension of all maps that any number of channels can reach. */
export const ceilingOf = (graph: InteractionGraph): number =>
  graph.interactions.reduce((sum, interaction) => sum + coefficientsOn(graph, interaction), 0);

/** The ratios of a path's coefficients, port scales divided out, as residues; the first is 1. */
function ratios(operation: Operation, { left, right, out }: Path, terms: readonly Term[]): number[] {
  const scale = operation.portScale;
  if (scale === undefined) return terms.map(() => 1);
  const reduced = terms.map((term): Surd => {
    const ports = multiplySurds(scale(left, term.left), multiplySurds(scale(right, term.right), scale(out, term.out)));
    return divideSurds(term.reduced, ports);
  });
  return reduced.map((value) => rationalResidue(divideSurds(value, reduced[0] ?? SURD_ONE)));
}

/** A surd that is known to be rational, modulo MODULUS. */
export function rationalResidue(value: Surd): number {
  const ratio = surdToRational(value);
  if (ratio === undefined) throw new RangeError(`expected a rational number, got ${printSurd(value)}`);
  return quotientModulo(ratio.num, ratio.den);
}

/**
 * Builds the graph. Irreps may repeat: copies are gathered.
 * @param limit the most interactions accepted
 * @throws RequestError beyond it, as soon as it is passed
 */
export function interactionGraph(
  operation: Operation,
  left: Irreps,
  right: Irreps,
  out: Irreps,
  group: Group,
  parameters: Parameters,
  limit = Number.POSITIVE_INFINITY,
): InteractionGraph {
  const nodes: Node[] = [];
  const nodeIndex = new Map<string, number>();
  const sides: [Slot, Irreps][] = [
    ['left', left],
    ['right', right],
    ['out', out],
  ];
  for (const [slot, irreps] of sides) {
    for (const { mul, irrep } of distinctIrreps(irreps, group)) {
      nodeIndex.set(`${slot} ${printIrrep(irrep)}`, nodes.length);
      nodes.push({ slot, irrep, multiplicity: mul });
    }
  }
  const ports: Port[] = [];
  const portIndex = new Map<string, number>();
  const indexOfPort = (slot: Slot, irrep: Irrep, port: string): number => {
    const key = `${slot} ${printIrrep(irrep)} ${port}`;
    const known = portIndex.get(key);
    if (known !== undefined) return known;
    portIndex.set(key, ports.length);
    ports.push({ slot, irrep, port, node: nodeIndex.get(`${slot} ${printIrrep(irrep)}`) ?? -1 });
    return ports.length - 1;
  };
  const interactions: Interaction[] = [];
  const missing: Path[] = [];
  for (const path of pathsBetween(left, right, out, group)) {
    const terms = operation.terms(path, parameters, group);
    if (terms.length === 0) {
      missing.push(path);
      continue;
    }
    if (interactions.length >= limit) {
      throw new RequestError(
        `more than ${limit} interactions, the limit for their expressivity: ask for a lower degree or fewer irreps`,
      );
    }
    const weights = ratios(operation, path, terms);
    interactions.push({
      path,
      terms: terms.map((term, i) => ({
        left: indexOfPort('left', path.left, term.left),
        right: indexOfPort('right', path.right, term.right),
        out: indexOfPort('out', path.out, term.out),
        weight: weights[i] ?? 0,
      })),
    });
  }
  return { operation, group, nodes, ports, interactions, missing };
}
