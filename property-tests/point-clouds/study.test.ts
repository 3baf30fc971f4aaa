/** The study: complete, and ordered as what is more general must be. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { OperationId } from '../../src/operation/index.ts';
import {
  leastOrder,
  type Network,
  type PairResult,
  type PointCloudStudy,
  pointCloudStudy,
} from '../../src/point-clouds/index.ts';

let study: PointCloudStudy;
const notes: string[] = [];
beforeAll(() => {
  study = pointCloudStudy((done, of, name) => notes.push(`${done} of ${of} ${name}`));
});

/** Orders with "never" as the largest. */
const orders = ({ byDegree }: PairResult): number[] => byDegree.map(({ order }) => order ?? Number.POSITIVE_INFINITY);

/** For each result of one network, that of another on the same pair and reading. */
function against(one: Network, other: Network): [PairResult, PairResult][] {
  const of = (network: Network): PairResult[] =>
    study.results.filter(
      (result) => result.network.operation === network.operation && result.network.parity === network.parity,
    );
  return of(one).flatMap((result) =>
    of(other)
      .filter(({ pair, radial }) => pair === result.pair && radial === result.radial)
      .map((match): [PairResult, PairResult] => [result, match]),
  );
}

describe('the study', () => {
  it('has 35 pairs, 18 networks, two readings, five degrees, and says where it is', () => {
    expect(study.results).toHaveLength(35 * 18 * 2);
    expect(study.results.every(({ byDegree }) => byDegree.length === 5)).toBe(true);
    expect(study.sight).toHaveLength(18);
    expect(notes).toHaveLength(35);
    expect(notes[0]).toBe('0 of 35 Tetris left and right');
  });

  it('never needs a higher order for having more: of paths, of degrees, of radial functions', () => {
    const some: readonly [OperationId, OperationId][] = [
      ['cgtp', 'gtp'],
      ['cgtp', 'mtp'],
      ['cgtp', 'vstp'],
      ['cgtp', 'curl'],
      ['gtp+curl', 'gtp'],
      ['gtp+curl', 'curl'],
    ];
    let cases = 0;
    const atMost = (better: PairResult, worse: PairResult): void => {
      const limits = orders(worse);
      for (const [l, order] of orders(better).entries()) expect(order).toBeLessThanOrEqual(limits[l] ?? 0);
      cases += 1;
    };
    for (const parity of ['natural', 'both', 'so3'] as const) {
      for (const [more, less] of some) {
        for (const [a, b] of against({ operation: more, parity }, { operation: less, parity })) atMost(a, b);
      }
    }
    for (const operation of ['cgtp', 'gtp', 'mtp', 'vstp', 'curl'] as const) {
      for (const [a, b] of against({ operation, parity: 'both' }, { operation, parity: 'natural' })) atMost(a, b);
    }
    for (const every of study.results.filter(({ radial }) => radial === 'every')) {
      const one = study.results.find(
        ({ radial, pair, network }) => radial === 'one' && pair === every.pair && network === every.network,
      );
      if (one !== undefined) atMost(every, one);
    }
    expect(cases).toBe(70 * (3 * 6 + 5) + 35 * 18);
    // The matrices of mtp change their size with L, and with it the accidental zeros: no such law for it.
    for (const result of study.results.filter(({ network }) => network.operation !== 'mtp')) {
      const list = orders(result);
      expect(list).toEqual([...list].sort((a, b) => b - a));
    }
  });

  it('Gaunt with curl is as good as CGTP everywhere; Gaunt alone is the same under each parity rule', () => {
    let cases = 0;
    for (const parity of ['natural', 'both', 'so3'] as const) {
      for (const [a, b] of against({ operation: 'cgtp', parity }, { operation: 'gtp+curl', parity })) {
        expect(orders(a)).toEqual(orders(b));
        cases += 1;
      }
      for (const [a, b] of against({ operation: 'gtp', parity }, { operation: 'gtp', parity: 'natural' })) {
        expect(orders(a)).toEqual(orders(b));
        cases += 1;
      }
    }
    expect(cases).toBe(6 * 70);
  });

  it('CGTP tells all pairs apart; Gaunt products all but the mirror images; the curl product alone has no invariant of order 2 or more', () => {
    for (const result of study.results.filter(({ network }) => network.parity === 'both')) {
      const best = leastOrder(result);
      const { operation } = result.network;
      if (operation === 'cgtp') expect(best).toBeDefined();
      if (operation === 'gtp') expect(best === undefined).toBe(result.pair.mirrored);
      if (operation === 'curl') expect(best?.order ?? 1).toBe(1);
    }
  });

  it('one path of the curl product is enough for each pair of mirror images', () => {
    expect(study.oneCurl).toHaveLength(5);
    for (const { path, order } of study.oneCurl) {
      expect(path).toBeDefined();
      expect(order).toBeGreaterThanOrEqual(3);
      const { left, right, out } = path ?? { left: { l: 0 }, right: { l: 0 }, out: { l: 0 } };
      expect((left.l + right.l + out.l) % 2).toBe(1);
    }
  });
});
