/** Every figure is a well-formed, self-describing drawing; it shows exactly the data it was given, and no label hides another. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decadeScale, linearScale, logScaleAt, powersOfTwo } from '../../src/report/figures/axes.ts';
import { chartLayout } from '../../src/report/figures/chart.ts';
import { costChart } from '../../src/report/figures/cost-scaling.ts';
import { panelPlot } from '../../src/report/figures/dimension-frontier.ts';
import { expressivityChart } from '../../src/report/figures/expressivity-curve.ts';
import { frontierLayout } from '../../src/report/figures/frontier.ts';
import { overlaps } from '../../src/report/figures/labels.ts';
import { manyBodyReachChart } from '../../src/report/figures/many-body-reach.ts';
import { priceChart } from '../../src/report/figures/price-of-freedom.ts';
import { characters, coordinate, element } from '../../src/report/figures/svg.ts';
import { countText } from '../../src/report/figures/text.ts';
import {
  accidentalZerosChart,
  costScaling,
  expressivityCurve,
  frontier,
  interactionDiagram,
  interactionMultiples,
  manyBodyReach,
  priceOfFreedom,
} from '../../src/report/index.ts';
import {
  hostile,
  operations,
  sampleCosts,
  sampleCurves,
  sampleDiagram,
  sampleFigures,
  sampleFrontier,
  samplePanels,
  samplePrices,
  sampleReach,
  sampleZeros,
} from './sample.ts';
import { everyElement, parseXml, textOf, withClass } from './xml.ts';

const figures = Object.entries(sampleFigures);

describe('every figure', () => {
  it('is there to be looked at', () => expect(figures.length).toBeGreaterThanOrEqual(10));

  it.each(figures)('%s is well formed and describes itself', (_, svg) => {
    const root = parseXml(svg);
    expect(root.name).toBe('svg');
    expect(root.attributes.get('role')).toBe('img');
    const [, , width, height] = (root.attributes.get('viewBox') ?? '').split(' ').map(Number);
    expect(width).toBeLessThanOrEqual(900);
    expect(height).toBeGreaterThan(100);
    const ids = everyElement(root).flatMap((each) => each.attributes.get('id') ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    const named = root.attributes.get('aria-labelledby')?.split(' ') ?? [];
    expect(named).toHaveLength(2);
    for (const name of named) {
      const target = everyElement(root).find((each) => each.attributes.get('id') === name);
      expect(target && textOf(target).trim().length).toBeGreaterThan(0);
    }
  });

  it.each(figures)('%s holds no script, handler, style attribute or reference outside', (_, svg) => {
    for (const { name, attributes } of everyElement(parseXml(svg))) {
      expect(['script', 'foreignObject', 'image', 'a', 'use']).not.toContain(name);
      expect([...attributes.keys()].filter((key) => /^on|^style$|href$/.test(key))).toEqual([]);
    }
    expect(svg).not.toMatch(/url\(|@import|NaN|Infinity|undefined/);
  });

  it.each(figures)('%s uses only classes that its style sheet knows', (_, svg) => {
    const root = parseXml(svg);
    const style = textOf(everyElement(root).find((each) => each.name === 'style') ?? root);
    const structural = ['figure', 'panel', 'series', 'key', 'reached', 'missing', 'zero'];
    const used = new Set(everyElement(root).flatMap((each) => each.attributes.get('class')?.trim().split(' ') ?? []));
    const unknown = [...used].filter((name) => !structural.includes(name) && !new RegExp(`\\.${name}\\b`).test(style));
    expect(unknown).toEqual([]);
  });
});

describe('the same input gives the same bytes', () => {
  it.each([
    ['interactions', () => interactionMultiples(operations.map((operation) => sampleDiagram(operation, 3)))],
    ['expressivity', () => expressivityCurve({ title: 't', series: sampleCurves, paths: 231 })],
    ['cost', () => costScaling({ title: 't', series: sampleCosts })],
    ['price', () => priceOfFreedom({ title: 't', series: samplePrices })],
    ['frontier', () => frontier({ title: 't', entries: sampleFrontier })],
    ['zeros', () => accidentalZerosChart({ title: 't', triples: sampleZeros, maxTwiceJ: 16 })],
  ])('%s', (_, draw) => expect(draw()).toBe(draw()));
});

describe('text in drawings', () => {
  it('comes back as it went in, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const expected = text.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd');
        const root = parseXml(element('text', { class: text }, [characters(text)]).markup);
        expect(textOf(root)).toBe(expected);
        expect(root.attributes.get('class')).toBe(expected);
      }),
    );
  });

  it('hostile titles stay titles', () => {
    const drawings = [
      interactionDiagram({ ...sampleDiagram('gtp', 2), title: hostile }),
      expressivityCurve({ title: hostile, series: sampleCurves, paths: 231 }),
      costScaling({ title: hostile, series: sampleCosts.map((each) => ({ ...each, algorithm: '<b>]]>"' })) }),
      accidentalZerosChart({ title: hostile, triples: sampleZeros, maxTwiceJ: 16 }),
    ];
    for (const svg of drawings) {
      const root = parseXml(svg);
      expect(everyElement(root).map((each) => each.name)).not.toContain('script');
      expect(textOf(everyElement(root).find((each) => each.name === 'title') ?? root)).toContain(hostile);
    }
  });

  it('numbers have two decimals, no minus zero, and must be finite', () => {
    expect([1 / 3, -0, -0.001, 12, 1e6].map(coordinate)).toEqual(['0.33', '0', '0', '12', '1000000']);
    expect(() => coordinate(Number.NaN)).toThrow(/finite/);
    expect(countText(1234567)).toBe('1\u2009234\u2009567');
    expect(countText(10n ** 6n)).toBe('1\u2009000\u2009000');
  });
});

describe('the frontier of dimensions', () => {
  it('has a mark for every point and, in the legend, for every operation, and keeps each in its panel', () => {
    const root = parseXml(sampleFigures['dimension-frontier'] ?? '');
    const marks = withClass(root, 'full');
    const dots = samplePanels.flatMap(({ series }) => series.flatMap((one) => one.dots));
    expect(marks).toHaveLength(dots.length + operations.length);
    const places = marks.flatMap((mark) => {
      const [, x, y] = /translate\(([\d.]+) ([\d.]+)\)/.exec(mark.attributes.get('transform') ?? '') ?? [];
      return [{ x: Number(x), y: Number(y) }];
    });
    const plots = samplePanels.map((_, index) => panelPlot(index));
    const inside = places.filter(({ x, y }) =>
      plots.some((plot) => x >= plot.left && x <= plot.right && y >= plot.top && y <= plot.bottom),
    );
    expect(inside).toHaveLength(dots.length);
  });
});

describe('the interaction diagram', () => {
  it.each(operations)(
    'of %s has one filled square for each path reached and one crossed for each missing',
    (operation) => {
      for (const lmax of [0, 1, 4, 10]) {
        const diagram = sampleDiagram(operation, lmax);
        const panel = withClass(parseXml(interactionDiagram(diagram)), 'panel')[0];
        if (!panel) throw new Error('no panel');
        const counted = (state: string) => diagram.paths.filter((path) => path.state === state).length;
        expect(withClass(panel, 'reached')).toHaveLength(counted('reached'));
        expect(withClass(panel, 'missing')).toHaveLength(counted('missing'));
        expect(withClass(panel, 'cell').length + withClass(panel, 'void').length).toBe((lmax + 1) ** 2);
        expect(textOf(panel)).toContain(`${countText(counted('reached'))} of ${countText(diagram.paths.length)} paths`);
      }
    },
  );

  it('keeps every square inside its own cell, and no two on one spot', () => {
    for (const [lmax, out] of [
      [1, 2],
      [4, 8],
      [4, 4],
      [7, 3],
      [10, 20],
    ] as const) {
      const root = parseXml(interactionDiagram(sampleDiagram('cgtp', lmax, out)));
      const panel = withClass(root, 'panel')[0];
      if (!panel) throw new Error('no panel');
      const boxOf = (each: { attributes: ReadonlyMap<string, string> }) => {
        const [x = 0, y = 0, width = 0, height = 0] = ['x', 'y', 'width', 'height'].map((key) =>
          Number(each.attributes.get(key)),
        );
        return { x, y, width, height };
      };
      const cells = withClass(panel, 'cell').map(boxOf);
      const squares = withClass(panel, 'fill').map(boxOf);
      expect(squares.length).toBeGreaterThan(0);
      for (const [index, square] of squares.entries()) {
        const home = cells.filter(
          (cell) =>
            square.x > cell.x &&
            square.y > cell.y &&
            square.x + square.width < cell.x + cell.width &&
            square.y + square.height < cell.y + cell.height,
        );
        expect(home).toHaveLength(1);
        expect(squares.slice(0, index).filter((other) => overlaps(square, other))).toEqual([]);
      }
    }
  });

  it('shows a pair without paths as a void of its own', () => {
    const diagram = { ...sampleDiagram('gtp', 2), paths: [{ l1: 1, l2: 1, l3: 0, state: 'reached' as const }] };
    const panel = withClass(parseXml(interactionDiagram(diagram)), 'panel')[0];
    expect(panel && withClass(panel, 'void')).toHaveLength(8);
  });

  it('multiples hold every panel and one key', () => {
    const root = parseXml(interactionMultiples(operations.map((operation) => sampleDiagram(operation, 4))));
    expect(withClass(root, 'panel')).toHaveLength(6);
    expect(withClass(root, 'key')).toHaveLength(1);
  });

  it('refuses what is no path, what does not fit and what comes twice', () => {
    const base = sampleDiagram('gtp', 2);
    const withPath = (l1: number, l2: number, l3: number) => () =>
      interactionDiagram({ ...base, paths: [...base.paths, { l1, l2, l3, state: 'reached' }] });
    expect(withPath(1, 1, 3)).toThrow(/triangle/);
    expect(withPath(3, 1, 2)).toThrow(/outside/);
    expect(withPath(1, 1, 0)).toThrow(/twice/);
    expect(() => interactionMultiples([])).toThrow(/at least one/);
  });
});

describe('curves', () => {
  const charts = [
    ['expressivity', expressivityChart({ title: 't', series: sampleCurves, paths: 231 })],
    [
      'expressivity, doubling',
      expressivityChart({ title: 't', series: sampleCurves, paths: 231, channelScale: 'log2' }),
    ],
    ['cost', costChart({ title: 't', series: sampleCosts })],
    ['price', priceChart({ title: 't', series: samplePrices })],
    ['reach of many-body products', manyBodyReachChart({ title: 't', maps: 100, series: sampleReach })],
  ] as const;

  it.each(charts)('%s: names cover neither each other nor the plot, and stay on the canvas', (_, input) => {
    const { names, plot } = chartLayout(input);
    expect(names).toHaveLength(input.series.length + input.notes.length);
    for (const [index, { box }] of names.entries()) {
      expect(names.slice(0, index).filter((other) => overlaps(box, other.box))).toEqual([]);
      expect(box.x).toBeGreaterThan(plot.right);
      expect(box.x + box.width).toBeLessThanOrEqual(input.width);
      expect(box.y).toBeGreaterThanOrEqual(-1e-9);
      expect(box.y + box.height).toBeLessThanOrEqual(input.height);
    }
    expect(plot.right - plot.left).toBeGreaterThan(300);
  });

  it.each(charts)('%s: ticks rise, lie inside, and every point lies inside', (_, input) => {
    const { x, y, plot } = chartLayout(input);
    for (const [scale, low, high] of [
      [x, plot.left, plot.right],
      [y, plot.top, plot.bottom],
    ] as const) {
      const values = scale.ticks.map((tick) => tick.value);
      expect(values.length).toBeGreaterThanOrEqual(3);
      expect(values).toEqual([...new Set(values)].sort((a, b) => a - b));
      for (const value of values) {
        expect(scale.position(value)).toBeGreaterThanOrEqual(low - 1e-6);
        expect(scale.position(value)).toBeLessThanOrEqual(high + 1e-6);
      }
    }
    for (const point of input.series.flatMap((each) => each.points)) {
      expect(x.position(point.x)).toBeGreaterThanOrEqual(plot.left);
      expect(x.position(point.x)).toBeLessThanOrEqual(plot.right);
      for (const value of [point.y, ...(point.interval ?? [])]) {
        expect(y.position(value)).toBeGreaterThanOrEqual(plot.top - 1e-6);
        expect(y.position(value)).toBeLessThanOrEqual(plot.bottom);
      }
    }
  });

  it('draw one mark for each point, hollow with a bar where nothing is certified', () => {
    const root = parseXml(expressivityCurve({ title: 't', series: sampleCurves, paths: 231 }));
    const series = withClass(root, 'series');
    expect(series).toHaveLength(sampleCurves.length);
    for (const [index, { points }] of sampleCurves.entries()) {
      const drawn = series[index];
      if (!drawn) throw new Error('no curve');
      const open = points.filter((point) => !point.certified).length;
      expect(withClass(drawn, 'hollow')).toHaveLength(open);
      expect(withClass(drawn, 'span')).toHaveLength(open);
      expect(withClass(drawn, 'full')).toHaveLength(points.length - open);
    }
    expect(sampleCurves.some(({ points }) => points.some((point) => !point.certified))).toBe(true);
  });

  it('name every operation, its ceiling, and every algorithm with its exponent', () => {
    const curves = textOf(parseXml(expressivityCurve({ title: 't', series: sampleCurves, paths: 231 })));
    for (const { ceiling } of sampleCurves) expect(curves).toContain(`|Ω| = ${ceiling}`);
    const costs = textOf(parseXml(costScaling({ title: 't', series: sampleCosts })));
    for (const { algorithm, exponent } of sampleCosts)
      expect(costs).toContain(`${algorithm}  ∝ L${exponent.toFixed(1)}`);
  });

  it('tell the products of one operation apart by a piece of their line', () => {
    const root = parseXml(manyBodyReach({ title: 't', maps: 100, series: sampleReach }));
    const text = textOf(root);
    for (const piece of ['GTP fused  C = 4  ——', 'GTP fused, one layer  C = 9  – –', 'GTP chained  C = 5  · · ·']) {
      expect(text).toContain(piece);
    }
    expect(text).toMatch(/MTP fused {2}C = 6(?! {2}[–—·])/);
    const marks = sampleReach.reduce((sum, { points }) => sum + points.length, 0);
    const drawn = withClass(root, 'series').map(
      (one) => withClass(one, 'full').length + withClass(one, 'hollow').length,
    );
    expect(drawn.reduce((sum, count) => sum + count, 0)).toBe(marks);
  });

  it('refuse a curve without points and a logarithm of nothing', () => {
    expect(() =>
      costScaling({ title: 't', series: [{ algorithm: 'a', operation: 'gtp', points: [], exponent: 1 }] }),
    ).toThrow();
    const zero = { algorithm: 'a', operation: 'gtp', points: [{ l: 0, multiplyAdds: 1 }], exponent: 1 } as const;
    expect(() => costScaling({ title: 't', series: [zero] })).toThrow(/positive/);
  });
});

describe('logarithmic scales', () => {
  const positive = fc.integer({ min: 0, max: 40 }).map((exponent) => 1.7 ** exponent);

  it('are monotone, with rising ticks inside the domain and never too many', () => {
    fc.assert(
      fc.property(positive, positive, (a, b) => {
        fc.pre(a !== b);
        const domain = [Math.min(a, b), Math.max(a, b)] as const;
        for (const scale of [decadeScale(domain, [0, 500]), logScaleAt(domain, [0, 500], powersOfTwo(2 ** 31))]) {
          const positions = scale.ticks.map((tick) => scale.position(tick.value));
          expect(positions).toEqual([...positions].sort((p, q) => p - q));
          expect(new Set(positions).size).toBe(positions.length);
          expect(positions.every((position) => position > -1e-6 && position < 500 + 1e-6)).toBe(true);
        }
        const count = decadeScale(domain, [0, 500]).ticks.length;
        expect(count).toBeLessThanOrEqual(9);
        if (domain[1] / domain[0] >= 4) expect(count).toBeGreaterThanOrEqual(2);
      }),
    );
  });

  it('proportional scales with integer ticks have only integers', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 1, max: 12 }), (top, count) => {
        const { ticks } = linearScale([0, top], [0, 300], count, true);
        expect(ticks.every((tick) => Number.isInteger(tick.value))).toBe(true);
      }),
    );
  });
});

describe('the frontier', () => {
  it('places every name clear of marks and of other names', () => {
    const { labels, marks } = frontierLayout({ title: 't', entries: sampleFrontier });
    expect(labels).toHaveLength(sampleFrontier.length);
    for (const [index, { box }] of labels.entries()) {
      expect(marks.filter((mark) => overlaps(mark, box))).toEqual([]);
      expect(labels.slice(0, index).filter((other) => overlaps(box, other.box))).toEqual([]);
    }
  });
});

describe('accidental zeros', () => {
  it('have one dot each and one row for each triple', () => {
    const root = parseXml(accidentalZerosChart({ title: 't', triples: sampleZeros, maxTwiceJ: 16 }));
    expect(withClass(root, 'zero')).toHaveLength(sampleZeros.length);
    const triples = new Set(sampleZeros.map(({ l1, l2, l3 }) => [l1, l2, l3].join('\u2002')));
    for (const triple of triples) expect(textOf(root)).toContain(triple);
    expect(withClass(root, 'shade')).toHaveLength(triples.size);
  });

  it('may be none', () => {
    const root = parseXml(accidentalZerosChart({ title: 't', triples: [], maxTwiceJ: 16 }));
    expect(withClass(root, 'zero')).toEqual([]);
    expect(textOf(root)).toContain('none');
  });

  it('refuse a zero outside the chart, in a matrix too small, or listed twice', () => {
    const draw =
      (...triples: { l1: number; l2: number; l3: number; twiceJ: number }[]) =>
      () =>
        accidentalZerosChart({ title: 't', triples, maxTwiceJ: 8 });
    const zero = { l1: 2, l2: 2, l3: 2, twiceJ: 3 };
    expect(draw({ ...zero, twiceJ: 9 })).toThrow(/1\.\.8/);
    expect(draw({ ...zero, l3: 4 })).toThrow(/no such degree/);
    expect(draw(zero, zero)).toThrow(/twice/);
  });
});
