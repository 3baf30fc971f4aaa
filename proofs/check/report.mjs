/** A report against what was proved: every exact number of a report.json must follow from accepted certificates. */
import { must, range, same } from './arithmetic.mjs';
import { ALGORITHMS, operationOf } from './costs.mjs';
import { polynomial, valueAt } from './counting-kinds.mjs';
import { ceilingOf, graphOf, matrixSize, parseIrreps, settingSides } from './graph.mjs';

/**
 * One entry: counts, missing paths, expressivities, saturating channels, costs.
 * @param reached [C, expressivity at C channels]
 * @param costs [algorithm, multiply–adds, bytes] of the operation's algorithms
 */
function checkAnalysis(analysis, graph, { row, reached, saturating, costs }) {
  const { operation, parameters, expressivity, saturatingChannels: channels } = analysis;
  const label = ({ l, p }) => (analysis.parity === 'explicit' ? `${l}${p === 1 ? 'e' : 'o'}` : l);
  must(parameters.twiceJ === (operation === 'mtp' ? matrixSize(graph.sides) : undefined), 'twiceJ');
  must(analysis.paths === row.paths && analysis.interactions === row.interactions, 'paths, interactions');
  const listed = (paths) => paths.map((path) => path.join(' ')).sort();
  must(same(listed(analysis.missing), listed(graph.missing.map((path) => path.map(label)))), 'missing');
  must(analysis.ceiling === ceilingOf(graph), 'ceiling');
  const found = expressivity.map(({ channels: count, lower }) => [count, lower]);
  must(same(found, reached), 'expressivity');
  for (const { channels: count, lower, upper, certified, upperFrom: from } of expressivity) {
    must(upper === lower && certified === true, 'expressivity');
    must(!from || from.peeled + count * from.rankOne + from.subspaces === upper, 'upperFrom');
  }
  const [lower, upper] = saturating;
  must(same(channels, { lower, upper, certified: lower === upper }), 'saturatingChannels');
  const expected = costs.map(([algorithm, work, bytes]) => ({
    algorithm,
    multiplyAdds: `${work}`,
    bytes: `${bytes}`,
    atSaturation: { lower: `${work * lower}`, upper: `${work * upper}` },
  }));
  must(same(analysis.costs, expected), 'costs');
}

function told(where, check) {
  try {
    check();
  } catch (error) {
    throw new Error(`${where}: ${error.message}`);
  }
}

/** @param proved accepted certificates by id. @returns how many expressivities the report has. @throws with the first number that does not follow */
export function checkReport(report, proved) {
  const certificate = (id) => proved.get(id) ?? must(false, `no certificate ${id}`);
  const own = (operation) => ALGORITHMS.filter((name) => operationOf(name) === operation);
  const { rows, models } = certificate('costs');
  for (const analysis of report.analyses) {
    const { setting, parity, lmax, operation } = analysis;
    told(`${setting} ${parity} L = ${lmax} ${operation}`, () => {
      const found = certificate(`expressivity-${setting}-${parity}`).rows;
      const row = found.find((one) => one.lmax === lmax && one.operation === operation);
      const { length } = row.reach;
      const costs = own(operation).map((name) => {
        const [, , , work, bytes] = rows.find((one) => same(one.slice(0, 3), [setting, parity, name]));
        return [name, work[lmax - 1], bytes[lmax - 1]];
      });
      const reached = length === 0 ? [[1, 0]] : row.reach.map((value, i) => [i + 1, value]);
      const graph = graphOf(operation, parity === 'so3' ? 'so3' : 'o3', settingSides(setting, lmax, parity));
      checkAnalysis(analysis, graph, { row, reached, saturating: [length, length], costs });
    });
  }
  const modelAnalyses = report.models.flatMap(({ analyses }) => analyses);
  for (const analysis of modelAnalyses) {
    const { left, right, out, operation } = analysis;
    told(`${left} ${right} ${out} ${operation}`, () => {
      const isSame = (one) => same([one.left, one.right, one.out], [left, right, out]);
      const row = certificate('expressivity-models').rows.find((one) => isSame(one) && one.operation === operation);
      const costs = models.find(isSame).costs.filter(([name]) => operationOf(name) === operation);
      const reached = certificate('expressivity-models').channels.map((count, i) => [count, row.values[i]]);
      const graph = graphOf(operation, 'o3', [left, right, out].map(parseIrreps));
      checkAnalysis(analysis, graph, { row, reached, saturating: row.saturating, costs });
    });
  }
  for (const { setting, operation, counts } of report.pathCounts) {
    const isSame = (one) => one.setting === setting && one.operation === operation;
    const forms = certificate('path-counts')
      .rows.find(isSame)
      .polynomials.map((texts) => polynomial(texts, 3));
    const values = range(0, counts.length - 1).map((l) => valueAt(forms[l % forms.length], l));
    must(
      same(
        values.map(([num, den]) => (den === 1n ? Number(num) : undefined)),
        counts,
      ),
      `path counts, ${setting} ${operation}`,
    );
  }
  const { maxTwiceJ, zeros } = certificate('six-j-zeros');
  const listed = report.accidentalZeros;
  must(listed.maxTwiceJ <= maxTwiceJ, 'accidental zeros: beyond the certificate');
  const expected = zeros.filter(([, , , twiceJ]) => twiceJ <= listed.maxTwiceJ);
  must(
    same(
      listed.zeros,
      expected.map(([l1, l2, l3, twiceJ]) => ({ l1, l2, l3, twiceJ })),
    ),
    'accidental zeros',
  );
  const count = [...report.analyses, ...modelAnalyses].reduce((n, { expressivity }) => n + expressivity.length, 0);
  must(count > 0, 'there is no number in it');
  return count;
}
