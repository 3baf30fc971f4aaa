/**
 * What the symmetric contraction of ν equal factors multiplies and adds (schema.md, "Products"): monomials of real components, and entries of
 * them that some map has. Couplings are those of section 2 of README.md, in the coordinates x(m)·(ℓ+m)!(ℓ−m)!, so that they are integers;
 * reality is x(m) = (−1)^m (c+is), x(−m) = c−is. A monomial has as many i as it has s, so that i may be left out: i = 1.
 */
import { choices, fact, once, range, sign, sum, threefold } from '../check.mjs';

/** [m, n, k] with k ≠ 0 for the coupling v(m+n) = Σ k·x(m)·y(n) of degrees a ⊗ b → c. */
export const coupling = once((a, b, c) =>
  choices(range(-a, a), range(-b, b)).flatMap(([m, n]) => {
    const k = sign(a - b + m + n) * threefold(2 * a, 2 * b, 2 * c, 2 * m, 2 * n);
    return k === 0n ? [] : [[m, n, k * turns(c, m + n)]];
  }),
);
/** (ℓ+m)! (ℓ−m)!, 0 unless |m| ≤ ℓ. */
export const turns = (l, m) => fact(l + m) * fact(l - m);

/** A monomial times the component at a place: places are letters, in their order. */
const times = (monomial, letter) =>
  monomial.at(-1) <= letter ? monomial + letter : [...monomial, letter].sort().join('');

/** How many multiply–adds: products that make monomials from their first ν−1 components, entries. */
export function contraction(features, outs, order) {
  const starts = features.map((_, i) => sum(features.slice(0, i), ({ l }) => 2 * l + 1));
  // x(m) of a feature, as [letter of a place, sign]: cosines c stand at m, sines s at −m.
  const real = (i, m) => {
    const letter = (n) => String.fromCharCode(65 + starts[i] + features[i].l + n);
    if (m === 0) return [[letter(0), 1n]];
    return m > 0
      ? [m, -m].map((n) => [letter(n), sign(m)])
      : [
          [letter(-m), 1n],
          [letter(m), -1n],
        ];
  };
  const [monomials, entries] = [new Set(), new Set()];
  /** Multiplies the polynomials of all components so far by features from the i-th on, through every degree in between. */
  const walk = (before, a, p, from, left) => {
    for (const [i, { l: b, p: q }] of features.entries()) {
      if (i < from) continue;
      const targets = left > 1 ? range(Math.abs(a - b), a + b).map((l) => ({ l, p: p * q })) : outs;
      for (const out of targets) {
        if (out.p !== p * q) continue;
        const after = range(0, 2 * out.l).map(() => new Map());
        for (const [m, n, k] of coupling(a, b, out.l)) {
          const into = after[m + n + out.l];
          if (left === 1 && m + n < 0) continue;
          for (const [letter, s] of real(i, n))
            for (const [monomial, value] of before[m + a]) {
              const name = times(monomial, letter);
              into.set(name, (into.get(name) ?? 0n) + s * k * value);
            }
        }
        if (left > 1) walk(after, out.l, out.p, i, left - 1);
        else
          for (const [m, polynomial] of after.entries())
            for (const [monomial, value] of polynomial)
              if (value !== 0n) {
                entries.add(`${outs.indexOf(out)} ${m} ${monomial}`);
                for (const length of range(2, order)) monomials.add(monomial.slice(0, length));
              }
      }
    }
  };
  for (const [i, { l, p }] of features.entries()) {
    const own = range(-l, l).map((m) => new Map(real(i, m)));
    walk(own, l, p, i, order - 1);
  }
  return monomials.size + entries.size;
}
