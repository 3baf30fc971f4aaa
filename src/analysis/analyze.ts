/** The whole answer about one operation on given irreps: interactability, expressivity, cost. Plain data, ready for JSON. */
import { RequestError } from '../errors.ts';
import { equalIrreps, type Irrep, naturalParity, printIrrep } from '../irreps/irrep.ts';
import { type Irreps, printIrreps } from '../irreps/irreps.ts';
import { distinctIrreps, type Group, type Path, pathsBetween } from '../irreps/path.ts';
import { groupOfParityMode, type ParityMode, type Setting, settingIrreps } from '../irreps/setting.ts';
import { OPERATIONS } from '../operation/catalogue.ts';
import type { OperationId, Parameters } from '../operation/operation.ts';
import {
  type Bounds,
  type Expressivity,
  type ExpressivityPoint,
  expressivity,
  MAX_CHANNELS,
  MAX_INTERACTIONS,
} from './expressivity.ts';
import { interactionGraph } from './interactions.ts';
import { algorithmCosts } from './price.ts';

/** What is asked: an operation on irreps, with the symmetry group. */
export interface AnalysisRequest {
  readonly operation: OperationId;
  readonly left: Irreps;
  readonly right: Irreps;
  readonly out: Irreps;
  readonly group: Group;
  readonly parameters?: Parameters;
  /** channel counts to answer for; absent: see expressivity() */
  readonly channels?: readonly number[];
}

/** [ℓ1, ℓ2, ℓ3] in settings; ["1o","1o","0e"] where parities are explicit. */
export type PathLabel = readonly [number, number, number] | readonly [string, string, string];

/** Counts are decimal strings where they may exceed 2^53. */
export interface CostJson {
  readonly algorithm: string;
  readonly multiplyAdds: string;
  readonly bytes: string;
  readonly atSaturation: { readonly lower: string; readonly upper: string };
}

export interface Analysis {
  readonly operation: OperationId;
  readonly parameters: Parameters;
  readonly setting?: Setting;
  readonly lmax?: number;
  readonly parity: ParityMode | 'explicit';
  readonly left: string;
  readonly right: string;
  readonly out: string;
  /** paths that CGTP has */
  readonly paths: number;
  /** paths that the operation has */
  readonly interactions: number;
  readonly missing: readonly PathLabel[];
  /** coefficients of equivariant maps on all interactions: Σ μ1μ2μ3, the most that any number of channels reaches */
  readonly ceiling: number;
  readonly expressivity: readonly ExpressivityPoint[];
  readonly saturatingChannels: Bounds;
  readonly costs: readonly CostJson[];
}

/** The largest degree analysed: counting the non-zero entries of coupling tensors takes half a minute there. */
export const MAX_ANALYSIS_DEGREE = 80;

type Progress = (done: number, of: number) => void;

/** A path by its degrees, or by its irreps where parities are part of the question. */
export function pathLabel({ left, right, out }: Path, explicit: boolean): PathLabel {
  const label = (irrep: Irrep): string => printIrrep(irrep);
  return explicit ? [label(left), label(right), label(out)] : [left.l, right.l, out.l];
}

/**
 * Every output irrep must be reached by some path: asking for an impossible one is a mistake, not a zero.
 * @throws RequestError naming the first that is not
 */
export function requireReachable(left: Irreps, right: Irreps, out: Irreps, group: Group): void {
  const paths = pathsBetween(left, right, out, group);
  const unreachable = distinctIrreps(out, group).find(
    ({ irrep }) => !paths.some((path) => equalIrreps(path.out, irrep)),
  );
  if (unreachable === undefined) return;
  const given = out.find(
    ({ irrep }) => irrep.l === unreachable.irrep.l && (group === 'so3' || irrep.p === unreachable.irrep.p),
  );
  const rule = group === 'so3' ? '|l1−l2| ≤ l3 ≤ l1+l2' : '|l1−l2| ≤ l3 ≤ l1+l2 and p3 = p1·p2';
  throw new RequestError(
    `out irrep ${printIrrep((given ?? unreachable).irrep)}: no path leads there from ${printIrreps(left)} ⊗ ${printIrreps(right)} (a path needs ${rule}); leave it out`,
  );
}

function analysisOf(request: AnalysisRequest, explicit: boolean, progress?: Progress) {
  const { left, right, out, group } = request;
  const top = [left, right, out].flat().find(({ irrep }) => irrep.l > MAX_ANALYSIS_DEGREE);
  if (top !== undefined) {
    throw new RequestError(`analysis takes degrees up to ${MAX_ANALYSIS_DEGREE}, got ${printIrrep(top.irrep)}`);
  }
  for (const count of request.channels ?? []) {
    if (!Number.isInteger(count) || count < 1 || count > MAX_CHANNELS) {
      throw new RequestError(`channels must be integers between 1 and ${MAX_CHANNELS}, got ${count}`);
    }
  }
  const operation = OPERATIONS[request.operation];
  const parameters = operation.resolve(request.parameters ?? {}, left, right, out, group);
  const limit = operation.weights === 'per-path' ? Number.POSITIVE_INFINITY : MAX_INTERACTIONS;
  const graph = interactionGraph(operation, left, right, out, group, parameters, limit);
  const paths = graph.interactions.length + graph.missing.length;
  const reach: Expressivity = expressivity(graph, request.channels, progress);
  const costs = algorithmCosts(graph, { left, right, out }, parameters, reach.saturatingChannels);
  return {
    parameters,
    left: printIrreps(left),
    right: printIrreps(right),
    out: printIrreps(out),
    paths,
    interactions: graph.interactions.length,
    missing: graph.missing.map((path) => pathLabel(path, explicit)),
    ceiling: reach.ceiling,
    expressivity: reach.points,
    saturatingChannels: reach.saturatingChannels,
    costs: costs.map(({ algorithm, multiplyAdds, bytes, atSaturation }) => ({
      algorithm,
      multiplyAdds: `${multiplyAdds}`,
      bytes: `${bytes}`,
      atSaturation: { lower: `${atSaturation.lower}`, upper: `${atSaturation.upper}` },
    })),
  };
}

/**
 * Analyses an operation on irreps as written. Group O(3): parities count. SO(3): they are ignored.
 * @param natural that every irrep has the parity (−1)^ℓ, so that paths are labelled by degrees alone
 * @throws RequestError for an output irrep that no path reaches, an unnatural parity where natural ones are asked for, channels out of
 *   range, or sizes beyond the limits of expressivity()
 */
export function analyzeIrreps(request: AnalysisRequest, progress?: Progress, natural = false): Analysis {
  const { operation, left, right, out, group } = request;
  if (natural) requireNaturalParities(left, right, out);
  requireReachable(left, right, out, group);
  const explicit = group === 'o3' && !natural;
  const parity = explicit ? 'explicit' : natural ? 'o3-natural' : 'so3';
  return { operation, parity, ...analysisOf(request, explicit, progress) };
}

/** @throws RequestError naming the first irrep whose parity is not (−1)^ℓ */
function requireNaturalParities(...sides: readonly Irreps[]): void {
  const odd = sides.flat().find(({ irrep }) => irrep.p !== naturalParity(irrep.l));
  if (odd !== undefined) {
    throw new RequestError(
      `parity o3-natural expects parity (−1)^l for every irrep, got ${printIrrep(odd.irrep)}; leave --parity out to use parities as written`,
    );
  }
}

/** Analyses an operation in a benchmark setting of degree lmax. An empty set of paths is an answer here. */
export function analyzeSetting(
  request: Pick<AnalysisRequest, 'operation' | 'parameters' | 'channels'> & {
    readonly setting: Setting;
    readonly lmax: number;
    readonly parity: ParityMode;
  },
  progress?: Progress,
): Analysis {
  const { operation, setting, lmax, parity } = request;
  const full: AnalysisRequest = { ...request, ...settingIrreps(setting, lmax), group: groupOfParityMode(parity) };
  return { operation, setting, lmax, parity, ...analysisOf(full, false, progress) };
}
