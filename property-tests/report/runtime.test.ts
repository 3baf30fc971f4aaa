/** The chapter on time: verdicts follow from the numbers by their rule, and every number of a table is one of the record. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DEFAULT_BENCH } from '../../src/bench/config.ts';
import { type BenchRecord, type BenchResult, readRecord } from '../../src/bench/record.ts';
import { runtimeClaims } from '../../src/report/chapters/claims.ts';
import { focusOf } from '../../src/report/chapters/focus.ts';
import { runtimeChapter } from '../../src/report/chapters/runtime.ts';
import { parseConfig } from '../../src/report/config.ts';
import { everyBlock, type Table } from '../../src/report/document.ts';
import { reportOf } from '../../src/report/index.ts';
import { runStudy } from '../../src/report/study.ts';
import { durationText, timeOf } from '../../src/report/timing.ts';
import { root } from '../command.ts';

const study = runStudy(parseConfig(JSON.stringify({ lmax: 3, settings: ['mimo'], parities: ['so3'] }), 'study.json'));
const focus = focusOf(study);

const machine = { processor: 'a *processor*', cores: 2, memoryGiB: 8, platform: 'linux x64', node: '20.0.0', v8: '11' };

/** A record in which an algorithm takes median(…) nanoseconds, give or take one in a hundred. */
function recordOf(median: (algorithm: string, setting: string, lmax: number) => number | undefined): BenchRecord {
  const config = { ...DEFAULT_BENCH, lmax: [1, 2, 3], batches: [8], dtypes: ['float32'] as const };
  const results = config.settings.flatMap((setting) =>
    config.lmax.flatMap((lmax) =>
      config.passes.flatMap((pass) =>
        config.algorithms.flatMap((algorithm): BenchResult[] => {
          const time = median(algorithm, setting, lmax);
          if (time === undefined) return [];
          const spread = { median: time, q1: 0.99 * time, q3: 1.01 * time };
          const cell = { algorithm, setting, lmax, batch: 8, dtype: 'float32', pass } as const;
          return [{ ...cell, runs: 5, ...spread, unit: 'ns/product', multiplications: 100 * lmax }];
        }),
      ),
    ),
  );
  return { suite: 'algorithms', machine, seed: 1, config, done: [], results, skipped: [] };
}

const usual: Readonly<Record<string, number>> = {
  'cgtp-sparse': 10,
  'gtp-grid': 20,
  'gtp-fourier-direct': 40,
  'gtp-fourier-fft': 80,
  'mtp-sparse': 15,
  grid: 10,
  'fourier-direct': 30,
  'fourier-fft': 40,
};
const isBlock = (setting: string): boolean => setting.startsWith('block');
const isRoad = (algorithm: string): boolean => ['grid', 'fourier-direct', 'fourier-fft'].includes(algorithm);
const where = (algorithm: string, setting: string): boolean =>
  isRoad(algorithm) === isBlock(setting) && setting !== 'full';

const verdictOf = (record: BenchRecord, words: RegExp): string | undefined =>
  runtimeClaims(study, record, focus).find(({ claim }) => words.test(claim))?.verdict;

describe('verdicts', () => {
  it('grid against Fourier: confirmed where it always wins, refuted where never, qualified between', () => {
    const words = /faster than by Fourier/;
    expect(
      verdictOf(
        recordOf((a, s) => (where(a, s) ? usual[a] : undefined)),
        words,
      ),
    ).toBe('confirmed');
    const slow = recordOf((a, s) => (where(a, s) ? (a === 'gtp-grid' ? 90 : usual[a]) : undefined));
    expect(verdictOf(slow, words)).toBe('refuted');
    const mixed = recordOf((a, s, l) => (where(a, s) ? (a === 'gtp-grid' && l === 1 ? 90 : usual[a]) : undefined));
    expect(verdictOf(mixed, words)).toBe('qualified');
    const touching = recordOf((a, s) => (where(a, s) ? (a === 'gtp-grid' ? 39.5 : usual[a]) : undefined));
    expect(verdictOf(touching, words)).toBe('refuted'); // the spreads overlap: no difference was seen
  });

  it('CGTP at small L, and the block', () => {
    const record = recordOf((a, s) => (where(a, s) ? usual[a] : undefined));
    expect(verdictOf(record, /CGTP wins/)).toBe('confirmed');
    expect(verdictOf(record, /product block/)).toBe('confirmed');
    const reversed = recordOf((a, s) => (where(a, s) ? 1000 / (usual[a] ?? 1) : undefined));
    expect(verdictOf(reversed, /CGTP wins/)).toBe('refuted');
    expect(verdictOf(reversed, /product block/)).toBe('refuted');
  });

  it('equal freedom: confirmed if the fast one loses at saturation', () => {
    const cheap = (gtp: number) =>
      recordOf((a, s, l) => (where(a, s) ? (a === 'gtp-grid' && l > 1 ? gtp : usual[a]) : undefined));
    expect(verdictOf(cheap(8), /Rankings reverse/)).toBe('confirmed');
    expect(verdictOf(cheap(0.01), /Rankings reverse/)).toBe('refuted');
    expect(verdictOf(cheap(20), /Rankings reverse/)).toBeUndefined(); // never faster with one channel: nothing to reverse
  });

  it('asymptotic orders: by the exponents of the times', () => {
    const orders: Readonly<Record<string, number>> = {
      'cgtp-dense': 6,
      'cgtp-sparse': 5,
      'gtp-fourier-direct': 4,
      'gtp-grid': 3,
      'cgtp-so2': 3,
    };
    const growing = (shift: number) =>
      recordOf((a, s, l) => (s === 'mimo' && a in orders ? l ** ((orders[a] ?? 0) + shift) : undefined));
    expect(verdictOf(growing(0), /Asymptotic orders/)).toBe('confirmed');
    expect(verdictOf(growing(-0.5), /Asymptotic orders/)).toBe('qualified');
    expect(verdictOf(growing(-1.5), /Asymptotic orders/)).toBe('refuted');
  });

  it('says nothing about what was not timed', () => {
    expect(
      runtimeClaims(
        study,
        recordOf(() => undefined),
        focus,
      ),
    ).toEqual([]);
    expect(
      runtimeChapter(
        study,
        recordOf(() => undefined),
      ),
    ).toEqual([]);
  });
});

describe('the chapter', () => {
  const record = recordOf((a, s, l) => (where(a, s) ? (usual[a] ?? 0) * l ** 3 || undefined : undefined));
  const blocks = everyBlock(runtimeChapter(study, record));
  const tables = blocks.filter((block): block is Table => block.kind === 'table');

  it('shows the medians of the record', () => {
    const times = tables.find(({ caption }) => caption.startsWith('Median time of one product'));
    const row = times?.rows.find(([name]) => name === '`gtp-grid`');
    expect(row?.slice(1, 4)).toEqual(['20 ns', '160 ns', '540 ns']);
    const crossings = tables.find(({ id }) => id === 'cross-overs');
    expect(crossings?.rows.find(([name]) => name === '`gtp-grid` over `cgtp-sparse`')?.slice(1)).toEqual([
      'not up to 3',
      'not up to 3',
      'not up to 3',
    ]);
    expect(crossings?.rows.find(([name]) => name === '`gtp-grid` over `gtp-fourier-direct`')?.slice(1)).toEqual([
      'always',
      'always',
      'always',
    ]);
  });

  it('shows what comes from data as data', () => {
    const text = blocks.map((block) => ('text' in block ? block.text : '')).join(' ');
    expect(text).toContain('a \\*processor\\*');
    expect(reportOf(study, record).blocks.length).toBeGreaterThan(reportOf(study).blocks.length);
  });
});

describe('the record that comes with the package', () => {
  const name = 'src/bench/records/algorithms.json';
  const record = readRecord(readFileSync(join(root, name), 'utf8'), name);

  it('answers the default questions: every cell is timed or says why not', () => {
    expect(record.config).toEqual(DEFAULT_BENCH);
    expect(record.seed).toBe(DEFAULT_BENCH.seed);
    const { settings, lmax, passes, algorithms } = record.config;
    let cells = 0;
    for (const setting of settings.filter((one) => ['siso', 'simo', 'mimo'].includes(one)))
      for (const l of lmax)
        for (const pass of passes)
          for (const algorithm of algorithms.filter((one) => !isRoad(one))) {
            const timed = timeOf(record, { algorithm, setting, lmax: l, pass });
            const skipped = record.skipped.some(
              (one) => one.algorithm === algorithm && one.setting === setting && one.lmax === l && one.pass === pass,
            );
            expect([algorithm, setting, l, pass, timed !== undefined]).toEqual([algorithm, setting, l, pass, !skipped]);
            cells++;
          }
    expect(cells).toBe(3 * 10 * 2 * 11);
  });
});

describe('durationText', () => {
  it('has three digits and a unit that suits', () => {
    expect([0.5, 14.23, 999, 3944, 1_250_000].map(durationText)).toEqual([
      '0.5 ns',
      '14.2 ns',
      '999 ns',
      '3.94 µs',
      '1.25 ms',
    ]);
  });
});
