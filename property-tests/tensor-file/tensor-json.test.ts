/** The JSON table: every number reads back as itself, and nothing else is accepted. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RequestError } from '../../src/errors.ts';
import { readTensorJson, type Tensor, writeTensorJson } from '../../src/tensor-file/index.ts';
import { joined, namedTensors, textBytes } from './arbitraries.ts';

const description = { kind: 'real-cg', lmax: 1, convention: 'e3nn', dtype: 'float64' } as const;
const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

describe('the text', () => {
  it('is one line per tensor', () => {
    const tensors: [string, Tensor][] = [
      ['0_0_0', { shape: [1, 1, 1], data: Float64Array.of(1) }],
      ['0_1_1', { shape: [1, 2, 1], data: Float64Array.of(0.1, -0) }],
    ];
    expect(text(writeTensorJson(tensors, description))).toBe(
      '{"kind":"real-cg","lmax":1,"convention":"e3nn","dtype":"float64","tensors":{\n' +
        '"0_0_0":{"shape":[1,1,1],"data":[1]},\n' +
        '"0_1_1":{"shape":[1,2,1],"data":[0.1,-0]}\n}}\n',
    );
  });

  it('may hold no tensor', () => {
    expect(readTensorJson(writeTensorJson([], description))).toEqual({ description, tensors: new Map() });
  });
});

describe('writing and reading', () => {
  it('gives back names, shapes and finite floats of both dtypes', () => {
    fc.assert(
      fc.property(namedTensors(true), fc.constantFrom('float64', 'float32'), (all, dtype) => {
        const tensors = all.filter(([, { data }]) => data instanceof Float64Array === (dtype === 'float64'));
        const read = readTensorJson(writeTensorJson(tensors, { ...description, dtype }));
        expect(read.tensors).toEqual(new Map(tensors));
        expect(read.description).toEqual({ ...description, dtype });
      }),
    );
  });

  it('gives back names that are special elsewhere', () => {
    const tensors = ['__proto__', '7', '"', ''].map((name): [string, Tensor] => [
      name,
      { shape: [], data: Float64Array.of(2) },
    ]);
    expect(readTensorJson(writeTensorJson(tensors, description)).tensors).toEqual(new Map(tensors));
  });

  it('refuses to write what it could not read', () => {
    const one: Tensor = { shape: [1], data: new Float64Array(1) };
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
      const bad = { shape: [1], data: Float64Array.of(value) };
      expect(() => writeTensorJson([['a', bad]], description)).toThrow(RequestError);
    }
    expect(() => writeTensorJson([['a', { ...one, shape: [2] }]], description)).toThrow(RequestError);
    expect(() =>
      writeTensorJson(
        [
          ['a', one],
          ['a', one],
        ],
        description,
      ),
    ).toThrow(RequestError);
    expect(() => writeTensorJson([['a', one]], { ...description, dtype: 'float32' })).toThrow(
      /expected float32, got float64/,
    );
  });
});

const documentOf = (tensors: string, head = '"kind":"cg","lmax":1,"convention":"standard","dtype":"float64"'): string =>
  `{${head},"tensors":${tensors}}`;
const tensorOf = (body: string): string => documentOf(`{"a":${body}}`);

const hostile: readonly (readonly [what: string, bytes: string | Uint8Array, says: RegExp])[] = [
  ['nothing', '', /expected JSON/],
  ['a byte order mark', joined(Uint8Array.of(0xef, 0xbb, 0xbf), textBytes('{}')), /expected JSON/],
  ['bytes that are not UTF-8', Uint8Array.of(0x7b, 0xff, 0x7d), /UTF-8/],
  ['an array', '[]', /got no object/],
  ['null', 'null', /got no object/],
  ['another object', '{"a":1}', /the keys kind, lmax, convention, dtype, tensors, got a/],
  [
    'a key too many',
    documentOf('{}', '"x":1,"kind":"cg","lmax":1,"convention":"standard","dtype":"float64"'),
    /expected an object with the keys/,
  ],
  [
    'a key that comes twice',
    documentOf('{"a":{"shape":[],"data":[1]},"a":{"shape":[],"data":[2]}}'),
    /"a" comes twice/,
  ],
  ['a nest without end', `{"tensors":${'['.repeat(100_000)}`, /nested deeper than 4/],
  ['a document cut short', tensorOf('{"shape":[2],"data":[1,2]}').slice(0, -3), /expected JSON/],
  [
    'a dtype that is unknown',
    documentOf('{}', '"kind":"cg","lmax":1,"convention":"standard","dtype":"float16"'),
    /got "float16"/,
  ],
  [
    'a kind that is no text',
    documentOf('{}', '"kind":1,"lmax":1,"convention":"standard","dtype":"float64"'),
    /to be text/,
  ],
  [
    'an lmax that is a fraction',
    documentOf('{}', '"kind":"cg","lmax":0.5,"convention":"standard","dtype":"float64"'),
    /integer ≥ 0, got 0\.5/,
  ],
  ['tensors in an array', documentOf('[]'), /tensors to be an object/],
  ['a tensor that is an array', tensorOf('[1,2]'), /expected \{"shape", "data"\}/],
  ['a tensor without data', tensorOf('{"shape":[2]}'), /expected \{"shape", "data"\}/],
  ['data that are a number', tensorOf('{"shape":[],"data":1}'), /to be arrays/],
  ['data too short', tensorOf('{"shape":[3],"data":[1,2]}'), /means 3 numbers, got 2/],
  ['data too long', tensorOf('{"shape":[1],"data":[1,2]}'), /means 1 numbers, got 2/],
  ['data that are nested', tensorOf('{"shape":[1],"data":[[1]]}'), /nested|finite number/],
  ['a shape beyond memory', tensorOf('{"shape":[4294967296,4294967296],"data":[]}'), /fits into memory/],
  ['a negative size', tensorOf('{"shape":[-1],"data":[]}'), /integers ≥ 0/],
  ['null for a number', tensorOf('{"shape":[1],"data":[null]}'), /finite number at data\[0\], got null/],
  ['text for a number', tensorOf('{"shape":[2],"data":[1,"2"]}'), /data\[1\], got "2"/],
  ['NaN', tensorOf('{"shape":[1],"data":[NaN]}'), /expected JSON/],
  ['a number beyond float64', tensorOf('{"shape":[1],"data":[1e999]}'), /finite number at data\[0\]/],
  [
    'a float64 in a float32 table',
    tensorOf('{"shape":[1],"data":[0.1]}').replace('float64', 'float32'),
    /0\.1 is no float32/,
  ],
];

describe('refuses', () => {
  it.each(hostile)('%s', (_, content, says) => {
    const bytes = typeof content === 'string' ? textBytes(content) : content;
    const read = (): unknown => readTensorJson(bytes, 'table.json');
    expect(read).toThrow(RequestError);
    expect(read).toThrow(/^table\.json/);
    expect(read).toThrow(says);
  });
});
