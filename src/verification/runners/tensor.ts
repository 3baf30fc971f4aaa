/**
 * A coefficient tensor C [d1, d2, d3] from a file, as the map out[c] = Σ_ab x1[a]·x2[b]·C[a,b,c], summed in float64 and rounded
 * once into the declared dtype. Inputs that are zero are passed over, so that a basis pair gives the entries themselves.
 */
import { RequestError } from '../../errors.ts';
import type { Tensor } from '../../tensor-file/index.ts';
import { roundToDtype } from '../dtype.ts';
import type { Implementation } from '../implementation.ts';
import type { Signature } from '../signature.ts';

/** @throws RequestError unless the tensor has the shape [d1, d2, d3] */
export function tensorImplementation({ shape, data }: Tensor, signature: Signature, where: string): Implementation {
  const { left, right, out, dtype } = signature;
  if (shape.length !== 3 || shape[0] !== left || shape[1] !== right || shape[2] !== out) {
    throw new RequestError(
      `${where}: expected one array of shape [${left}, ${right}, ${out}] (left, right, out), got [${shape.join(', ')}]`,
    );
  }

  function multiply(x1: Float64Array, x2: Float64Array): Float64Array {
    const sum = new Float64Array(out);
    for (let a = 0; a < left; a++) {
      const x = x1[a] ?? 0;
      if (x === 0) continue;
      for (let b = 0; b < right; b++) {
        const product = x * (x2[b] ?? 0);
        if (product === 0) continue;
        const start = (a * right + b) * out;
        for (let c = 0; c < out; c++) sum[c] = (sum[c] ?? 0) + product * (data[start + c] ?? 0);
      }
    }
    return sum.map((value) => roundToDtype(value, dtype));
  }

  return {
    forward: async (x1, x2, batch) => {
      const result = new Float64Array(batch * out);
      for (let row = 0; row < batch; row++) {
        const [from1, from2] = [row * left, row * right];
        result.set(multiply(x1.subarray(from1, from1 + left), x2.subarray(from2, from2 + right)), row * out);
      }
      return result;
    },
    close: async () => {},
  };
}
