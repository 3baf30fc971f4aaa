#!/usr/bin/env node
/**
 * Checks certificates (schema.md; why that is enough: README.md) in plain JavaScript. This file is all of it; check-all.mjs adds to it.
 *
 *     node proofs/check.mjs [--json] [--report FILE] [FILE or FOLDER ...]
 *
 * Formulas are evaluated, numbers computed anew; evidence can be useless but never misleading. With --report every exact number of a
 * report.json must follow from what was accepted. Exit: 0 all hold, 1 something does not, 2 the request is wrong.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Ends the check of a certificate, which is then not accepted, unless the condition holds. */
export function must(condition, why) {
  if (!condition) throw new Error(why);
}
export const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
export const range = (from, to) => Array.from({ length: Math.max(0, to - from + 1) }, (_, k) => from + k);
export const sum = (list, f) => [...list].reduce((n, x) => n + f(x), 0);
export const product = (list, f = (x) => x, one = 1) => list.reduce((n, x) => n * f(x), one);
/** All choices of one item from each list. */
export const choices = (first, ...rest) =>
  first.flatMap((x) => (rest.length > 0 ? choices(...rest).map((others) => [x, ...others]) : [[x]]));
/** The function, which from now on knows its earlier results. */
export function once(f, known = new Map()) {
  return (...given) => {
    const key = `${given}`;
    must(!key.includes('=>'), 'a function of functions');
    if (!known.has(key)) known.set(key, f(...given));
    return known.get(key);
  };
}

// Symbols of doubled angular momenta, in integers (schema.md, "Symbols").
export const sign = (n) => (n % 2 ? -1n : 1n);
export const isTriad = (a, b, c) => (a + b + c) % 2 === 0 && Math.abs(a - b) <= c && c <= a + b;
export const fact = once((n) => (n < 0 ? 0n : range(1, n).reduce((x, k) => x * BigInt(k), 1n))); // n!
/** C(n, 0), …, C(n, n). */
export const binomials = once((n) => {
  if (n < 1) return n < 0 ? [] : [1n];
  return [1n, ...binomials(n - 1).map((x, i, row) => x + (row[i + 1] ?? 0n))];
});
/** S of a 3j symbol with projections m, n, −m−n. */
export function threefold(a, b, c, m, n) {
  if (!isTriad(a, b, c)) return 0n;
  const [x, y, z] = [a + b - c, a - b + c, b + c - a].map((k) => binomials(k / 2));
  const [p, q] = [(a - m) / 2, (b + n) / 2];
  const terms = range(Math.max(0, p - y.length + 1, q - z.length + 1), Math.min(x.length - 1, p, q));
  return terms.reduce((total, k) => total + sign(k) * x[k] * y[p - k] * z[q - k], 0n) * sign((a - b + m + n) / 2);
}
/** R of a 6j symbol. Its terms (t+1)!/(seven factorials) are four binomials, times what they have in common. */
export function sixfold(a, b, c, d, e, f) {
  if (!(isTriad(a, b, c) && isTriad(a, e, f) && isTriad(d, b, f) && isTriad(d, e, c))) return 0n;
  const low = [a + b + c, a + e + f, d + b + f, d + e + c].map((x) => x / 2);
  const rows = [a + b + d + e, b + c + e + f, a + c + d + f].map((x, i) => binomials(x / 2 - low[i + 1]));
  let total = 0n;
  for (let t = Math.max(...low); rows.every((row, i) => t - low[i + 1] < row.length); t++)
    total += rows.reduce((n, row, i) => n * row[t - low[i + 1]], sign(t) * binomials(t + 1)[low[0] + 1]);
  return (total * fact(low[0] + 1)) / product(rows, (row) => fact(row.length - 1), 1n);
}
/** Non-zero entries of the real coupling tensor of three degrees, which are not doubled. */
export const nonZeros = once((a, b, c) => {
  const entry = ([m, n]) => (threefold(2 * a, 2 * b, 2 * c, 2 * m, 2 * n) ? (m && n && m + n ? 2 : 1) : 0);
  return BigInt(sum(choices(range(-a, a), range(-b, b)), entry));
});

// Formulas (schema.md, "Formulas").
/** Joins the values of f at from, from+step, …, to. Those of `all` are truths, or numbers of truths, which no other formula gives. */
const fold =
  (join, start) =>
  (from, to, step, f = step) => {
    let total = start;
    for (let x = from; x <= to; x += f === step ? 1n : step) total = join(total, f(x));
    return total;
  };
const C = (n, k) => binomials(n)[k] ?? 0n;
const ofNumbers = Object.entries({ sign, fact, C, S: threefold, R: sixfold, nonzeros: nonZeros });
const FUNCTIONS = {
  ...Object.fromEntries(ofNumbers.map(([name, f]) => [name, (...given) => f(...given.map(Number))])),
  ...{ abs: (x) => (x < 0n ? -x : x), div: (x, y) => x / y, power: (x, n) => x ** n, holds: (x) => BigInt(x) },
  ...{ sum: fold((n, x) => n + x, 0n), most: fold((n, x) => (x > n ? x : n), 0n) },
  all: fold((n, x) => must(x === true || typeof x === 'number', 'a statement is false') ?? n + Number(x), 0),
};
/** The value of a formula: JavaScript of integers, letters, names, + - * == < <= ( ) , and x => formula. Nothing else is let through. */
export function evaluate(text, names, parameters = '') {
  must(/^(?:\d+|[A-Za-z]+|=>|[=<]=|[-+*<(),]|\s)+$/.test(text) && !/--|\+\+|^\s|\s$/.test(text), `no formula: ${text}`);
  for (let [part, before] = [text, '']; part !== before; [part, before] = [part.replaceAll(/\([^()]*\)/g, ''), part])
    must(!/<[^(),>]*<|==[^(),>]*==|(?<![A-Za-z])\([^()]*,/.test(part), `not a formula: ${part}`);
  for (const name of text.match(/[A-Za-z]{2,}/g) ?? []) must(Object.hasOwn(names, name), `unknown: ${name}`);
  const code = text.replaceAll(/\d+/g, '$&n').replaceAll('==', '===');
  return new Function(...Object.keys(names), `'use strict'; return ${parameters}${code};`)(...Object.values(names));
}
/** The names above and the given ones, and the functions that a certificate defines, as in f(x,y) = x+y, each by those before it. */
export function namesOf(definitions, given) {
  const names = { ...FUNCTIONS, ...given };
  for (const text of definitions) {
    const [, name, parameters, body] = /^([A-Za-z]{2,})(\([a-z](?:,[a-z])*\)) = (.+)$/.exec(text) ?? [];
    must(name !== undefined && !Object.hasOwn(names, name), `not a definition: ${text}`);
    names[name] = once(evaluate(body, names, `${parameters} => `));
  }
  return names;
}

// Operations: irreps, paths, and the terms of an operation on them (schema.md, "Operations").
export const OPERATIONS = ['cgtp', 'gtp', 'mtp', 'vstp', 'curl', 'gtp+curl'];
const PORTS = ['', 'n', '+', '-', 'r', 'g', 'c'];
/** The ports of an irrep's vector fields, for helicity 0, 1, −1. */
const FIELDS = { rgc: ['n', '+', '-'], rg: ['r', 'g', 'g'], c: ['', 'c', 'c'] };
/** Left, right and out irreps of a setting, as texts. */
function settingTexts(setting, lmax) {
  const side = (from, to) => range(from, to).map((l) => `1x${l}${'eo'[l % 2]}`);
  const inputs = side(setting.startsWith('mimo') ? 0 : lmax, lmax);
  const [from, to] = { siso: [lmax, lmax], 'mimo-truncated': [0, lmax] }[setting] ?? [0, 2 * lmax];
  return [inputs, inputs, side(from, to)].map((words) => words.join('+'));
}
/** Irreps of three texts, as in 128x0e+128x1o. They are natural if of parity (−1)^ℓ; in SO(3) all are, and every p is 1. */
export function sidesOf(texts, parity) {
  must(['so3', 'o3-natural', 'explicit'].includes(parity), `unknown parity: ${parity}`);
  const irrep = (word, slot) => {
    const [, mul, l, letter] = /^([1-9]\d{0,3})x(0|[1-9]\d?)([eo])$/.exec(word) ?? must(false, `not an irrep: ${word}`);
    const natural = letter === 'eo'[l % 2];
    must(natural || parity === 'explicit', `not natural: ${word}`);
    const fields = parity === 'so3' ? 'rgc' : natural === slot < 2 ? 'rg' : 'c';
    const [p, name] = parity === 'so3' ? [1, l] : [letter === 'e' ? 1 : -1, l + letter];
    return { slot, l: Number(l), p, mul: Number(mul), node: 'lro'[slot] + name, natural, fields };
  };
  const sides = texts.map((text, slot) => text.split('+').map((word) => irrep(word, slot)));
  must(new Set(sides.flat().map(({ node }) => node)).size === sides.flat().length, `an irrep stands twice: ${texts}`);
  return sides;
}
export const matrixSize = (sides) => 2 * Math.ceil(Math.max(...sides.flat().map(({ l }) => l)) / 2); // 2j, e3x's choice
/** The terms of a path, [names of its ports, coefficient mod P]; none where the operation does not interact. */
export function termsOf(operation, path, twiceJ) {
  const [a, b, c] = path.map(({ l }) => 2 * l);
  const interacts = {
    cgtp: () => true,
    gtp: () => threefold(a, b, c, 0, 0),
    curl: () => (a + b + c) % 4 && threefold(a, b, c, 2, -2),
    mtp: () => sixfold(a, b, c, twiceJ, twiceJ, twiceJ),
  };
  const single = (name, port) => (interacts[name]() ? [[['', '', port], 1]] : []);
  if (operation === 'gtp+curl') return [...single('gtp', '+'), ...single('curl', '-')];
  if (operation !== 'vstp') return single(operation, '');
  // The cross product: helicities that are a permutation of 0, 1, −1; in O(3) the fields ± are g ± c, of which an irrep has one.
  const found = {};
  for (const [m, n] of choices([0, 1, -1], [0, 1, -1])) {
    const lam = [m, n, -m - n];
    const ports = path.map(({ fields }, slot) => FIELDS[fields].at(lam[slot]));
    const signs = path.map(({ fields }, slot) => BigInt(fields === 'c' ? lam[slot] : 1));
    const value = threefold(2, 2, 2, 2 * m, 2 * n) * threefold(a, b, c, 2 * m, 2 * n);
    found[ports] = (found[ports] ?? 0n) + product(signs, (x) => x, value);
  }
  const terms = Object.entries(found).filter(([, value]) => value !== 0n);
  return terms.map(([ports, value]) => [ports.split(','), Number(((value % BigInt(P)) + BigInt(P)) % BigInt(P))]);
}
/** An operation on irreps: its ports by name, its interacting paths and the missing ones, the coefficients of all. */
function graphOf(operation, sides) {
  const isPath = ([a, b, c]) => isTriad(2 * a.l, 2 * b.l, 2 * c.l) && c.p === a.p * b.p;
  const all = choices(...sides).flatMap((irreps) => {
    if (!isPath(irreps)) return [];
    const named = ([ports, value]) => [ports.map((port, slot) => irreps[slot].node + port), value];
    const terms = termsOf(operation, irreps, matrixSize(sides)).map(named);
    return [{ irreps, size: product(irreps, ({ mul }) => mul), terms }];
  });
  const used = new Set(all.flatMap(({ terms }) => terms.flatMap(([names]) => names)));
  const named = sides.flat().flatMap((irrep) => PORTS.map((port) => [irrep.node + port, irrep]));
  const [paths, missing] = [all.filter(({ terms }) => terms.length), all.filter(({ terms }) => !terms.length)];
  const ports = new Map(named.filter(([name]) => used.has(name)));
  return { operation, ports, paths, missing, ceiling: sum(paths, ({ size }) => size) };
}

// Lower bounds (schema.md, "Ranks"), modulo the largest prime below 2^22; its neighbours are for the upper bounds.
export const isPrime = (n) => range(2, Math.sqrt(n)).every((d) => n % d !== 0);
export const PRIMES = [4194301, 4194287, 4194277, 4194271, 4194247];
export const P = PRIMES[0];
export const power = (x, n, p) => (n === 0 ? 1 : (power((x * x) % p, Math.floor(n / 2), p) * (n % 2 ? x : 1)) % p);
/** Adds a vector to a span modulo p; its rows are 1 at their pivots and 0 before. Sums of 400 products below 2^44 stay below 2^53. */
export function extend(span, vector, p) {
  let pending = 0;
  for (const { pivot, row } of span) {
    const factor = p - (vector[pivot] % p);
    if (factor === p) continue;
    for (let k = pivot; k < row.length; k++) vector[k] += factor * row[k];
    if (++pending % 400 === 0) for (let k = 0; k < row.length; k++) vector[k] %= p;
  }
  const rest = vector.map((entry) => entry % p);
  const pivot = rest.findIndex((entry) => entry !== 0);
  const scale = power(rest[pivot], p - 2, p);
  return pivot >= 0 && span.push({ pivot, row: rest.map((entry) => (entry * scale) % p) }) > 0;
}
/** Ranks of the Jacobian with 1, 2, … channels at a seed. Copies of an irrep beyond the first are zero there; one stands for all of these. */
const ranksOf = once((parity, left, right, out, operation, channels, seed) => {
  const { paths, ports } = graphOf(operation, sidesOf([left, right, out], parity));
  const copies = new Map();
  for (const [name, irrep] of ports) {
    const filled = channels * [...ports.values()].filter((other) => other === irrep).length;
    const weight = (copy) => (copy > filled ? irrep.mul - filled : 1);
    const own = range(1, Math.min(irrep.mul, filled + 1)).map((n) => ({ isZero: n > filled, weight: weight(n) }));
    copies.set(name, own);
  }
  const [factors, monomials, span] = [[...copies.values()].flat(), [], []];
  let [length, state, rank] = [0, seed, 0];
  for (const { terms } of paths) {
    const chosen = terms.map(([names]) => choices(...names.map((name) => copies.get(name))));
    for (const [n, all] of chosen.entries())
      for (const [i, three] of all.entries()) monomials.push({ row: length + i, three, value: terms[n][1] });
    length += chosen[0].length;
  }
  return range(1, channels).map(() => {
    for (const factor of factors) {
      if (!factor.isZero) state = (48271 * state) % 2147483647;
      Object.assign(factor, { x: factor.isZero ? 0 : 1 + (state % (P - 1)), vector: new Float64Array(length) });
    }
    for (const { row, three, value } of monomials)
      for (const one of three) {
        const others = three.filter((other) => other !== one);
        one.vector[row] = (one.vector[row] + (product(others, ({ x }) => x) % P) * value) % P;
      }
    for (const { vector, weight } of factors) if (span.length < length && extend(span, vector, P)) rank += weight;
    return rank;
  });
});

// Upper bounds (schema.md, "Upper bounds").
/** For each prefix of an order of ports: what is peeled off with them, and a bound of the single-channel dimension of the rest. */
function peelingOf({ operation, paths, ports, ceiling }, text) {
  const order = text.split(' ').reverse();
  const label = (name) => (operation === 'vstp' ? ports.get(name).node : name);
  const depth = ({ terms }) => Math.max(...terms.flatMap(([names]) => names.map((name) => order.indexOf(label(name)))));
  // One of the primes divides no minor but 0: of r rows with three ones they are at most 3^(r/2).
  must(PRIMES.every(isPrime) && 3n ** BigInt(ports.size) < product(PRIMES, (p) => BigInt(p) ** 2n, 1n), 'too large');
  const [spans, used] = [PRIMES.map(() => []), new Set()];
  let rest = 0;
  // From the inside out, so that ranks grow: first what no port of the order touches, then what only the last of them does.
  return range(-1, order.length - 1).map((last) => {
    const layer = paths.filter((path) => depth(path) === last);
    rest += sum(layer, ({ size }) => size);
    for (const [names] of layer.flatMap(({ terms }) => terms)) {
      for (const name of names) used.add(name);
      const exponents = [...ports.keys()].map((name) => Number(names.includes(name)));
      for (const [i, p] of PRIMES.entries()) extend(spans[i], Float64Array.from(exponents), p);
    }
    const rank = Math.max(...spans.map((span) => span.length)) + sum([...used], (name) => ports.get(name).mul - 1);
    return { peeled: ceiling - rest, rest: Math.min(rest, rank) };
  });
}

// The kinds of certificates. Each gives its number of cases; facts are what a report is held against.
/** The sum of what f makes of each row and its irreps; rows are in the order of their texts. */
function overRows(rows, fields, f) {
  const keys = rows.map(({ parity, left, right, out }) => `${[parity, left, right, out]}`);
  for (const [i, key] of keys.entries()) must(i === 0 || keys[i - 1] < key, 'rows: not in order');
  return sum(rows.entries(), ([i, row]) => {
    must(same(Object.keys(row), ['parity', 'left', 'right', 'out', ...fields]), 'rows: expected other fields');
    return f(row, sidesOf([row.left, row.right, row.out], row.parity), keys[i]);
  });
}
/** Counts and expressivity of the operations on irreps, where both bounds meet; evidence: a seed and orders of peeling. */
const expressivity = ({ seed, rows }, facts) =>
  overRows(rows, ['channels', 'operations'], ({ parity, channels, operations }, sides, key) => {
    const labelOf = ({ l, node }) => (parity === 'explicit' ? node.slice(1) : l);
    must(channels.length > 0 || sides.flat().every(({ mul }) => mul === 1), 'channels: none, and copies');
    for (const [i, C] of channels.entries())
      must(Number.isInteger(C) && (channels[i - 1] ?? 0) < C && C < 9, 'channels');
    const found = OPERATIONS.map((operation, i) => {
      const { ranks, peel } = operations[i];
      const graph = graphOf(operation, sides);
      const { ceiling, paths, missing } = graph;
      const isTrivial = operation === 'cgtp' || ceiling === 0;
      const stages = isTrivial ? [{ peeled: 0, rest: ceiling }] : peelingOf(graph, peel);
      const upper = (C) => Math.min(ceiling, ...stages.map(({ peeled, rest }) => peeled + C * rest));
      const least = range(0, ceiling).find((C) => upper(C) === ceiling);
      const at = channels.length > 0 ? channels : range(1, least);
      const lower = isTrivial ? [] : ranksOf(...key.split(','), operation, at.at(-1), seed);
      must(isTrivial || at.every((C) => lower[C - 1] >= upper(C)), `${key},${operation}: a rank is too small`);
      // Enough for all: channels for every coefficient beside an irrep of one side.
      const of = (irrep) => paths.filter(({ irreps }) => irreps.includes(irrep));
      const beside = (side) => Math.max(...side.map((irrep) => sum(of(irrep), ({ size }) => size) / irrep.mul));
      const enough = isTrivial || channels.length === 0 ? least : Math.min(...sides.map(beside));
      const counts = [paths.length + missing.length, paths.length, ceiling];
      const labels = missing.map(({ irreps }) => irreps.map(labelOf).join(' '));
      const points = (at.length > 0 ? at : [1]).map((C) => [C, upper(C), upper(C), true]);
      facts.set(`${key},${operation}`, [...counts, labels.sort(), points, [least, enough, least === enough]]);
      return { operation, counts, values: at.map(upper), saturating: [least, enough], ranks, peel };
    });
    must(same(operations, found), `${key}: other numbers`);
    return sum(found, ({ values }) => Math.max(1, values.length));
  });
/** Multiply–adds and bytes of algorithms by formulas of has(n,s,l,p), whether slot s has the irrep (l, p), of the highest l, and of the group. */
const costs = ({ define, algorithms, rows }, facts) =>
  overRows(rows, ['costs'], ({ parity, costs: stated }, sides, key) => {
    const irreps = new Set(sides.flat().map(({ slot, l, p }) => `${[slot, l, p]}`));
    const high = Math.max(...sides.flat().map(({ l }) => l));
    const has = (_, ...irrep) => BigInt(irreps.has(`${irrep}`));
    const names = namesOf(define, { has, high: () => BigInt(high), free: () => BigInt(parity === 'so3') });
    const found = algorithms.map(([name, ...texts]) => [name, ...texts.map((text) => Number(evaluate(text, names)))]);
    must(same(stated, found), `${key}: other costs`);
    facts.set(key, found);
    return found.length;
  });
/** Statements about integers, which are evaluated. */
const formulas = ({ id, claim, define }) =>
  sum(claim.slice(id.length + 2).split('; '), (statement) => evaluate(statement, namesOf(define, {})));
/** Each kind: its check, its fields, and what it claims; statements are themselves the claim. */
export const KINDS = {
  formulas: [formulas, ['define']],
  expressivity: [expressivity, ['seed', 'rows'], 'Operations have these counts, expressivities, saturating channels.'],
  costs: [costs, ['define', 'algorithms', 'rows'], 'Algorithms take these multiply–adds and bytes, by these formulas.'],
};

// A report.
function checkReport(report, facts) {
  const analyses = [...report.analyses, ...report.models.flatMap((model) => model.analyses)];
  for (const { setting, lmax, left, right, out, parity, operation, parameters, ...analysis } of analyses) {
    const [key, where] = [`${[parity, left, right, out]}`, `${[parity, left, right, out, operation]}`];
    must(!setting || same([left, right, out], settingTexts(setting, lmax)), `${where}: not the irreps of ${setting}`);
    const twiceJ = operation === 'mtp' ? matrixSize(sidesOf([left, right, out], parity)) : undefined;
    must(parameters.twiceJ === twiceJ, `${where}: another matrix`);
    const { paths, interactions, ceiling, missing, expressivity, saturatingChannels, costs } = analysis;
    for (const { channels: C, upper, upperFrom: from } of expressivity)
      must(!from || from.peeled + C * from.rankOne + from.subspaces === upper, `${where}: upperFrom`);
    const points = expressivity.map(({ channels, lower, upper, certified }) => [channels, lower, upper, certified]);
    const { lower, upper, certified } = saturatingChannels;
    const lost = missing.map((path) => path.join(' ')).sort();
    const stated = [paths, interactions, ceiling, lost, points, [lower, upper, certified]];
    must(same(stated, facts.get(where)), `${where}: other numbers`);
    const own = facts.get(key).filter(([name]) => name.startsWith(`${operation}-`));
    const prices = own.map(([name, work, bytes]) => [name, work, bytes, work * lower, work * upper].map(String));
    const row = ({ algorithm: a, multiplyAdds: w, bytes: b, atSaturation: s }) => [a, w, b, s.lower, s.upper];
    must(same(costs.map(row), prices), `${where}: other costs`);
  }
  for (const { setting, operation, counts } of report.pathCounts) {
    const found = counts.map((_, L) => graphOf(operation, sidesOf(settingTexts(setting, L), 'so3')).paths.length);
    must(same(counts, found), `${setting} ${operation}: other counts`);
  }
  const { maxTwiceJ, zeros } = report.accidentalZeros;
  const listed = zeros.map(({ l1, l2, l3, twiceJ }) => [l1, l2, l3, twiceJ]);
  const all = range(0, maxTwiceJ).flatMap((n) => choices(range(0, n), range(0, n), range(0, n), [n]));
  const isZero = ([a, b, c, n]) => a <= b && b <= c && c <= a + b && sixfold(2 * a, 2 * b, 2 * c, n, n, n) === 0n;
  must(same(listed, all.filter(isZero)), 'other accidental zeros');
  return { id: 'report', cases: sum(analyses, (one) => one.expressivity.length), claim: 'report: Its numbers follow.' };
}

// The command. check-all.mjs adds kinds, folders of certificates, and reports, which are known by a field that they have.
export const FOLDERS = ['certificates'];
export const REPORTS = { analyses: checkReport };
const isPlain = (x) =>
  Object(x) === x ? Object.values(x).every(isPlain) : typeof x === 'string' || Number.isSafeInteger(x);
/** A certificate that proves what it claims. `proved` gets what a report is held against. */
function check(text, proved) {
  const [data, facts] = [JSON.parse(text), new Map()];
  const { id, kind, claim, cases } = data;
  must(Object.hasOwn(KINDS, kind) && (kind !== 'costs' || id === kind), 'kind, id: unknown to this program');
  const [count, fields, sentence] = KINDS[kind];
  must(same(Object.keys(data), ['schema', 'id', 'kind', 'claim', 'cases', ...fields]), 'expected other fields');
  must(JSON.stringify(data) === text.replaceAll('\n', ''), 'not in the canonical form');
  must(isPlain(data) && data.schema === 1, 'expected schema 1, and integers and texts only');
  must(claim === `${id}: ${sentence ?? claim.slice(id.length + 2)}`, 'claim: not what is proved');
  const found = count(data, facts);
  must(cases === found && cases > 0, `cases: ${found} were checked`);
  must(!proved.has(`id ${id}`), 'a second certificate of this id');
  for (const [key, fact] of [...facts, [`id ${id}`, claim]]) proved.set(key, fact);
  return data;
}
/** The words of the command line in, a line for each file out. @returns the exit code */
export function main(words) {
  const isReport = (_, i) => words[i - 1] === '--report';
  const paths = words.filter((word, i) => word !== '--json' && word !== '--report' && !isReport(word, i));
  for (const word of [...paths, words.at(-1) === '--report' ? '-' : ''])
    must(word[0] !== '-', 'usage: check.mjs [--json] [--report FILE] [FILE or FOLDER ...]');
  const inside = (path) => readdirSync(path).filter((name) => name.endsWith('.json'));
  const filesOf = (path) => (statSync(path).isDirectory() ? inside(path).map((name) => join(path, name)) : [path]);
  const folders = FOLDERS.map((name) => fileURLToPath(new URL(name, import.meta.url)));
  const [files, proved] = [(paths.length > 0 ? paths : folders).flatMap(filesOf).sort(), new Map()];
  const follows = (report) => {
    const field = Object.keys(REPORTS).find((name) => Object.hasOwn(report, name));
    return REPORTS[field ?? must(false, 'no report that this program knows')](report, proved);
  };
  const passes = (path, judge) => {
    const [text, line] = [readFileSync(path, 'utf8'), { file: basename(path), verdict: 'fail' }];
    try {
      const { id, cases, claim } = judge(text);
      Object.assign(line, { id, verdict: 'pass', cases, claim });
    } catch (error) {
      line.why = error.message;
    }
    console.log(words.includes('--json') ? JSON.stringify(line) : Object.values(line).join('  '));
    return line.verdict === 'pass';
  };
  const certificates = files.map((file) => passes(file, (text) => check(text, proved)));
  const reports = words.filter(isReport).map((file) => passes(file, (text) => follows(JSON.parse(text))));
  return files.length > 0 && [...certificates, ...reports].every(Boolean) ? 0 : 1;
}
process.on('uncaughtException', ({ message }) => {
  console.error(`check.mjs: ${message}`);
  process.exitCode = 2;
});
if (basename(process.argv[1] ?? '') !== 'check-all.mjs') process.exitCode = main(process.argv.slice(2));
