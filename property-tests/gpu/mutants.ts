/**
 * Faults planted into correct kernels, of the kinds that people make: wrong text, wrong programs, wrong tables, wrong mathematics. A mutant
 * is a kernel that is called like the correct one.
 */
import { ALGORITHMS } from '../../src/algorithm/catalogue.ts';
import { SURD_ZERO } from '../../src/exact/surd.ts';
import { kernelOf } from '../../src/gpu/choose-kernel.ts';
import type { AdapterLimits } from '../../src/gpu/job.ts';
import type { Kernel, KernelForm } from '../../src/gpu/kernel.ts';
import { type KernelCase, kernelCase } from '../../src/gpu/kernel-case.ts';
import type { KernelId } from '../../src/gpu/kernel-ids.ts';
import { floatLiteral } from '../../src/gpu/wgsl-literal.ts';
import { planProgram } from '../../src/program/passes.ts';
import { type Program, TERM } from '../../src/program/program.ts';

export interface Base extends KernelId {
  readonly form: KernelForm;
}

export interface Mutant {
  readonly name: string;
  readonly base: Base;
  make(kernel: KernelCase, limits: AdapterLimits): Kernel;
}

/** Replaces one occurrence. @throws RangeError where there is none: a mutant that changes nothing */
function replaced(text: string, from: string | RegExp, to: string): string {
  const result = text.replace(from, to);
  if (result === text) throw new RangeError(`nothing to replace: ${from}`);
  return result;
}

const inText =
  (name: string, from: string | RegExp, to: string) =>
  (base: Base): Mutant => ({
    name,
    base,
    make: (kernel, limits) => {
      const printed = kernelOf(kernel, limits, base.form);
      return { ...printed, source: replaced(printed.source, from, to) };
    },
  });

const inProgram =
  (name: string, change: (program: Program) => Program) =>
  (base: Base): Mutant => ({
    name,
    base,
    make: (kernel, limits) => kernelOf({ ...kernel, program: change(kernel.program) }, limits, base.form),
  });

/** A copy of an array with one place changed. */
function changed<A extends Int32Array | Uint8Array>(array: A, place: number, value: number): A {
  const copy = array.slice();
  copy[place] = value;
  return copy as A;
}

/** The terms of a kind in the middle of a program: those that no accident of the ends protects. */
function middleTerm({ kinds }: Program, kind: number): number {
  const places = [...kinds.keys()].filter((k) => kinds[k] === kind);
  const place = places[Math.floor(places.length / 2)];
  if (place === undefined) throw new RangeError(`no term of kind ${kind}`);
  return place;
}

/** The float32 values of all constants changed; constants made of others are replaced by their values. */
const withConstants =
  (change: (value: number, place: number, used: readonly number[]) => number) =>
  (printed: Kernel): Kernel => {
    if (printed.table !== undefined) {
      const words = printed.table.words.slice();
      const [floats, places] = [new Float32Array(words.buffer), scaleWords(printed)];
      // The same number of a table occurs in many terms: it counts as one entry, named by its first place.
      const firsts = new Map<number, number>();
      for (const at of places) if (!firsts.has(floats[at] ?? 0)) firsts.set(floats[at] ?? 0, at);
      const entries = [...firsts.values()];
      const before = floats.slice();
      for (const at of places) floats[at] = change(before[at] ?? 0, firsts.get(before[at] ?? 0) ?? at, entries);
      return { ...printed, table: { ...printed.table, words } };
    }
    const used = [...printed.source.matchAll(/^const k(\d+) = /gm)].map(([, number]) => Number(number));
    const source = printed.source.replace(/^const k(\d+) = (\S+);/gm, (_line, number: string, literal: string) => {
      return `const k${number} = ${floatLiteral(change(literalValue(literal), Number(number), used))};`;
    });
    if (source === printed.source) throw new RangeError('no constant was changed');
    return { ...printed, source };
  };

function literalValue(literal: string): number {
  const hex = /^(-?)0x(\d)(?:\.([0-9a-f]+))?p(-?\d+)f$/.exec(literal);
  if (hex === null) return Number(literal.replace(/f$/, ''));
  const [, sign = '', lead = '0', digits = '', exponent = '0'] = hex;
  const fraction = digits === '' ? 0 : Number.parseInt(digits, 16) / 16 ** digits.length;
  return (sign === '-' ? -1 : 1) * (Number(lead) + fraction) * 2 ** Number(exponent);
}

/** Where a table holds constants. */
function scaleWords({ table }: Kernel): number[] {
  if (table === undefined) return [];
  const { words, rowWords } = table;
  const places: number[] = [];
  for (let p = 0; p < rowWords; ) {
    const runs = words[p + 2] ?? 0;
    p += 3;
    for (let run = 0; run < runs; run++) {
      const [kind = 0, count = 0] = [words[p], words[p + 1]];
      p += 2;
      const size = kind <= TERM.subtract ? 1 : kind <= TERM.minusProduct ? 2 : 4;
      for (let k = 0; k < count; k++, p += size) if (kind === TERM.scale) places.push(p + 1);
    }
  }
  return places;
}

const inConstants =
  (name: string, change: (value: number, place: number, used: readonly number[]) => number) =>
  (base: Base): Mutant => ({
    name,
    base,
    make: (kernel, limits) => withConstants(change)(kernelOf(kernel, limits, base.form)),
  });

/** One constant of the middle, changed. */
const oneConstant = (name: string, change: (value: number) => number) =>
  inConstants(name, (value, place, used) => (place === used[Math.floor(used.length / 2)] ? change(value) : value));

/** Significant bits that are kept, ties to even as near as matters here. */
const shortened =
  (bits: number) =>
  (value: number): number => {
    if (value === 0) return 0;
    const unit = 2 ** (Math.floor(Math.log2(Math.abs(value))) - bits + 1);
    return Math.round(value / unit) * unit;
  };

const base = (algorithm: KernelId['algorithm'], pass: KernelId['pass'], form: KernelForm, lmax = 1): Base => ({
  algorithm,
  pass,
  lmax,
  form,
});

const SPARSE = base('cgtp-sparse', 'forward', 'unrolled');
const SPARSE_BACK = base('cgtp-sparse', 'vjp', 'unrolled');
const GRID = base('gtp-grid', 'forward', 'table');
const FOURIER = base('gtp-fourier-direct', 'forward', 'table');
const DIRECTION = base('cgtp-so2', 'forward', 'table');
const VECTOR = base('vstp-grid', 'forward', 'table');

const barrier = '  workgroupBarrier();\n';

/** Mistakes of the hand that writes a kernel. */
const texts: Mutant[] = [
  inText('no barrier after reading', barrier, '')(SPARSE),
  inText('no barrier before writing', /workgroupBarrier\(\);\n(?![\s\S]*workgroupBarrier)/, '\n')(SPARSE),
  inText('last row of a workgroup forgotten', 'lane < count', 'lane + 1u < count')(SPARSE),
  inText('last row of the batch forgotten', 'batch.rows - first)', 'batch.rows - first - 1u)')(SPARSE),
  inText('rows beyond the batch written', 'min(ROWS, batch.rows - first)', 'ROWS')(SPARSE),
  inText('workgroups overlap too little', 'group.x * ROWS', 'group.x * (ROWS + 1u)')(SPARSE),
  inText('every other word read', 'k += ROWS', 'k += ROWS + 1u')(SPARSE),
  inText('first word not read', 'var k = lane;', 'var k = lane + 1u;')(SPARSE),
  inText('one word too many written', /k < count \* 9u(?=.*z\[)/, 'k <= count * 9u')(SPARSE),
  inText('tile one word off', 'STRIDE + 4u', 'STRIDE + 5u')(SPARSE),
  inText('x and y read from each other', /= x\[first/, '= y[first')(SPARSE),
  inText('inputs swapped', /let x_1_n1 = tile\[own \+ 1u\]/, 'let x_1_n1 = tile[own + 5u]')(SPARSE),
  inText('row of the neighbour', 'let own = lane * STRIDE', 'let own = (lane ^ 1u) * STRIDE')(SPARSE),
  inText(
    'a whisper of the neighbour',
    /tile\[own \+ 0u\] = (r\d+);/,
    'tile[own + 0u] = $1 + 0x1p-20f * tile[((lane + 1u) % ROWS) * STRIDE];',
  )(SPARSE),
  inText('outputs swapped', /(tile\[own \+ )3u\] = /, '$12u] = ')(SPARSE),
  inText('gradients swapped', /= (r\d+);(?= {2}\/\/ x_bar_0_0)/, '= $1 + 1e-6f;')(SPARSE_BACK),
  inText('one row more than the batch', 'row >= batch.rows', 'row > batch.rows')(GRID),
  inText('last row forgotten', 'row >= batch.rows', 'row + 1u >= batch.rows')(GRID),
  inText('slots transposed', 'slot * batch.stride + row', 'row * batch.stride + slot')(GRID),
  inText('slots of all rows the same', 'slot * batch.stride + row', 'slot')(GRID),
  inText(
    'last term of a run forgotten',
    'sum += bitcast<f32>(table[p + 1u]) * ',
    'sum += select(0.0, 1.0, k + 1u < count) * bitcast<f32>(table[p + 1u]) * ',
  )(GRID),
  inText('only the last run', 'run < runs; run++) {', 'run < runs; run++) { sum = 0.0;')(VECTOR),
  inText('bits of a constant taken for its value', 'bitcast<f32>(table[p + 1u])', 'f32(table[p + 1u])')(GRID),
  inText('sign of a difference', 'sum -= ', 'sum += ')(base('curl-grid', 'vjp', 'table')),
  inText('sign of a product', /sum -= (slots.*\*)/, 'sum += $1')(base('vstp-grid', 'forward', 'table')),
  inText('output slots one off', 'table[batch.end + 0u + k]', 'table[batch.end + 1u + k]')(GRID),
  inText('complex product without its sign', /(\* slots\[place\(table\[p \+ 1u\], row\)\]) - /, '$1 + ')(FOURIER),
  inText('each channel its own direction', '(row / batch.channels)', 'row')(DIRECTION),
  inText('all channels the first direction', '(row / batch.channels)', '(row / batch.rows)')(DIRECTION),
  inText(
    'NaN hidden',
    'slots[to] = sum;',
    'slots[to] = select(sum, 0.0, (bitcast<u32>(sum) & 0x7fffffffu) > 0x7f800000u);',
  )(GRID),
  inText('large numbers cut off', 'slots[to] = sum;', 'slots[to] = clamp(sum, -0x1p100f, 0x1p100f);')(GRID),
  inText(
    'small numbers cut off',
    'slots[to] = sum;',
    'slots[to] = select(sum, 0.0, abs(sum) < 0x1p-100f);',
  )(SPARSE_TABLE()),
  inText(
    'sums in half precision',
    'slots[to] = sum;',
    'slots[to] = unpack2x16float(pack2x16float(vec2f(sum, 0.0))).x;',
  )(GRID),
  inText(
    'products in eleven bits',
    'sum += bitcast<f32>(table[p + 1u]) * slots[place(table[p], row)];',
    'sum += bitcast<f32>(bitcast<u32>(bitcast<f32>(table[p + 1u]) * slots[place(table[p], row)]) & 0xffffe000u);',
  )(FOURIER),
  inText(
    'a counter that no one resets',
    'slots[to] = sum;',
    'slots[to] = sum * (1.0 + 0x1p-19f * f32(row / 64u));',
  )(GRID),
  inText('adds to what was there', /(z\[row \* \d+u \+ k\]) = /, '$1 = $1 + ')(GRID),
];

function SPARSE_TABLE(): Base {
  return base('cgtp-sparse', 'forward', 'table');
}

/** Mistakes in a table of numbers. */
const constants: Mutant[] = [
  ...[SPARSE, SPARSE_TABLE(), base('cgtp-dense', 'forward', 'unrolled'), SPARSE_BACK].map(
    oneConstant('one entry off by 1e-5', (value) => (value === 0 ? 1e-5 : value * (1 + 1e-5))),
  ),
  ...[base('mtp-sparse', 'forward', 'unrolled'), GRID, FOURIER, VECTOR, base('curl-grid', 'vjp', 'table')].map(
    oneConstant('one entry off by 1e-3', (value) => (value === 0 ? 1e-3 : value * (1 + 1e-3))),
  ),
  oneConstant('one sign', (value) => -value)(SPARSE),
  oneConstant('one sign', (value) => -value)(base('mtp-dense', 'forward', 'unrolled')),
  oneConstant('one entry zero', () => 0)(SPARSE_BACK),
  inConstants('table in half precision', shortened(11))(SPARSE),
  inConstants('table in half precision', shortened(11))(GRID),
  inConstants('table in half precision', shortened(11))(FOURIER),
  inConstants('table in bfloat16', shortened(8))(base('mtp-sparse', 'vjp', 'unrolled')),
  inConstants(
    'table in tf32',
    shortened(11),
  )(DIRECTION.form === 'table' ? base('cgtp-so2', 'forward', 'unrolled') : DIRECTION),
  inConstants('all entries scaled by √3', (value) => value * Math.sqrt(3))(SPARSE),
  inConstants('table shifted by one', (value, place, used) => (used.indexOf(place) === 0 ? 1 : value * 2))(GRID),
];

/** Mistakes of the one who derives the program. */
const programs: Mutant[] = [
  inProgram('one term subtracted', (program) => {
    const place = middleTerm(program, TERM.product);
    return { ...program, kinds: changed(program.kinds, place, TERM.minusProduct) };
  })(SPARSE),
  inProgram('one operand mistaken', (program) => {
    const place = middleTerm(program, TERM.scale);
    return { ...program, a: changed(program.a, place, program.a[place - 1] ?? 0) };
  })(base('mtp-sparse', 'forward', 'table')),
  inProgram('one constant mistaken', (program) => {
    const place = middleTerm(program, TERM.scale);
    const other = program.b[middleTerm(program, TERM.scale) - 3] ?? 0;
    return { ...program, b: changed(program.b, place, other === program.b[place] ? other + 1 : other) };
  })(base('mtp-dense', 'vjp', 'table')),
  inProgram('one term dropped', (program) => {
    const place = middleTerm(program, TERM.scale);
    return {
      ...program,
      constants: [...program.constants, { step: 'given', value: SURD_ZERO }],
      b: changed(program.b, place, program.constants.length),
    };
  })(base('gtp-fourier-direct', 'vjp', 'table')),
  inProgram('one input not read', (program) => ({
    ...program,
    a: program.a.map((slot, k) => (slot === 3 && program.kinds[k] !== TERM.second ? 0 : slot)),
  }))(GRID),
  inProgram('outputs in another order', (program) => ({
    ...program,
    outputs: program.outputs.map(([first = 0, second = 0, ...rest]) => [second, first, ...rest]),
  }))(VECTOR),
  inProgram('basis x, y, z for y, z, x', (program) => ({
    ...program,
    outputs: program.outputs.map((slots) =>
      slots.map((slot, k) => (k < 1 || k > 3 ? slot : (slots[1 + (k % 3)] ?? 0))),
    ),
  }))(base('gtp+curl-grid', 'forward', 'table')),
  inProgram('the gradients of x and y swapped', (program) => ({ ...program, outputs: [...program.outputs].reverse() }))(
    base('mtp-dense', 'vjp', 'unrolled'),
  ),
  inProgram('the product and the bracket swapped', (program) => ({
    ...program,
    outputs: [...program.outputs].reverse(),
  }))(base('gtp+curl-grid', 'forward', 'table')),
  inProgram('x and y swapped', (program) => {
    const swap = (slot: number): number => (slot < 2 || slot > 9 ? slot : slot < 6 ? slot + 4 : slot - 4);
    return {
      ...program,
      a: program.a.map(swap),
      b: program.b.map((slot, k) => ((program.kinds[k] ?? 0) >= TERM.product ? swap(slot) : slot)),
    };
  })(base('vstp-grid', 'forward', 'table')),
];

/** Another program altogether, called like this one. */
const elsewhere =
  (name: string, program: (kernel: KernelCase) => Program) =>
  (of: Base): Mutant => ({
    name,
    base: of,
    make: (kernel, limits) => kernelOf({ ...kernel, program: program(kernel) }, limits, of.form),
  });

const planned = (kernel: KernelCase, change: (work: KernelCase['work']) => KernelCase['work']): Program => {
  const algorithm = ALGORITHMS.find(({ id }) => id === kernel.algorithm);
  if (algorithm === undefined) throw new RangeError(`no algorithm ${kernel.algorithm}`);
  const work = change(kernel.work);
  return planProgram(algorithm.plan(work), work, kernel.pass === 'vjp' ? 'gradient' : 'forward');
};

/** Mistakes of the mathematics. */
const mathematics: Mutant[] = [
  elsewhere('a grid that aliases: a ring too few', (kernel) =>
    planned(kernel, (work) => ({ ...work, grid: { rings: 2, points: 5, undersized: true } })),
  )(GRID),
  elsewhere('a grid that aliases: points too few', (kernel) =>
    planned(kernel, (work) => ({ ...work, grid: { rings: 3, points: 4, undersized: true } })),
  )(GRID),
  elsewhere('matrices of another spin', (kernel) =>
    planned(kernel, (work) => ({ ...work, parameters: { twiceJ: (work.parameters.twiceJ ?? 2) + 2 } })),
  )(base('mtp-dense', 'forward', 'table')),
  elsewhere(
    'another operation',
    () => kernelCase({ algorithm: 'mtp-sparse', pass: 'forward', lmax: 1 }).program,
  )(SPARSE),
  elsewhere(
    'even paths only',
    () => kernelCase({ algorithm: 'gtp-grid', pass: 'forward', lmax: 1 }).program,
  )(SPARSE_TABLE()),
  elsewhere('a path missing', (kernel) => planned(kernel, (work) => ({ ...work, paths: work.paths.slice(0, -1) })))(
    SPARSE,
  ),
  elsewhere('a path twice', (kernel) =>
    planned(kernel, (work) => ({ ...work, paths: [...work.paths, ...work.paths.slice(-1)] })),
  )(SPARSE_BACK),
];

export const MUTANTS: readonly Mutant[] = [...texts, ...constants, ...programs, ...mathematics];
