/** What an algorithm costs (schema.md, "Costs"): [multiply–adds, numbers in tables, numbers in between]. */
import { range, sum, top } from './arithmetic.mjs';
import { matrixSize, natural, pathsBetween } from './graph.mjs';
import { nonZeros } from './symbols.mjs';

const CGTP = ['cgtp-dense', 'cgtp-sparse'];
const GTP = ['gtp-fourier-direct', 'gtp-fourier-fft', 'gtp-grid'];
export const ALGORITHMS = [...CGTP, ...GTP, 'mtp-dense', 'mtp-sparse', 'vstp-grid', 'curl-grid', 'gtp+curl-grid'];
export const operationOf = (name) => name.replace(/-(dense|sparse|grid|fourier.*)$/, '');

/** The functions that carry a side: highest degree and dimension. */
function signalsOf(side, group) {
  const kinds = [true, false].map((kind) => side.filter(({ l, p }) => (group === 'so3' || p === natural(l)) === kind));
  return kinds.filter((kind) => kind.length > 0).map((kind) => signalOf(kind.map(({ l }) => l)));
}
const signalOf = (degrees) => ({ l: top(degrees), size: sum([...new Set(degrees)], (l) => 2 * l + 1) });
const topOf = (side) => top(side.map(({ l }) => l));

function contraction(sides, entries) {
  const paths = pathsBetween(sides).map(({ path: [a, b, c] }) => ({
    pair: `${a.l} ${a.p} ${b.l} ${b.p}`,
    outer: (2 * a.l + 1) * (2 * b.l + 1),
    inner: entries(a.l, b.l, c.l),
  }));
  const pairs = [...new Map(paths.map(({ pair, outer }) => [pair, outer])).values()];
  const total = sum(paths, ({ inner }) => inner);
  return [sum(pairs) + total, total, top(pairs)];
}

function fourier(sides, [a, b, c], fast) {
  const degree = topOf(a) + topOf(b);
  const projected = sides[2].filter(({ l }) => l <= degree);
  const table =
    sum([...sides[0], ...sides[1]], ({ l }) => (l + 1) * (4 * l + 1)) +
    sum(projected, ({ l }) => (4 * l + 1) * range(-degree + ((degree + l) % 2), degree, 2).length);
  const square = ({ l }) => (2 * l + 1) ** 2;
  if (!fast)
    return [
      table + 4 * sum(a, square) * sum(b, square),
      table,
      2 * (sum([...a, ...b], square) + (2 * degree + 1) ** 2),
    ];
  const power = Math.ceil(Math.log2(2 * degree + 1));
  const n = 2 ** power;
  const work = 4 * n * n * ((a.length + b.length + c.length) * power + a.length * b.length);
  return [table + work, table + 2 * Math.floor(n / 2), 2 * n * n * (a.length + b.length + 1)];
}

function matrix(sides, entries) {
  const twiceJ = matrixSize(sides);
  const n = twiceJ + 1;
  const table = sum(sides.flat(), ({ l }) => (l <= twiceJ ? entries(l, n) : 0));
  const [a, b, c] = sides.map((side) => new Set(side.map(({ p }) => p)).size);
  return [table + a * b * n ** 3, table, (a + b + c) * n * n];
}

function grid(name, sides, group) {
  const ports = sides.map((side, slot) =>
    side.flatMap(({ l: j, p }) =>
      (j ? [j - 1, j, j + 1] : [1])
        .filter((l) => group === 'so3' || p === (slot === 2 ? natural(l) : -natural(l)))
        .map((l) => ({ l, j })),
    ),
  );
  const carried =
    name === 'vstp-grid'
      ? ports.map((own) => (own.length > 0 ? [signalOf(own.map(({ l }) => l))] : []))
      : sides.map((side) => signalsOf(side, group));
  const [a, b, c] = carried;
  const degree =
    name === 'vstp-grid' ? crossDegree(ports) : Math.max(0, sum(carried, topOf) - (name === 'curl-grid' ? 1 : 0));
  const [rings, points] = [Math.floor(degree / 2) + 1, degree + 1];
  const legendre = (s) => rings * s.size;
  const azimuth = (s) => rings * points * (2 * s.l + 1);
  const [trigonometric, turning] = [(s) => points * (2 * s.l + 1), (s) => rings * (2 * s.l + 1)];
  const [way, tables] = [(s) => legendre(s) + azimuth(s), (s) => legendre(s) + trigonometric(s)];
  const [inputs, all, values] = [[...a, ...b], carried.flat(), rings * points];
  const pairs = a.length * b.length * values;
  const mixing = sum(ports.flat(), ({ l, j }) => nonZeros(l, 1, j));
  if (name === 'gtp-grid') return [sum(all, way) + pairs, sum(all, tables), all.length * values];
  if (name === 'vstp-grid')
    return [mixing + 3 * sum(all, way) + 6 * values, mixing + sum(all, tables), 3 * all.length * values];
  if (name === 'curl-grid')
    return [
      2 * sum(inputs, way) + 2 * pairs + sum(c, way),
      sum(inputs, (s) => legendre(s) + tables(s)) + sum(c, tables),
      (2 * inputs.length + c.length) * values,
    ];
  const synthesis = sum(inputs, (s) => 2 * legendre(s) + turning(s) + 3 * azimuth(s));
  return [
    synthesis + 3 * pairs + 2 * sum(c, way),
    sum(inputs, (s) => legendre(s) + turning(s) + tables(s)) + sum(c, tables),
    (3 * inputs.length + 2 * c.length) * values,
  ];
}

/** D of `vstp-grid`: kinds of fields r, c, g, and by how much three of them fall short of j1+j2+j3. */
const SHORT = { cgr: 0, ccr: 1, ggr: 1, ccg: 1, cgg: 2, ggg: 3 };
function crossDegree(ports) {
  const fields = ports.map((own) =>
    own.flatMap(({ l, j }) => {
      if (l === j) return [{ kind: 'c', j }];
      return [...(l > j ? [{ kind: 'r', j }] : []), ...(j > 0 ? [{ kind: 'g', j }] : [])];
    }),
  );
  const [left, right, out] = fields;
  const degrees = left.flatMap((a) =>
    right.flatMap((b) =>
      out.flatMap((c) => {
        const short = SHORT[[a.kind, b.kind, c.kind].sort().join('')];
        return short === undefined ? [] : [a.j + b.j + c.j - short];
      }),
    ),
  );
  return degrees.reduce((most, degree) => Math.max(most, degree), 0);
}

/** [multiply–adds, bytes] of one channel. */
export function costOf(name, sides, group) {
  const carried = sides.map((side) => signalsOf(side, group));
  const counted = {
    'cgtp-dense': () => contraction(sides, (a, b, c) => (2 * a + 1) * (2 * b + 1) * (2 * c + 1)),
    'cgtp-sparse': () => contraction(sides, nonZeros),
    'gtp-fourier-direct': () => fourier(sides, carried, false),
    'gtp-fourier-fft': () => fourier(sides, carried, true),
    'mtp-dense': () => matrix(sides, (l, n) => (2 * l + 1) * n * n),
    'mtp-sparse': () => matrix(sides, (l, n) => nonZeros(l, (n - 1) / 2, (n - 1) / 2)),
  };
  const [work, tables, between] = counted[name]?.() ?? grid(name, sides, group);
  return [work, 8 * (tables + between)];
}
