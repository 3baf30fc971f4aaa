/**
 * A program printed as straight-line WGSL: every constant and every row by a name of its own.
 *
 * The rows of a workgroup are read and written together: neighbouring invocations move neighbouring words between storage and
 * `tile`, in workgroup memory, where each then finds its own row. Rows there have odd lengths, so that the same entry of different
 * rows lies in different banks.
 */
import { FLOAT32_ARITHMETIC } from '../exact/arithmetic.ts';
import { printSurd } from '../exact/surd.ts';
import { type Program, TERM } from '../program/program.ts';
import { type ConstantStep, constantsIn, FIRST_INPUT, ONE, ZERO } from '../program/trace.ts';
import type { AdapterLimits } from './job.ts';
import { declarations, type Kernel, type KernelSubject, type KernelVector, rowsInWorkgroup } from './kernel.ts';
import { floatLiteral } from './wgsl-literal.ts';

const LINE_WIDTH = 110;

/** What a constant is, in words. */
function constantText(constant: ConstantStep, at: (number: number) => string): string {
  if (constant.step === 'negate') return `−${at(constant.first)}`;
  if (constant.step !== 'given') {
    const sign = { add: '+', subtract: '−', multiply: '·' }[constant.step];
    return `${at(constant.first)} ${sign} ${at(constant.second)}`;
  }
  return typeof constant.value === 'number' ? `${constant.value}` : printSurd(constant.value);
}

/** The constants that a program scales by, equal ones by one name, and that name for each number. */
function constantsOf({ constants, kinds, b }: Program): { lines: string[]; nameOf: (number: number) => string } {
  const values = constantsIn(FLOAT32_ARITHMETIC, constants);
  const used = new Set<number>();
  for (const [k, kind] of kinds.entries()) if (kind === TERM.scale) used.add(b[k] ?? 0);
  const names = new Map<string, string>();
  const lines: string[] = [];
  const nameOf = (number: number): string => names.get(floatLiteral(values[number] ?? 0)) ?? `c${number}`;
  for (const number of [...used].sort((p, q) => p - q)) {
    const literal = floatLiteral(values[number] ?? 0);
    const constant = constants[number];
    if (names.has(literal) || constant === undefined) continue;
    names.set(literal, `k${number}`);
    lines.push(`const k${number} = ${literal};  // ${constantText(constant, nameOf)}`);
  }
  return { lines, nameOf };
}

/** Breaks a sum before its signs. */
function wrapped(start: string, parts: readonly string[]): string[] {
  const lines: string[] = [];
  let line = start;
  for (const part of parts) {
    if (line.length + part.length > LINE_WIDTH) {
      lines.push(line);
      line = '     ';
    }
    line += ` ${part}`;
  }
  return [...lines, `${line};`];
}

/** The rows of the program as `let` declarations, and the name of the value that each slot ends with. */
function rowLines(
  program: Program,
  inputNames: readonly string[],
  constantName: (number: number) => string,
): { lines: string[]; nameOf: (slot: number) => string } {
  const names: string[] = [];
  names[ZERO] = '0.0f';
  names[ONE] = '1.0f';
  for (const [k, name] of inputNames.entries()) names[FIRST_INPUT + k] = name;
  const nameOf = (slot: number | undefined): string => names[slot ?? ZERO] ?? '0.0f';
  const { to, continues, starts, kinds, a, b } = program;
  const product = (k: number): string => `${nameOf(a[k])} * ${nameOf(b[k])}`;
  const lines: string[] = [];
  for (const [row, slot] of to.entries()) {
    const parts: string[] = continues[row] === 1 ? [nameOf(slot)] : [];
    const push = (sign: '+' | '-', term: string): void => {
      if (parts.length > 0) parts.push(`${sign} ${term}`);
      else parts.push(sign === '+' ? term : `-(${term})`);
    };
    for (let k = starts[row] ?? 0; k < (starts[row + 1] ?? 0); k++) {
      const kind = kinds[k];
      if (kind === TERM.add) push('+', nameOf(a[k]));
      else if (kind === TERM.subtract) push('-', nameOf(a[k]));
      else if (kind === TERM.scale) push('+', `${constantName(b[k] ?? 0)} * ${nameOf(a[k])}`);
      else if (kind === TERM.product) push('+', product(k));
      else if (kind === TERM.minusProduct) push('-', product(k));
      else push('+', `(${product(k)} ${kind === TERM.pairSum ? '+' : '-'} ${product(++k)})`);
    }
    if (parts.length === 0) parts.push('0.0f');
    lines.push(...wrapped(`    let r${row} =`, parts));
    names[slot] = `r${row}`;
  }
  return { lines, nameOf };
}

/** Words of a row in `tile`: the longer of all inputs that are not shared and all outputs, made odd. */
function tileStride({ inputs, outputs }: KernelSubject): number {
  const words = (vectors: readonly KernelVector[]): number =>
    vectors.reduce((sum, { entries, shared }) => sum + (shared ? 0 : entries.length), 0);
  return Math.max(1, words(inputs), words(outputs)) | 1;
}

/** Each vector with the place of its first entry in a row of `tile`. */
function placed(vectors: readonly KernelVector[]): { vector: KernelVector; start: number }[] {
  let start = 0;
  return vectors.map((vector) => {
    const place = { vector, start };
    if (!vector.shared) start += vector.entries.length;
    return place;
  });
}

/** `for` over all words of a vector that the workgroup moves. */
function moving({ vector, start }: { vector: KernelVector; start: number }, into: 'tile' | 'storage'): string[] {
  const length = vector.entries.length;
  if (length === 0) return [];
  const tile = `tile[(k / ${length}u) * STRIDE + ${start}u + k % ${length}u]`;
  const storage = `${vector.name}[first * ${length}u + k]`;
  const move = into === 'tile' ? `${tile} = ${storage};` : `${storage} = ${tile};`;
  return [`  for (var k = lane; k < count * ${length}u; k += ROWS) { ${move} }`];
}

/** The kernel, or undefined where its rows do not fit into workgroup memory. */
export function unrolledKernel(subject: KernelSubject, limits: AdapterLimits): Kernel | undefined {
  const { program, inputs, outputs, title } = subject;
  const stride = tileStride(subject);
  const rows = rowsInWorkgroup(stride, limits);
  if (rows === 0) return undefined;
  const reading = placed(inputs);
  const writing = placed(outputs);
  const names = inputs.flatMap(({ name, entries }) => entries.map((entry) => `${name}_${entry}`));
  const loads = reading.flatMap(({ vector: { name, entries, shared }, start }) =>
    entries.map((entry, k) =>
      shared
        ? `    let ${name}_${entry} = ${name}[((first + lane) / batch.channels) * ${entries.length}u + ${k}u];`
        : `    let ${name}_${entry} = tile[own + ${start + k}u];`,
    ),
  );
  const constants = constantsOf(program);
  const { lines, nameOf } = rowLines(program, names, constants.nameOf);
  const stores = writing.flatMap(({ vector, start }, output) =>
    vector.entries.map(
      (entry, k) =>
        `    tile[own + ${start + k}u] = ${nameOf(program.outputs[output]?.[k] ?? ZERO)};  // ${vector.name}_${entry}`,
    ),
  );
  const own = reading.filter(({ vector }) => !vector.shared);
  const source = [
    ...title.map((line) => `// ${line}`),
    `// ${program.kinds.length} terms in ${program.to.length} rows, unrolled; one invocation for each row of the batch, ${rows} rows together.`,
    '',
    ...declarations(subject),
    `@group(0) @binding(${inputs.length + outputs.length}) var<uniform> batch : Batch;`,
    '',
    'struct Batch { rows : u32, channels : u32 }',
    '',
    `const ROWS = ${rows}u;`,
    `const STRIDE = ${stride}u;  // words of a row in tile; odd, so that rows lie in different banks`,
    'var<workgroup> tile : array<f32, ROWS * STRIDE>;',
    '',
    ...constants.lines,
    '',
    '@compute @workgroup_size(ROWS)',
    'fn multiply(@builtin(workgroup_id) group : vec3u, @builtin(local_invocation_index) lane : u32) {',
    '  let first = group.x * ROWS;',
    '  if (first >= batch.rows) { return; }',
    '  let count = min(ROWS, batch.rows - first);',
    ...own.flatMap((place) => moving(place, 'tile')),
    '  workgroupBarrier();',
    '  if (lane < count) {',
    '    let own = lane * STRIDE;',
    ...loads,
    ...lines,
    ...stores,
    '  }',
    '  workgroupBarrier();',
    ...writing.flatMap((place) => moving(place, 'storage')),
    '}',
    '',
  ].join('\n');
  return { form: 'unrolled', source, entry: 'multiply', inputs, outputs, rowsPerGroup: rows };
}
