/**
 * Networks before two point clouds: which products they have, and from which body order on an invariant differs (schema.md, "clouds"), by the
 * span of all features, in integers.
 */
import { choices, isTriad, matrixSize, once, range, sidesOf, sum, termsOf } from '../check.mjs';
import { add, couple, emptySpan, momentOf } from './forms.mjs';

// Networks. An irrep is 2ℓ for the parity (−1)^ℓ, that of moments, and in SO(3); for the other parity it is 2ℓ+1.
export const degree = (irrep) => irrep >> 1;
/** The interacting paths on degrees ≤ L. */
export const pathsOf = once((rule, operation, L) => {
  const parities = rule === 'both' ? ['eo', 'oe'] : ['eo'];
  const words = choices(range(0, L), parities).map(([l, letters]) => `1x${l}${letters[l % 2]}`);
  const side = words.join('+');
  const sides = sidesOf([side, side, side], rule === 'so3' ? 'so3' : 'explicit');
  const isPath = ([a, b, c]) => isTriad(2 * a.l, 2 * b.l, 2 * c.l) && c.p === a.p * b.p;
  const interacting = choices(...sides).filter(
    (path) => isPath(path) && termsOf(operation, path, matrixSize(sides)).length,
  );
  return interacting.map((path) => path.map(({ l, natural }) => 2 * l + !natural));
});
/** The irreps that paths lead to from moments of degrees ≤ L, with these. */
function reached(paths, L) {
  const found = new Set(range(0, L).map((l) => 2 * l));
  for (let before = 0; before < found.size; ) {
    before = found.size;
    for (const [a, b, c] of paths) if (found.has(a) && found.has(b)) found.add(c);
  }
  return found;
}
/** Whether a feature 0 that changes its sign under inversion arises: in O(3) by its parity; in SO(3) a path takes features of either sign. */
export function sees(rule, operation, L) {
  const signs = rule === 'so3' ? [0, 1] : [0];
  const signed = choices(pathsOf(rule, operation, L), signs, signs).map(([[a, b, c], x, y]) =>
    rule === 'so3' ? [a + x, b + y, c + ((degree(a + b + c) + x + y) % 2)] : [a, b, c],
  );
  return Number(reached(signed, L).has(1));
}

// Two clouds before a network. A feature is a joint vector: its form on the first, and on the second.
/** The least order of an invariant that differs, or minus the dimension of all that is ever formed. */
function search(moments, paths) {
  const spans = new Map([...moments.map(([irrep]) => irrep), ...paths.flat()].map((irrep) => [irrep, emptySpan()]));
  const features = new Map();
  const of = (irrep, order) => features.get(`${[irrep, order]}`) ?? [];
  function* products(order) {
    for (const [[a, b, c], n] of choices(paths, range(1, order - 1)))
      for (const x of of(a, n))
        for (const y of of(b, order - n))
          if (spans.get(c).rows.length < 4 * degree(c) + 2) yield [c, couple(degree(a), degree(b), degree(c), x, y)];
  }
  // The last new feature being of order m, all products of two have been formed at order 2m.
  for (let [order, last] = [1, 1]; order <= 2 * last; order++)
    for (const [irrep, vector] of order === 1 ? moments : products(order)) {
      const fresh = add(spans.get(irrep), vector);
      if (fresh === undefined) continue;
      if (degree(irrep) === 0 && fresh[0] !== fresh[1]) return order;
      features.set(`${[irrep, order]}`, [...of(irrep, order), fresh]);
      last = order;
    }
  return -sum(spans.values(), ({ rows }) => rows.length);
}
/** The moments of two clouds: of each degree ≤ L one for each species, or for each species and distance. */
function momentsOf(clouds, radial, L) {
  const channelOf = ([species, x, y, z]) => `${[species, radial === 'every' ? x * x + y * y + z * z : 'any']}`;
  const channels = [...new Set(clouds.flat().map(channelOf))];
  return choices(range(0, L), channels).map(([l, channel]) => {
    const total = (cloud) => {
      const forms = cloud.filter((point) => channelOf(point) === channel).map(([, ...at]) => momentOf(...at, l));
      return range(0, 2 * l).map((k) => forms.reduce((n, form) => n + form[k], 0n));
    };
    return [2 * l, clouds.flatMap(total)];
  });
}
/** Answers on two clouds to (paths, L). Networks of which the same paths can be reached share one. */
export function askerOf(clouds, radial) {
  const moments = once((L) => momentsOf(clouds, radial, L));
  const pathOf = (text) => text.split(',').map(Number);
  const answer = once((L, ...paths) => search(moments(L), paths.map(pathOf)));
  return (paths, L) => {
    const irreps = reached(paths, L);
    const own = paths.filter(([a, b]) => irreps.has(a) && irreps.has(b));
    // Products in the other order are the same up to sign.
    const asked = own.map(([a, b, c]) => `${[Math.min(a, b), Math.max(a, b), c]}`);
    return answer(L, ...new Set(asked.sort()));
  };
}
