/**
 * The network of architecture.ts, running: logits, and their gradient by the weights, layer after layer there and back. Weights are one
 * vector, those of the linear layers in their order, then the biases of the even outputs.
 */
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { OperationId } from '../operation/operation.ts';
import { newRows, type Rows } from '../program/batch.ts';
import type { FloatFormat } from '../program/lanes-kernel.ts';
import { type Architecture, architecture, type Layer, type LayerName, type NetworkSize } from './architecture.ts';
import { EVEN_OUTPUTS, logitsBack, logitsOf, meanSquares, meanSquaresBack } from './head.ts';
import { mix, mixBack } from './mixing.ts';
import { type Product, runnableProduct } from './product.ts';

/** An architecture whose products are compiled. */
interface Compiled {
  readonly architecture: Architecture;
  readonly format: FloatFormat;
  readonly first: Product;
  readonly second: Product;
}

export interface Network extends Compiled {
  /** @param weights `parameters` numbers @param seen moments of the clouds, [clouds, radial, (lmax+1)²] */
  evaluate(weights: Rows, seen: Rows, clouds: number): Evaluated;
}

export interface Evaluated {
  /** [clouds, 8] */
  readonly logits: Rows;
  /** The gradient of Σ cotangent·logits by the weights. */
  pullBack(cotangent: Rows): Rows;
}

/** Weights of mean square one, uniform, and biases of zero: the same on every machine. */
export function initialWeights({ architecture: { parameters }, format }: Network, seed: number): Rows {
  const generator = xoroshiro128plus(seed);
  const weights = newRows(format, parameters);
  const steps = 2 ** 20;
  for (let k = 0; k < parameters - EVEN_OUTPUTS; k++) {
    weights[k] = (uniformInt(generator, -steps, steps) / steps) * Math.sqrt(3);
  }
  return weights;
}

/** Rows of a and rows of b, row by row one after the other. */
function joined(format: FloatFormat, rows: number, a: Rows, b: Rows): Rows {
  const [p, q] = [a.length / rows, b.length / rows];
  const both = newRows(format, a.length + b.length);
  for (let row = 0; row < rows; row++) {
    both.set(a.subarray(row * p, (row + 1) * p), row * (p + q));
    both.set(b.subarray(row * q, (row + 1) * q), row * (p + q) + p);
  }
  return both;
}

/** The inverse of `joined`. @param p length of the rows of a */
function parted(format: FloatFormat, rows: number, both: Rows, p: number): readonly [a: Rows, b: Rows] {
  const length = both.length / rows;
  const [a, b] = [newRows(format, rows * p), newRows(format, rows * (length - p))];
  for (let row = 0; row < rows; row++) {
    a.set(both.subarray(row * length, row * length + p), row * p);
    b.set(both.subarray(row * length + p, (row + 1) * length), row * (length - p));
  }
  return [a, b];
}

const weightsOf = (weights: Rows, { start, weights: count }: Layer): Rows => weights.subarray(start, start + count);

/** What stands between the layers; names as in architecture.ts. */
interface Values {
  readonly x: Rows;
  readonly y: Rows;
  readonly z: Rows;
  readonly left: Rows;
  readonly right: Rows;
  readonly u: Rows;
  readonly s: Rows;
  readonly invariants: Rows;
  readonly logits: Rows;
}

function forward({ architecture, format, first, second }: Compiled, weights: Rows, seen: Rows, clouds: number): Values {
  const { layers, parameters, size } = architecture;
  const mixed = (name: LayerName, input: Rows): Rows => {
    const { to } = layers[name];
    const out = newRows(format, clouds * to.channels * to.length);
    mix(layers[name], weightsOf(weights, layers[name]), clouds, input, out);
    return out;
  };
  const rows = clouds * size.channels;
  const [x, y] = [mixed('x', seen), mixed('y', seen)];
  const z = first.forward(x, y, rows);
  const [left, right, u] = [mixed('left', z), mixed('right', seen), mixed('squared', z)];
  const s = second.forward(left, right, rows);
  const invariants = joined(format, rows, s, meanSquares(format, layers.squared.to, rows, u));
  const biases = weights.subarray(parameters - EVEN_OUTPUTS);
  const even = mixed('even', invariants).map((value, k) => value + (biases[k % EVEN_OUTPUTS] ?? 0));
  return { x, y, z, left, right, u, s, invariants, logits: logitsOf(format, even, mixed('odd', invariants)) };
}

function backward(
  { architecture, format, first, second }: Compiled,
  weights: Rows,
  seen: Rows,
  clouds: number,
  values: Values,
  cotangent: Rows,
): Rows {
  const { layers, parameters, size } = architecture;
  const { x, y, z, left, right, u, s, invariants } = values;
  const gradient = newRows(format, parameters);
  const mixedBack = (name: LayerName, input: Rows, outBar: Rows, inputBar?: Rows): void => {
    const weightsBar = weightsOf(gradient, layers[name]);
    const back = { input, outBar, weightsBar, ...(inputBar === undefined ? {} : { inputBar }) };
    mixBack(layers[name], weightsOf(weights, layers[name]), clouds, back);
  };
  const rows = clouds * size.channels;
  const { even, odd } = logitsBack(format, cotangent);
  const biases = gradient.subarray(parameters - EVEN_OUTPUTS);
  for (const [k, bar] of even.entries()) biases[k % EVEN_OUTPUTS] = (biases[k % EVEN_OUTPUTS] ?? 0) + bar;
  const invariantsBar = newRows(format, invariants.length);
  mixedBack('even', invariants, even, invariantsBar);
  mixedBack('odd', invariants, odd, invariantsBar);
  const [sBar, qBar] = parted(format, rows, invariantsBar, s.length / rows);
  const zBar = newRows(format, z.length);
  mixedBack('squared', z, meanSquaresBack(format, layers.squared.to, rows, u, qBar), zBar);
  const [leftBar, rightBar] = second.backward(left, right, sBar, rows);
  mixedBack('left', z, leftBar, zBar);
  mixedBack('right', seen, rightBar);
  const [xBar, yBar] = first.backward(x, y, zBar, rows);
  mixedBack('x', seen, xBar);
  mixedBack('y', seen, yBar);
  return gradient;
}

/** Compiles both products and puts the layers together. */
export async function network(operation: OperationId, size: NetworkSize, format: FloatFormat): Promise<Network> {
  const planned = architecture(operation, size);
  const [first, second] = await Promise.all([
    runnableProduct(planned.first, format),
    runnableProduct(planned.second, format),
  ]);
  const compiled = { architecture: planned, format, first, second };
  return {
    ...compiled,
    evaluate: (weights, seen, clouds) => {
      const values = forward(compiled, weights, seen, clouds);
      return {
        logits: values.logits,
        pullBack: (cotangent) => backward(compiled, weights, seen, clouds, values, cotangent),
      };
    },
  };
}
