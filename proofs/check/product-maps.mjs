/**
 * The fixed maps of a product of ν factors (schema.md, "Products"): found(factors, out, weights, values) is told of each term its factors in
 * order, its output, the names of its weights, and the highest component of its map at each point.
 */
import { choices, fact, once, P, power, product, range, sign, sixfold, threefold } from '../check.mjs';

export const residue = (x) => Number(((x % BigInt(P)) + BigInt(P)) % BigInt(P));
const quotient = (x, y) => (residue(x) * power(residue(y), P - 2, P)) % P;
export const nameOf = ({ l, p }) => l + (p > 0 ? 'e' : 'o');

/** (ℓ+m)! (ℓ−m)! */
const turns = (l, m) => fact(l + m) * fact(l - m);
/** The map a ⊗ b → c in the coordinates turns(ℓ,m)·x(m): z(m+n) is the sum of all k·x(m)·y(n), [m, n, k]. */
export const coupling = once((a, b, c) =>
  choices(range(-a, a), range(-b, b)).flatMap(([m, n]) => {
    const k = sign(a - b + m + n) * threefold(2 * a, 2 * b, 2 * c, 2 * m, 2 * n) * turns(c, m + n);
    return k === 0n ? [] : [[m, n, k]];
  }),
);
const couplingModulo = once((a, b, c) => coupling(a, b, c).map(([m, n, k]) => [m, n, residue(k)]));

/** The kinds of steps of a chained operation; `every` is one that has all paths. */
const STEPS = { every: ['every'], gtp: ['gtp'], 'gtp+curl': ['gtp', 'curl'], mtp: ['mtp'] };
/** The coefficient of a step a ⊗ b → c before that coupling, up to what weights absorb; none where there is no path. */
const coefficient = once((kind, a, b, c, twiceJ) => {
  const [degrees, all] = [[2 * a, 2 * b, 2 * c], fact(a + b + c + 1)];
  const below = product([a + b - c, a - b + c, b + c - a], fact, all);
  const [integer, denominator] = {
    every: () => [1n, 1n],
    gtp: () => [threefold(...degrees, 0, 0), below],
    curl: () => [BigInt(((a + b + c) % 2) * (a + 1) * (b + 1)) * threefold(...degrees, 2, -2), below],
    mtp: () => [sixfold(...degrees, twiceJ, twiceJ, twiceJ), all],
  }[kind]();
  return integer === 0n ? undefined : quotient(integer, denominator);
});
/** The paths a ⊗ b → c of a step into some irreps c, as [c, kind, coefficient]. */
const pathsOf = (operation, a, b, into, twiceJ) =>
  choices(into, STEPS[operation]).flatMap(([c, kind]) => {
    const t = c.p === a.p * b.p ? coefficient(kind, a.l, b.l, c.l, twiceJ) : undefined;
    return t === undefined ? [] : [[c, kind, t]];
  });
/** The irreps of two that are coupled, of degrees at most `inner`. */
export const innerIrreps = (a, b, inner) =>
  range(Math.abs(a.l - b.l), Math.min(a.l + b.l, inner)).map((l) => ({ l, p: a.p * b.p }));

/** A step at each point: the components of the irrep c, or the highest alone. */
const stepOf = (x, y, [a, b, c], t, isLast) =>
  x.map((left, point) => {
    const z = new Array(2 * c.l + 1).fill(0);
    for (const [m, n, k] of couplingModulo(a.l, b.l, c.l))
      if (!isLast || m + n === c.l) z[m + n + c.l] += (((left[m + a.l] * y[point][n + b.l]) % P) * k) % P;
    return isLast ? ((z.at(-1) % P) * t) % P : z.map((value) => ((value % P) * t) % P);
  });
/** Factor by factor: a weight for each factor and each irrep in between, whose degrees are at most `inner`. */
export function chains({ operation, inner, twiceJ, features, outs, order }, points, found) {
  const walk = (x, a, factors, weights) => {
    const [k, isLast] = [factors.length + 1, factors.length + 1 === order];
    for (const b of features)
      for (const [c, kind, t] of pathsOf(operation, a, b, isLast ? outs : innerIrreps(a, b, inner), twiceJ)) {
        if (k === 2 && factors[0] === b && (a.l + b.l + c.l) % 2) continue; // antisymmetric
        const after = stepOf(x, points.get(b), [a, b, c], t, isLast);
        const all = [...weights, `x${k} ${nameOf(b)}`, `${isLast ? 'z' : `w${k}`} ${nameOf(c)} ${kind}`];
        if (isLast) found([...factors, b], c, all, after);
        else walk(after, c, [...factors, b], all);
      }
  };
  for (const one of features) walk(points.get(one), one, [one], [`x1 ${nameOf(one)}`]);
}
/** The irreps after 1, 2, … ν factors of a chain that steps lead to, and from there to an output. */
export function levelsOf({ operation, inner, twiceJ, features, outs, order }) {
  const next = (a, into) => features.flatMap((b) => pathsOf(operation, a, b, into ?? innerIrreps(a, b, inner), twiceJ));
  const levels = [features];
  for (const _ of range(2, order - 1)) {
    const reached = levels.at(-1).flatMap((a) => next(a).map(([c]) => [nameOf(c), c]));
    levels.push([...new Map(reached).values()]);
  }
  const kept = [outs];
  for (const level of levels.reverse()) kept.unshift(level.filter((a) => next(a, kept[0]).length > 0));
  return kept;
}

/** E(ℓ, m) of spin j by its entries [row, column, k]: the couplings ℓ ⊗ j → j. */
const matrixOf = once((l, m, twiceJ) =>
  range(Math.max(0, -m), Math.min(twiceJ, twiceJ - m)).map((column) => {
    const row = column + m;
    const k = threefold(2 * l, twiceJ, twiceJ, 2 * m, 2 * column - twiceJ) * fact(row) * fact(twiceJ - row);
    return [row, column, k * sign(l + row - twiceJ)];
  }),
);
/** Matrices in every order: products of integers, not residues. Their highest part of degree ℓ is, up to a factor, tr E(ℓ,−ℓ)A. */
export function matrices({ twiceJ, features, outs, order }, points, found) {
  const size = range(0, twiceJ);
  const embedded = ({ l }, x) => {
    const A = size.map(() => size.map(() => 0n));
    for (const m of range(-l, l)) for (const [i, j, k] of matrixOf(l, m, twiceJ)) A[i][j] += k * BigInt(x[l + m]);
    return A;
  };
  const sumOf = (list, f) => list.reduce((total, x, k) => total + f(x, k), 0n);
  const times = (A, B) => A.map((row) => size.map((j) => sumOf(row, (x, k) => x * B[k][j])));
  const factors = new Map(features.map((one) => [one, points.get(one).map((x) => embedded(one, x))]));
  const walk = (products, chosen) => {
    if (chosen.length < order) {
      const next = (As) => products.map((A, i) => times(A, As[i]));
      for (const [one, As] of factors) walk(next(As), [...chosen, one]);
      return;
    }
    const weights = chosen.map((one, k) => `x${k + 1} ${nameOf(one)}`);
    for (const out of outs) {
      const trace = (A) => sumOf(matrixOf(out.l, -out.l, twiceJ), ([i, j, k]) => k * A[j][i]);
      found(chosen, out, [...weights, `z ${nameOf(out)}`], products.map(trace));
    }
  };
  for (const [one, As] of factors) walk(As, [one]);
}

/** Functions in every order, which is one map: not zero where even sums lead from the factors to the output. */
export function functions({ layers, features, outs, order }, _, found) {
  const even = (a, b) => range(0, Math.min(a, b)).map((k) => a + b - 2 * k);
  for (const chosen of choices(...range(1, order).map(() => features))) {
    const weights = chosen.map((one, k) => `x${layers === 'own' ? k + 1 : ''} ${nameOf(one)}`);
    const degrees = chosen.reduce((before, { l }) => [...new Set(before.flatMap((a) => even(a, l)))], [0]);
    for (const out of outs) if (degrees.includes(out.l)) found(chosen, out, [...weights, `z ${nameOf(out)}`], [1]);
  }
}
