/**
 * Irreps {l, p, mul}, paths, and the terms of an operation on them (schema.md, "Operations"). In SO(3) every parity is 1.
 * A graph has ports {slot, port, node, name, mul} and paths, each a list of terms [left, right, out, coefficient mod P].
 */
import { must, P, range, refuse, sum, top } from './arithmetic.mjs';
import { racah, sign, sixfold } from './symbols.mjs';

/** The parity (−1)^ℓ. */
export const natural = (l) => (l % 2 ? -1 : 1);

/** Left, right and out irreps of a setting. */
export function settingSides(setting, lmax, parity) {
  const side = (from, to) => range(from, to).map((l) => ({ l, p: parity === 'so3' ? 1 : natural(l), mul: 1 }));
  const inputs = side(setting.startsWith('mimo') ? 0 : lmax, lmax);
  const [from, to] = { siso: [lmax, lmax], 'mimo-truncated': [0, lmax] }[setting] ?? [0, 2 * lmax];
  return [inputs, inputs, side(from, to)];
}

/** The irreps of a text such as 128x0e+128x1o. @throws unless it is one, with every irrep once */
export function parseIrreps(text) {
  const irreps = text.split('+').map((word) => {
    const [, mul, l, p] = /^([1-9]\d{0,3})x(0|[1-9]\d?)([eo])$/.exec(word) ?? refuse(`not irreps: ${text}`);
    return { l: Number(l), p: p === 'e' ? 1 : -1, mul: Number(mul) };
  });
  must(new Set(irreps.map(({ l, p }) => l * p + p)).size === irreps.length, `an irrep stands twice: ${text}`);
  return irreps;
}

/** 2j of the matrices, e3x's choice. */
export const matrixSize = (sides) => 2 * Math.ceil(top(sides.flat().map(({ l }) => l)) / 2);

function portsOf(operation, group, slot, { l, p }) {
  if (operation === 'gtp+curl' && slot === 2) return ['+', '-'];
  if (operation !== 'vstp') return [''];
  if (group === 'so3') return l ? ['0', '+', '-'] : ['0'];
  if ((p === natural(l)) === slot < 2) return l ? ['r', 'g'] : ['r'];
  return l ? ['c'] : [];
}

/** The monomials of a path of the vector product. */
function vectorTerms(group, path, ports) {
  const degrees = path.map(({ l }) => l);
  const even = sum(degrees) % 2 === 0;
  const choices = group === 'so3' ? ['+-', '-+'] : even ? ['cg', 'gc'] : ['gg', 'cc'];
  return [0, 1, 2].flatMap((s) =>
    choices.flatMap((pair, negative) => {
      const [names, lam] = [[], [0, 0, 0]];
      [names[s], names[(s + 1) % 3], names[(s + 2) % 3]] = [group === 'so3' ? '0' : 'r', ...pair];
      lam[(s + 1) % 3] = pair[0] === '-' ? -1 : 1;
      lam[(s + 2) % 3] = -lam[(s + 1) % 3];
      if (!names.every((name, slot) => ports[slot].includes(name))) return [];
      const phase = sign(degrees[0] + degrees[1] + lam[2] + negative);
      const value = phase * racah(...degrees.map((l) => 2 * l), 2 * lam[0], 2 * lam[1]);
      return value ? [[...names, Number(((value % BigInt(P)) + BigInt(P)) % BigInt(P))]] : [];
    }),
  );
}

/** The terms of a path by the names of their ports; none where the operation does not interact. */
function termsOf(operation, group, path, twiceJ) {
  const [a, b, c] = path.map(({ l }) => 2 * l);
  const odd = ((a + b + c) / 2) % 2;
  const reach = {
    cgtp: () => true,
    gtp: () => !odd && racah(a, b, c, 0, 0),
    curl: () => odd && a && b && racah(a, b, c, 2, -2),
    mtp: () => Math.max(a, b, c) <= 2 * twiceJ && sixfold(a, b, c, twiceJ, twiceJ, twiceJ),
  };
  if (operation === 'vstp')
    return vectorTerms(
      group,
      path,
      path.map((irrep, slot) => portsOf('vstp', group, slot, irrep)),
    );
  if (operation !== 'gtp+curl') return reach[operation]() ? [['', '', '', 1]] : [];
  return [...(reach.gtp() ? [['', '', '+', 1]] : []), ...(reach.curl() ? [['', '', '-', 1]] : [])];
}

/** Paths, and the places of their irreps on the three sides. */
export const pathsBetween = (sides) =>
  sides[0].flatMap((a, i) =>
    sides[1].flatMap((b, j) =>
      sides[2].flatMap((c, k) =>
        Math.abs(a.l - b.l) <= c.l && c.l <= a.l + b.l && c.p === a.p * b.p ? [{ path: [a, b, c], at: [i, j, k] }] : [],
      ),
    ),
  );

/** The graph of an operation, with the paths that it misses. */
export function graphOf(operation, group, sides) {
  const twiceJ = matrixSize(sides);
  const all = pathsBetween(sides).map(({ path, at }) => {
    const terms = termsOf(operation, group, path, twiceJ);
    const keyed = terms.map((term) => [...at.map((n, slot) => `${slot} ${n} ${term[slot]}`), term[3]]);
    return { path, terms: keyed };
  });
  const used = new Set(all.flatMap(({ terms }) => terms.flatMap((term) => term.slice(0, 3))));
  const [ports, index] = [[], new Map()];
  for (const [slot, side] of sides.entries())
    for (const [n, irrep] of side.entries())
      for (const port of portsOf(operation, group, slot, irrep).filter((name) => used.has(`${slot} ${n} ${name}`))) {
        const node = `${'lro'[slot]}${irrep.l}${group === 'so3' ? '' : irrep.p === 1 ? 'e' : 'o'}`;
        index.set(`${slot} ${n} ${port}`, ports.length);
        ports.push({ slot, port, node, mul: irrep.mul, name: operation === 'vstp' ? node : node + port });
      }
  const numbered = (term) => [...term.slice(0, 3).map((key) => index.get(key)), term[3]];
  const paths = all.filter(({ terms }) => terms.length > 0).map(({ terms }) => terms.map(numbered));
  const missing = all.filter(({ terms }) => terms.length === 0).map(({ path }) => path);
  return { operation, group, sides, ports, paths, missing };
}

/** Coefficients of maps on a path: one for each triple of copies. */
export const coefficients = ({ ports }, [[a, b, c]]) => ports[a].mul * ports[b].mul * ports[c].mul;
export const ceilingOf = (graph) => sum(graph.paths, (path) => coefficients(graph, path));
