/** The numbers of a report are those of its analyses: in the study, in its JSON and in the tables of the document. */
import { beforeAll, describe, expect, it } from 'vitest';
import { analyzeIrreps, analyzeSetting } from '../../src/analysis/index.ts';
import { RequestError } from '../../src/errors.ts';
import { parseIrreps } from '../../src/irreps/index.ts';
import { parseConfig } from '../../src/report/config.ts';
import type { Document, Table } from '../../src/report/document.ts';
import { everyBlock, htmlOf, markdownOf, reportOf } from '../../src/report/index.ts';
import { findAnalysis, runStudy, type Study, studyJson } from '../../src/report/study.ts';

const layer = { name: 'A layer', left: '8x0e+8x1o', right: '0e+1o', out: '8x0e+8x1o' };
const configOf = (value: unknown) => parseConfig(JSON.stringify(value), 'study.json');
const config = configOf({ lmax: 4, settings: ['mimo', 'siso'], models: [layer] });

let study: Study;
let document: Document;
const steps: { done: number; of: number; note: string }[] = [];

beforeAll(() => {
  study = runStudy(config, (done, of, note) => steps.push({ done, of, note }));
  document = reportOf(study);
});

const table = (id: string): Table => {
  const found = everyBlock(document.blocks).find((block) => block.kind === 'table' && block.id === id);
  if (found?.kind !== 'table') throw new Error(`no table ${id}`);
  return found;
};

/** A cell's number without the spaces that group its digits. */
const digits = (cell: string | undefined): string => `${cell}`.replaceAll(/\s/g, '');
const least = (values: readonly bigint[]): bigint => values.reduce((a, b) => (b < a ? b : a));

describe('a study', () => {
  it('has every analysis once, each what the analysis alone says', () => {
    const { operations, settings, parities } = config;
    expect(study.analyses).toHaveLength(operations.length * settings.length * parities.length * 4);
    for (const operation of operations)
      for (const setting of settings)
        for (const parity of parities) {
          const request = { operation, setting, lmax: 3, parity } as const;
          expect(findAnalysis(study, operation, setting, parity, 3)).toEqual(analyzeSetting(request));
        }
    expect(findAnalysis(study, 'gtp', 'mimo', 'so3', 5)).toBeUndefined();
    expect(findAnalysis(study, 'gtp', 'simo', 'so3', 3)).toBeUndefined();
  });

  it('counts paths by rule as the analyses do', () => {
    for (const { operation, setting, counts } of study.pathCounts)
      for (const lmax of [1, 2, 3, 4])
        expect(counts[lmax]).toBe(findAnalysis(study, operation, setting, 'so3', lmax)?.interactions);
    expect(study.pathCounts.map(({ operation, setting }) => `${setting} ${operation}`)).toEqual(
      ['mimo', 'siso'].flatMap((setting) => ['cgtp', 'gtp', 'curl'].map((operation) => `${setting} ${operation}`)),
    );
  });

  it('analyses models with their copies and parities', () => {
    const [only] = study.models;
    const sides = { left: parseIrreps(layer.left), right: parseIrreps(layer.right), out: parseIrreps(layer.out) };
    expect(only?.model).toEqual(layer);
    expect(only?.analyses.map(({ operation }) => operation)).toEqual(config.operations);
    for (const { operation, expressivity, ...rest } of only?.analyses ?? []) {
      const channels = expressivity.map((point) => point.channels);
      expect({ operation, expressivity, ...rest }).toEqual(
        analyzeIrreps({ operation, ...sides, group: 'o3', channels }),
      );
    }
  });

  it('lists the accidental zeros of small matrices, among them those of 3, 5, 6 at 2j = 12', () => {
    const { zeros, maxTwiceJ } = study.accidentalZeros;
    expect(zeros).toContainEqual({ l1: 3, l2: 5, l3: 6, twiceJ: 12 });
    expect(zeros).toContainEqual({ l1: 2, l2: 2, l3: 2, twiceJ: 3 });
    for (const { l1, l2, l3, twiceJ } of zeros) {
      expect(l1 <= l2 && l2 <= l3 && l3 <= l1 + l2).toBe(true);
      expect(Math.max(l3, twiceJ)).toBeLessThanOrEqual(maxTwiceJ);
    }
  });

  it('says how far it is, from nothing to all of it', () => {
    expect(steps[0]?.done).toBe(0);
    expect(new Set(steps.map(({ of }) => of)).size).toBe(1);
    for (const [i, { done, of, note }] of steps.entries()) {
      expect(done).toBeLessThan(of);
      expect(done).toBeGreaterThanOrEqual(steps[i - 1]?.done ?? 0);
      expect(note).toMatch(/\w/);
    }
    expect(steps).toHaveLength(study.analyses.length + config.operations.length);
  });

  it('is written as JSON, one line for each analysis, and reads back', () => {
    const text = studyJson(study);
    expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(study)));
    const lines = text.split('\n');
    for (const analysis of study.analyses)
      expect(lines.filter((line) => line.startsWith(JSON.stringify(analysis)))).toHaveLength(1);
    expect(text.endsWith('}\n')).toBe(true);
    expect(studyJson(runStudy(config))).toBe(text);
    const bare = runStudy(configOf({ lmax: 1, operations: ['gtp'], settings: ['siso'] }));
    expect(JSON.parse(studyJson(bare))).toEqual(JSON.parse(JSON.stringify(bare)));
  });

  it('refuses a model by its name, before the long work', () => {
    const seen: string[] = [];
    const bad = configOf({ lmax: 12, models: [layer, { name: 'No way', left: '0e', right: '0e', out: '1o' }] });
    const refused = (): unknown => runStudy(bad, (_done, _of, note) => seen.push(note));
    expect(refused).toThrow(RequestError);
    expect(refused).toThrow(/model "No way".*out irrep 1o/);
    expect(seen.filter((note) => !/^(A layer|No way) /.test(note))).toEqual([]);
  });
});

describe('the report of a study', () => {
  it('its summary table holds the numbers of the analyses', () => {
    const { columns, rows, caption } = table('summary-l4');
    expect(columns.map(({ header }) => header)).toEqual([
      'operation',
      'interactions',
      'C = 1',
      'C\\*',
      'cheapest algorithm',
      'multiply–adds',
      'price',
    ]);
    expect(caption).toContain('L = 4: interactions (of 85 paths)');
    expect(rows).toHaveLength(6);
    const price = (operation: 'cgtp' | 'mtp', at: 'multiplyAdds' | 'saturated'): bigint => {
      const costs = findAnalysis(study, operation, 'mimo', 'so3', 4)?.costs ?? [];
      const cheapest = least(costs.map(({ multiplyAdds }) => BigInt(multiplyAdds)));
      const saturated = costs.find(({ multiplyAdds }) => BigInt(multiplyAdds) === cheapest)?.atSaturation.lower;
      return at === 'multiplyAdds' ? cheapest : BigInt(saturated ?? 0);
    };
    for (const [i, operation] of config.operations.entries()) {
      const analysis = findAnalysis(study, operation, 'mimo', 'so3', 4);
      const [single] = analysis?.expressivity ?? [];
      const cheapest = least((analysis?.costs ?? []).map(({ multiplyAdds }) => BigInt(multiplyAdds)));
      const row = rows[i] ?? [];
      const share = (100 * (analysis?.interactions ?? 0)) / 85;
      expect(row[0]).toBe(`\`${operation}\``);
      expect(digits(row[1])).toBe(`${analysis?.interactions}(${Number.isInteger(share) ? share : share.toFixed(1)}%)`);
      expect(digits(row[2])).toBe(`${single?.lower}`);
      expect(digits(row[3])).toBe(`${analysis?.saturatingChannels.lower}`);
      expect(analysis?.costs.find(({ algorithm }) => row[4] === `\`${algorithm}\``)?.multiplyAdds).toBe(`${cheapest}`);
      expect(digits(row[5])).toBe(`${cheapest}`);
    }
    const relative = Number(price('mtp', 'saturated')) / Number(price('cgtp', 'multiplyAdds'));
    expect(Number(rows[2]?.[6])).toBeCloseTo(relative, 1);
    expect(rows[0]?.[6]).toBe('1.00');
  });

  it('its tables by degree do too', () => {
    const texts = everyBlock(document.blocks).flatMap((block) => (block.kind === 'table' ? [block] : []));
    const interactions = texts.find(({ caption }) => caption.startsWith('Interactions by degree (mimo, SO(3)).'));
    const single = texts.find(({ caption }) => caption.startsWith('Expressivity of one channel (mimo, SO(3)).'));
    for (const [i, operation] of config.operations.entries())
      for (const lmax of [1, 2, 3, 4]) {
        const analysis = findAnalysis(study, operation, 'mimo', 'so3', lmax);
        expect(interactions?.rows[i]?.[lmax]).toBe(`${analysis?.interactions}`);
        expect(single?.rows[i]?.[lmax]).toBe(`${analysis?.expressivity[0]?.lower}`);
      }
  });

  it('its closed forms are those of the mathematics', () => {
    const forms = Object.fromEntries(
      table('path-counts').rows.map(([setting, id, form]) => [`${setting} ${id}`, form]),
    );
    expect(forms['mimo `cgtp`']).toBe('$\\frac{\\left(L+1\\right) \\left(2 L^{2}+4 L+3\\right)}{3}$');
    expect(forms['siso `cgtp`']).toBe('$1$');
    expect(forms['siso `gtp`']).toBe('$1$ for even L, $0$ for odd L');
  });

  it('is set in both forms without a formula that fails, and twice alike', () => {
    const [md, html] = [markdownOf(document), htmlOf(document)];
    expect(html).not.toContain('class="math-error"');
    for (const text of [md, html.replace(/<style[\s\S]*?<\/style>|<script[\s\S]*?<\/script>/g, '')])
      expect(text).not.toMatch(/NaN|undefined|Infinity|\[object/);
    expect([markdownOf(reportOf(study)), htmlOf(reportOf(study))]).toEqual([md, html]);
  });
});
