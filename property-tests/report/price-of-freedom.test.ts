/** The study of claims: verdicts follow from the numbers by their rule, names lead to certificates, commands are real. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { theorems } from '../../proofs/catalogue.ts';
import type { Analysis } from '../../src/analysis/index.ts';
import { readDescription } from '../../src/audit/description.ts';
import { audit } from '../../src/audit/examine.ts';
import { readRecord } from '../../src/bench/record.ts';
import { readTetrisRecord } from '../../src/bench/tetris-record.ts';
import { pointCloudStudy } from '../../src/point-clouds/index.ts';
import { checkingCommands } from '../../src/report/certificates.ts';
import { DEFAULT_CONFIG, everyBlock, htmlOf, markdownOf, runStudy, type Study } from '../../src/report/index.ts';
import { type ExaminedClaim, VERDICTS } from '../../src/report/price-of-freedom/claim.ts';
import { certificateOf, type Evidence } from '../../src/report/price-of-freedom/evidence.ts';
import { partialCoupling, reachPoints, undominated } from '../../src/report/price-of-freedom/frontier.ts';
import { claimsJson, priceOfFreedomStudy } from '../../src/report/price-of-freedom/story.ts';
import { whichProduct } from '../../src/report/price-of-freedom/which-product.ts';
import { gauntlet } from '../cli/gauntlet.ts';
import { root } from '../command.ts';

const text = (...path: string[]): string => readFileSync(join(root, ...path), 'utf8');
const certificates = theorems.map(({ id, file, statement, range }) => ({
  id,
  statement,
  range,
  checks: Number(JSON.parse(text('proofs', 'certificates', file)).cases),
}));

const evidence: Evidence = {
  study: runStudy({ ...DEFAULT_CONFIG, lmax: 6 }),
  timing: readRecord(text('src', 'bench', 'records', 'algorithms.json'), 'algorithms.json'),
  audit: audit(readDescription(text('examples', 'published-benchmark.json'), 'published-benchmark.json')),
  clouds: pointCloudStudy(),
  training: readTetrisRecord(text('src', 'bench', 'records', 'tetris.json'), 'tetris.json'),
  certificates,
};
const { document, claims } = priceOfFreedomStudy(evidence);

/** The claim of this name when the analyses are altered. */
function whenAltered(id: string, alter: (analysis: Analysis) => Analysis): ExaminedClaim | undefined {
  const study: Study = { ...evidence.study, analyses: evidence.study.analyses.map(alter) };
  return priceOfFreedomStudy({ ...evidence, study }).claims.find((one) => one.id === id);
}

const verdictOf = (id: string): string | undefined => claims.find((one) => one.id === id)?.verdict;
const halved = (analysis: Analysis): Analysis => ({
  ...analysis,
  ceiling: Math.ceil(analysis.ceiling / 2),
  expressivity: analysis.expressivity.map((one) => ({
    ...one,
    lower: Math.ceil(one.lower / 2),
    upper: Math.ceil(one.upper / 2),
  })),
});
const onlyIf = (operation: string, alter: (analysis: Analysis) => Analysis) => (analysis: Analysis) =>
  analysis.operation === operation ? alter(analysis) : analysis;

describe('the study', () => {
  it('is sound on paper and on the page, says nothing senseless, and is the same twice', () => {
    const [md, html] = [markdownOf(document), htmlOf(document)];
    for (const written of [md, html.replace(/<style[\s\S]*?<\/style>/g, '')]) {
      expect(written).not.toMatch(/NaN|undefined|Infinity|\[object/);
    }
    expect(markdownOf(priceOfFreedomStudy(evidence).document)).toBe(md);
    const page = whichProduct(evidence);
    expect(markdownOf(page)).not.toMatch(/NaN|undefined|Infinity|\[object/);
    expect(htmlOf(page) + html).not.toContain('class="math-error"');
    expect(JSON.parse(claimsJson(claims))).toEqual({ schema: 1, claims });
  });

  it('examines each claim once, with a verdict, a number, and something it rests on', () => {
    expect(claims.length).toBeGreaterThanOrEqual(15);
    expect(new Set(claims.map(({ id }) => id)).size).toBe(claims.length);
    for (const one of claims) {
      expect(VERDICTS).toContain(one.verdict);
      expect(one.headline + one.numbers).toMatch(/\d/);
      expect(one.certificates.length + (one.record === undefined ? 0 : 1)).toBeGreaterThan(0);
      if (one.verdict === 'proved') expect(one.certificates.length).toBeGreaterThan(0);
      for (const name of one.certificates) expect(certificateOf(evidence, name).checks).toBeGreaterThan(0);
    }
  });

  it('shows every claim in the table of the first screen and in full', () => {
    const table = everyBlock(document.blocks).find((block) => block.kind === 'table' && block.id === 'all-claims');
    expect(table?.kind === 'table' && table.rows.length).toBe(claims.length);
    const headings = everyBlock(document.blocks).flatMap((block) => (block.kind === 'heading' ? [block.id] : []));
    for (const { id } of claims) expect(headings).toContain(`claim-${id}`);
  });

  it('names commands that exist', async () => {
    const known = new Set(theorems.map(({ id }) => id));
    const commands = new Set(claims.map(({ rerun }) => rerun));
    let run = 0;
    for (const command of commands) {
      const [, verb = '', ...words] = command.split(' ');
      if (verb === 'prove') expect(known).toContain(words[1]);
      else if (verb === 'analyze') {
        expect((await gauntlet([verb, ...words.map((word) => (Number(word) > 6 ? '6' : word))])).status).toBe(0);
        run++;
      } else expect((await gauntlet([verb, '--help'])).status).toBe(0);
    }
    expect(run).toBeGreaterThan(0);
  });

  it('names the certificate of point clouds wherever numbers of theirs are shown', () => {
    const shown = everyBlock(document.blocks).filter(
      (block) =>
        (block.kind === 'table' || block.kind === 'figure') &&
        ['point-clouds', 'one-curl', 'orders-by-degree', 'tetris'].includes(block.id ?? ''),
    );
    expect(shown).toHaveLength(4);
    for (const block of shown) expect(JSON.stringify(block)).toContain('[`point-clouds`](#certificates)');
    for (const command of Object.values(checkingCommands('report', 'price-of-freedom/point-clouds')))
      expect(markdownOf(document)).toContain(`\`${command}\``);
  });

  it('refuses to rest on a certificate that is not there', () => {
    const without = certificates.filter(({ id }) => id !== 'gaunt');
    expect(() => priceOfFreedomStudy({ ...evidence, certificates: without })).toThrow(/gaunt/);
  });
});

describe('verdicts follow the numbers', () => {
  it('different operations: proved; not when all are one', () => {
    expect(verdictOf('different-operations')).toBe('proved');
    const copied = (analysis: Analysis): Analysis => {
      const own = evidence.study.analyses.find(
        (one) =>
          one.operation === 'cgtp' &&
          one.setting === analysis.setting &&
          one.parity === analysis.parity &&
          one.lmax === analysis.lmax,
      );
      return own === undefined ? analysis : { ...own, operation: analysis.operation };
    };
    expect(whenAltered('different-operations', copied)?.verdict).toBe('refuted');
    expect(whenAltered('different-operations', (one) => (one.lmax === 1 ? copied(one) : one))?.verdict).toBe(
      'qualified',
    );
  });

  it('speed costs freedom: proved; not when a channel of all has every path', () => {
    expect(verdictOf('speed-costs-freedom')).toBe('proved');
    const free = (analysis: Analysis): Analysis => ({
      ...analysis,
      expressivity: [{ channels: 1, lower: analysis.paths, upper: analysis.paths, certified: true }],
    });
    expect(whenAltered('speed-costs-freedom', free)?.verdict).toBe('refuted');
    expect(whenAltered('speed-costs-freedom', onlyIf('mtp', free))?.verdict).toBe('qualified');
  });

  it('the matrix product is less expressive: refuted; qualified or proved when it is made so', () => {
    expect(verdictOf('matrix-is-less-expressive')).toBe('refuted');
    expect(whenAltered('matrix-is-less-expressive', onlyIf('mtp', halved))?.verdict).toBe('qualified');
  });

  it('the matrix product lacks interactions: qualified; refuted when it has them all', () => {
    expect(verdictOf('matrix-lacks-interactions')).toBe('qualified');
    const complete = onlyIf('mtp', (analysis) => ({ ...analysis, missing: [] }));
    expect(whenAltered('matrix-lacks-interactions', complete)?.verdict).toBe('refuted');
    const lacking = onlyIf('mtp', (analysis) => ({ ...analysis, missing: [[0, 0, 0]] }));
    expect(whenAltered('matrix-lacks-interactions', lacking)?.verdict).toBe('proved');
  });

  it('growth at equal freedom: confirmed where exponents are alike, qualified where one is not, refuted where none is', () => {
    const growing = (power: (operation: string) => number) => (analysis: Analysis) => {
      const price = `${(analysis.lmax ?? 1) ** power(analysis.operation)}`;
      const atSaturation = { lower: price, upper: price };
      return { ...analysis, costs: analysis.costs.map((cost) => ({ ...cost, atSaturation })) };
    };
    const verdict = (power: (operation: string) => number) =>
      whenAltered('order-at-equal-freedom', growing(power))?.verdict;
    expect(verdict(() => 5)).toBe('confirmed');
    expect(verdict((operation) => (operation === 'gtp' ? 4 : 5))).toBe('qualified');
    expect(verdict((operation) => (operation === 'cgtp' ? 5 : 4))).toBe('refuted');
  });

  it('every cubic operation restricts interactions: refuted by one; proved when that one lacks a path', () => {
    expect(verdictOf('cubic-restricts')).toBe('refuted');
    const lacking = onlyIf('gtp+curl', (analysis) => ({ ...analysis, missing: [[0, 0, 0]] }));
    expect(whenAltered('cubic-restricts', lacking)?.verdict).toBe('proved');
  });
});

describe('the page for those who choose', () => {
  const said = markdownOf(whichProduct(evidence));

  it('names a faster operation only at degrees where it has every path and was timed faster', () => {
    const [, degrees = ''] = /At L = ([\d, and]+) `mtp-sparse` is faster and still has every path/.exec(said) ?? [];
    const named = degrees.match(/\d+/g)?.map(Number) ?? [];
    expect(named.length).toBeGreaterThan(0);
    const timeAt = (operation: string, lmax: number): number =>
      reachPoints(evidence, lmax).find((one) => one.operation === operation && one.channels === 1)?.nanoseconds ?? 0;
    for (let lmax = 1; lmax <= 6; lmax++) {
      const mtp = evidence.study.analyses.find(
        (one) => one.operation === 'mtp' && one.setting === 'mimo' && one.parity === 'so3' && one.lmax === lmax,
      );
      const faster = mtp?.missing.length === 0 && timeAt('mtp', lmax) < timeAt('cgtp', lmax);
      expect(named.includes(lmax), `L = ${lmax}`).toBe(faster);
    }
    expect(named).not.toContain(6);
  });

  it('says of every model how much of CGTP Gaunt reaches at most', () => {
    const shares = evidence.study.models.map(({ analyses }) => {
      const ceiling = (id: string) => analyses.find(({ operation }) => operation === id)?.ceiling ?? 0;
      return (100 * ceiling('gtp')) / ceiling('cgtp');
    });
    expect(shares.length).toBeGreaterThan(0);
    expect(Math.min(...shares)).toBeLessThan(100);
    for (const share of shares)
      expect(said).toContain(`${Number.isInteger(share) ? share : share.toFixed(1)} % of the maps`);
  });

  it('takes what sees handedness from the clouds', () => {
    expect(said).toContain('`cgtp`, `mtp` and `gtp+curl` told every pair');
    const results = evidence.clouds.results.map((one) =>
      one.network.operation === 'mtp'
        ? { ...one, byDegree: one.byDegree.map((found) => ({ ...found, order: undefined })) }
        : one,
    );
    const blind = markdownOf(whichProduct({ ...evidence, clouds: { ...evidence.clouds, results } }));
    expect(blind).toContain('`cgtp` and `gtp+curl` told every pair');
  });
});

describe('the frontier', () => {
  it('leaves out exactly what is dominated', () => {
    const point = fc.record({ cost: fc.integer({ min: 1, max: 9 }), value: fc.integer({ min: 1, max: 9 }) });
    fc.assert(
      fc.property(fc.array(point, { maxLength: 12 }), (points) => {
        const kept = undominated(
          points,
          ({ cost }) => cost,
          ({ value }) => value,
        );
        for (const one of points) {
          const better = points.filter((other) => other.cost <= one.cost && other.value >= one.value);
          const strictly = better.some((other) => other.cost < one.cost || other.value > one.value);
          expect(kept.includes(one)).toBe(!strictly);
        }
        expect(kept.map(({ cost }) => cost)).toEqual(kept.map(({ cost }) => cost).sort((a, b) => a - b));
      }),
    );
  });

  it('has a point for each operation and number of channels, with costs in proportion', () => {
    const points = reachPoints(evidence, 4);
    const expected = evidence.study.analyses
      .filter(({ setting, parity, lmax }) => setting === 'mimo' && parity === 'so3' && lmax === 4)
      .reduce((sum, { expressivity }) => sum + expressivity.length, 0);
    expect(points).toHaveLength(expected);
    for (const { operation, channels, multiplyAdds, nanoseconds } of points) {
      const one = points.find((other) => other.operation === operation && other.channels === 1);
      expect(multiplyAdds).toBe(channels * (one?.multiplyAdds ?? 0));
      expect(nanoseconds).toBe(channels * (one?.nanoseconds ?? 0));
    }
  });

  it('has the dimension of CGTP where all paths are taken, counted apart', () => {
    for (const lmax of [1, 2, 3, 4, 5, 6]) {
      const all = partialCoupling(lmax).at(-1);
      const cgtp = reachPoints(evidence, lmax).find(({ operation }) => operation === 'cgtp');
      expect(all?.dimension).toBe(cgtp?.dimension);
      expect(all?.multiplyAdds).toBeGreaterThan(cgtp?.multiplyAdds ?? Number.POSITIVE_INFINITY);
    }
  });
});
