/**
 * Times whole tables, in user CPU time of the process, compilation on the way included: what a cold command pays. The sum of the
 * signs of all symbols shows that all were computed, and rightly: a float library that takes an accidental zero for ±10^−17 has another.
 */
import { STANDARD } from '../coupling/convention.ts';
import { couplingTable, type TableKind } from '../coupling/table.ts';
import { exactThreejTable, float64ThreejTable, type TableCount } from '../coupling/threej-table.ts';
import { rational } from '../exact/rational.ts';
import { scaledRoot } from '../exact/surd.ts';
import type { WholeForm } from './config.ts';

export interface TableTime extends TableCount {
  readonly suite: 'tables';
  readonly lmax: number;
  readonly kind: WholeForm;
  readonly nsPerSymbol: number;
}

/** Every symbol in lowest terms, one after the other; kept by nobody. */
function reducedTable(lmax: number): TableCount {
  const table = exactThreejTable(lmax);
  let [symbols, signSum] = [0, 0];
  for (let l1 = 0; l1 <= lmax; l1++) {
    for (let l2 = 0; l2 <= lmax; l2++) {
      for (let l3 = Math.abs(l1 - l2); l3 <= Math.min(lmax, l1 + l2); l3++) {
        for (let m1 = -l1; m1 <= l1; m1++) {
          for (let m2 = Math.max(-l2, -l3 - m1); m2 <= Math.min(l2, l3 - m1); m2++) {
            const { sign, integer, num, den } = table.symbol(l1, l2, l3, m1, m2, -m1 - m2);
            const reduced = scaledRoot(rational(BigInt(sign) * integer), rational(num, den));
            symbols++;
            signSum += reduced.sign;
          }
        }
      }
    }
  }
  return { symbols, signSum };
}

/** Every tensor of a kind in float64, dense; the entries other than 0 are counted. */
function denseTable(kind: TableKind, lmax: number): TableCount {
  let [symbols, signSum] = [0, 0];
  for (const { data } of couplingTable({ kind, lmax, convention: STANDARD, dtype: 'float64' })) {
    for (let at = 0; at < data.length; at++) {
      const entry = data[at] ?? 0;
      if (entry === 0) continue;
      symbols++;
      signSum += entry > 0 ? 1 : -1;
    }
  }
  return { symbols, signSum };
}

const MAKERS: Readonly<Record<WholeForm, (lmax: number) => TableCount>> = {
  exact: exactThreejTable,
  float64: float64ThreejTable,
  reduced: reducedTable,
  'real-cg': (lmax) => denseTable('real-cg', lmax),
  'real-gaunt': (lmax) => denseTable('real-gaunt', lmax),
};

/** Makes one table and says how long it took. */
export function timeTable(lmax: number, kind: WholeForm): TableTime {
  const before = process.cpuUsage();
  const { symbols, signSum } = MAKERS[kind](lmax);
  const { user } = process.cpuUsage(before);
  return {
    suite: 'tables',
    lmax,
    symbols,
    signSum,
    nsPerSymbol: Number(((1000 * user) / symbols).toPrecision(4)),
    kind,
  };
}
