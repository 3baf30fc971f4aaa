/** Shards of a campaign: every manifest in exactly one, joined again whole, whatever the order; gaps and contradictions by name. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RequestError } from '../../src/errors.ts';
import { mergeParts, readPart } from '../../src/verification/merge.ts';
import {
  type CampaignDocument,
  campaignId,
  type Entry,
  entryOf,
  exitCode,
  inShard,
  overall,
  type Result,
  type Shard,
} from '../../src/verification/result.ts';
import { parseShard, type Variables } from '../../src/verification/shard.ts';
import { complaint } from './complaint.ts';
import { fuzzedText, mutated } from './fuzz.ts';
import { broken, failing, passing } from './verdicts.ts';

const SEED = 20260804;
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A campaign of n manifests, of which every third fails and every fifth could not be judged. */
function campaignOf(n: number): { entries: Entry[]; results: Result[] } {
  const entries = Array.from({ length: n }, (_, i) => entryOf(`${i}.json`, bytes(`{"${i}":0}`), 1));
  const results = entries.map((entry, i): Result => {
    const named = { ...entry, name: `n${i}` };
    if (i % 5 === 4) return { ...named, error: { exit: 3, message: 'dead' } };
    return { ...named, verdict: i % 3 === 2 ? failing() : passing };
  });
  return { entries, results };
}

function part({ entries, results }: ReturnType<typeof campaignOf>, shard: Shard | null): CampaignDocument {
  const mine = results.filter((_, i) => shard === null || inShard(i, shard));
  return {
    verdict: overall(mine),
    campaign: { name: 'c', id: campaignId(entries), seed: 1, entries },
    shard,
    results: mine,
  };
}

const shardsOf = (campaign: ReturnType<typeof campaignOf>, of: number): CampaignDocument[] =>
  Array.from({ length: of }, (_, k) => part(campaign, { index: k + 1, of }));

/** As files are: printed and read again. */
const asFiles = (parts: readonly CampaignDocument[]) =>
  parts.map((document, i) => [`${i}.json`, readPart(bytes(JSON.stringify(document)), `${i}.json`)] as const);

const refusal = (work: () => unknown): string => complaint(RequestError, work);

describe('merge', () => {
  it('joins any cut of any campaign, in any order, with parts given twice, to the whole', () => {
    const shape = fc.record({
      n: fc.integer({ min: 1, max: 30 }),
      of: fc.integer({ min: 1, max: 12 }),
      order: fc.infiniteStream(fc.nat()),
    });
    fc.assert(
      fc.property(shape, ({ n, of, order }) => {
        const campaign = campaignOf(n);
        const parts = shardsOf(campaign, of);
        expect(parts.reduce((sum, { results }) => sum + results.length, 0)).toBe(n);
        const shuffled = [...parts, ...parts.slice(0, 2)]
          .map((document) => ({ document, key: order.next().value ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ document }) => document);
        expect(mergeParts(asFiles(shuffled))).toEqual({ ...part(campaign, null), campaign: parts[0]?.campaign });
      }),
      { seed: SEED, numRuns: 200 },
    );
  });

  it('joins differently cut parts, and a whole with its parts', () => {
    const campaign = campaignOf(10);
    const mixed = [...shardsOf(campaign, 2).slice(0, 1), ...shardsOf(campaign, 4)];
    expect(mergeParts(asFiles(mixed)).results).toEqual(campaign.results);
    expect(exitCode(mergeParts(asFiles([part(campaign, null)])).results)).toBe(1);
  });

  it('names what is missing', () => {
    const campaign = campaignOf(30);
    const without = (missing: readonly number[]): string =>
      refusal(() => mergeParts(asFiles(shardsOf(campaign, 12).filter((_, k) => !missing.includes(k + 1)))));
    expect(without([2])).toBe('missing shard 2/12: give the JSON files of all shards');
    expect(without([3, 12])).toBe('missing shard 3/12, shard 12/12: give the JSON files of all shards');
    expect(without([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])).toMatch(/shard 8\/12 and 2 more/);
    const mixed = [...shardsOf(campaign, 2).slice(0, 1), ...shardsOf(campaign, 30).slice(0, 28)];
    expect(refusal(() => mergeParts(asFiles(mixed)))).toBe(
      'missing the results of 29.json: give the JSON files of all shards',
    );
    expect(refusal(() => mergeParts([]))).toMatch(/got none/);
  });

  it('refuses contradictions, strangers and other campaigns', () => {
    const campaign = campaignOf(2);
    const whole = part(campaign, null);
    const [first, second] = campaign.results;
    if (first === undefined || second === undefined) throw new Error('two results are needed');
    const contradicting = { ...whole, results: [{ ...first, verdict: broken, error: undefined }] };
    expect(refusal(() => mergeParts(asFiles([whole, contradicting])))).toBe(
      '1.json: 0.json has another result than in 0.json',
    );
    const stranger = { ...whole, results: [{ ...first, id: 'f'.repeat(64) }] };
    expect(refusal(() => mergeParts(asFiles([stranger])))).toMatch(/0\.json is not in the campaign's list/);
    expect(refusal(() => mergeParts(asFiles([whole, part(campaignOf(3), null)])))).toMatch(
      /1\.json: a part of another campaign than 0\.json/,
    );
    const edited = { ...whole, campaign: { ...whole.campaign, entries: whole.campaign.entries.slice(1) } };
    expect(refusal(() => asFiles([edited]))).toMatch(/address is not that of its manifests/);
  });

  it('an address depends on the path, the content and the seed', () => {
    const ids = [
      entryOf('a', bytes('b'), 1),
      entryOf('a', bytes('c'), 1),
      entryOf('ab', bytes(''), 1),
      entryOf('a', bytes('b'), 2),
    ];
    expect(new Set(ids.map(({ id }) => id)).size).toBe(4);
    expect(campaignId(ids)).not.toBe(campaignId(ids.toReversed()));
  });

  it('reads or refuses in one line whatever a part may hold: 6,000 mutations and made-up files', () => {
    const good = JSON.stringify(part(campaignOf(5), { index: 1, of: 2 }));
    let [accepted, refused] = [0, 0];
    const judge = (text: string): void => {
      const message = refusal(() => mergeParts([['p.json', readPart(bytes(text), 'p.json')]]));
      expect(message).not.toMatch(/\n|\[object/);
      expect(message.length).toBeLessThan(600);
      if (message.startsWith('missing') || message === 'accepted') accepted++;
      else refused++;
    };
    fc.assert(fc.property(mutated([good]), judge), { seed: SEED, numRuns: 4000 });
    fc.assert(fc.property(fuzzedText, judge), { seed: SEED, numRuns: 2000 });
    expect(accepted + refused).toBe(6000);
    expect(Math.min(accepted, refused)).toBeGreaterThan(50);
  });
});

describe('--shard', () => {
  it('K/N counts from 1', () => {
    expect(parseShard('1/1', {})).toEqual({ index: 1, of: 1 });
    expect(parseShard('7/12', {})).toEqual({ index: 7, of: 12 });
  });

  it.each([
    '',
    '0/3',
    '4/3',
    '1/0',
    '1',
    '1/',
    '/3',
    '-1/3',
    '1/3/5',
    '1.5/3',
    '1e3/9',
    '1/999999',
    'Auto',
    '1/9999999999999',
  ])('%j is refused', (text) => {
    expect(refusal(() => parseShard(text, {}))).toMatch(
      /--shard: expected K\/N with 1 ≤ K ≤ N ≤ 100000, or auto, got "/,
    );
  });

  it.each<[string, Variables, Shard]>([
    ['GitHub', { STRATEGY_JOB_INDEX: '0', STRATEGY_JOB_TOTAL: '4' }, { index: 1, of: 4 }],
    ['GitLab', { CI_NODE_INDEX: '4', CI_NODE_TOTAL: '4' }, { index: 4, of: 4 }],
    [
      'Slurm 0-7',
      { SLURM_ARRAY_TASK_ID: '3', SLURM_ARRAY_TASK_COUNT: '8', SLURM_ARRAY_TASK_MIN: '0' },
      { index: 4, of: 8 },
    ],
    [
      'Slurm 1-8',
      { SLURM_ARRAY_TASK_ID: '8', SLURM_ARRAY_TASK_COUNT: '8', SLURM_ARRAY_TASK_MIN: '1' },
      { index: 8, of: 8 },
    ],
    [
      'Slurm 10-30:10',
      {
        SLURM_ARRAY_TASK_ID: '20',
        SLURM_ARRAY_TASK_COUNT: '3',
        SLURM_ARRAY_TASK_MIN: '10',
        SLURM_ARRAY_TASK_STEP: '10',
      },
      { index: 2, of: 3 },
    ],
    ['Kubernetes', { JOB_COMPLETION_INDEX: '2', JOB_COMPLETIONS: '3' }, { index: 3, of: 3 }],
    ['CircleCI', { CIRCLE_NODE_INDEX: '1', CIRCLE_NODE_TOTAL: '2' }, { index: 2, of: 2 }],
    ['Buildkite', { BUILDKITE_PARALLEL_JOB: '0', BUILDKITE_PARALLEL_JOB_COUNT: '2' }, { index: 1, of: 2 }],
    ['AWS Batch', { AWS_BATCH_JOB_ARRAY_INDEX: '5', AWS_BATCH_JOB_ARRAY_SIZE: '6' }, { index: 6, of: 6 }],
  ])('auto on %s', (_, variables, expected) => {
    expect(parseShard('auto', variables)).toEqual(expected);
  });

  it.each<[string, Variables, RegExp]>([
    ['nowhere', {}, /expected one of these pairs of variables/],
    [
      'without a total',
      { JOB_COMPLETION_INDEX: '0' },
      /JOB_COMPLETION_INDEX is set \(Kubernetes indexed Job\) and JOB_COMPLETIONS is not/,
    ],
    [
      'at two places',
      { CI_NODE_INDEX: '1', CI_NODE_TOTAL: '2', CIRCLE_NODE_INDEX: '0', CIRCLE_NODE_TOTAL: '2' },
      /both GitLab.* and CircleCI/,
    ],
    ['out of range', { CI_NODE_INDEX: '3', CI_NODE_TOTAL: '2' }, /CI_NODE_INDEX="3" CI_NODE_TOTAL="2"/],
    ['of nonsense', { CI_NODE_INDEX: 'one', CI_NODE_TOTAL: 'two' }, /"one"/],
    [
      'between the steps of an array',
      {
        SLURM_ARRAY_TASK_ID: '15',
        SLURM_ARRAY_TASK_COUNT: '3',
        SLURM_ARRAY_TASK_MIN: '10',
        SLURM_ARRAY_TASK_STEP: '10',
      },
      /Slurm array/,
    ],
  ])('auto %s is refused', (_, variables, says) => {
    expect(refusal(() => parseShard('auto', variables))).toMatch(says);
  });
});
