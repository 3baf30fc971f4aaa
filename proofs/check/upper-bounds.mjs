/** Upper bounds (schema.md, "Upper bounds"): for each connected component of what is left, its weights less the rank of its gradings. */
import { must, P, sum } from './arithmetic.mjs';
import { ceilingOf, coefficients } from './graph.mjs';
import { extend } from './lower-bounds.mjs';

function gradingsOf({ operation, group, ports, paths }) {
  const labels = operation !== 'vstp' ? [] : group === 'so3' ? ['0', '+', '-'] : ['r'];
  const rows = [0, 1, 2].map((slot) => ports.map((port) => Number(port.slot === slot)));
  for (const label of labels) rows.push(ports.map(({ port }) => Number(port === label)));
  const constant = (row) => paths.every((path) => path.every(([a, b, c]) => row[a] + row[b] + row[c] === 1));
  must(rows.every(constant), 'a grading is not constant');
  return rows.slice(1).map((row) => row.map((x, i) => x - rows[0][i]));
}
function singleChannelBound(graph, paths, gradings) {
  const components = [];
  for (const path of paths) {
    const ports = new Set(path.flatMap((term) => term.slice(0, 3)));
    const merged = { ports, size: coefficients(graph, path) };
    for (let i = components.length - 1; i >= 0; i--) {
      if (![...ports].some((port) => components[i].ports.has(port))) continue;
      const [{ ports: more, size }] = components.splice(i, 1);
      for (const port of more) ports.add(port);
      merged.size += size;
    }
    components.push(merged);
  }
  return sum(components, ({ ports, size }) => {
    const span = [];
    for (const row of gradings)
      extend(
        span,
        Float64Array.from(ports, (port) => (row[port] + P) % P),
      );
    return Math.min(size, sum([...ports], (port) => graph.ports[port].mul) - span.length);
  });
}
export function peelingOf(graph, text) {
  const order = text === '' ? [] : text.split(' ');
  const known = new Set(graph.ports.map(({ name }) => name));
  must(
    new Set(order).size === order.length && order.every((name) => known.has(name)),
    'peel: unknown ports, or one twice',
  );
  const gradings = gradingsOf(graph);
  const ceiling = ceilingOf(graph);
  let alive = graph.paths;
  const stage = () => ({
    peeled: ceiling - sum(alive, (path) => coefficients(graph, path)),
    rest: singleChannelBound(graph, alive, gradings),
  });
  const stages = [stage()];
  for (const name of order) {
    const gone = ([a, b, c]) => [a, b, c].some((port) => graph.ports[port].name === name);
    alive = alive.filter((path) => !path.some(gone));
    stages.push(stage());
  }
  return stages;
}
export const upperBound = (graph, stages, channels) =>
  Math.min(ceilingOf(graph), ...stages.map(({ peeled, rest }) => peeled + channels * rest));
