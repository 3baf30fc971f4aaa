/** Correct implementations pass, with a thousand seeds: tables and algorithms, in every preset, dtype, normalisation and layout. */
import { describe, expect, it } from 'vitest';
import { judge } from '../../src/verification/judge.ts';
import { type Correct, correctOnes, larger } from './correct.ts';

const SEEDS = 1000;

async function alarms(all: readonly Correct[]): Promise<string[]> {
  const raised: string[] = [];
  for (const [seed, one] of all.entries()) {
    const verdict = await judge(one.claim, one.make(), { seed });
    const messages = verdict.diagnosis.map(({ code, message }) => `${code}: ${message}`);
    if (verdict.verdict !== 'pass') raised.push(`${one.name}, seed ${seed}: ${messages.join('; ')}`);
  }
  return raised;
}

describe('correct implementations', () => {
  it(`pass: ${SEEDS} seeds, at least one for each of all kinds`, { timeout: 300_000 }, async () => {
    const all = correctOnes(SEEDS);
    expect(all).toHaveLength(SEEDS);
    expect(new Set(all.map(({ name }) => name)).size).toBeGreaterThan(400);
    expect(await alarms(all)).toEqual([]);
  });

  it('pass where sums are long: every operation, degrees to 3, 2 and 5', { timeout: 300_000 }, async () => {
    const sums = larger();
    expect(sums).toHaveLength(8 * 2);
    expect(await alarms(sums)).toEqual([]);
  });
});
