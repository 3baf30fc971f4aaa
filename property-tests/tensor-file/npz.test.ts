/** .npz: the zip inside and out. Python's own reader and writer are the other side in python.test.ts. */

import { constants, deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { deflateSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { RequestError } from '../../src/errors.ts';
import { readNpz, type Tensor, writeNpy, writeNpz } from '../../src/tensor-file/index.ts';
import { crc32, writeZip } from '../../src/tensor-file/zip.ts';
import { hex, joined, namedTensors, patched, textBytes } from './arbitraries.ts';

const vector: Tensor = { shape: [2], data: Float64Array.of(1, -2.5) };

describe('golden bytes', () => {
  it('CRC-32 of "123456789" is its published check value', () => {
    expect(crc32(textBytes('123456789'))).toBe(0xcbf43926);
    expect(crc32(new Uint8Array(0))).toBe(0);
  });

  it('a stored archive of one vector', () => {
    const npy = Buffer.from(writeNpy(vector)).toString('hex');
    const crc = patched(new Uint8Array(4), 0, 4, crc32(writeNpy(vector)));
    // version 2.0, no flags, stored, 00:00, 1980-01-01, CRC, 144 = 0x90 bytes twice, a name of 5 bytes, no extra field
    const fields = `1400 0000 0000 0000 2100 ${Buffer.from(crc).toString('hex')} 90000000 90000000 0500 0000`;
    const name = Buffer.from('a.npy').toString('hex');
    const local = `504b0304 ${fields} ${name} ${npy}`; // 30 + 5 + 144 = 179 = 0xb3
    const central = `504b0102 1400 ${fields} 0000 0000 0000 00000000 00000000 ${name}`; // 46 + 5 = 51 = 0x33
    const end = '504b0506 0000 0000 0100 0100 33000000 b3000000 0000';
    const bytes = writeNpz([['a', vector]], 'stored');
    expect(Buffer.from(bytes).toString('hex')).toBe(Buffer.from(hex(local + central + end)).toString('hex'));
  });

  it('an empty archive', () => {
    expect(writeNpz([])).toEqual(hex(`504b0506 ${'00'.repeat(18)}`));
    expect(readNpz(writeNpz([]))).toEqual(new Map());
  });
});

describe('writing and reading', () => {
  it.each(['stored', 'deflated'] as const)('gives back names, order, shapes and floats, %s', (compression) => {
    fc.assert(
      fc.property(namedTensors(), (tensors) => {
        const bytes = writeNpz(tensors, compression);
        expect([...readNpz(bytes)]).toEqual(tensors);
        expect(writeNpz(tensors, compression)).toEqual(bytes);
      }),
    );
  });

  it.each([
    ['that compress well', (i: number) => i % 7],
    ['that do not', (i: number) => Math.sin(i * i)],
  ])('gives back arrays of 2.4 MB %s, which are inflated slice by slice', (_, value) => {
    const data = Float64Array.from({ length: 300_000 }, (__, i) => value(i));
    const read = readNpz(writeNpz([['a', { shape: [300_000], data }]])).get('a')?.data;
    expect(read?.every((item, i) => item === data[i])).toBe(true);
  });

  it('takes tensors one by one from a generator', () => {
    let held = 0;
    const one = function* (): Generator<[string, Tensor]> {
      for (let i = 0; i < 3; i++) {
        held += 1;
        yield [`a${i}`, vector];
      }
    };
    expect([...readNpz(writeNpz(one())).keys()]).toEqual(['a0', 'a1', 'a2']);
    expect(held).toBe(3);
  });

  it('names such as __proto__ are names', () => {
    expect([
      ...readNpz(
        writeNpz([
          ['__proto__', vector],
          ['constructor', vector],
        ]),
      ).keys(),
    ]).toEqual(['__proto__', 'constructor']);
  });

  it.each(['', '.', '..', '../a', 'a/b', 'a\\b', 'C:a', 'a\u0000b', 'a\n', '\ud800', 'x'.repeat(300)])(
    'refuses to write the name %j',
    (name) => {
      expect(() => writeNpz([[name, vector]])).toThrow(RequestError);
    },
  );

  it('refuses to write a name twice', () => {
    expect(() =>
      writeNpz([
        ['a', vector],
        ['a', vector],
      ]),
    ).toThrow(/"a\.npy" comes twice/);
  });
});

const npy = writeNpy(vector);
const stored = writeZip([{ name: 'a.npy', content: npy }], 'stored');
const two = writeZip(
  [
    { name: 'a.npy', content: npy },
    { name: 'b.npy', content: npy },
  ],
  'stored',
);
const member = (name: string, content = npy): Uint8Array => writeZip([{ name, content }], 'stored');
/** Offsets in an archive of one member `a.npy`: its central entry starts 22 + 51 bytes before the end. */
const CENTRAL = -73;
const renamed = (to: string): Uint8Array => {
  const bytes = stored.slice();
  for (const at of [30, bytes.length - 22 - 5]) bytes.set(textBytes(to), at);
  return bytes;
};

/** `packed` as the only member, deflated by its word, of a size that is claimed. */
function claiming(packed: Uint8Array, size: number): Uint8Array {
  const whole = writeZip([{ name: 'a.npy', content: packed }], 'stored');
  const deflated = patched(patched(whole, 8, 2, 8), CENTRAL + 10, 2, 8);
  return patched(patched(deflated, 22, 4, size), CENTRAL + 24, 4, size);
}

/** A deflate stream of zeros, about 1 KB for each MiB, made without ever holding the zeros: blocks that end on a byte, repeated. */
function packedZeros(mebibytes: number): Uint8Array {
  const block = deflateRawSync(new Uint8Array(2 ** 20), { finishFlush: constants.Z_FULL_FLUSH });
  const packed = new Uint8Array(mebibytes * block.length + 2);
  for (let i = 0; i < mebibytes; i++) packed.set(block, i * block.length);
  packed.set(deflateRawSync(new Uint8Array(0)), mebibytes * block.length);
  return packed;
}

/** A hundred entries of the directory that all point to one member of 1 GiB. */
function sharedBomb(): Uint8Array {
  const whole = claiming(packedZeros(1024), 2 ** 30);
  const entry = whole.subarray(CENTRAL, -22);
  const entries = Array.from({ length: 100 }, (_, i) => {
    const named = entry.slice();
    named.set(textBytes(`${i}`.padStart(5, 'a')), 46);
    return named;
  });
  const directory = joined(...entries);
  const end = patched(patched(patched(whole.slice(-22), 8, 2, 100), 10, 2, 100), 12, 4, directory.length);
  return joined(whole.subarray(0, CENTRAL), directory, end);
}

const hostileNpz: readonly (readonly [what: string, bytes: Uint8Array, says: RegExp])[] = [
  ['nothing', new Uint8Array(0), /expected a zip file/],
  ['text', textBytes('not a zip file at all, but long enough to hold an end record'), /expected a zip file/],
  ['a bare .npy', npy, /expected a zip file/],
  ['an archive cut in the middle', stored.subarray(0, 100), /truncated/],
  ['an archive less its last byte', stored.subarray(0, -1), /truncated/],
  ['one byte after the end', joined(stored, Uint8Array.of(0)), /expected a zip file/],
  ['bytes before the archive', joined(new Uint8Array(10), stored), /directory should end/],
  ['a count of 2 with 1 entry', patched(patched(stored, -14, 2, 2), -12, 2, 2), /promises 2 members, entry 2 is none/],
  ['a count of 0 with 1 entry', patched(patched(stored, -14, 2, 0), -12, 2, 0), /after the last entry/],
  ['counts that disagree', patched(stored, -14, 2, 2), /several parts/],
  ['a part number', patched(stored, -18, 2, 1), /several parts/],
  ['zip64 by its count', patched(patched(stored, -14, 2, 0xffff), -12, 2, 0xffff), /zip64/],
  ['zip64 by its directory', patched(stored, -6, 4, 0xffffffff), /zip64/],
  ['zip64 by a member', patched(stored, CENTRAL + 24, 4, 0xffffffff), /a\.npy needs zip64/],
  ['a directory that starts elsewhere', patched(stored, -6, 4, 0), /directory should end/],
  ['a central entry without its signature', patched(stored, CENTRAL, 1, 0), /entry 1 is none/],
  ['a name that runs past the directory', patched(stored, CENTRAL + 28, 2, 500), /runs past its end/],
  ['a local header without its signature', patched(stored, 0, 1, 0), /disagrees.*where it is/],
  [
    'a member that starts in the directory',
    patched(stored, CENTRAL + 42, 4, stored.length - 60),
    /disagrees.*where it is/,
  ],
  ['a member that starts beyond the file', patched(stored, CENTRAL + 42, 4, 0x7fffffff), /disagrees.*where it is/],
  ['two names for one member', patched(stored, 30, 1, 0x62), /disagrees.*its name/],
  ['two sizes for one member', patched(stored, 22, 4, 7), /disagrees.*its size/],
  ['two packed sizes for one member', patched(stored, 18, 4, 7), /disagrees.*its size/],
  ['two compressions for one member', patched(stored, 8, 2, 8), /disagrees.*its compression/],
  ['an unknown compression', patched(patched(stored, 8, 2, 12), CENTRAL + 10, 2, 12), /compression 12/],
  ['an encrypted member', patched(stored, CENTRAL + 8, 2, 1), /a\.npy is encrypted/],
  ['a stored member of two sizes', patched(patched(stored, 22, 4, 100), CENTRAL + 24, 4, 100), /cannot be 100 bytes/],
  [
    'a stored member that runs into the directory',
    [18, 22, CENTRAL + 20, CENTRAL + 24].reduce((bytes, at) => patched(bytes, at, 4, 1000), stored),
    /run into the zip directory/,
  ],
  ['a changed number', patched(stored, 30 + 5 + 140, 1, 0x7f), /checksum/],
  ['a changed checksum', patched(stored, CENTRAL + 16, 4, 1), /checksum/],
  ['a name that comes twice', patched(patched(two, 30 + 149 + 30, 1, 0x61), -22 - 5, 1, 0x61), /"a\.npy" comes twice/],
  ['a path upwards', renamed('../ab'), /plain file name.*\.\.\/ab/],
  ['an absolute path', renamed('/anpy'), /plain file name/],
  ['a backslash', renamed('a\\npy'), /plain file name/],
  ['a drive', renamed('C:npy'), /plain file name/],
  ['a NUL in a name', renamed('a\u0000npy'), /plain file name/],
  ['a hidden name', renamed('.anpy'), /plain file name/],
  ['a name that is not UTF-8', patched(patched(stored, 30, 1, 0xff), -27, 1, 0xff), /not UTF-8/],
  ['a folder', member('folder'), /NAME\.npy/],
  ['a member of another kind', member('readme.txt'), /NAME\.npy, got "readme\.txt"/],
  ['a member that is no array', member('a.npy', textBytes('hello')), /a\.npy: expected a \.npy file/],
  [
    'deflate data cut short',
    (() => {
      const packed = deflateSync(npy);
      const whole = writeZip([{ name: 'a.npy', content: npy }], 'deflated');
      const short = joined(whole.subarray(0, 35 + packed.length - 4), whole.subarray(35 + packed.length));
      const sizes = patched(patched(short, 18, 4, packed.length - 4), CENTRAL + 20, 4, packed.length - 4);
      return patched(sizes, -6, 4, 35 + packed.length - 4);
    })(),
    /damaged deflate data/,
  ],
  [
    'deflate data of an impossible kind',
    patched(writeZip([{ name: 'a.npy', content: npy }], 'deflated'), 35, 1, 0xff),
    /damaged deflate data/,
  ],
  [
    'a bomb that tells its size',
    claiming(packedZeros(48), 48 * 2 ** 20),
    /50331648 bytes when unpacked, the limit is 1048576/,
  ],
  ['a bomb that hides its size', claiming(packedZeros(48), 1000), /more than the 1000 bytes/],
  [
    'a member that unpacks to less than it claims',
    claiming(deflateSync(npy), 1000),
    /unpacks to 144 bytes, it declares 1000/,
  ],
  [
    'a size that no deflate stream of its length has',
    claiming(deflateSync(npy), 2 ** 31),
    /cannot be 2147483648 bytes/,
  ],
  ['a hundred entries that share one member', sharedBomb(), /107374182400 bytes when unpacked, the limit/],
];

describe('refuses', () => {
  it.each(hostileNpz)('%s', (_, bytes, says) => {
    const read = (): unknown => readNpz(bytes, 'capture.npz', 2 ** 20);
    expect(read).toThrow(RequestError);
    expect(read).toThrow(/^capture\.npz/);
    expect(read).toThrow(says);
  });

  it('overlapping members under different names', () => {
    // The second directory entry points into the first member's data, where a whole local header for `b.npy` lies.
    const inner = member('b.npy').subarray(0, 30 + 5 + npy.length);
    const outer = writeZip([{ name: 'a.npy', content: inner }], 'stored');
    const crc = crc32(npy);
    const entry = patched(outer.slice(-73, -22), 46, 1, 0x62);
    const pointing = [
      [16, crc],
      [20, npy.length],
      [24, npy.length],
      [42, 35],
    ].reduce((bytes, [at = 0, value = 0]) => patched(bytes, at, 4, value), entry);
    const end = patched(patched(patched(outer.slice(-22), 8, 2, 2), 10, 2, 2), 12, 4, 102);
    const bytes = joined(outer.subarray(0, -22), pointing, end);
    expect(() => readNpz(bytes)).toThrow(/b\.npy overlaps another member/);
  });

  it('whatever a single changed byte makes of it, or reads the same', () => {
    let refused = 0;
    for (let at = 0; at < stored.length; at++) {
      for (const value of [0, 1, 0x7f, 0xff]) {
        try {
          expect([...readNpz(patched(stored, at, 1, value)).values()]).toEqual([vector]);
        } catch (error) {
          expect(error).toBeInstanceOf(RequestError);
          refused += 1;
        }
      }
    }
    expect(refused).toBeGreaterThan(700);
  });

  it('bombs without ever holding what they unpack to', () => {
    const before = process.resourceUsage().maxRSS;
    // 2 GiB of zeros in 2 MB, once behind a small size and once behind all that the default limit lets through.
    const hidden = packedZeros(2048);
    expect(() => readNpz(claiming(hidden, 1000))).toThrow(/more than the 1000 bytes/);
    expect(() => readNpz(claiming(hidden, 2 ** 31))).toThrow(/the limit is 1073741824/);
    for (const [, bytes] of hostileNpz) expect(() => readNpz(bytes, 'capture.npz', 2 ** 20)).toThrow(RequestError);
    const grownKilobytes = process.resourceUsage().maxRSS - before;
    expect(grownKilobytes).toBeLessThan(128 * 1024);
  });
});
