/** .safetensors: bytes as the format says, and nothing else accepted. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RequestError } from '../../src/errors.ts';
import { readSafetensors, type Tensor, writeSafetensors } from '../../src/tensor-file/index.ts';
import { hex, joined, namedTensors, patched, textBytes } from './arbitraries.ts';

/** A file with this header and `numbers` bytes behind it. */
function fileOf(header: string | Uint8Array, numbers = 0): Uint8Array {
  const text = typeof header === 'string' ? textBytes(header) : header;
  return joined(patched(new Uint8Array(8), 0, 8, text.length), text, new Uint8Array(numbers));
}

describe('golden bytes', () => {
  it('two arrays and metadata', () => {
    const tensors = [
      ['b', { shape: [], data: Float64Array.of(1) }],
      ['a', { shape: [2, 1], data: Float32Array.of(0.5, -0) }],
    ] as const satisfies [string, Tensor][];
    const header =
      '{"__metadata__":{"kind":"real-cg","lmax":"1"},' +
      '"a":{"dtype":"F32","shape":[2,1],"data_offsets":[0,8]},' +
      '"b":{"dtype":"F64","shape":[],"data_offsets":[8,16]}}';
    // 154 characters, and 6 blanks to a multiple of 8: 160 = 0xa0.
    expect(header).toHaveLength(154);
    const golden = joined(
      hex('a000000000000000'),
      textBytes(header.padEnd(160)),
      hex('0000003f 00000080 000000000000f03f'),
    );
    const bytes = writeSafetensors(tensors, { lmax: '1', kind: 'real-cg' });
    expect(Buffer.from(bytes).toString('latin1')).toBe(Buffer.from(golden).toString('latin1'));
    const read = readSafetensors(golden);
    expect(read.metadata).toEqual({ kind: 'real-cg', lmax: '1' });
    expect([...read.tensors]).toEqual([...tensors].reverse());
  });

  it('none, padded with blanks', () => {
    const golden = joined(hex('0800000000000000'), textBytes('{}      '));
    expect(writeSafetensors([])).toEqual(golden);
    expect(readSafetensors(golden)).toEqual({ tensors: new Map(), metadata: {} });
  });
});

describe('writing and reading', () => {
  it('gives back names, shapes and floats, whatever the order they came in', () => {
    fc.assert(
      fc.property(namedTensors(), (tensors) => {
        const bytes = writeSafetensors(tensors);
        expect(readSafetensors(bytes).tensors).toEqual(new Map(tensors));
        expect(writeSafetensors(tensors.toReversed())).toEqual(bytes);
        expect((bytes.length - tensors.reduce((sum, [, { data }]) => sum + data.byteLength, 0)) % 8).toBe(0);
      }),
    );
  });

  it('gives back names that are special elsewhere', () => {
    const names = ['', '__proto__', '0', '10', '9', 'a/b', '"\\\n', 'ℓ', '\ud800'];
    const tensors = names.map((name, i): [string, Tensor] => [name, { shape: [1], data: Float64Array.of(i) }]);
    expect(readSafetensors(writeSafetensors(tensors)).tensors).toEqual(new Map(tensors));
  });

  it('refuses to write reserved names, names that come twice and wrong shapes', () => {
    const one: Tensor = { shape: [1], data: new Float64Array(1) };
    expect(() => writeSafetensors([['__metadata__', one]])).toThrow(RequestError);
    expect(() =>
      writeSafetensors([
        ['a', one],
        ['a', one],
      ]),
    ).toThrow(/"a" is reserved or comes twice/);
    expect(() => writeSafetensors([['a', { ...one, shape: [2] }]])).toThrow(/means 2 numbers, got 1/);
  });
});

const good = fileOf('{"a":{"dtype":"F64","shape":[2],"data_offsets":[0,16]}}', 16);
const one = (fields: string): string => `{"a":{${fields}}}`;
const two = (first: string, second: string): string =>
  `{"a":{"dtype":"F64","shape":[1],"data_offsets":${first}},"b":{"dtype":"F64","shape":[1],"data_offsets":${second}}}`;

const hostile: readonly (readonly [what: string, bytes: Uint8Array, says: RegExp])[] = [
  ['nothing', new Uint8Array(0), /got 0 bytes/],
  ['seven bytes', good.subarray(0, 7), /got 7 bytes/],
  ['a header over the limit', patched(good, 0, 8, 100_000_001), /100000001 bytes, the limit is 100000000/],
  ['the largest header there is', patched(good, 0, 8, 2n ** 64n - 1n), /18446744073709551615 bytes, the limit/],
  ['a header that ends beyond the file', good.subarray(0, 20), /truncated, a header of 55 bytes in a file of 20/],
  ['a header of no bytes', fileOf(''), /start with \{/],
  ['a header that starts with a blank', fileOf(' {}'), /start with \{/],
  ['a header that is an array', fileOf('[]'), /start with \{/],
  ['a header that does not end', fileOf('{"a":{"dtype":"F64"'), /expected JSON/],
  ['a header with something behind it', fileOf('{}{}'), /expected JSON/],
  ['a header that is not UTF-8', fileOf(joined(textBytes('{"'), Uint8Array.of(0xff), textBytes('":1}'))), /UTF-8/],
  ['a header nested beyond all need', fileOf(`{"a":${'['.repeat(50_000)}`), /nested deeper than 3/],
  [
    'a key that comes twice',
    fileOf(
      `${one('"dtype":"F32","shape":[4],"data_offsets":[0,16]').slice(0, -1)},${one('"dtype":"F64","shape":[2],"data_offsets":[0,16]').slice(1)}`,
      16,
    ),
    /"a" comes twice/,
  ],
  [
    'a key that comes twice, once escaped',
    fileOf('{"a":{"dtype":"F64","shape":[2],"shap\\u0065":[2],"data_offsets":[0,16]}}', 16),
    /"shape" comes twice/,
  ],
  ['an entry that is no object', fileOf('{"a":[0,16]}', 16), /expected \{"dtype"/],
  ['an entry that is null', fileOf('{"a":null}'), /got null/],
  ['an entry that lacks its shape', fileOf(one('"dtype":"F64","data_offsets":[0,16]'), 16), /expected \{"dtype"/],
  [
    'an entry with more in it',
    fileOf(one('"dtype":"F64","shape":[2],"data_offsets":[0,16],"x":1'), 16),
    /expected \{"dtype"/,
  ],
  ['half precision', fileOf(one('"dtype":"F16","shape":[2],"data_offsets":[0,4]'), 4), /F64 or F32, got "F16"/],
  ['bfloat16', fileOf(one('"dtype":"BF16","shape":[2],"data_offsets":[0,4]'), 4), /got "BF16"/],
  ['integers', fileOf(one('"dtype":"I64","shape":[2],"data_offsets":[0,16]'), 16), /got "I64"/],
  ['a dtype that is no text', fileOf(one('"dtype":64,"shape":[2],"data_offsets":[0,16]'), 16), /got 64/],
  ['a dtype of a prototype', fileOf(one('"dtype":"toString","shape":[2],"data_offsets":[0,16]'), 16), /got "toString"/],
  ['a shape that is a number', fileOf(one('"dtype":"F64","shape":2,"data_offsets":[0,16]'), 16), /integers ≥ 0, got 2/],
  ['a negative size', fileOf(one('"dtype":"F64","shape":[-2],"data_offsets":[0,16]'), 16), /integers ≥ 0/],
  ['a size that is a fraction', fileOf(one('"dtype":"F64","shape":[2.5],"data_offsets":[0,20]'), 20), /integers ≥ 0/],
  ['a size that is text', fileOf(one('"dtype":"F64","shape":["2"],"data_offsets":[0,16]'), 16), /integers ≥ 0/],
  ['a size beyond 2^53', fileOf(one('"dtype":"F64","shape":[1e300],"data_offsets":[0,16]'), 16), /integers ≥ 0/],
  [
    'a shape beyond memory',
    fileOf(one('"dtype":"F64","shape":[4294967296,4294967296],"data_offsets":[0,16]'), 16),
    /fits into memory/,
  ],
  [
    'too many dimensions',
    fileOf(one(`"dtype":"F64","shape":[${'1,'.repeat(64)}1],"data_offsets":[0,8]`), 8),
    /at most 64/,
  ],
  ['one offset', fileOf(one('"dtype":"F64","shape":[2],"data_offsets":[16]'), 16), /\[begin, end\]/],
  ['three offsets', fileOf(one('"dtype":"F64","shape":[2],"data_offsets":[0,16,32]'), 32), /\[begin, end\]/],
  ['offsets that run backwards', fileOf(one('"dtype":"F64","shape":[2],"data_offsets":[16,0]'), 16), /begin ≤ end/],
  ['negative offsets', fileOf(one('"dtype":"F64","shape":[2],"data_offsets":[-16,0]'), 16), /begin ≤ end/],
  [
    'a size that its offsets deny',
    fileOf(one('"dtype":"F64","shape":[3],"data_offsets":[0,16]'), 16),
    /means 24 bytes, its offsets say 16/,
  ],
  ['tensors that overlap', fileOf(two('[0,8]', '[4,12]'), 12), /"b" at byte 4 overlaps/],
  ['tensors that share their data', fileOf(two('[0,8]', '[0,8]'), 8), /overlaps/],
  ['a gap between tensors', fileOf(two('[0,8]', '[12,20]'), 20), /leaves 4 bytes that belong to no tensor/],
  ['a gap before the first', fileOf(two('[8,16]', '[16,24]'), 24), /leaves 8 bytes/],
  ['data that are cut short', good.subarray(0, -1), /truncated, the header promises 16 bytes of numbers, got 15/],
  ['data behind the last tensor', joined(good, Uint8Array.of(0)), /trailing data/],
  ['data that belong to nobody', fileOf('{}', 8), /trailing data/],
  ['metadata that are no object', fileOf('{"__metadata__":"x"}'), /map text to text/],
  ['metadata that are null', fileOf('{"__metadata__":null}'), /map text to text/],
  ['metadata that are no text', fileOf('{"__metadata__":{"lmax":3}}'), /map text to text/],
];

describe('refuses', () => {
  it.each(hostile)('%s', (_, bytes, says) => {
    const read = (): unknown => readSafetensors(bytes, 'table.safetensors');
    expect(read).toThrow(RequestError);
    expect(read).toThrow(/^table\.safetensors/);
    expect(read).toThrow(says);
  });

  it('in words that stay short, whatever the file is full of', () => {
    for (const shape of [`["${'x'.repeat(100_000)}"]`, `[${'-1,'.repeat(50_000)}0]`]) {
      const bytes = fileOf(one(`"dtype":"F64","shape":${shape},"data_offsets":[0,16]`), 16);
      let message = '';
      try {
        readSafetensors(bytes);
      } catch (error) {
        message = String(error);
      }
      expect(message).toMatch(/RequestError/);
      expect(message.length).toBeLessThan(300);
    }
  });

  it('whatever a single changed byte of the header makes of it, or reads 16 bytes', () => {
    let refused = 0;
    for (let at = 0; at < good.length - 16; at++) {
      for (const value of [0, 0x20, 0x22, 0x30, 0x7b, 0xff]) {
        try {
          const bytes = [...readSafetensors(patched(good, at, 1, value)).tensors.values()].map(
            ({ data }) => data.byteLength,
          );
          expect(bytes).toEqual([16]);
        } catch (error) {
          expect(error).toBeInstanceOf(RequestError);
          refused += 1;
        }
      }
    }
    expect(refused).toBeGreaterThan(250);
  });
});
