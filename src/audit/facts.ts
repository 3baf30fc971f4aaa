/** What a row really computes: its irreps, paths, interactions, expressivity and counts, from the operation itself. */
import { type Algorithm, type Workload, workloadOf } from '../algorithm/algorithm.ts';
import { ALGORITHMS, algorithmsOf } from '../algorithm/catalogue.ts';
import { type Analysis, analyzeIrreps, analyzeSetting } from '../analysis/analyze.ts';
import { RequestError } from '../errors.ts';
import { type Irreps, parseIrreps } from '../irreps/irreps.ts';
import { type Group, pathsBetween } from '../irreps/path.ts';
import { groupOfParityMode, settingIrreps } from '../irreps/setting.ts';
import { OPERATIONS } from '../operation/catalogue.ts';
import type { OperationId, Parameters } from '../operation/operation.ts';
import type { Row } from './description.ts';

export interface RowFacts {
  readonly row: Row;
  readonly operation: OperationId;
  /** the algorithm named, if one is */
  readonly algorithm: Algorithm | undefined;
  readonly left: Irreps;
  readonly right: Irreps;
  readonly out: Irreps;
  readonly group: Group;
  readonly work: Workload;
  /** paths that the parities allow, and those that degrees alone would */
  readonly paths: number;
  readonly pathsByDegree: number;
  readonly interactions: number;
  /** dimension reached with the row's channels: bounds */
  readonly expressivity: { readonly lower: number; readonly upper: number };
  readonly saturatingChannels: { readonly lower: number; readonly upper: number };
  /** irreps on each side, each counted once */
  readonly irreps: readonly [number, number, number];
}

function sidesOf(row: Row): { left: Irreps; right: Irreps; out: Irreps; group: Group } {
  const where = `row ${JSON.stringify(row.label)}`;
  if (row.setting !== undefined) {
    if (row.lmax === undefined) throw new RequestError(`${where}: a setting needs lmax`);
    const stray = (['left', 'right', 'out'] as const).find((side) => row[side] !== undefined);
    if (stray !== undefined) throw new RequestError(`${where}: the setting fixes the irreps; leave out ${stray}`);
    return { ...settingIrreps(row.setting, row.lmax), group: groupOfParityMode(row.parity ?? 'so3') };
  }
  const { left, right, out } = row;
  if (left === undefined || right === undefined || out === undefined) {
    throw new RequestError(`${where}: expected setting and lmax, or all three of left, right and out`);
  }
  return {
    left: parseIrreps(left),
    right: parseIrreps(right),
    out: parseIrreps(out),
    group: row.parity === 'so3' ? 'so3' : 'o3',
  };
}

/** 2j of a row whose matrices are given by their side. */
const parametersOf = ({ matrixSide }: Row, operation: OperationId): Parameters =>
  matrixSide === undefined || operation !== 'mtp' ? {} : { twiceJ: matrixSide - 1 };

function operationOf({ label, operation, algorithm }: Row): {
  operation: OperationId;
  algorithm: Algorithm | undefined;
} {
  const named = ALGORITHMS.find(({ id }) => id === algorithm);
  const own = operation ?? named?.operation;
  if (own === undefined) throw new RequestError(`row ${JSON.stringify(label)}: expected an operation or an algorithm`);
  if (named !== undefined && named.operation !== own) {
    throw new RequestError(`row ${JSON.stringify(label)}: ${named.id} computes ${named.operation}, not ${own}`);
  }
  const [only, ...others] = algorithmsOf(own);
  return { operation: own, algorithm: named ?? (others.length === 0 ? only : undefined) };
}

/** @throws RequestError naming the row */
export function factsOf(row: Row): RowFacts {
  const { operation, algorithm } = operationOf(row);
  const { left, right, out, group } = sidesOf(row);
  const parameters = parametersOf(row, operation);
  const channels = { channels: [row.channels ?? 1] };
  const byDegree = pathsBetween(left, right, out, 'so3').length;
  let analysis: Analysis;
  try {
    analysis =
      row.setting === undefined || row.lmax === undefined
        ? analyzeIrreps({ operation, left, right, out, group, parameters, ...channels })
        : analyzeSetting({
            operation,
            setting: row.setting,
            lmax: row.lmax,
            parity: row.parity ?? 'so3',
            parameters,
            ...channels,
          });
  } catch (error) {
    throw error instanceof RequestError
      ? new RequestError(`row ${JSON.stringify(row.label)}: ${error.message}`)
      : error;
  }
  const resolved = OPERATIONS[operation].resolve(parameters, left, right, out, group);
  const work = workloadOf(left, right, out, group, resolved);
  const [reach] = analysis.expressivity;
  return {
    row,
    operation,
    algorithm,
    left,
    right,
    out,
    group,
    work,
    paths: analysis.paths,
    pathsByDegree: byDegree,
    interactions: analysis.interactions,
    expressivity: analysis.interactions === 0 || reach === undefined ? { lower: 0, upper: 0 } : reach,
    saturatingChannels: analysis.saturatingChannels,
    irreps: [work.left.length, work.right.length, work.out.length],
  };
}
