/** .npy: bytes as the format says, and nothing else accepted. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RequestError } from '../../src/errors.ts';
import { readNpy, writeNpy } from '../../src/tensor-file/index.ts';
import { hex, joined, patched, tensors, textBytes } from './arbitraries.ts';

const blanks = (count: number): string => '20'.repeat(count);
const dictionary = (descr: string, shape: string): string =>
  Buffer.from(`{'descr': '${descr}', 'fortran_order': False, 'shape': ${shape}, }`).toString('hex');

/** A file with this header text, padded and counted, and `numbers` bytes behind it. */
function npyWith(header: string, numbers: number): Uint8Array {
  const text = textBytes(`${header.padEnd(117)}\n`);
  return joined(
    hex('934e554d5059 0100'),
    Uint8Array.of(text.length & 255, text.length >> 8),
    text,
    new Uint8Array(numbers),
  );
}

describe('golden bytes', () => {
  it.each([
    {
      name: 'float64, a vector',
      tensor: { shape: [2], data: Float64Array.of(1, -2.5) },
      // 10 + 57 + padding + newline = 128
      bytes: `93 4e554d5059 0100 7600 ${dictionary('<f8', '(2,)')} ${blanks(60)} 0a 000000000000f03f 00000000000004c0`,
    },
    {
      name: 'float32, a matrix',
      tensor: { shape: [1, 2], data: Float32Array.of(0.5, -0) },
      bytes: `93 4e554d5059 0100 7600 ${dictionary('<f4', '(1, 2)')} ${blanks(58)} 0a 0000003f 00000080`,
    },
    {
      name: 'a scalar',
      tensor: { shape: [], data: Float64Array.of(1) },
      bytes: `93 4e554d5059 0100 7600 ${dictionary('<f8', '()')} ${blanks(62)} 0a 000000000000f03f`,
    },
  ])('$name', ({ tensor, bytes }) => {
    expect(Buffer.from(writeNpy(tensor)).toString('hex')).toBe(Buffer.from(hex(bytes)).toString('hex'));
    expect(readNpy(hex(bytes))).toEqual(tensor);
  });
});

describe('writing and reading', () => {
  it('gives back every shape and every float', () => {
    fc.assert(
      fc.property(tensors(), (tensor) => {
        const bytes = writeNpy(tensor);
        expect(readNpy(bytes)).toEqual(tensor);
        // The numbers start at a multiple of 64, where NumPy can map them.
        expect((bytes.length - tensor.data.byteLength) % 64).toBe(0);
      }),
    );
  });

  it('reads from the middle of a buffer, at any alignment', () => {
    const tensor = { shape: [3], data: Float64Array.of(1, 2, 3) };
    const bytes = writeNpy(tensor);
    for (let shift = 0; shift < 8; shift++) {
      const larger = joined(new Uint8Array(shift), bytes, new Uint8Array(5));
      expect(readNpy(larger.subarray(shift, shift + bytes.length))).toEqual(tensor);
    }
  });

  it('turns Fortran order: element [i, j, k] of shape [2, 3, 4] stays itself', () => {
    const bytes = npyWith("{'descr': '<f8', 'fortran_order': True, 'shape': (2, 3, 4), }", 24 * 8);
    const view = new DataView(bytes.buffer, bytes.length - 24 * 8);
    for (let n = 0; n < 24; n++) view.setFloat64(8 * n, n, true);
    const { shape, data } = readNpy(bytes);
    expect(shape).toEqual([2, 3, 4]);
    for (let i = 0; i < 2; i++) {
      for (let j = 0; j < 3; j++) for (let k = 0; k < 4; k++) expect(data[12 * i + 4 * j + k]).toBe(i + 2 * j + 6 * k);
    }
  });

  it.each([
    "{'shape': (2,), 'fortran_order': False, 'descr': '<f8'}",
    "{'descr':'<f8','fortran_order':False,'shape':(2,)}",
    "{ 'descr' : '<f8' , 'fortran_order' : False , 'shape' : ( 2 , ) , }",
    "{'descr': '<f8', 'fortran_order': True, 'shape': (1, 2, ), }",
  ])('takes the header %s', (header) => {
    expect(readNpy(npyWith(header, 16)).data).toEqual(new Float64Array(2));
  });

  it('refuses to write data that do not fill their shape', () => {
    for (const shape of [[3], [], [2, 2], [-2], [0.5], [2, 1, 3]]) {
      expect(() => writeNpy({ shape, data: new Float64Array(2) })).toThrow(RequestError);
    }
  });
});

const good = writeNpy({ shape: [2, 3], data: new Float64Array(6) });
const header = (descr: string, shape: string, rest = "'fortran_order': False"): string =>
  `{'descr': ${descr}, ${rest}, 'shape': ${shape}, }`;

const hostileNpy: readonly (readonly [what: string, bytes: Uint8Array, says: RegExp])[] = [
  ['nothing', new Uint8Array(0), /0 bytes of something else/],
  ['text', textBytes('1.0 2.0 3.0\n4.0 5.0 6.0\n'), /\\x93NUMPY/],
  ['a magic string that is off by one', patched(good, 0, 1, 0x92), /\\x93NUMPY/],
  ['version 2.0', patched(good, 6, 1, 2), /version 1\.0.*got 2\.0/],
  ['version 1.7', patched(good, 7, 1, 7), /got 1\.7/],
  ['a header that ends beyond the file', good.subarray(0, 100), /truncated, a header of 118 bytes in a file of 100/],
  ['a header over the limit', patched(good, 8, 2, 0xffff), /65535 bytes, the limit is 10000/],
  ['a header that swallows the numbers', patched(good, 8, 2, good.length - 10), /newline|ASCII/],
  ['a header of no bytes', patched(good, 8, 2, 0), /newline/],
  ['a header that is not ASCII', patched(good, 20, 1, 0xc3), /ASCII/],
  ['a list of bytes less', good.subarray(0, good.length - 1), /truncated.*48 bytes of numbers, got 47/],
  ['one byte more', joined(good, Uint8Array.of(0)), /trailing data.*got 49/],
  ['a pickle', npyWith(header("'|O'", '(2,)'), 16), /pickled objects/],
  ['a pickle inside a structure', npyWith(header("[('a', '|O')]", '(2,)'), 16), /structured/],
  ['big-endian numbers', npyWith(header("'>f8'", '(2,)'), 16), /'<f8' or '<f4', got ">f8"/],
  ['half precision', npyWith(header("'<f2'", '(2,)'), 4), /got "<f2"; convert/],
  ['integers', npyWith(header("'<i8'", '(2,)'), 16), /got "<i8"/],
  ['complex numbers', npyWith(header("'<c16'", '(2,)'), 32), /got "<c16"/],
  ['text items', npyWith(header("'<U4'", '(2,)'), 32), /got "<U4"/],
  ['a shape that is too large for its data', npyWith(header("'<f8'", '(3,)'), 16), /truncated.*24 bytes/],
  ['a shape that is too small', npyWith(header("'<f8'", '(1,)'), 16), /trailing/],
  ['a shape beyond memory', npyWith(header("'<f8'", '(9007199254740991, 9007199254740991)'), 16), /fits into memory/],
  ['a huge shape beside a zero', npyWith(header("'<f8'", '(0, 9007199254740991, 2)'), 0), /fits into memory/],
  ['a size beyond 2^53', npyWith(header("'<f8'", '(99999999999999999999,)'), 16), /integers ≥ 0/],
  ['a negative size', npyWith(header("'<f8'", '(-1,)'), 16), /cannot read/],
  ['a size that is a fraction', npyWith(header("'<f8'", '(2.0,)'), 16), /cannot read/],
  ['a shape that is a number', npyWith(header("'<f8'", '(2)'), 16), /no tuple/],
  ['a shape of commas', npyWith(header("'<f8'", '(,)'), 16), /no tuple/],
  ['65 dimensions', npyWith(header("'<f8'", `(${'1,'.repeat(65)})`), 8), /at most 64 dimensions, got 65/],
  ['an order that is a number', npyWith(header("'<f8'", '(2,)', "'fortran_order': 0"), 16), /cannot read/],
  ['an order that is text', npyWith(header("'<f8'", '(2,)', "'fortran_order': 'False'"), 16), /neither True nor False/],
  ['a dtype that is a word', npyWith(header('True', '(2,)'), 16), /no text/],
  [
    'a key that comes twice',
    npyWith(header("'<f8'", '(2,)', "'fortran_order': False, 'shape': (1,)"), 16),
    /comes twice/,
  ],
  ['an unknown key', npyWith(header("'<f8'", '(2,)', "'fortran_order': False, 'x': True"), 16), /'x' is unknown/],
  ['a missing key', npyWith("{'descr': '<f8', 'shape': (2,), }", 16), /'fortran_order' is missing/],
  ['a call in the place of a literal', npyWith(header("'<f8'", '__import__("os")'), 16), /cannot read/],
  ['a dictionary that does not end', npyWith("{'descr': '<f8', 'fortran_order': False, 'shape': (2,)", 16), /newline/],
];

describe('refuses', () => {
  it.each(hostileNpy)('%s', (_, bytes, says) => {
    const read = (): unknown => readNpy(bytes, 'capture.npy');
    expect(read).toThrow(RequestError);
    expect(read).toThrow(/^capture\.npy: /);
    expect(read).toThrow(says);
  });

  it('whatever a single changed byte of the header makes of it, or reads an array of the same size', () => {
    let refused = 0;
    for (let at = 0; at < good.length - 48; at++) {
      for (const value of [0, 0x20, 0x27, 0x30, 0x39, 0xff]) {
        try {
          expect(readNpy(patched(good, at, 1, value)).data.byteLength).toBe(48);
        } catch (error) {
          expect(error).toBeInstanceOf(RequestError);
          refused += 1;
        }
      }
    }
    expect(refused).toBeGreaterThan(300);
  });
});
