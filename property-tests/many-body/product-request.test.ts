/** What is refused about products of several factors, before any work, and in which words. */
import { expect, it } from 'vitest';
import { RequestError } from '../../src/errors.ts';
import { parseIrreps } from '../../src/irreps/index.ts';
import { manyBodyExpressivity } from '../../src/many-body/product-expressivity.ts';
import type { ProductRequest } from '../../src/many-body/product-request.ts';
import { outputIrreps } from '../../src/many-body/request.ts';

const request = (
  irreps: string,
  correlation: number,
  out: string,
  rest: Partial<ProductRequest> = {},
): ProductRequest => ({
  operation: 'gtp',
  irreps: parseIrreps(irreps),
  correlation,
  out: outputIrreps(parseIrreps(out)),
  ...rest,
});

const LARGE = Array.from({ length: 9 }, (_, l) => `${l}${l % 2 === 0 ? 'e' : 'o'}`).join('+');

it.each([
  ['no factor', request('0e+1o', 0, '0e'), /correlation of a product: expected an integer between 2 and 8, got 0/],
  ['one factor', request('0e+1o', 1, '0e'), /between 2 and 8, got 1/],
  ['too many factors', request('0e+1o', 99, '0e'), /between 2 and 8, got 99/],
  ['part of a factor', request('0e+1o', 2.5, '0e'), /got 2.5/],
  ['too many channels', request('0e+1o', 2, '0e', { channels: [1, 100_000] }), /between 1 and 4096, got 100000/],
  ['no channel', request('0e+1o', 2, '0e', { channels: [0] }), /got 0/],
  ['copies', request('0e+2x1o', 2, '0e'), /expected each once, got 2x1o; copies are channels/],
  ['no copy', request('0e+0x1o', 2, '0e'), /expected each once, got 0x1o/],
  ['an irrep twice', request('1o+0e+1o', 2, '0e'), /expected each once, got 1x1o twice/],
  ['an output out of reach', request('0e+1o', 3, '4e'), /output 4e: no product of up to 3 factors/],
  ['an output of the wrong parity', request('0e+2e', 3, '1o'), /output 1o: no product/],
  ['a fused curl', request('1o', 2, '0e', { operation: 'gtp+curl', form: 'fused' }), /expected the form chained/],
  ['inner degrees of a fused product', request('1o', 2, '0e', { inner: 2 }), /keeps nothing between/],
  ['a strange inner degree', request('1o', 2, '0e', { form: 'chained', inner: -1 }), /at least 0, got -1/],
  ['a matrix size for functions', request('1o', 2, '0e', { twiceJ: 2 }), /twice-j is a parameter of mtp/],
  ['a strange matrix size', request('1o', 2, '0e', { operation: 'mtp', twiceJ: 401 }), /between 0 and 400/],
  ['a form of cgtp', request('1o', 2, '0e', { operation: 'cgtp', form: 'fused' }), /form is no option of it/],
  ['too many maps', request('0e+1o+2e+3o+4e+5o', 4, '0e+1o+2e+3o+4e'), /13\d\d symmetric maps, the limit is 1000/],
  ['too many paths', request('0e+1o+2e+3o', 7, '0e'), /679172 coupling paths, the limit is 60000/],
  [
    'too large couplings',
    request('20e', 4, '0e', { form: 'chained' }),
    /\d+ entries of coupling tensors, the limit is 300000/,
  ],
  [
    'too many choices of factors',
    request(LARGE, 8, '0e+1o+2e+3o+4e', { operation: 'cgtp' }),
    /64350 choices of factors and output, the limit is 60000/,
  ],
] as const)('%s', (_, asked, words) => {
  const started = performance.now();
  const ask = (): unknown => manyBodyExpressivity(asked, () => expect.fail('work was begun'));
  expect(ask).toThrow(RequestError);
  expect(ask).toThrow(words);
  // A refusal is not work: far less than the second that the smallest of the large ones would take.
  expect(performance.now() - started).toBeLessThan(1000);
});
