/** The kinds about expressivity: settings and models. Each returns [claim, cases], or throws. */
import { integer, must, P, PARITIES, range, SETTINGS, same, sum, top } from './arithmetic.mjs';
import { ceilingOf, graphOf, parseIrreps, settingSides } from './graph.mjs';
import { beside, fill, isFilled, jacobianRanks, nodesOf } from './lower-bounds.mjs';
import { peelingOf, upperBound } from './upper-bounds.mjs';

const OPERATIONS = ['cgtp', 'gtp', 'mtp', 'vstp', 'curl', 'gtp+curl'];
const isTrivial = (graph) => graph.operation === 'cgtp' || graph.paths.length === 0;
const checkEvidence = ({ prime, seed }) => {
  must(prime === P && range(2, 2048).every((d) => P % d !== 0), 'expected the prime 4194301');
  return integer(seed, 1, 2147483646);
};
const checkCounts = ({ paths, missing }, row) =>
  must(row.interactions === paths.length && row.paths === paths.length + missing.length, 'other counts');
const isAscending = (list) => list.every((x, i) => Number.isInteger(x) && x > (list[i - 1] ?? 0));

/** Ranks of graphs already met: many rows ask the same question. */
const RANKS = new Map();
function ranksOf(graph, channels, seed) {
  const key = JSON.stringify([graph.paths, graph.ports.map(({ mul }) => mul), channels, seed]);
  if (!RANKS.has(key)) RANKS.set(key, jacobianRanks(graph, channels, seed));
  return RANKS.get(key);
}

/** That reach[C−1] is the expressivity at C channels, for every C up to the first that reaches everything. */
function checkReach(graph, { reach, ranks, peel }, seed) {
  const ceiling = ceilingOf(graph);
  must(
    [reach, ranks].every(Array.isArray) && isAscending(reach) && isAscending(ranks),
    'reach, ranks: expected ascending integers',
  );
  if (isTrivial(graph))
    return must(same([reach, ranks, peel], [ceiling ? [ceiling] : [], [], '']), 'expected the number of interactions');
  must(reach.length <= 200 && reach.at(-1) === ceiling, 'reach: does not end where everything is reached');
  must(ranks.at(-1) === reach.length, 'ranks: does not end with the last number of channels');
  const stages = peelingOf(graph, peel);
  const lower = ranksOf(graph, reach.length, seed);
  for (const [i, value] of reach.entries()) {
    must(upperBound(graph, stages, i + 1) === value, `C = ${i + 1}: the upper bound is another`);
    must(lower[i] >= value, `C = ${i + 1}: the rank is only ${lower[i]}`);
  }
}

function checkPoint(graph, peel, seed, [channels, value]) {
  const small = fill(graph, integer(channels, 1, 8));
  const filled = (node, { ports }) => ports.find((port) => port.node === node).mul;
  const nodes = nodesOf(graph).filter((node) => filled(node, small) < filled(node, graph));
  const subspaces = sum(nodes, (node) => filled(node, small) * (filled(node, graph) - filled(node, small)));
  const upper = Math.min(ceilingOf(graph), upperBound(small, peelingOf(small, peel), channels) + subspaces);
  must(upper === value, `C = ${channels}: the upper bound is another`);
  must(
    nodes.every((node) => isFilled(small, channels, seed, node)),
    `C = ${channels}: copies are not filled`,
  );
  must(ranksOf(small, channels, seed).at(-1) + subspaces >= value, `C = ${channels}: the rank is too small`);
}

/** The least C that the upper bounds admit, and one that certainly suffices: enough channels for every irrep of one side. */
function saturating(graph, peel) {
  if (isTrivial(graph)) return graph.paths.length > 0 ? [1, 1] : [0, 0];
  const stages = peelingOf(graph, peel).filter(({ rest }) => rest > 0);
  const least = Math.max(...stages.map(({ peeled, rest }) => Math.ceil((ceilingOf(graph) - peeled) / rest)));
  const sides = [0, 1, 2].map(
    (slot) => new Set(graph.ports.filter((port) => port.slot === slot).map(({ node }) => node)),
  );
  return [least, Math.min(...sides.map((nodes) => top([...nodes].map((node) => beside(graph, node)))))];
}

export const expressivityKinds = {
  'expressivity-settings'(data) {
    const [seed, { setting, parity, lmax, rows, id }] = [checkEvidence(data), data];
    must(SETTINGS.includes(setting) && PARITIES.includes(parity), 'unknown setting or parity');
    must(id === `expressivity-${setting}-${parity}`, 'id: not that of the setting');
    const wanted = range(1, integer(lmax, 1, 12)).flatMap((l) => OPERATIONS.map((operation) => [l, operation]));
    must(Array.isArray(rows) && rows.length === wanted.length, 'expected a row for each degree and operation');
    for (const [i, [l, operation]] of wanted.entries()) {
      const { paths, interactions, reach, ranks, peel } = rows[i];
      must(
        same(rows[i], { lmax: l, operation, paths, interactions, reach, ranks, peel }),
        `L = ${l} ${operation}: expected another row`,
      );
      const graph = graphOf(operation, parity === 'so3' ? 'so3' : 'o3', settingSides(setting, l, parity));
      checkCounts(graph, rows[i]);
      checkReach(graph, rows[i], seed);
    }
    return [
      `In ${setting}, ${parity}, of degree lmax = 1…${lmax}, the operation has so many interactions of so many paths, and reach lists its expressivity at 1, 2, … channels up to the first that reaches all interactions (mtp with 2j = 2⌈ℓ/2⌉, ℓ the highest degree).`,
      sum(rows, ({ reach }) => Math.max(1, reach.length)),
    ];
  },
  'expressivity-models'(data) {
    const [seed, { channels, rows }] = [checkEvidence(data), data];
    must(isAscending(channels) && channels.length > 0 && integer(channels.at(-1), 1, 8), 'expected ascending channels');
    for (const [i, row] of rows.entries()) {
      const { left, right, out, paths, interactions, values, peel } = row;
      const operation = OPERATIONS[i % OPERATIONS.length];
      const graph = graphOf(operation, 'o3', [left, right, out].map(parseIrreps));
      checkCounts(graph, row);
      const ceiling = ceilingOf(graph);
      must(
        values.length === channels.length && (peel === '' || !isTrivial(graph)),
        'expected a value for each channel count',
      );
      for (const [k, value] of values.entries()) {
        if (isTrivial(graph)) must(value === ceiling, 'expected the ceiling');
        else checkPoint(graph, peel, seed, [channels[k], value]);
      }
      const expected = {
        left,
        right,
        out,
        operation,
        paths,
        interactions,
        ceiling,
        values,
        saturating: saturating(graph, peel),
        peel,
      };
      must(same(row, expected), `${left} ${operation}: expected another row`);
    }
    must(rows.length > 0 && rows.length % OPERATIONS.length === 0, 'expected a row for each model and operation');
    return [
      `For irreps with copies, in O(3), the operation has so many interactions of so many paths and so many coefficients of maps on them (ceiling); values are its expressivity at C = ${channels.join(', ')}, saturating the bounds of the least C that reaches the ceiling (mtp with 2j = 2⌈ℓ/2⌉, ℓ the highest degree).`,
      channels.length * rows.length,
    ];
  },
};
