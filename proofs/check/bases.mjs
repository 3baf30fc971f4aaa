/**
 * Bases of the symmetric equivariant maps from several equal factors (schema.md, `bases`).
 *
 * The variable u_m of degree ℓ has the number ℓ²+ℓ+m; a monomial is an ascending list of variables, a polynomial a list of
 * [monomial, coefficient]. A map is given by its component of highest weight, which is a polynomial in the u.
 */
import { createHash } from 'node:crypto';
import { binomials, choices, fact, must, once, product, range, same, sign, sum } from '../check.mjs';

const total = (list) => sum(list, (x) => x);
const degree = (x) => Math.floor(Math.sqrt(x));
const order = (x) => x - degree(x) * (degree(x) + 1);
/** Terms, each monomial once. */
function collect(terms) {
  const found = new Map();
  for (const [variables, c] of terms) {
    const name = `${variables.sort((a, b) => a - b)}`;
    found.set(name, (found.get(name) ?? 0n) + c);
  }
  return [...found].filter(([, c]) => c !== 0n).map(([name, c]) => [name.split(',').map(Number), c]);
}
/** All monomials with one variable of each of the ascending degrees, in lexicographic order; and those of a weight. */
const monomials = ([l, ...others], least = 0) =>
  l === undefined
    ? [[]]
    : range(Math.max(l * l, least), l * (l + 2)).flatMap((x) => monomials(others, x).map((rest) => [x, ...rest]));
const ofWeight = (factors, weight) => monomials(factors).filter((monomial) => sum(monomial, order) === weight);

/** J₊ or J₋ (step 1 or −1): u_m becomes (ℓ∓m) u_{m±1}, in one variable after the other. */
const moved = (part, step) =>
  collect(
    part.flatMap(([monomial, c]) =>
      monomial.map((x, k) => [monomial.with(k, x + step), c * BigInt(degree(x) - step * order(x))]),
    ),
  );
/** u_m in real variables y, as [y, coefficient] without the i that goes with every y_m of m < 0. */
function inReal(x) {
  const m = order(x);
  if (m === 0) return [[x, 1n]];
  const signs = m > 0 ? [sign(m), sign(m)] : [-1n, 1n];
  return [x, x - 2 * m].map((y, k) => [y, signs[k]]);
}
/** Π (exponents)! of a monomial. */
const repetitions = (monomial) =>
  product([...monomial.keys()], (k) => BigInt(k - monomial.indexOf(monomial[k]) + 1), 1n);

/** All entries of a map, which are n·√size, in order: their m, monomial, n, size, and how many orderings the monomial has. */
function entriesOf(factors, out, highest) {
  const found = new Map();
  let part = highest;
  for (const m of range(0, out).reverse()) {
    const terms = part.flatMap(([monomial, c]) => choices(...monomial.map(inReal)).map((chosen) => [chosen, c]));
    const real = collect(terms.map(([chosen, c]) => [chosen.map(([y]) => y), product(chosen, ([, n]) => n, c)]));
    for (const [monomial, c] of real) {
      const turns = out + 3 * total(factors) + 2 * m + monomial.filter((x) => order(x) < 0).length; // a factor i^turns
      must(m > 0 || turns % 2 === 0, `${factors} → ${out}: not real`);
      found.set(`${turns % 2 ? -m : m} ${monomial}`, sign(Math.floor(turns / 2)) * fact(out + m) * c);
    }
    part = moved(part, -1);
  }
  const weight = (l, m) => fact(l + m) * fact(l - m) * (m === 0 ? 2n : 1n);
  return choices(range(-out, out), monomials(factors)).flatMap(([m, monomial]) => {
    const n = found.get(`${m} ${monomial}`);
    if (n === undefined) return [];
    const times = repetitions(monomial);
    const weights = product(monomial, (x) => weight(degree(x), order(x)), 1n);
    const size = (weights * times ** 2n * 2n * fact(2 * out)) / weight(out, m);
    return [{ m, monomial, n, size, orderings: fact(factors.length) / times }];
  });
}
/** The product of two maps as tensors, summed over all their entries, up to a positive factor. */
function inner(a, b) {
  const other = new Map(b.map(({ m, monomial, n }) => [`${m} ${monomial}`, n]));
  return a.reduce(
    (found, { m, monomial, n, size, orderings }) =>
      found + n * (other.get(`${m} ${monomial}`) ?? 0n) * size * orderings,
    0n,
  );
}
const gcd = (a, b) => (b === 0n ? a : gcd(b, a % b));
/** A line for each entry of a map of norm 1: its m, its inputs, its square with its sign. */
function textOf(entries) {
  const norm = inner(entries, entries);
  const lines = entries.map(({ m, monomial, n, size }) => {
    const square = n * n * size;
    const common = gcd(norm, square);
    return `${m} ${monomial} ${n < 0n ? '-' : ''}${square / common}/${norm / common}\n`;
  });
  return `element\n${lines.join('')}`;
}

/** A map into `before` coupled with one more factor ℓ to `to`, by components of highest weight. */
function coupled(part, before, l, to) {
  const n = before + l - to;
  let lowered = part;
  return collect(
    range(0, n).flatMap((k) => {
      const factor = sign(k) * binomials(n)[k] * fact(2 * before - k);
      const terms = lowered.map(([monomial, c]) => [[...monomial, l * (l + 2) - n + k], factor * c]);
      lowered = moved(lowered, -1);
      return terms;
    }),
  );
}
/** All couplings factor by factor, by ascending inner degrees. */
function* paths([l, ...others], out, part = [[[], 1n]], before = 0) {
  if (l === undefined) yield part;
  else
    for (const to of range(Math.abs(before - l), before + l))
      if (others.length > 0 || to === out) yield* paths(others, out, coupled(part, before, l, to), to);
}

/** The texts of the elements on these factors: an orthogonal basis of all maps, made from the paths in their order. */
function elementsOf(factors, out, vectors) {
  const [at, above] = [ofWeight(factors, out), ofWeight(factors, out + 1)];
  const where = `${factors} → ${out}`;
  must(vectors.length === at.length - above.length, `${where}: not all maps`);
  const found = vectors.map((vector) => {
    must(vector.length === at.length && vector.every(Number.isInteger), `${where}: not of weight ${out}`);
    const part = at.map((monomial, k) => [monomial, BigInt(vector[k])]).filter(([, c]) => c !== 0n);
    must(part.length > 0 && moved(part, 1).length === 0, `${where}: not of highest weight`);
    return entriesOf(factors, out, part);
  });
  for (const [k, a] of found.entries())
    for (const b of found.slice(0, k)) must(inner(a, b) === 0n, `${where}: not orthogonal`);
  let next = 0;
  for (const path of paths(factors, out)) {
    if (next === found.length) break;
    const entries = entriesOf(factors, out, path);
    if (inner(found[next], entries) > 0n) next++;
    for (const later of found.slice(next)) must(inner(later, entries) === 0n, `${where}: not by the rule`);
  }
  must(next === found.length, `${where}: not by the rule`);
  return found.map(textOf);
}

const contents = (top, count, least = 0) =>
  count === 0 ? [[]] : range(least, top).flatMap((l) => contents(top, count - 1, l).map((rest) => [l, ...rest]));

/** Of bases of maps from 0e+1o+2e+… the SHA-256 of all their numbers; evidence: integers of the elements on the factors of each content. */
export function bases({ rows, vectors }) {
  for (const entry of vectors) must(same(Object.keys(entry), ['factors', 'out', 'highest']), 'vectors: other fields');
  const highest = new Map(vectors.map((entry) => [`${entry.factors} ${entry.out}`, entry.highest]));
  const elements = once((factors, out) => elementsOf(factors, out, highest.get(`${factors} ${out}`) ?? []));
  const irrep = (l, n) => `${l}${'eo'[n % 2]}`;
  const features = (top) => range(0, top).map((l) => `1x${irrep(l, l)}`);
  let before = '';
  const found = rows.map(({ irreps, order: count, out }) => {
    const key = `${irreps} ${count} ${out}`;
    const top = irreps.split('+').length - 1;
    must(irreps === features(top).join('+') && range(1, 9).includes(count) && /^\d[eo]$/.test(out), `rows: ${key}`);
    must(before < key, 'rows: not in order');
    before = key;
    const l = Number(out[0]);
    const own = contents(top, count).filter((factors) => out === irrep(l, total(factors)));
    const texts = own.flatMap((factors) => elements(factors, l));
    const sha256 = createHash('sha256')
      .update(`${key}\n${texts.join('')}`)
      .digest('hex');
    return { irreps, order: count, out, elements: texts.length, sha256 };
  });
  must(same(rows, found), 'rows: other elements');
  return sum(found, (row) => 1 + row.elements);
}
