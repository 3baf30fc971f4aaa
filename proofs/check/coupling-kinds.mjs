/** The kinds about couplings and integrals. Each takes the fields of a certificate and returns [claim, cases], or throws. */
import { integer, must, P, PARITIES, range, same, sum } from './arithmetic.mjs';
import { graphOf, settingSides } from './graph.mjs';
import { extend } from './lower-bounds.mjs';
import {
  below,
  binomials,
  delta2,
  equal,
  fact,
  isTriad,
  ninefold,
  plus,
  racah,
  ratio,
  sign,
  sixfold,
  sizeOf,
  times,
  turns,
} from './symbols.mjs';

const triads = (n) => range(0, n).flatMap((c) => range(0, c).flatMap((b) => range(c - b, b).map((a) => [a, b, c])));
const doubled = (list) => list.map((x) => 2 * x);
const whole = (n) => [n, 1n];
export const couplingKinds = {
  orthogonality({ twiceJ }) {
    for (const a of range(0, integer(twiceJ, 0, 12)))
      for (const b of range(0, twiceJ))
        for (const m of range(-a - b, a + b, 2)) {
          const states = range(-a, a, 2).filter((n) => Math.abs(m - n) <= b);
          const thirds = range(Math.abs(a - b), a + b, 2).filter((c) => c >= Math.abs(m));
          must(states.length === thirds.length, 'the matrix is not square');
          for (const c of thirds)
            for (const d of thirds) {
              const total = states.reduce(
                (t, n) => t + turns(a, n) * turns(b, m - n) * racah(a, b, c, n, m - n) * racah(a, b, d, n, m - n),
                0n,
              );
              const norm = c === d ? below(a, b, c) * fact((a + b + c) / 2 + 1) : 0n;
              must(total * BigInt(c + 1) * turns(c, m) === norm, `not orthogonal: ${[a, b, c, d]}`);
            }
        }
    return [
      `For all angular momenta with 2j1, 2j2 ≤ ${twiceJ} the Clebsch–Gordan coefficients of j1 ⊗ j2 are an orthogonal matrix.`,
      (twiceJ + 1) ** 2,
    ];
  },
  'one-map-per-path'({ lmax }) {
    for (const a of range(0, integer(lmax, 0, 6)))
      for (const b of range(0, lmax))
        for (const c of range(0, 2 * lmax)) {
          const pairs = range(-a, a).flatMap((m) => range(-b, b).map((n) => [m, n]));
          const index = new Map(pairs.filter(([m, n]) => Math.abs(m + n) <= c).map((pair, i) => [`${pair}`, i]));
          const equations = pairs.flatMap(([m, n]) =>
            [1, -1]
              .filter((up) => Math.abs(m + n + up) <= c)
              .map((up) =>
                [
                  [[m + up, n], a - up * m],
                  [[m, n + up], b - up * n],
                  [[m, n], up * (m + n) - c],
                ].filter(([pair]) => index.has(`${pair}`)),
              ),
          );
          const span = [];
          for (const equation of equations) {
            const row = new Float64Array(index.size);
            for (const [pair, x] of equation) row[index.get(`${pair}`)] += (x + P) % P;
            extend(span, row);
          }
          const isPath = Math.abs(a - b) <= c && c <= a + b;
          must(span.length === index.size - Number(isPath), `${[a, b, c]}: another dimension`);
          const solution = ([m, n]) =>
            turns(2 * a, 2 * m) * turns(2 * b, 2 * n) * racah(2 * a, 2 * b, 2 * c, 2 * m, 2 * n);
          const solves = () =>
            equations.every((equation) => equation.reduce((t, [pair, x]) => t + BigInt(x) * solution(pair), 0n) === 0n);
          must(
            !isPath || (solves() && pairs.some((pair) => index.has(`${pair}`) && solution(pair) !== 0n)),
            `${[a, b, c]}: no solution`,
          );
        }
    return [
      `For ℓ1, ℓ2 ≤ ${lmax} and ℓ3 ≤ ${2 * lmax} the space of equivariant bilinear maps ℓ1 ⊗ ℓ2 → ℓ3 has dimension 1 where the triangle rule holds and 0 elsewhere.`,
      (lmax + 1) ** 2 * (2 * lmax + 1),
    ];
  },
  gaunt({ lmax }) {
    const all = triads(integer(lmax, 0, 100));
    for (const triad of all) {
      const [total, half] = [sizeOf(racah(...doubled(triad), 0, 0)), sum(triad) / 2];
      if (sum(triad) % 2) must(total === 0n, `${triad}: not zero`);
      else
        must(
          triad.reduce((n, l) => n * fact(l) * fact(half - l), total) === below(...doubled(triad)) * fact(half),
          `${triad}: not the closed form`,
        );
    }
    must(all.length === sum(range(0, lmax), (c) => Math.floor((c + 2) ** 2 / 4)), 'cases are missing');
    return [
      `For all degrees ≤ ${lmax} the symbol (ℓ1 ℓ2 ℓ3; 0 0 0) of a path is zero where ℓ1+ℓ2+ℓ3 is odd, and its closed form, in which no factor is zero, where it is even.`,
      all.length,
    ];
  },
  curl({ lmax }) {
    const odd = triads(integer(lmax, 0, 100)).filter((triad) => sum(triad) % 2);
    for (const [x, y, z] of odd)
      for (const triad of [
        [x, y, z],
        [y, z, x],
        [z, x, y],
      ]) {
        const [[a, b, c], half] = [triad, (x + y + z + 1) / 2];
        const left = fact(a + 1) * fact(b + 1) * fact(c) * sizeOf(racah(...doubled(triad), 2, -2));
        must(
          triad.reduce((n, l) => n * fact(half - 1 - l), left) === 2n * fact(half) * below(...doubled(triad)),
          `${triad}: not the closed form`,
        );
      }
    must(
      odd.length === sum(range(0, lmax), (c) => (Math.floor((c + 1) / 2) * (Math.floor((c + 1) / 2) + 1)) / 2),
      'cases are missing',
    );
    return [
      `For all degrees ≤ ${lmax} with odd ℓ1+ℓ2+ℓ3 the symbol (ℓ1 ℓ2 ℓ3; 1 −1 0) of a path is, wherever its zero stands, its closed form, in which no factor is zero.`,
      odd.length,
    ];
  },
  'six-j-zeros'({ maxTwiceJ, zeros }) {
    const all = range(0, integer(maxTwiceJ, 0, 80)).flatMap((n) => triads(n).map((triad) => [...triad, n]));
    const found = all.filter(([a, b, c, n]) => sixfold(2 * a, 2 * b, 2 * c, n, n, n) === 0n);
    found.sort((x, y) => x[3] - y[3] || x[0] - y[0] || x[1] - y[1] || x[2] - y[2]);
    must(same(found, zeros), 'the list of zeros is another one');
    must(
      all.length === sum(range(0, maxTwiceJ), (n) => sum(range(0, n), (c) => Math.floor((c + 2) ** 2 / 4))),
      'cases are missing',
    );
    return [
      `For all 2j ≤ ${maxTwiceJ} and all paths with degrees ≤ 2j the symbol {ℓ1 ℓ2 ℓ3; j j j} vanishes at the listed [ℓ1, ℓ2, ℓ3, 2j] with ℓ1 ≤ ℓ2 ≤ ℓ3 and nowhere else.`,
      all.length,
    ];
  },

  'vector-reach'({ lmax, identityTo }) {
    const reached = PARITIES.map((parity) =>
      graphOf('vstp', parity === 'so3' ? 'so3' : 'o3', settingSides('mimo', integer(lmax, 0, 30), parity)),
    );
    const lost = reached.map(({ missing }) => missing.map((path) => path.map(({ l }) => l)));
    must(same(lost, [[[0, 0, 0]], range(0, lmax).map((l) => [l, l, 0])]), 'other paths are missing');
    for (const a of range(0, integer(identityTo, 0, 6)))
      for (const b of range(0, identityTo)) for (const c of range(Math.abs(a - b), a + b)) checkHelicities([a, b, c]);
    const cases = sum(reached, ({ paths, missing }) => paths.length + missing.length);
    must(
      cases === ((lmax + 1) * (2 * lmax ** 2 + 4 * lmax + 3)) / 3 + ((lmax + 1) * (lmax + 2) * (2 * lmax + 3)) / 6,
      'cases are missing',
    );
    return [
      `For inputs of degree ≤ ${lmax} the cross product of vector fields reaches every path of SO(3) but 0⊗0→0, and with natural parities every path of O(3) but those to degree 0; its helicity form is the 9j form for inputs of degree ≤ ${identityTo}.`,
      cases,
    ];
  },
  'gauss-legendre'({ n: last }) {
    for (const n of range(1, integer(last, 1, 80)))
      for (const k of range(0, n - 1)) {
        const parts = legendre(n).map((x, i) => ((i + k) % 2 ? whole(0n) : times(x, ratio(2n, BigInt(i + k + 1)))));
        must(parts.reduce(plus)[0] === 0n, `P_${n} and x^${k}`);
      }
    return [
      `For 1 ≤ n ≤ ${last} the Legendre polynomial P_n is orthogonal on [−1, 1] to every x^k with k < n.`,
      (last * (last + 1)) / 2,
    ];
  },
  'fourier-gaunt'({ lmax }) {
    for (const a of range(0, integer(lmax, 0, 5)))
      for (const b of range(0, lmax))
        for (const c of range(0, 2 * lmax))
          for (const m of range(-a, a))
            for (const n of range(Math.max(-b, -c - m), Math.min(b, c - m))) checkFourier([a, b, c], [m, n, -m - n]);
    return [
      `For ℓ1, ℓ2 ≤ ${lmax} and ℓ3 ≤ ${2 * lmax} multiplying Fourier series and projecting by the closed form gives the Gaunt integral, for all orders.`,
      (lmax + 1) ** 2 * (2 * lmax + 1),
    ];
  },
  'matrix-six-j'({ maxTwiceJ }) {
    for (const n of range(0, integer(maxTwiceJ, 0, 8)))
      for (const a of range(0, n))
        for (const b of range(0, n)) for (const c of range(0, n)) checkTraces(n, 2 * a, 2 * b, 2 * c);
    return [
      `For 2j ≤ ${maxTwiceJ} the trace of three embedded irreps is the coupling times {ℓ1 ℓ2 ℓ3; j j j}, for all degrees ≤ 2j and all orders.`,
      sum(range(0, maxTwiceJ), (n) => (n + 1) ** 3),
    ];
  },
};

/** 3j(ℓ; 0) 9j = Σ over helicities, both sides without their common triangle factors. */
function checkHelicities(js) {
  const ports = js.map((j) => (j ? [j - 1, j, j + 1] : [1]));
  const all = [
    [0, 1, -1],
    [1, -1, 0],
    [-1, 0, 1],
    [0, -1, 1],
    [-1, 1, 0],
    [1, 0, -1],
  ];
  const allowed = all.filter((lam) => lam.every((x, i) => Math.abs(x) <= js[i]));
  for (const a of ports[0])
    for (const b of ports[1])
      for (const c of ports[2]) {
        const [ls, double] = [[a, b, c], doubled([a, b, c])];
        const nine = () =>
          times(
            ninefold(double, [2, 2, 2], doubled(js)),
            delta2(...double),
            ratio(sign(a - b) * racah(...double, 0, 0) * fact(a) * fact(b) * fact(c), below(...double)),
          );
        const terms = allowed.map((lam) => {
          const couplings = [
            sign(lam[2]) * racah(2, 2, 2, 2 * lam[0], 2 * lam[1]) * 4n,
            sign(js[0] - js[1] + lam[2]) * racah(...doubled(js), -2 * lam[0], -2 * lam[1]),
          ];
          const sides = lam.map((x, i) =>
            ratio(
              sign(ls[i] - 1 + x) * racah(2 * ls[i], 2, 2 * js[i], 0, 2 * x) * fact(ls[i]) * turns(2 * js[i], 2 * x),
              below(2 * ls[i], 2, 2 * js[i]),
            ),
          );
          return times(ratio(couplings[0] * couplings[1], below(...doubled(js))), ...sides);
        });
        must(
          equal(isTriad(...double) ? nine() : whole(0n), terms.reduce(plus, whole(0n))),
          `the helicity form is wrong: ${js}; ${ls}`,
        );
      }
}

/** Coefficients of P_n, as rationals. */
function legendre(n) {
  const list = [[whole(1n)], [whole(0n), whole(1n)]];
  for (let k = list.length; k <= n; k++) {
    const up = [whole(0n), ...list[k - 1].map((x) => times(x, ratio(BigInt(2 * k - 1), BigInt(k))))];
    list.push(up.map((x, i) => plus(x, times(list[k - 2][i] ?? whole(0n), ratio(BigInt(1 - k), BigInt(k))))));
  }
  return list[n];
}

/** i^m × the Fourier coefficients of sin^m θ d^m P_l/dx^m at x = cos θ, by frequency. */
function series(l, m) {
  let form = legendre(l);
  for (let k = 0; k < m; k++) form = form.map((x, i) => times(x, whole(BigInt(i)))).slice(1);
  const found = new Map();
  for (const [power, x] of form.entries())
    for (const i of range(0, power))
      for (const k of range(0, m)) {
        const scale = ratio(sign(k) * binomials(power)[i] * binomials(m)[k], 2n ** BigInt(power + m));
        const u = power - 2 * i + m - 2 * k;
        found.set(u, plus(found.get(u) ?? whole(0n), times(x, scale)));
      }
  return found;
}
const KNOWN = new Map();
function seriesOf(l, m) {
  if (!KNOWN.has(`${l} ${m}`)) KNOWN.set(`${l} ${m}`, series(l, m));
  return KNOWN.get(`${l} ${m}`);
}

function checkFourier(ls, ms) {
  const [x, y, z] = ls.map((l, i) => seriesOf(l, Math.abs(ms[i])));
  const product = new Map();
  for (const [u, p] of x)
    for (const [v, q] of y) product.set(u + v, plus(product.get(u + v) ?? whole(0n), times(p, q)));
  let total = whole(0n);
  for (const [u, p] of product)
    for (const [v, q] of z)
      if ((u + v) % 2 === 0) total = plus(total, times(p, q, ratio(2n, BigInt(1 - (u + v) ** 2))));
  const turned = times(total, whole(sign(sum(ms, Math.abs) / 2))); // i^−|m| of the three
  const double = doubled(ls);
  const value = () => {
    const phase = sign(sum(ms, (m) => Math.max(m, 0)) - ms[2]);
    const factors = ls.map((l, i) => whole(fact(l) * fact(l + Math.abs(ms[i]))));
    return times(
      whole(2n * phase * racah(...double, 0, 0) * racah(...double, 2 * ms[0], 2 * ms[1])),
      delta2(...double),
      ratio(1n, below(...double) ** 2n),
      ...factors,
    );
  };
  must(equal(turned, isTriad(...double) ? value() : whole(0n)), `${ls}; ${ms}`);
}

/** Σ (−1)^(3j+x+y+z) (a n n; m y −z)(n b n; −x m′ z)(n n c; x −y m″) = (a b c; m m′ m″) {a b c; n n n}, doubled, common factors left out. */
function checkTraces(n, a, b, c) {
  const scale = below(a, n, n) * below(n, b, n) * below(n, n, c);
  const six = () => times(ratio(sixfold(a, b, c, n, n, n) * scale, below(a, b, c)), delta2(a, b, c));
  for (const m of range(-a, a, 2))
    for (const k of range(Math.max(-b, -c - m), Math.min(b, c - m), 2)) {
      const terms = range(-n, n, 2)
        .filter((x) => Math.abs(x - m - k) <= n && Math.abs(x - k) <= n)
        .map((x) => {
          const [y, z] = [x - m - k, x - k];
          const phase = sign((3 * n + x + y + z) / 2 + (a - n + z) / 2 + (n - b - z) / 2 + (m + k) / 2);
          return (
            phase *
            racah(a, n, n, m, y) *
            racah(n, b, n, -x, k) *
            racah(n, n, c, x, -y) *
            turns(n, x) *
            turns(n, y) *
            turns(n, z)
          );
        });
      const expected = () => times(six(), whole(sign((a - b + m + k) / 2) * racah(a, b, c, m, k)));
      must(
        equal(whole(terms.reduce((t, x) => t + x, 0n)), isTriad(a, b, c) ? expected() : whole(0n)),
        `2j = ${n}: ${[a, b, c]}; ${[m, k]}`,
      );
    }
}
