/** Labels that are spread keep their distance, their order and their bounds, and move no further than they must. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { overlaps, placeAround, spread } from '../../src/report/figures/labels.ts';

const wanted = fc.array(fc.integer({ min: -50, max: 450 }), { minLength: 1, maxLength: 12 });

describe('spread', () => {
  it('keeps the gap, the bounds and the order', () => {
    fc.assert(
      fc.property(wanted, (positions) => {
        const placed = spread(positions, 20, 0, 400);
        const sorted = [...placed].sort((a, b) => a - b);
        for (const [index, value] of sorted.entries()) {
          expect(value).toBeGreaterThanOrEqual(-1e-9);
          expect(value).toBeLessThanOrEqual(400 + 1e-9);
          const before = sorted[index - 1];
          if (before !== undefined) expect(value - before).toBeGreaterThanOrEqual(20 - 1e-9);
        }
        for (const [i, a] of positions.entries()) {
          for (const [j, b] of positions.entries()) {
            if (a < b) expect(placed[i]).toBeLessThan(placed[j] ?? Number.NaN);
          }
        }
      }),
    );
  });

  it('moves nothing that is already apart', () => {
    expect(spread([300, 10, 100], 20, 0, 400)).toEqual([300, 10, 100]);
  });

  it('no other allowed placement is closer to what was wanted', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 4 }),
        fc.array(fc.integer({ min: 0, max: 10 }), { minLength: 4, maxLength: 4 }),
        (positions, steps) => {
          const ordered = [...positions].sort((a, b) => a - b);
          const gap = 6;
          const miss = (placed: readonly number[]) =>
            placed.reduce((sum, value, index) => sum + (value - (ordered[index] ?? 0)) ** 2, 0);
          let at = -gap;
          const other = ordered.map((_, index) => {
            at += gap + (steps[index] ?? 0);
            return at;
          });
          fc.pre(at <= 60);
          expect(miss(spread(ordered, gap, 0, 60))).toBeLessThanOrEqual(miss(other) + 1e-9);
        },
      ),
    );
  });

  it('says so when there is no room', () => {
    expect(() => spread([1, 2, 3], 20, 0, 30)).toThrow(/do not fit/);
  });
});

describe('placement in the plane', () => {
  const request = fc.record({
    x: fc.integer({ min: 60, max: 740 }),
    y: fc.integer({ min: 40, max: 440 }),
    width: fc.integer({ min: 20, max: 120 }),
    height: fc.constant(16),
  });

  it('covers no obstacle, no other label and no edge', () => {
    fc.assert(
      fc.property(fc.array(request, { minLength: 1, maxLength: 8 }), (requests) => {
        const obstacles = requests.map(({ x, y }) => ({ x: x - 5, y: y - 5, width: 10, height: 10 }));
        const within = { x: 0, y: 0, width: 800, height: 480 };
        const boxes = placeAround(requests, obstacles, within);
        expect(boxes).toHaveLength(requests.length);
        for (const [index, box] of boxes.entries()) {
          expect([...obstacles, ...boxes.slice(0, index)].filter((other) => overlaps(box, other))).toEqual([]);
          expect(box.x >= 0 && box.y >= 0 && box.x + box.width <= 800 && box.y + box.height <= 480).toBe(true);
        }
      }),
    );
  });

  it('says so when there is no room', () => {
    expect(() =>
      placeAround([{ x: 5, y: 5, width: 50, height: 9 }], [], { x: 0, y: 0, width: 20, height: 20 }),
    ).toThrow(/no room/);
  });
});
