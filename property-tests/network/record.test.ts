/**
 * The committed record of trainings: strict, complete, and repeatable. All but its times follows from seed and plan, so the first seed is
 * trained again and must give the same numbers, on whatever machine.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runTetris, TETRIS_PLAN, TETRIS_SEEDS, TETRIS_SIZE } from '../../src/bench/tetris.ts';
import { printTetrisRecord, readTetrisRecord, type TetrisRecord } from '../../src/bench/tetris-record.ts';
import { RequestError } from '../../src/errors.ts';
import { root } from '../command.ts';

const name = 'src/bench/records/tetris.json';
const text = readFileSync(join(root, name), 'utf8');
const record = readTetrisRecord(text, name);

/** Everything but what a clock said and what machine it was. */
const untimed = ({ date: _date, machine: _machine, networks, runs, ...rest }: TetrisRecord) => ({
  ...rest,
  networks: networks.map(({ products: _products, ...network }) => network),
  runs: runs.map(({ milliseconds: _milliseconds, ...run }) => run),
});

describe('the record that comes with the package', () => {
  it('answers the default question: every operation from every seed', () => {
    expect([record.size, record.plan]).toEqual([TETRIS_SIZE, TETRIS_PLAN]);
    expect(record.date).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(printTetrisRecord(record)).toBe(text);
    const seeds = Array.from({ length: TETRIS_SEEDS }, (_, k) => k + 1);
    expect(record.runs.map(({ operation, seed }) => `${operation} ${seed}`)).toEqual(
      seeds.flatMap((seed) => record.networks.map(({ operation }) => `${operation} ${seed}`)),
    );
    expect(record.networks.map(({ operation }) => operation)).toEqual([
      'cgtp',
      'gtp',
      'mtp',
      'vstp',
      'curl',
      'gtp+curl',
    ]);
  });

  it('is repeated bit for bit: its first seed, trained again', async () => {
    const kept: TetrisRecord[] = [];
    const operations = record.networks.map(({ operation }) => operation);
    const question = { size: TETRIS_SIZE, plan: TETRIS_PLAN, operations, seeds: 1 };
    const again = await runTetris(
      question,
      () => {},
      (one) => kept.push(one),
    );
    const first = { ...record, runs: record.runs.filter(({ seed }) => seed === 1) };
    expect(untimed(again)).toEqual(untimed(first));
    expect(again.runs).toHaveLength(operations.length);
    // What was kept on the way: nothing yet, then the seed.
    expect(kept.map(({ runs }) => runs.length)).toEqual([0, 6]);
  });

  it('bears out what symmetry says: without a pseudo-scalar half of the pair, with one all of it', () => {
    const scalars = new Map(record.networks.map((network) => [network.operation, network.scalars]));
    const clouds = 2 * record.plan.testRotations;
    for (const { operation, right, told } of record.runs) {
      const isBlind = !(scalars.get(operation) ?? '').includes('0o');
      expect([operation, right.pair, told.all === null]).toEqual([operation, isBlind ? clouds / 2 : clouds, isBlind]);
    }
    expect(record.runs).toHaveLength(6 * TETRIS_SEEDS);
  });
});

describe('reading', () => {
  it.each([
    ['{', 'r.json: expected the JSON record'],
    ['[]', 'r.json: '],
    [text.replace('"suite": "tetris"', '"suite": "algorithms"'), 'r.json: suite: '],
    [text.replace('"confidence":0.9', '"confidence":1'), 'r.json: plan.confidence: '],
    [text.replace('"told":{', '"sold":{'), 'r.json: runs.0.told: missing'],
    [text.replace('"steps":', '"colour":1,"steps":'), 'r.json: plan.colour: unknown key'],
    [text.replace('"operation":"gtp"', '"operation":"xtp"'), 'r.json: networks.1.operation: '],
  ])('refuses what is no record (%#)', (broken, says) => {
    expect(broken).not.toBe(text);
    expect(() => readTetrisRecord(broken, 'r.json')).toThrow(RequestError);
    expect(() => readTetrisRecord(broken, 'r.json')).toThrow(says);
  });
});
