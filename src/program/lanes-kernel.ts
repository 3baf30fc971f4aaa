/**
 * The machine that runs programs, as WebAssembly text: 64 bytes a slot, one input row in each lane, sixteen rows in float32 or eight in
 * float64. Read once by a well-kept assembler; the same text serves both formats.
 *
 * The table is a stream of little-endian words:
 *
 *   row:    address of its slot · 1 if it goes on from there, else 0 · number of runs
 *   run:    kind of term (TERM) · number of terms
 *   terms:  add, subtract: address of a · scale: address of a, the constant · products: addresses of a, b · pairs: of a, b, c, d
 *
 * One pass over the table advances all lanes at once, so that reading a table entry costs a sixteenth of itself to each row. `gather` and
 * `scatter` turn rows of `length` numbers into slots and back: slots one after the other on the way in, listed on the way out. `spread` gives
 * one row to all lanes.
 */
import { TERM } from './program.ts';

export const FLOAT_FORMATS = ['float32', 'float64'] as const;
export type FloatFormat = (typeof FLOAT_FORMATS)[number];

/** Bytes of a slot: four vectors of 128 bits. */
export const SLOT_BYTES = 64;
const VECTORS = [0, 16, 32, 48] as const;

interface Lanes {
  readonly type: 'f32x4' | 'f64x2';
  readonly splat: string;
  /** bytes of a constant */
  readonly size: 4 | 8;
}
const LANES: Readonly<Record<FloatFormat, Lanes>> = {
  float32: { type: 'f32x4', splat: 'v128.load32_splat', size: 4 },
  float64: { type: 'f64x2', splat: 'v128.load64_splat', size: 8 },
};

/** Bytes of one number. */
export const numberBytes = (format: FloatFormat): number => LANES[format].size;

/** A loop over $count terms of `bytes` bytes each, `step` once for each vector. */
const terms = (name: string, bytes: number, before: string, step: (vector: number) => string): string => `
        (loop $${name}
          ${before}
          ${VECTORS.map(step).join('\n          ')}
          (local.set $p (i32.add (local.get $p) (i32.const ${bytes})))
          (br_if $${name} (local.tee $count (i32.sub (local.get $count) (i32.const 1)))))
        (br $next)`;

/** Moves number k of every row, for k = 0…length−1: `slot` says which slot that is and moves on to the next. */
function transpose(name: 'gather' | 'scatter' | 'spread', { size, splat }: Lanes): string {
  const width = size === 4 ? 'i32' : 'i64';
  const lanes = Array.from({ length: SLOT_BYTES / size }, (_, lane) => lane * size);
  const move = (offset: number): string =>
    name === 'gather'
      ? `(${width}.store offset=${offset} (local.get $slot) (${width}.load (local.get $at)))`
      : `(${width}.store (local.get $at) (${width}.load offset=${offset} (local.get $slot)))`;
  const step = '(local.set $at (i32.add (local.get $at) (local.get $stride)))';
  const all = VECTORS.map((v) => `(v128.store offset=${v} (local.get $slot) (${splat} (local.get $at)))`);
  const moves = name === 'spread' ? all : lanes.map((offset) => `${move(offset)} ${step}`);
  return `
  (func (export "${name}") (param $rows i32) (param $length i32) (param $slots i32)
    (local $k i32) (local $at i32) (local $slot i32) (local $stride i32)
    (local.set $stride (i32.mul (local.get $length) (i32.const ${size})))
    (block $done
    (loop $number
      (br_if $done (i32.ge_u (local.get $k) (local.get $length)))
      ${name === 'scatter' ? listedSlot : nextSlot}
      (local.set $at (i32.add (local.get $rows) (i32.mul (local.get $k) (i32.const ${size}))))
      ${moves.join('\n      ')}
      (local.set $k (i32.add (local.get $k) (i32.const 1)))
      (br $number))))`;
}

const nextSlot = `(local.set $slot (i32.add (local.get $slots) (i32.mul (local.get $k) (i32.const ${SLOT_BYTES}))))`;
const listedSlot = '(local.set $slot (i32.load (i32.add (local.get $slots) (i32.mul (local.get $k) (i32.const 4)))))';

/** The text of the module. */
export function kernelText(format: FloatFormat): string {
  const { type, splat, size } = LANES[format];
  const sum = (vector: number): string => `$sum${vector}`;
  const load = (address: string, vector: number): string => `(v128.load offset=${vector} (local.get ${address}))`;
  const address = (name: string, offset: number): string =>
    `(local.set ${name} (i32.load offset=${offset} (local.get $p)))`;
  const accumulate = (operation: 'add' | 'sub', vector: number, term: string): string =>
    `(local.set ${sum(vector)} (${type}.${operation} (local.get ${sum(vector)}) ${term}))`;
  const times = (a: string, b: string, vector: number): string => `(${type}.mul ${load(a, vector)} ${load(b, vector)})`;
  const pair =
    (operation: 'add' | 'sub') =>
    (vector: number): string =>
      accumulate('add', vector, `(${type}.${operation} ${times('$a', '$b', vector)} ${times('$c', '$d', vector)})`);
  const [readA, readB, readC, readD] = ['$a', '$b', '$c', '$d'].map((name, k) => address(name, 4 * k));

  const kinds = new Map<number, string>([
    [TERM.add, terms('add', 4, `${readA}`, (v) => accumulate('add', v, load('$a', v)))],
    [TERM.subtract, terms('subtract', 4, `${readA}`, (v) => accumulate('sub', v, load('$a', v)))],
    [
      TERM.scale,
      terms('scale', 4 + size, `${readA} (local.set $k (${splat} offset=4 (local.get $p)))`, (v) =>
        accumulate('add', v, `(${type}.mul (local.get $k) ${load('$a', v)})`),
      ),
    ],
    [TERM.product, terms('product', 8, `${readA} ${readB}`, (v) => accumulate('add', v, times('$a', '$b', v)))],
    [TERM.minusProduct, terms('minus', 8, `${readA} ${readB}`, (v) => accumulate('sub', v, times('$a', '$b', v)))],
    [TERM.pairSum, terms('pairSum', 16, `${readA} ${readB} ${readC} ${readD}`, pair('add'))],
    [TERM.pairDifference, terms('pairDifference', 16, `${readA} ${readB} ${readC} ${readD}`, pair('sub'))],
  ]);
  const numbers = [...kinds.keys()].sort((p, q) => p - q);
  // br_table leaves as many blocks as the kind says; the code of kind k stands after the end of block k.
  const cases = numbers.reduce(
    (inner, kind) => `(block $kind${kind} ${inner}) ${kinds.get(kind) ?? ''}`,
    `(br_table ${numbers.map((kind) => `$kind${kind}`).join(' ')} (local.get $kind))`,
  );

  return `(module
  (import "lanes" "memory" (memory 1))${(['gather', 'scatter', 'spread'] as const).map((name) => transpose(name, LANES[format])).join('')}
  (func (export "run") (param $p i32) (param $end i32)
    (local $to i32) (local $runs i32) (local $kind i32) (local $count i32)
    (local $a i32) (local $b i32) (local $c i32) (local $d i32) (local $k v128)
    ${VECTORS.map((v) => `(local ${sum(v)} v128)`).join(' ')}
    (block $done
    (loop $row
      (br_if $done (i32.ge_u (local.get $p) (local.get $end)))
      ${address('$to', 0)}
      (local.set $runs (i32.load offset=8 (local.get $p)))
      (if (i32.load offset=4 (local.get $p))
        (then ${VECTORS.map((v) => `(local.set ${sum(v)} ${load('$to', v)})`).join(' ')})
        (else ${VECTORS.map((v) => `(local.set ${sum(v)} (v128.const i32x4 0 0 0 0))`).join(' ')}))
      (local.set $p (i32.add (local.get $p) (i32.const 12)))
      (block $stored
      (loop $run
        (br_if $stored (i32.eqz (local.get $runs)))
        (local.set $runs (i32.sub (local.get $runs) (i32.const 1)))
        (local.set $kind (i32.load (local.get $p)))
        (local.set $count (i32.load offset=4 (local.get $p)))
        (local.set $p (i32.add (local.get $p) (i32.const 8)))
        (block $next ${cases})
        (br $run)))
      ${VECTORS.map((v) => `(v128.store offset=${v} (local.get $to) (local.get ${sum(v)}))`).join('\n      ')}
      (br $row)))))
`;
}
