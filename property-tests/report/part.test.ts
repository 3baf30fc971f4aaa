/** Parts of a study: every question in exactly one, joined to the study whole, whatever the cut and order; gaps and strangers by name. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RequestError } from '../../src/errors.ts';
import { parseConfig, type ReportConfig } from '../../src/report/config.ts';
import { joinParts, type Part, partText, planOf, questionsIn, readPart } from '../../src/report/part.ts';
import { answerTo, questionsOf } from '../../src/report/question.ts';
import { runStudy, studyJson, studyOf } from '../../src/report/study.ts';
import type { Shard } from '../../src/verification/result.ts';
import { complaint } from '../verification/complaint.ts';
import { fuzzedText, mutated } from '../verification/fuzz.ts';

const SEED = 20261125;
const VERSION = '1.2.3';
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const configOf = (value: unknown): ReportConfig => parseConfig(JSON.stringify(value), 'study.json');
const config = configOf({
  lmax: 3,
  settings: ['mimo', 'siso'],
  models: [{ name: 'A layer', left: '2x0e+2x1o', right: '0e+1o', out: '2x0e+2x1o' }],
});
const plan = planOf(config, VERSION);
const answers = new Map(plan.questions.map(({ id, question }) => [id, answerTo(question)]));

function part(shard: Shard, from = plan): Part {
  const own = questionsIn(from, shard).map(({ id }) => id);
  return { plan: from, shard, answers: new Map([...answers].filter(([id]) => own.includes(id))) };
}
const shardsOf = (of: number): Part[] => Array.from({ length: of }, (_, k) => part({ index: k + 1, of }));

/** As files are: written and read again. */
const asFiles = (parts: readonly Part[]) =>
  parts.map((one, i) => [`${i}.json`, readPart(bytes(partText(one)), `${i}.json`)] as const);
const joined = (parts: readonly Part[]): string => {
  const { config: read, answers: all } = joinParts(asFiles(parts), VERSION);
  return studyJson(studyOf(read, all));
};
const refusal = (work: () => unknown): string => complaint(RequestError, work);

describe('parts of a study', () => {
  it('join to the study to the byte: any cut, any order, parts given twice', () => {
    const whole = studyJson(runStudy(config));
    const shape = fc.record({ of: fc.integer({ min: 1, max: 100 }), order: fc.infiniteStream(fc.nat()) });
    fc.assert(
      fc.property(shape, ({ of, order }) => {
        const parts = shardsOf(of);
        expect(parts.reduce((sum, one) => sum + one.answers.size, 0)).toBe(plan.questions.length);
        const shuffled = [...parts, ...parts.slice(0, 2)]
          .map((one) => ({ one, key: order.next().value ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ one }) => one);
        expect(joined(shuffled)).toBe(whole);
      }),
      { seed: SEED, numRuns: 20 },
    );
    expect(joined([...shardsOf(2).slice(0, 1), ...shardsOf(4)])).toBe(whole);
  });

  it('deal the large questions evenly: no shard gets one operation or one degree alone', () => {
    const large = planOf(configOf({ lmax: 8 }), VERSION);
    for (const of of [2, 3, 4, 6, 8]) {
      const loads = Array.from({ length: of }, (_, k) => {
        const own = questionsIn(large, { index: k + 1, of });
        expect(new Set(own.map(({ question }) => question.operation)).size).toBeGreaterThan(3);
        return own.length;
      });
      expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(1);
    }
  });

  it('are addressed by version, configuration and questions', () => {
    const ids = [
      plan,
      planOf(config, '1.2.4'),
      planOf({ ...config, title: 'x' }, VERSION),
      planOf(configOf({}), VERSION),
    ];
    expect(new Set(ids.map(({ id }) => id)).size).toBe(4);
    expect(new Set(plan.questions.map(({ id }) => id)).size).toBe(questionsOf(config).length);
  });

  it('what is missing is named', () => {
    expect(refusal(() => joined(shardsOf(3).slice(1)))).toBe('missing shard 1/3: give the files of all shards');
    expect(refusal(() => joined(shardsOf(12).slice(11)))).toMatch(/^missing shard 1\/12, .* and 3 more: give/);
    expect(refusal(() => joinParts([], VERSION))).toMatch(/got none/);
    const [first, second] = shardsOf(2);
    if (first === undefined || second === undefined) throw new Error('two shards are needed');
    const unfinished = { ...second, answers: new Map([...second.answers].slice(3)) };
    expect(refusal(() => joined([first, unfinished]))).toBe(
      '1.json lacks 3 answers of shard 2/2: run it again, it goes on where it stopped',
    );
    expect(joined([first, unfinished, second])).toBe(joined([first, second]));
  });

  it('strangers, contradictions and what was edited are refused', () => {
    const [first] = shardsOf(1);
    if (first === undefined) throw new Error('a part is needed');
    const text = partText(first);
    const other = planOf({ ...config, title: 'other' }, VERSION);
    expect(refusal(() => joined([first, part({ index: 1, of: 1 }, other)]))).toBe(
      '1.json: a part of another study than 0.json: another configuration',
    );
    expect(refusal(() => joinParts(asFiles([first]), '1.2.4'))).toBe(
      '0.json: made by version 1.2.3, and this is 1.2.4; make it anew',
    );
    const read = (edited: string): string => refusal(() => readPart(bytes(edited), 'p.json'));
    expect(read(text.replace('"lmax":3', '"lmax":2'))).toMatch(/address is not that of its questions/);
    expect(read(text.replace('"of":1', '"of":2'))).toMatch(/an answer to no question of shard 1\/2: [0-9a-f]{64}/);
    expect(read(text.replace('"kind":"study"', '"kind":"x"'))).toMatch(
      /expected what gauntlet report --output writes; kind/,
    );
    const [, line = '', next = ''] = text.split('\n');
    expect(read(text.replace(next, line))).toMatch(/a question is answered twice: [0-9a-f]{64}/);
    const swapped = text.replace(line.slice(0, 74), next.slice(0, 74));
    expect(swapped).not.toBe(text);
    expect(read(swapped)).toMatch(/no question|twice/);
    const edited = readPart(bytes(text.replace(/"interactions":\d+/, '"interactions":77')), '1.json');
    expect(refusal(() => joinParts([...asFiles([first]), ['1.json', edited]], VERSION))).toBe(
      '1.json: another answer to the same question than in 0.json',
    );
  });

  it('are read or refused in one line whatever they hold: 1,500 mutations and made-up files', () => {
    const small = configOf({ lmax: 1, operations: ['gtp', 'mtp'], settings: ['siso'] });
    const own = planOf(small, VERSION);
    const good = partText({
      plan: own,
      shard: { index: 1, of: 1 },
      answers: new Map(own.questions.map(({ id, question }) => [id, answerTo(question)])),
    });
    let [accepted, refused] = [0, 0];
    const judge = (text: string): void => {
      const message = refusal(() => joinParts([['p.json', readPart(bytes(text), 'p.json')]], VERSION));
      expect(message).not.toMatch(/\n|\[object/);
      expect(message.length).toBeLessThan(600);
      if (message === 'accepted') accepted++;
      else refused++;
    };
    fc.assert(fc.property(mutated([good]), judge), { seed: SEED, numRuns: 1000 });
    fc.assert(fc.property(fuzzedText, judge), { seed: SEED, numRuns: 500 });
    expect(accepted + refused).toBe(1500);
    expect(Math.min(accepted, refused)).toBeGreaterThan(10);
  });
});
