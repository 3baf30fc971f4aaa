/**
 * What the symmetric contraction of ν equal factors multiplies and adds (schema.md, "Products"): monomials of real components, and entries of
 * them that some map has. Chains of couplings span the maps; x(m) = (−1)^m (c+is) and x(−m) = c−is with cosines c and sines s. A monomial
 * has as many i as it has sines, so that i may be 1: all numbers are integers.
 */
import { range, sign, sum } from '../check.mjs';
import { coupling, innerIrreps } from './product-maps.mjs';

/** A monomial, a text whose letters are places, times a place. */
const times = (monomial, place) => (monomial.at(-1) <= place ? monomial + place : [...monomial, place].sort().join(''));

/** How many multiply–adds: beginnings of monomials from two factors on, and entries. */
export function contraction(features, outs, order) {
  const starts = features.map((_, i) => sum(features.slice(0, i), ({ l }) => 2 * l + 1));
  /** x(m) of the i-th feature as [place, factor]: c stands at m, s at −m. */
  const real = (i, m) => {
    const place = (n) => String.fromCharCode(65 + starts[i] + features[i].l + n);
    if (m === 0) return [[place(0), 1n]];
    const [c, s] = m > 0 ? [sign(m), sign(m)] : [1n, -1n];
    return [
      [place(Math.abs(m)), c],
      [place(-Math.abs(m)), s],
    ];
  };
  const [beginnings, entries] = [new Set(), new Set()];
  /** Goes on from the polynomials of all components with the features from the i-th on, through every degree. */
  const walk = (before, a, from, left) => {
    for (const i of range(from, features.length - 1)) {
      const b = features[i];
      for (const c of left > 1 ? innerIrreps(a, b, Number.POSITIVE_INFINITY) : outs) {
        if (c.p !== a.p * b.p) continue;
        const after = range(0, 2 * c.l).map(() => new Map());
        for (const [m, n, k] of coupling(a.l, b.l, c.l).filter((one) => left > 1 || one[0] + one[1] >= 0))
          for (const [place, factor] of real(i, n))
            for (const [monomial, value] of before[m + a.l]) {
              const [into, name] = [after[m + n + c.l], times(monomial, place)];
              into.set(name, (into.get(name) ?? 0n) + factor * k * value);
            }
        if (left > 1) walk(after, c, i, left - 1);
        else
          for (const [m, polynomial] of after.entries())
            for (const [monomial] of [...polynomial].filter(([, value]) => value !== 0n)) {
              entries.add(`${outs.indexOf(c)} ${m} ${monomial}`);
              for (const length of range(2, order)) beginnings.add(monomial.slice(0, length));
            }
      }
    }
  };
  for (const [i, one] of features.entries()) {
    const own = range(-one.l, one.l).map((m) => new Map(real(i, m)));
    walk(own, one, i, order - 1);
  }
  return beginnings.size + entries.size;
}
