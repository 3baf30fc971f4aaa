/** Random arrays with every kind of float in them, and the bytes of files for patching. */
import fc from 'fast-check';
import type { Tensor } from '../../src/tensor-file/index.ts';

/** Rank 0 to 4, sizes 0 to 4; −0, subnormals, ∞ and NaN unless `finite`. */
export function tensors(finite = false): fc.Arbitrary<Tensor> {
  return fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 4 }).chain((shape) => {
    const length = shape.reduce((product, size) => product * size, 1);
    const size = { minLength: length, maxLength: length };
    const kinds = { noNaN: finite, noDefaultInfinity: finite };
    return fc.oneof(
      fc.float64Array({ ...size, ...kinds }).map((data) => ({ shape, data })),
      fc.float32Array({ ...size, ...kinds }).map((data) => ({ shape, data })),
    );
  });
}

/** Keys as the tables have them, and any other plain name. */
const plainName = fc
  .oneof(fc.stringMatching(/^\d_\d_\d$/), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }))
  .filter((name) => !/[/\\:\p{Cc}\p{Cs}]|^\./u.test(name));

export const namedTensors = (finite = false): fc.Arbitrary<[string, Tensor][]> =>
  fc.uniqueArray(fc.tuple(plainName, tensors(finite)), { selector: ([name]) => name, maxLength: 6 });

export const textBytes = (text: string): Uint8Array => new TextEncoder().encode(text);

export const joined = (...parts: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts));

/** A copy with a little-endian number of `size` bytes at `offset`, which may count from the end. */
export function patched(bytes: Uint8Array, offset: number, size: 1 | 2 | 4 | 8, value: number | bigint): Uint8Array {
  const copy = bytes.slice();
  const at = offset < 0 ? copy.length + offset : offset;
  let rest = BigInt(value);
  for (let i = 0; i < size; i++, rest >>= 8n) copy[at + i] = Number(rest & 255n);
  return copy;
}

/** From hexadecimal digits and blanks. */
export const hex = (digits: string): Uint8Array => Uint8Array.from(Buffer.from(digits.replace(/\s+/g, ''), 'hex'));
