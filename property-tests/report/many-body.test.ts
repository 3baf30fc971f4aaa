/** The chapter on products of several factors: its numbers are those of the study, and the study's those of the library. */
import { describe, expect, it } from 'vitest';
import { type Irreps, parseIrreps } from '../../src/irreps/index.ts';
import { manyBodyExpressivity } from '../../src/many-body/index.ts';
import { outputIrreps } from '../../src/many-body/request.ts';
import { manyBodyChapter } from '../../src/report/chapters/many-body.ts';
import { parseConfig } from '../../src/report/config.ts';
import { assertSound, type Block, everyBlock, type Table } from '../../src/report/document.ts';
import { htmlOf, manyBodyStudyJson, markdownOf, reportOf, runManyBodyStudy, runStudy } from '../../src/report/index.ts';
import { at } from '../exact/indexing.ts';

const steps: { done: number; of: number }[] = [];
const study = runManyBodyStudy((done, of) => steps.push({ done, of }));
const blocks = manyBodyChapter(study, false);
/** What its captions point to. */
const certification: Block = { kind: 'heading', level: 2, text: 'c', id: 'certification' };
const document = { title: 't', subtitle: 's', language: 'en', blocks: [...blocks, certification] };

const table = (id: string): Table => {
  const found = everyBlock(blocks).find((block) => block.kind === 'table' && block.id === id);
  if (found?.kind !== 'table') throw new Error(`no table ${id}`);
  return found;
};
const plain = (cell: string | undefined): string => `${cell}`.replaceAll(/\s/g, '');
const out = (text: string): Irreps => parseIrreps(text);

describe('the study', () => {
  it('has for every product what the library answers', () => {
    let cases = 0;
    for (const { answers } of [study.natural, study.unnatural, ...study.growth.slice(0, 3)]) {
      expect(answers).toHaveLength(7);
      for (const { operation, form, layers, inner, irreps, correlation, out: outputs, orders } of answers) {
        const again = manyBodyExpressivity({
          operation,
          irreps: parseIrreps(irreps),
          correlation: Math.min(3, correlation),
          out: outputIrreps(out(outputs)).filter(({ l }) => l > 0),
          ...(form === undefined || layers === undefined ? {} : { form, layers }),
          ...(inner === undefined ? {} : { inner }),
        });
        for (const { order, outputs: reached } of again.orders) {
          const own = orders.find((one) => one.order === order);
          expect(own?.outputs.slice(1)).toEqual(reached);
          cases += 1;
        }
      }
    }
    expect(cases).toBe(5 * 7 * 2);
  });

  it('says how far it is, and is written as JSON that reads back', () => {
    expect(steps.length).toBe(at(steps, 0).of);
    expect(steps.map(({ done }) => done)).toEqual(steps.map((_, i) => i));
    expect(JSON.parse(manyBodyStudyJson(study))).toEqual(JSON.parse(JSON.stringify(study)));
  });

  it('Gaunt products reach half the maps of four factors in one pass, all with weights between, none of the other parity', () => {
    const reached = (operation: string, form: string, degree = study.natural): string | undefined => {
      const found = degree.answers.find((one) => one.operation === operation && one.form === form);
      const reach = found?.orders.find(({ order }) => order === 4);
      return reach === undefined ? undefined : `${reach.reached} of ${reach.ceiling}`;
    };
    expect(reached('gtp', 'fused')).toBe('50 of 100');
    expect(reached('gtp', 'chained')).toBe('100 of 100');
    expect(reached('mtp', 'fused')).toBe('88 of 100');
    expect(reached('gtp', 'chained', study.unnatural)).toBe('0 of 46');
    expect(reached('gtp+curl', 'chained', study.unnatural)).toBe('46 of 46');
  });
});

describe('the chapter', () => {
  it('is a sound part of a report, in both settings, and only where it is asked for', () => {
    assertSound(document);
    for (const text of [markdownOf(document), htmlOf(document)]) {
      expect(text.replaceAll(/<style[\s\S]*?<\/style>/g, '')).not.toMatch(/NaN|undefined|Infinity|\[object/);
    }
    const plainStudy = runStudy(parseConfig('{"lmax":1,"operations":["gtp"],"settings":["siso"]}', 'c.json'));
    const has = (report: ReturnType<typeof reportOf>): boolean =>
      report.blocks.some((block) => block.kind === 'heading' && block.id === 'many-body');
    expect(has(reportOf(plainStudy))).toBe(false);
    expect(has(reportOf(plainStudy, undefined, study))).toBe(true);
    assertSound(reportOf(plainStudy, undefined, study));
  });

  it('shows every order of every product: reached, dimensions, channels, costs, and their ratio to the contraction', () => {
    const { rows } = table('many-body-reach');
    const reaches = [2, 3, 4].flatMap((order) =>
      study.natural.answers.map((answer) => ({ answer, reach: answer.orders.find((one) => one.order === order) })),
    );
    expect(rows).toHaveLength(21);
    for (const [i, { answer, reach }] of reaches.entries()) {
      const row = at(rows, i).map(plain);
      const contraction = at(reaches, i - (i % 7)).reach;
      const channels = reach?.saturatingChannels;
      expect(row[0]).toBe(`${reach?.order}`);
      expect(row[2]).toBe(`${reach?.reached}of${reach?.ceiling}`);
      expect(row[3]).toBe(`${reach?.expressivity[0]?.lower}`);
      expect(channels?.certified, answer.operation).toBe(true);
      expect(row[4]).toBe(`${channels?.upper}`);
      const work = Number(reach?.cost?.multiplyAdds) * Number(channels?.upper);
      expect(row[5]).toBe(`${reach?.cost?.multiplyAdds}`);
      expect(row[6]).toBe(`${work}`);
      const ratio = work / Number(contraction?.cost?.multiplyAdds);
      expect(Math.abs(Number(row[7]) - ratio)).toBeLessThanOrEqual(ratio < 10 ? 0.005 : 0.05);
    }
  });

  it('shows by output what there is and what is reached, and how both grow', () => {
    for (const order of [3, 4]) {
      const { columns, rows } = table(`many-body-outputs-${order}`);
      const [contraction, gaunt] = [at(rows, 0), at(rows, 1)];
      for (const [i, { header }] of columns.slice(1).entries()) {
        expect(header.split(': ')[1]).toBe(contraction[i + 1]);
        if (i >= 3) expect(gaunt[i + 1]).toBe('0');
      }
      expect(columns.map(({ header }) => header.split(':')[0])).toEqual([
        'product',
        '0e',
        '1o',
        '2e',
        '0o',
        '1e',
        '2o',
      ]);
    }
    const growth = table('many-body-growth').rows;
    expect(growth.map((row) => row.length)).toEqual(growth.map(() => 1 + study.growth.length));
    expect(at(growth, 0).slice(1)).toEqual(
      study.growth.map(({ answers }) => {
        const all = at(answers, 0).orders.at(-1)?.ceiling;
        return `${all} of ${all}`;
      }),
    );
  });

  it('draws each order beyond two, one curve for each product', () => {
    const figures = everyBlock(blocks).filter((block) => block.kind === 'figure');
    expect(figures.map(({ id }) => id)).toEqual(['many-body-3', 'many-body-4']);
    for (const { svg } of figures) expect(svg.match(/class="series /g)).toHaveLength(7);
  });
});
