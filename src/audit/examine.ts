/** Holds each row of a description, and each comparison between rows, to what is computed from it. */
import { realCouplingEntries } from '../coupling/real-basis.ts';
import { surdToFloat64 } from '../exact/float.ts';
import { countedAs, matchCount, plainMatrixCount } from './count-search.ts';
import type { Description, Row } from './description.ts';
import { factsOf, type RowFacts } from './facts.ts';
import { type Finding, finding, type Judge } from './finding.ts';
import { fourierSamples, grids, matrices } from './sizes.ts';

/** What a row was found to compute. */
export interface AuditedRow {
  readonly label: string;
  readonly operation: string;
  readonly algorithm?: string;
  readonly paths: number;
  readonly pathsByDegree: number;
  readonly interactions: number;
  readonly expressivity: { readonly lower: number; readonly upper: number };
  readonly saturatingChannels: { readonly lower: number; readonly upper: number };
  /** multiply–adds of one channel by the algorithm named */
  readonly multiplyAdds?: string;
}

export interface Audit {
  readonly name: string;
  readonly rows: readonly AuditedRow[];
  readonly findings: readonly Finding[];
}

const emptiness: Judge = (facts) => {
  const { row, paths, pathsByDegree, interactions, operation } = facts;
  const { largestOutput } = row;
  if (interactions === 0 && largestOutput !== undefined && largestOutput > 0) {
    const what = `outputs up to ${largestOutput} where every path vanishes: something else was computed`;
    return [finding(facts, 'impossible-output', what, { largestOutput })];
  }
  if (paths === 0) {
    const why =
      pathsByDegree > 0 ? `parity forbids all ${pathsByDegree} that the degrees allow` : 'the degrees allow none';
    return [finding(facts, 'no-path', `no path is allowed (${why}): what was timed is empty work`, { pathsByDegree })];
  }
  if (interactions === 0) {
    return [
      finding(facts, 'no-interaction', `of ${paths} paths ${operation} has none: its output is identically zero`, {
        paths,
      }),
    ];
  }
  return largestOutput === 0
    ? [finding(facts, 'zero-output', `all outputs are zero, though ${interactions} paths interact`, { interactions })]
    : [];
};

/** Multiply–adds of the algorithm named, on the grid and with the matrices described. */
function describedCount({ algorithm, work, row }: RowFacts): bigint | undefined {
  if (algorithm === undefined || (row.samples !== undefined && algorithm.operation === 'gtp')) return undefined;
  const { rings, points } = row;
  const grid =
    algorithm.gridDegree === undefined || rings === undefined || points === undefined
      ? {}
      : { grid: { rings, points, undersized: true } };
  return algorithm.cost({ ...work, ...grid }).multiplyAdds;
}

const counts: Judge = (facts) => {
  const { row } = facts;
  const own = describedCount(facts);
  if (row.flops === undefined || own === undefined) return [];
  const flops = row.flops / ((row.batch ?? 1) * (row.channels ?? 1));
  const plain = row.matrixSide !== undefined && countedAs(flops, plainMatrixCount(facts, row.matrixSide)) !== undefined;
  if (countedAs(flops, Number(own)) !== undefined || plain) return [];
  const matches = matchCount(facts, flops).map(
    ({ algorithm, size, counts: kind }) => `${algorithm}, ${size} (${kind})`,
  );
  const whose = matches.length === 0 ? 'it is that of no algorithm here' : `it is that of ${matches.join('; or of ')}`;
  return [
    finding(
      facts,
      'count-mismatch',
      `${row.flops} operations said; ${facts.algorithm?.id} takes ${own} multiply–adds a product as described; ${whose}`,
      { said: row.flops, counted: `${own}`, matches },
    ),
  ];
};

/** What a divisor may have been meant as. */
function divisorNames({ paths, pathsByDegree, interactions, irreps: [n1, n2, n3] }: RowFacts): Map<number, string> {
  return new Map([
    [n1 + n2 + n3 - 2, 'n1 + n2 + n3 − 2, one channel of a connected operation'],
    [pathsByDegree, 'all paths of the degrees, parities ignored'],
    [paths, 'all paths that the parities allow'],
    [interactions, 'all interactions, which one channel does not express'],
    [1, 'one'],
  ]);
}

const normalisation: Judge = (facts) => {
  const { row, expressivity: reach } = facts;
  if (row.expressivity === undefined || (row.expressivity >= reach.lower && row.expressivity <= reach.upper)) return [];
  const name = divisorNames(facts).get(row.expressivity);
  const truth = reach.lower === reach.upper ? `${reach.lower}` : `between ${reach.lower} and ${reach.upper}`;
  return [
    finding(
      facts,
      'normalisation',
      `divided by ${row.expressivity}${name === undefined ? '' : ` (${name})`}; ${row.channels ?? 1} ${(row.channels ?? 1) === 1 ? 'channel' : 'channels'} of ${facts.operation} express ${truth}`,
      { divisor: row.expressivity, expressivity: reach.lower, upper: reach.upper },
    ),
  ];
};

const tolerances: Judge = (facts) => {
  const { row, work } = facts;
  const { tolerance } = row;
  if (tolerance === undefined || facts.interactions === 0) return [];
  let [entries, unseen, smallest] = [0, 0, Number.POSITIVE_INFINITY];
  for (const { left, right, out } of work.paths) {
    for (const { value } of realCouplingEntries(left.l, right.l, out.l)) {
      const size = Math.abs(surdToFloat64(value));
      entries++;
      if (size <= tolerance) unseen++;
      smallest = Math.min(smallest, size);
    }
  }
  if (unseen === 0) return [];
  return [
    finding(
      facts,
      'tolerance-loose',
      `a tolerance of ${tolerance} lets ${unseen} of ${entries} coefficients be dropped unseen; the smallest is ${smallest.toPrecision(3)}`,
      { tolerance, unseen, entries, smallest },
    ),
  ];
};

const JUDGES: readonly Judge[] = [emptiness, grids, fourierSamples, matrices, counts, normalisation, tolerances];

/** Seconds of one product and channel. */
const unitTime = ({ seconds = 0, batch = 1, channels = 1 }: Row): number => seconds / (batch * channels);

/** Rows of one algorithm, setting and parity in which time falls to less than a tenth while the counted work grows. */
function timeOrder(all: readonly RowFacts[]): Finding[] {
  const timed = all.filter(
    ({ row }) => row.seconds !== undefined && row.lmax !== undefined && row.setting !== undefined,
  );
  return timed.flatMap((facts) => {
    const { row } = facts;
    const before = timed.find(
      (other) =>
        other.algorithm?.id === facts.algorithm?.id &&
        other.operation === facts.operation &&
        other.row.setting === row.setting &&
        other.row.parity === row.parity &&
        other.row.lmax === (row.lmax ?? 0) - 1,
    );
    if (before === undefined || !(unitTime(row) < unitTime(before.row) / 10)) return [];
    const reason = facts.paths === 0 ? '; it has no allowed path' : '';
    return [
      {
        code: 'time-order' as const,
        message: `${(unitTime(before.row) / unitTime(row)).toPrecision(3)} times faster at L = ${row.lmax} than at L = ${before.row.lmax}: not the same work${reason}`,
        where: [before.row.label, row.label],
        evidence: { seconds: unitTime(row), before: unitTime(before.row) },
      },
    ];
  });
}

function comparisons(all: readonly RowFacts[], groups: Description['comparisons']): Finding[] {
  return groups.flatMap((labels): Finding[] => {
    const rows = labels.flatMap((label) => all.find(({ row }) => row.label === label) ?? []);
    const reaches = rows.map(({ expressivity }) => expressivity);
    const [least, most] = [
      Math.min(...reaches.map(({ upper }) => upper)),
      Math.max(...reaches.map(({ lower }) => lower)),
    ];
    if (least >= most) return [];
    const listed = rows.map(
      ({ row, expressivity: { lower }, saturatingChannels: { lower: channels } }) =>
        `${row.label}: ${lower}${channels > (row.channels ?? 1) ? `, saturates at ${channels} channels` : ''}`,
    );
    return [
      {
        code: 'unequal-freedom',
        message: `compared, and of different expressivity (${listed.join('; ')}): a time or a count of the one buys not what that of the other buys`,
        where: labels,
        evidence: { least, most },
      },
    ];
  });
}

/** Audits a description. @throws RequestError naming the row that cannot be read */
export function audit(description: Description, progress: (done: number, of: number) => void = () => {}): Audit {
  const all = description.rows.map((row, index) => {
    progress(index, description.rows.length);
    return factsOf(row);
  });
  return {
    name: description.name,
    rows: all.map((facts) => {
      const count = describedCount(facts);
      return {
        label: facts.row.label,
        operation: facts.operation,
        ...(facts.algorithm === undefined ? {} : { algorithm: facts.algorithm.id }),
        paths: facts.paths,
        pathsByDegree: facts.pathsByDegree,
        interactions: facts.interactions,
        expressivity: { lower: facts.expressivity.lower, upper: facts.expressivity.upper },
        saturatingChannels: { lower: facts.saturatingChannels.lower, upper: facts.saturatingChannels.upper },
        ...(count === undefined ? {} : { multiplyAdds: `${count}` }),
      };
    }),
    findings: [
      ...all.flatMap((facts) => JUDGES.flatMap((judge) => judge(facts))),
      ...timeOrder(all),
      ...comparisons(all, description.comparisons),
    ],
  };
}
