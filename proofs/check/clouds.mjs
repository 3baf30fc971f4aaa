/**
 * Certificates of kind `clouds` (schema.md): from which body order on networks tell two point clouds apart, or never. They have no evidence:
 * each answer is found anew, in integers.
 */
import { choices, must, OPERATIONS, product, range, same, sum } from '../check.mjs';
import { askerOf, degree, pathsOf, sees } from './networks.mjs';

const RULES = ['natural', 'both', 'so3'];
const RADIAL = ['every', 'one'];
/** An object with a field for each name. */
const each = (names, f) => Object.fromEntries(names.map((name) => [name, f(name)]));

// The certificate.
/** Whether changes of sign, of one coordinate or of all three, take one cloud to the other. */
function isMirrored([first, second]) {
  const turned = (cloud, signs) => cloud.map((point) => `${point.map((x, k) => x * signs[k])}`).sort();
  const reflections = choices([1], [1, -1], [1, -1], [1, -1]).filter((signs) => product(signs) < 0);
  return reflections.some((signs) => same(turned(first, signs), turned(second, [1, 1, 1, 1])));
}
const isBefore = (p, q) => p.map((x, k) => x - q[k]).find((x) => x !== 0) < 0;
/** The points of two clouds on one scale. */
function onOneScale(clouds) {
  must(clouds.length === 2, 'pairs: expected two clouds');
  for (const cloud of clouds) {
    const { scale, points } = cloud;
    must(same(Object.keys(cloud), ['name', 'scale', 'points']) && points.length > 0, 'clouds: expected other fields');
    for (const number of [scale, ...points.flat()])
      must(Number.isInteger(number) && Math.abs(number) < 1000, 'clouds: expected integers below 1000');
    must(scale > 0 && points.every((point) => point.length === 4), 'clouds: expected species and three coordinates');
    for (const [i, point] of points.entries()) must(i === 0 || isBefore(points[i - 1], point), 'clouds: not in order');
  }
  const [{ scale }, { scale: other }] = clouds;
  const scaled = ({ points }, factor) => points.map(([species, ...at]) => [species, ...at.map((x) => x * factor)]);
  return [scaled(clouds[0], other), scaled(clouds[1], scale)];
}
/** The curl product's paths from moments, small degrees first, up to the first with which Gaunt products tell the clouds apart. */
function curlsTried(ask, L) {
  const gaunt = pathsOf('both', 'gtp', L);
  const own = pathsOf('both', 'curl', L).filter(([a, b]) => a % 2 === 0 && b % 2 === 0 && a <= b);
  const bySize = own.sort((p, q) => p[0] + p[1] + p[2] - q[0] - q[1] - q[2]);
  const tried = [];
  for (const path of bySize) {
    tried.push([...path.map(degree), ask([...gaunt, path], L)]);
    if (tried.at(-1)[3] > 0) break;
  }
  return tried;
}
/** The check of the kind; its case count. */
export function clouds({ lmax, clouds: all, pairs, sight, oneCurl }, facts) {
  must(Number.isInteger(lmax) && lmax >= 0 && lmax < 7, 'lmax');
  const named = all.map(({ name }) => name);
  must(same(named, [...new Set(pairs.flatMap((pair) => pair.clouds))]), 'clouds: not those of the pairs, in order');
  const answersOf = (ask) => (rule) =>
    OPERATIONS.map((operation) => range(0, lmax).map((L) => ask(pathsOf(rule, operation, L), L)));
  const curls = [];
  const found = pairs.map(({ clouds: names }) => {
    const two = onOneScale(names.map((name) => all[named.indexOf(name)]));
    const ask = each(RADIAL, (radial) => askerOf(two, radial));
    const mirrored = isMirrored(two);
    // Gaunt products do not tell mirror images apart.
    must(mirrored || ask.every(pathsOf('natural', 'gtp', lmax), lmax) > 0, `${names}: perhaps mirror images`);
    if (mirrored) curls.push({ clouds: names, tried: curlsTried(ask.every, lmax) });
    return {
      clouds: names,
      mirrored: Number(mirrored),
      ...each(RADIAL, (radial) => each(RULES, answersOf(ask[radial]))),
    };
  });
  const seeing = each(RULES, (rule) => OPERATIONS.map((operation) => sees(rule, operation, lmax)));
  must(same([pairs, sight, oneCurl], [found, seeing, curls]), 'other answers');
  facts.set('clouds', { lmax, clouds: all, pairs, sight, oneCurl });
  const networks = RULES.length * OPERATIONS.length;
  return (
    pairs.length * (1 + RADIAL.length * networks * (lmax + 1)) + networks + sum(curls, ({ tried }) => tried.length)
  );
}

// The data file: the same in other words.
function fraction(x, scale) {
  const common = range(1, scale).findLast((d) => x % d === 0 && scale % d === 0);
  return scale === common ? `${x / common}` : `${x / common}/${scale / common}`;
}
function dataOf({ lmax, clouds: all, pairs, sight, oneCurl }) {
  const networks = RULES.flatMap((parity) => OPERATIONS.map((operation, n) => ({ parity, operation, n })));
  return {
    lmax,
    clouds: all.map(({ name, scale, points }) => {
      const at = (place) => place.map((x) => fraction(x, scale));
      return { name, points: points.map(([species, ...place]) => ({ species, at: at(place) })) };
    }),
    pairs: pairs.map(({ clouds: [first, second], mirrored, ...answers }) => ({
      first,
      second,
      mirrored: mirrored === 1,
      answers: RADIAL.flatMap((radial) =>
        networks.map(({ parity, operation, n }) => {
          const found = answers[radial][parity][n];
          const [orders, dimensions] = [found.map((x) => (x > 0 ? x : null)), found.map((x) => (x > 0 ? null : -x))];
          return { radial, parity, operation, orders, dimensions };
        }),
      ),
    })),
    sight: networks.map(({ parity, operation, n }) => ({ parity, operation, sees: sight[parity][n] === 1 })),
    oneCurl: oneCurl.map(({ clouds: [first, second], tried }) => {
      const [a, b, c, order] = tried.at(-1) ?? [0, 0, 0, 0];
      const path = `${a}${'eo'[a % 2]}⊗${b}${'eo'[b % 2]}→${c}${'oe'[c % 2]}`;
      return { first, second, ...(order > 0 ? { path, order } : { path: null, order: null }) };
    }),
  };
}
/** The check of the data file: every number in it. */
export function checkCloudsFile({ schema, ...stated }, facts) {
  must(facts.has('clouds'), 'no certificate of point clouds');
  must(schema === 1 && same(stated, dataOf(facts.get('clouds'))), 'other numbers than those of the certificate');
  return {
    id: 'report',
    cases: sum(stated.pairs, ({ answers }) => answers.length * (stated.lmax + 1)),
    claim: 'report: Its numbers follow.',
  };
}
