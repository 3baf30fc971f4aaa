/** The chapter on point clouds says what its study says. */
import { beforeAll, describe, expect, it } from 'vitest';
import { OPERATION_IDS } from '../../src/operation/index.ts';
import { leastOrder, type PointCloudStudy, pointCloudStudy } from '../../src/point-clouds/index.ts';
import { handednessChapter } from '../../src/report/chapters/handedness.ts';
import type { Document, Table } from '../../src/report/document.ts';
import { assertSound, everyBlock, htmlOf, markdownOf } from '../../src/report/index.ts';
import { parseXml, withClass } from './xml.ts';

const LMAX = 3;
let study: PointCloudStudy;
let document: Document;
beforeAll(() => {
  study = pointCloudStudy(() => {}, LMAX);
  document = { title: 'Point clouds', subtitle: '', language: 'en', blocks: handednessChapter(study) };
});

function table(id: string): Table {
  const found = everyBlock(document.blocks).find((block) => block.kind === 'table' && block.id === id);
  if (found?.kind !== 'table') throw new RangeError(`no table ${id}`);
  return found;
}

const resultFor = (name: string | undefined, operation: string) =>
  study.results.find(
    ({ pair, network, radial }) =>
      pair.name === name && network.operation === operation && network.parity === 'both' && radial === 'every',
  );

describe('the chapter', () => {
  it('can be set as Markdown and as a page, every formula read', () => {
    assertSound(document);
    expect(markdownOf(document)).toContain('## Point clouds: what can be told apart');
    const page = htmlOf(document);
    expect(page).not.toContain('class="math-error"');
    expect(page).not.toContain('undefined');
  });

  it('is the same every time', () => {
    const again = handednessChapter(pointCloudStudy(() => {}, LMAX));
    expect(JSON.stringify(again)).toBe(JSON.stringify(document.blocks));
  });

  it('has a figure with every pair that has a row, and its crosses where no order is enough', () => {
    const figure = everyBlock(document.blocks).find((block) => block.kind === 'figure');
    if (figure?.kind !== 'figure') throw new RangeError('no figure');
    const root = parseXml(figure.svg);
    // 8 pairs with a row of their own, 27 in one; 7 columns
    expect(withClass(root, 'reached').length + withClass(root, 'missing').length).toBe(9 * 7);
    const never = study.pairs
      .filter((pair) => pair.mirrored || !pair.name.startsWith('Tetris'))
      .flatMap((pair) =>
        study.results.filter(
          (result) =>
            result.pair === pair &&
            result.radial === 'every' &&
            (result.network.parity === 'both' ||
              (result.network.parity === 'natural' && result.network.operation === 'cgtp')) &&
            leastOrder(result) === undefined,
        ),
      );
    expect(withClass(root, 'missing')).toHaveLength(never.length);
  });

  it('has the orders by degree of every operation, each once a pair', () => {
    const { rows } = table('orders-by-degree');
    let cells = 0;
    for (const [name, operations, ...orders] of rows) {
      for (const operation of OPERATION_IDS.filter((id) => operations?.split(' ').includes(`\`${id}\``))) {
        expect(orders).toEqual(resultFor(name, operation)?.byDegree.map(({ order }) => `${order ?? '–'}`));
        cells += 1;
      }
    }
    expect(cells).toBe(8 * OPERATION_IDS.length);
  });

  it('counts all 28 Tetris pairs in every cell', () => {
    const { rows } = table('tetris');
    expect(rows).toHaveLength(OPERATION_IDS.length);
    for (const [, ...cells] of rows) {
      for (const cell of cells) {
        const counts = [...cell.matchAll(/(\d+) (?:at order \d+|never)/g)].map((match) => Number(match[1]));
        expect(counts.reduce((sum, count) => sum + count, 0)).toBe(28);
      }
    }
  });

  it('names the path that is enough, or that none with these degrees is', () => {
    const { rows } = table('one-curl');
    expect(rows.map(([name]) => name)).toEqual(study.oneCurl.map(({ pair }) => pair.name));
    // With ℓ ≤ 3 none sees the handedness of the propeller: its smallest path is 2e⊗3o→4o.
    expect(rows.map(([, path]) => path)).toEqual(['1o⊗2e→2o', '1o⊗1o→1e', '1o⊗2e→2o', 'none', '1o⊗1o→1e']);
  });
});
