/**
 * Times symbols that are asked for one by one and come as surds in lowest terms: the same list again and again, compiled by then. Median and
 * quartiles of the rounds; the sum of signs shows that all were computed, and rightly.
 *
 *   3j   random (j1 j2 j3; m1 m2 m3) of j ≤ lmax, integers and half-integers, by a seed
 *   6j   {ℓ1 ℓ2 ℓ3; j j j} for all ℓ1 ≤ ℓ2 ≤ ℓ3 ≤ 2j ≤ lmax: what the matrix product asks for
 *   9j   {ℓ1 ℓ2 ℓ3; 1 1 1; j1 j2 j3} for all paths of degrees j ≤ lmax and |ℓ−j| ≤ 1: what the vector product asks for
 */
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { wigner3jOfTwice } from '../coupling/wigner-3j.ts';
import { wigner6jOfTwice } from '../coupling/wigner-6j.ts';
import { wigner9jOfTwice } from '../coupling/wigner-9j.ts';
import type { Surd } from '../exact/surd.ts';
import type { SingleForm } from './config.ts';
import { spreadOf } from './spread.ts';

export interface SymbolTime {
  readonly suite: 'tables';
  readonly lmax: number;
  readonly kind: SingleForm;
  readonly symbols: number;
  readonly signSum: number;
  /** median of the rounds, and quartiles, in nanoseconds of the clock */
  readonly nsPerSymbol: number;
  readonly q1: number;
  readonly q3: number;
  readonly rounds: number;
}

const SEED = 1;
const RANDOM_SYMBOLS = 50_000;
const ROUNDS = 11;

/** Doubled arguments, one symbol after the other, in a list that no memory has to be searched for. */
interface Questions {
  readonly size: number;
  readonly args: Int16Array;
  answer(args: Int16Array, from: number): Surd;
}

function randomThreej(most: number): Questions {
  const generator = xoroshiro128plus(SEED);
  const pick = (low: number, high: number): number => low + 2 * uniformInt(generator, 0, (high - low) >> 1);
  const args: number[] = [];
  for (let k = 0; k < RANDOM_SYMBOLS; k++) {
    const [t1, t2] = [uniformInt(generator, 0, 2 * most), uniformInt(generator, 0, 2 * most)];
    const t3 = pick(Math.abs(t1 - t2), Math.min(2 * most, t1 + t2));
    const n1 = pick(-t1, t1);
    // Of the parity of 2j2 and with |m3| ≤ j3.
    const n2 = pick(Math.max(-t2, -t3 - n1), Math.min(t2, t3 - n1));
    args.push(t1, t2, t3, n1, n2, -n1 - n2);
  }
  return {
    size: 6,
    args: Int16Array.from(args),
    answer: (a, i) =>
      wigner3jOfTwice(a[i] ?? 0, a[i + 1] ?? 0, a[i + 2] ?? 0, a[i + 3] ?? 0, a[i + 4] ?? 0, a[i + 5] ?? 0),
  };
}

function matrixSixj(most: number): Questions {
  const args: number[] = [];
  for (let t = 0; t <= most; t++) {
    for (let l1 = 0; l1 <= t; l1++) {
      for (let l2 = l1; l2 <= t; l2++) {
        for (let l3 = l2; l3 <= Math.min(t, l1 + l2); l3++) args.push(2 * l1, 2 * l2, 2 * l3, t);
      }
    }
  }
  return {
    size: 4,
    args: Int16Array.from(args),
    answer: (a, i) => {
      const t = a[i + 3] ?? 0;
      return wigner6jOfTwice([a[i] ?? 0, a[i + 1] ?? 0, a[i + 2] ?? 0, t, t, t]);
    },
  };
}

function vectorNinej(most: number): Questions {
  const around = (j: number): number[] => (j === 0 ? [1] : [j - 1, j, j + 1]);
  const args: number[] = [];
  for (let j1 = 0; j1 <= most; j1++) {
    for (let j2 = 0; j2 <= most; j2++) {
      for (let j3 = Math.abs(j1 - j2); j3 <= Math.min(most, j1 + j2); j3++) {
        for (const l1 of around(j1)) {
          for (const l2 of around(j2)) {
            for (const l3 of around(j3)) args.push(2 * l1, 2 * l2, 2 * l3, 2 * j1, 2 * j2, 2 * j3);
          }
        }
      }
    }
  }
  return {
    size: 6,
    args: Int16Array.from(args),
    answer: (a, i) => {
      const [l1, l2, l3] = [a[i] ?? 0, a[i + 1] ?? 0, a[i + 2] ?? 0];
      return wigner9jOfTwice([l1, l2, l3, 2, 2, 2, a[i + 3] ?? 0, a[i + 4] ?? 0, a[i + 5] ?? 0]);
    },
  };
}

const MAKERS: Readonly<Record<SingleForm, (lmax: number) => Questions>> = {
  '3j': randomThreej,
  '6j': matrixSixj,
  '9j': vectorNinej,
};

/** Asks all symbols of a kind, round by round. */
export function timeSymbols(lmax: number, kind: SingleForm): SymbolTime {
  const { size, args, answer } = MAKERS[kind](lmax);
  const symbols = args.length / size;
  const samples: number[] = [];
  let signSum = 0;
  for (let round = 0; round <= ROUNDS; round++) {
    signSum = 0;
    const start = performance.now();
    for (let from = 0; from < args.length; from += size) signSum += answer(args, from).sign;
    // The first round is the warm-up.
    if (round > 0) samples.push(((performance.now() - start) * 1e6) / symbols);
  }
  const { median, q1, q3 } = spreadOf(samples);
  const rounded = (value: number): number => Number(value.toPrecision(4));
  return {
    suite: 'tables',
    lmax,
    kind,
    symbols,
    signSum,
    nsPerSymbol: rounded(median),
    q1: rounded(q1),
    q3: rounded(q3),
    rounds: ROUNDS,
  };
}
