/** Every fault is rejected, and almost every one by its name and place. The table by code is printed. */
import { describe, expect, it } from 'vitest';
import { judge } from '../../src/verification/judge.ts';
import { screen } from '../../src/verification/screen.ts';
import { DIAGNOSIS_CODES, type Fact, type Facts, type Verdict } from '../../src/verification/verdict.ts';
import { type Mutant, mutants } from './mutants.ts';

const all = mutants();

/** Numbers within what a diagnosis prints of them. */
function agrees(got: Fact | undefined, wanted: Fact): boolean {
  if (typeof got === 'number' && typeof wanted === 'number') return Math.abs(got - wanted) <= 1e-6 * Math.abs(wanted);
  return JSON.stringify(got) === JSON.stringify(wanted);
}

const holds = (where: Facts, wanted: Facts): boolean =>
  Object.entries(wanted).every(([name, fact]) => agrees(where[name], fact));

const isNamed = ({ code, where }: Mutant, { diagnosis }: Verdict): boolean =>
  diagnosis.some((found) => found.code === code && holds(found.where, where));

interface Judged {
  readonly mutant: Mutant;
  readonly verdict: Verdict;
}

describe('faulty implementations', async () => {
  const judged: Judged[] = [];
  for (const mutant of all) {
    judged.push({ mutant, verdict: await judge(mutant.claim, mutant.make(), { seed: 1 }) });
  }

  it('are at least 150, of every code that a judge alone can give, and of different names', () => {
    expect(all.length).toBeGreaterThanOrEqual(150);
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
    const codes = new Set(all.map(({ code }) => code));
    expect([...codes].sort()).toEqual(DIAGNOSIS_CODES.filter((code) => code !== 'protocol').sort());
  });

  it('are all rejected, for a reason', () => {
    const accepted = judged.filter(({ verdict }) => verdict.verdict !== 'fail' || verdict.diagnosis.length === 0);
    expect(accepted.map(({ mutant }) => mutant.name)).toEqual([]);
  });

  it('are named by code and place, at least 95 in 100', () => {
    const rows = [...new Set(all.map(({ code }) => code))].map((code) => {
      const ofCode = judged.filter(({ mutant }) => mutant.code === code);
      const named = ofCode.filter(({ mutant, verdict }) => isNamed(mutant, verdict));
      return { code, mutants: ofCode.length, named: named.length };
    });
    const table = rows.map(({ code, mutants: count, named }) => `${code.padEnd(18)} ${count} rejected, ${named} named`);
    console.info(table.join('\n'));
    const misnamed = judged
      .filter(({ mutant, verdict }) => !isNamed(mutant, verdict))
      .map(({ mutant, verdict }) => `${mutant.name}: ${verdict.diagnosis.map(({ code }) => code).join(', ')}`);
    expect(misnamed.length, misnamed.join('\n')).toBeLessThanOrEqual(0.05 * all.length);
  });

  it('have one cause each, or two that no probe can tell apart', () => {
    const many = judged.filter(({ verdict }) => verdict.diagnosis.length > 2);
    expect(many.map(({ mutant, verdict }) => [mutant.name, verdict.diagnosis.map(({ code }) => code)])).toEqual([]);
  });

  it('are shown on a screen that holds the code, the message and every check', () => {
    for (const { mutant, verdict } of judged) {
      const text = screen(verdict);
      const [first] = verdict.diagnosis;
      expect(text.startsWith('fail: '), mutant.name).toBe(true);
      expect(text).toContain(`  ${first?.code}\n`);
      for (const { id } of verdict.checks) expect(text).toContain(`  ${id}`);
    }
  });
});
