/** The kinds about counts: interactions as polynomials, costs as polynomials, costs. Each returns [claim, cases], or throws. */
import { integer, must, PARITIES, range, SETTINGS, same, sum } from './arithmetic.mjs';
import { ALGORITHMS, costOf } from './costs.mjs';
import { graphOf, parseIrreps, settingSides } from './graph.mjs';
import { equal, plus, ratio, times } from './symbols.mjs';

/** Coefficients of 1, L, L², … from texts in lowest terms. */
export function polynomial(texts, maxDegree) {
  must(Array.isArray(texts) && texts.length <= maxDegree + 1, `expected at most ${maxDegree + 1} coefficients`);
  const form = texts.map((text) => {
    const [, num, den = '1'] = /^(-?\d{1,20})(?:\/(\d{1,20}))?$/.exec(text) ?? [];
    must(num !== undefined && BigInt(den) > 0n, 'expected a fraction');
    const [p, q] = ratio(BigInt(num), BigInt(den));
    must(text === (q === 1n ? `${p}` : `${p}/${q}`), 'expected a fraction in lowest terms');
    return [p, q];
  });
  must(form.length === 0 || form.at(-1)[0] !== 0n, 'the leading coefficient is zero');
  return form;
}
export const valueAt = (form, l) => form.reduceRight((t, c) => plus(times(t, [BigInt(l), 1n]), c), [0n, 1n]);

/**
 * The least D that takes the vertices of the polytope of (ℓ1, ℓ2, ℓ3)/L into ℤ³, or into its points of even sum. A vertex lies on three of
 * the planes a·x = b; the polytope is a·x ≥ b for all of them.
 */
export function leastPeriod(setting, even) {
  const from = setting.startsWith('mimo') ? 0 : 1;
  const [low, high] = { siso: [1, 1], 'mimo-truncated': [0, 1] }[setting] ?? [0, 2];
  const axes = [
    [[1, 0, 0], from, 1],
    [[0, 1, 0], from, 1],
    [[0, 0, 1], low, high],
  ].flatMap(([a, least, most]) => [
    [a, least],
    [a.map((x) => -x), -most],
  ]);
  const triangle = [
    [1, 1, -1],
    [1, -1, 1],
    [-1, 1, 1],
  ].map((a) => [a, 0]);
  const planes = [...axes, ...triangle];
  const determinant = ([[a, b, c], [d, e, f], [g, h, i]]) =>
    a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
  const periods = planes.flatMap((p, i) =>
    planes.slice(0, i).flatMap((q, j) =>
      planes.slice(0, j).flatMap((r) => {
        const rows = [p, q, r].map(([a]) => a);
        const det = determinant(rows);
        if (det === 0) return [];
        const point = [0, 1, 2].map((k) =>
          determinant(rows.map((a, n) => a.map((x, m) => (m === k ? [p, q, r][n][1] : x)))),
        );
        const inside = planes.every(([a, b]) => (sum(a.map((x, k) => x * point[k])) - b * det) * Math.sign(det) >= 0);
        const fits = (d) => point.every((x) => (d * x) % det === 0) && (!even || (d * sum(point)) % (2 * det) === 0);
        return inside ? [range(1, 99).find(fits)] : [];
      }),
    ),
  );
  return range(1, 9999).find((d) => periods.every((period) => d % period === 0));
}

const POLYNOMIAL = ALGORITHMS.filter((name) => !['cgtp-sparse', 'gtp-fourier-fft', 'mtp-sparse'].includes(name));

export const countingKinds = {
  'path-counts'({ rows }) {
    const wanted = SETTINGS.flatMap((setting) => ['cgtp', 'gtp', 'curl'].map((operation) => [setting, operation]));
    must(Array.isArray(rows) && rows.length === wanted.length, 'expected a row for each setting and operation');
    for (const [i, [setting, operation]] of wanted.entries()) {
      const { polynomials } = rows[i];
      must(same(rows[i], { setting, operation, polynomials }), `${setting} ${operation}: expected another row`);
      const period = integer(polynomials.length, 1, 2);
      const forms = polynomials.map((texts) => polynomial(texts, 3));
      must(
        period % leastPeriod(setting, operation !== 'cgtp') === 0,
        `${setting} ${operation}: the period may be longer`,
      );
      // L = 0, and at least four L ≥ 1 of each class.
      for (const l of range(0, 5 * period - 1)) {
        const { length } = graphOf(operation, 'so3', settingSides(setting, l, 'so3')).paths;
        must(equal(valueAt(forms[l % period], l), [BigInt(length), 1n]), `${setting} ${operation}: L = ${l}`);
      }
    }
    return [
      'For every L ≥ 0 the operation has in the setting of degree L, in SO(3), as many interactions as the polynomial (of those for L mod their number) says; coefficients of 1, L, L², ….',
      sum(rows, ({ polynomials }) => 5 * polynomials.length),
    ];
  },
  'cost-polynomials'({ rows }) {
    must(Array.isArray(rows) && rows.length === POLYNOMIAL.length, 'expected a row for each algorithm');
    for (const [i, algorithm] of POLYNOMIAL.entries()) {
      const { polynomial: texts } = rows[i];
      must(same(rows[i], { algorithm, polynomial: texts }), `${algorithm}: expected another row`);
      const form = polynomial(texts, 6);
      for (const l of range(1, 14)) {
        const [work] = costOf(algorithm, settingSides('mimo', l, 'so3'), 'so3');
        must(equal(valueAt(form, l), [BigInt(work), 1n]), `${algorithm}: L = ${l}`);
      }
    }
    return [
      'For every L ≥ 1 the algorithm takes in mimo of degree L, in SO(3), as many multiply–adds for one channel as the polynomial says; coefficients of 1, L, L², ….',
      14 * rows.length,
    ];
  },
  costs({ lmax, rows, models }) {
    const wanted = SETTINGS.flatMap((setting) =>
      PARITIES.flatMap((parity) => ALGORITHMS.map((name) => [setting, parity, name])),
    );
    must(
      Array.isArray(rows) && rows.length === wanted.length && Array.isArray(models),
      'expected a row for each setting, parity and algorithm',
    );
    for (const [i, [setting, parity, name]] of wanted.entries()) {
      const group = parity === 'so3' ? 'so3' : 'o3';
      const found = range(1, integer(lmax, 1, 20)).map((l) => costOf(name, settingSides(setting, l, parity), group));
      must(
        same(rows[i], [setting, parity, name, found.map(([work]) => work), found.map(([, bytes]) => bytes)]),
        `${wanted[i]}: other costs`,
      );
    }
    for (const { left, right, out, costs } of models) {
      const found = ALGORITHMS.map((name) => [name, ...costOf(name, [left, right, out].map(parseIrreps), 'o3')]);
      must(same(costs, found), `${left}: other costs`);
    }
    must(
      models.every((row) => same(Object.keys(row), ['left', 'right', 'out', 'costs'])),
      'unknown fields',
    );
    return [
      `Multiply–adds and bytes of one channel of each algorithm: rows give them for L = 1…${lmax} of a setting and parity, models for irreps with parities as written.`,
      lmax * rows.length + ALGORITHMS.length * models.length,
    ];
  },
};
