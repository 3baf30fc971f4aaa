/** The matrix of pairs and operations says what its data say, and draws clouds as they are. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cloudDrawing, type DrawnPoint } from '../../src/report/figures/cloud-drawing.ts';
import { separationMatrix } from '../../src/report/index.ts';
import { hostile, sampleMatrix } from './sample.ts';
import { everyElement, parseXml, textOf, withClass, type XmlElement } from './xml.ts';

const parsed = parseXml(separationMatrix(sampleMatrix));

/** The text of a cell; nothing for the mark of what no order does. */
const texts = (className: string): string[] => withClass(parsed, className).map(textOf);

describe('the matrix', () => {
  it('has one cell for each pair and column: order and degree, or a mark without text', () => {
    const cells = sampleMatrix.rows.flatMap((row) => row.cells);
    expect(texts('reached')).toEqual(
      cells.flatMap((cell) => (cell === undefined ? [] : [`${cell.order}ℓ ≤ ${cell.lmax}`])),
    );
    expect(texts('missing')).toEqual(cells.flatMap((cell) => (cell === undefined ? [''] : [])));
    expect(withClass(parsed, 'cell')).toHaveLength(7);
    expect(withClass(parsed, 'void')).toHaveLength(2);
  });

  it('puts cells side by side without overlap, and a gap where the heading changes', () => {
    const lefts = [
      ...new Set([...withClass(parsed, 'cell'), ...withClass(parsed, 'void')].map((box) => box.attributes.get('x'))),
    ].map(Number);
    const [a = 0, b = 0, c = 0] = lefts.sort((x, y) => x - y);
    expect(lefts).toHaveLength(3);
    expect(c - b).toBeGreaterThan(b - a);
  });

  it('says each heading once and every name', () => {
    const labels = everyElement(parsed).filter(({ name }) => name === 'text');
    for (const { heading } of sampleMatrix.columns)
      expect(labels.filter((each) => textOf(each) === heading)).toHaveLength(1);
    const text = labels.map(textOf).join(' ');
    for (const { name } of sampleMatrix.rows) for (const line of name) expect(text).toContain(line);
  });

  it('refuses a row that does not fit', () => {
    const [row] = sampleMatrix.rows;
    if (row === undefined) throw new RangeError('no row');
    expect(() => separationMatrix({ ...sampleMatrix, rows: [{ ...row, cells: [] }] })).toThrow(/screw: 0 cells/);
  });

  it('takes names as text', () => {
    const svg = separationMatrix({
      ...sampleMatrix,
      title: hostile,
      rows: [{ name: [hostile], cells: [undefined, undefined, undefined] }],
    });
    expect(everyElement(parseXml(svg)).map(({ name }) => name)).not.toContain('script');
  });
});

const place = fc.integer({ min: -4, max: 4 });
const point: fc.Arbitrary<DrawnPoint> = fc.record({
  at: fc.tuple(place, place, place),
  species: fc.integer({ min: 0, max: 7 }),
});

const drawn = (cloud: readonly DrawnPoint[], flipped: boolean): XmlElement =>
  parseXml(`<svg>${cloudDrawing(cloud, 100, 100, 60, flipped).markup}</svg>`);

/** Where the marks are, by their translations. */
const positions = (root: XmlElement): [number, number][] =>
  withClass(root, 'full').map((mark) => {
    const [, x, y] = /translate\((\S+) (\S+)\)/.exec(mark.attributes.get('transform') ?? '') ?? [];
    return [Number(x), Number(y)];
  });

describe('a drawn cloud', () => {
  it('has every point inside its square, and left and right exchanged when flipped', () => {
    let several = 0;
    fc.assert(
      fc.property(fc.array(point, { minLength: 1, maxLength: 6 }), (cloud) => {
        const [plain, flipped] = [positions(drawn(cloud, false)), positions(drawn(cloud, true))];
        expect(plain).toHaveLength(cloud.length);
        for (const [index, [x, y]] of plain.entries()) {
          expect(Math.max(Math.abs(x - 100), Math.abs(y - 100))).toBeLessThanOrEqual(30);
          const [mirrored, level] = flipped[index] ?? [];
          // Coordinates have two decimals; of a pair around 100 both are rounded alike up to the last.
          expect(Math.abs(x - 100 + ((mirrored ?? 0) - 100))).toBeLessThan(0.011);
          expect(level).toBe(y);
        }
        several += Number(new Set(plain.map(([x]) => x)).size > 1);
      }),
      { seed: 11 },
    );
    expect(several).toBeGreaterThan(50);
  });

  it('joins points by spokes where they are equally far from the centre, else by one line less than there are points', () => {
    const lines = (...places: DrawnPoint['at'][]): number =>
      withClass(
        drawn(
          places.map((at) => ({ at, species: 0 })),
          false,
        ),
        'axis',
      ).length;
    expect(lines([0, 0, 0], [0, 3, 4], [5, 0, 0], [0, -5, 0])).toBe(3);
    expect(lines([0, 3, 4], [5, 0, 0], [0, -5, 0])).toBe(3);
    expect(lines([0, 0, 1], [5, 0, 0], [0, -5, 0])).toBe(2);
  });
});
