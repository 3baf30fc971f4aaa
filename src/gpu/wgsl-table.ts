/**
 * One text for programs of any size: the program is a table in a storage buffer, and every invocation goes through it for its row of the
 * batch. The table is that of src/program/table.ts with numbers of slots for addresses, and after it the slots of the outputs:
 *
 *   row:    its slot · 1 if it goes on from there, else 0 · number of runs
 *   run:    kind of term (TERM) · number of terms
 *   terms:  add, subtract: a · scale: a, the constant · products: a, b · pairs: a, b, c, d
 *
 * All invocations read the same word of the table at the same time, which a GPU fetches once. Slots lie [slot][row] in a storage buffer,
 * so that neighbouring invocations touch neighbouring words. In workgroup memory a hundred slots of 64 rows would fill what a
 * multiprocessor has and leave it nothing to do while it waits; storage is cached, and there a table may come in parts, one dispatch
 * after the other: the slots wait.
 */
import { type Program, TERM } from '../program/program.ts';
import { tableBytes, writeTable } from '../program/table.ts';
import { FIRST_INPUT, ONE, ZERO } from '../program/trace.ts';
import type { AdapterLimits } from './job.ts';
import {
  declarations,
  type Kernel,
  type KernelSubject,
  type KernelTable,
  type KernelVector,
  rowsInStorage,
} from './kernel.ts';

const WORD = 4;
/** Words before the runs of a row, and before the terms of a run. */
const ROW_WORDS = 3;
const RUN_WORDS = 2;

/** Words of a term of each kind. */
const termWords = (kind: number): number => {
  if (kind <= TERM.subtract) return 1;
  return kind <= TERM.minusProduct ? 2 : 4;
};

function tableOf(program: Program): KernelTable {
  const rowWords = tableBytes(program, 'float32') / WORD;
  const outputs = program.outputs.flat();
  const words = new Uint32Array(rowWords + outputs.length);
  writeTable(program, 'float32', (slot) => slot, new DataView(words.buffer));
  words.set(outputs, rowWords);
  return { words, rowWords, slots: program.slots };
}

/**
 * Where a table is cut into parts of at most `most` words, at the ends of rows: 0, …, rowWords.
 * @throws RangeError if a row is longer than that
 */
export function cutTable({ words, rowWords }: KernelTable, most: number): number[] {
  const cuts = [0];
  let row = 0;
  while (row < rowWords) {
    let end = row + ROW_WORDS;
    for (let run = 0; run < (words[row + 2] ?? 0); run++) {
      end += RUN_WORDS + (words[end + 1] ?? 0) * termWords(words[end] ?? 0);
    }
    if (end - row > most) throw new RangeError(`a row of ${end - row} words in parts of ${most}`);
    if (end - (cuts.at(-1) ?? 0) > most) cuts.push(row);
    row = end;
  }
  if (rowWords > 0) cuts.push(rowWords);
  return cuts;
}

/** A loop over the terms of a run. */
function run(kind: number, what: string, statement: string): string[] {
  return [
    `        case ${kind}u: {  // ${what}`,
    `          for (var k = 0u; k < count; k++) { ${statement} p += ${termWords(kind)}u; }`,
    '        }',
  ];
}

function loads(inputs: readonly KernelVector[]): string[] {
  let slot = FIRST_INPUT;
  return inputs.flatMap(({ name, entries, shared }) => {
    const length = entries.length;
    const from = shared ? '(row / batch.channels)' : 'row';
    const start = slot;
    slot += length;
    return [
      `    for (var k = 0u; k < ${length}u; k++) { slots[place(${start}u + k, row)] = ${name}[${from} * ${length}u + k]; }`,
    ];
  });
}

function stores(outputs: readonly KernelVector[]): string[] {
  let word = 0;
  return outputs.map(({ name, entries: { length } }) => {
    const start = word;
    word += length;
    return `    for (var k = 0u; k < ${length}u; k++) { ${name}[row * ${length}u + k] = slots[place(table[batch.end + ${start}u + k], row)]; }`;
  });
}

/** The kernel of any program. */
export function tableKernel(subject: KernelSubject, limits: AdapterLimits): Kernel {
  const { program, inputs, outputs, title } = subject;
  const rows = rowsInStorage(limits);
  const bindings = inputs.length + outputs.length;
  const a = 'slots[place(table[p], row)]';
  const [b, c, d] = [1, 2, 3].map((k) => `slots[place(table[p + ${k}u], row)]`);
  const source = [
    ...title.map((line) => `// ${line}`),
    `// ${program.kinds.length} terms in ${program.to.length} rows over ${program.slots} slots, from a table; one invocation for each row of the batch.`,
    '',
    ...declarations(subject),
    `@group(0) @binding(${bindings}) var<uniform> batch : Batch;`,
    `@group(0) @binding(${bindings + 1}) var<storage, read> table : array<u32>;`,
    `@group(0) @binding(${bindings + 2}) var<storage, read_write> slots : array<f32>;  // [slots, stride]`,
    '',
    '// A part of a table: its rows end at word `end`; the first loads the inputs, the last stores the outputs.',
    'struct Batch { rows : u32, channels : u32, stride : u32, end : u32, load : u32, store : u32 }',
    '',
    `const ROWS = ${rows}u;`,
    '',
    '// Where row `row` of the batch has a slot.',
    'fn place(slot : u32, row : u32) -> u32 { return slot * batch.stride + row; }',
    '',
    '@compute @workgroup_size(ROWS)',
    'fn multiply(@builtin(global_invocation_id) id : vec3u) {',
    '  let row = id.x;',
    '  if (row >= batch.rows) { return; }',
    '  if (batch.load == 1u) {',
    `    slots[place(${ZERO}u, row)] = 0.0;`,
    `    slots[place(${ONE}u, row)] = 1.0;`,
    ...loads(inputs),
    '  }',
    '  var p = 0u;',
    '  while (p < batch.end) {',
    '    let to = place(table[p], row);',
    '    let runs = table[p + 2u];',
    '    var sum = 0.0;',
    '    if (table[p + 1u] == 1u) { sum = slots[to]; }',
    `    p += ${ROW_WORDS}u;`,
    '    for (var run = 0u; run < runs; run++) {',
    '      let kind = table[p];',
    '      let count = table[p + 1u];',
    `      p += ${RUN_WORDS}u;`,
    '      switch kind {',
    ...run(TERM.add, 'a', `sum += ${a};`),
    ...run(TERM.subtract, '−a', `sum -= ${a};`),
    ...run(TERM.scale, 'k·a', `sum += bitcast<f32>(table[p + 1u]) * ${a};`),
    ...run(TERM.product, 'a·b', `sum += ${a} * ${b};`),
    ...run(TERM.minusProduct, '−a·b', `sum -= ${a} * ${b};`),
    ...run(TERM.pairSum, 'a·b + c·d', `sum += ${a} * ${b} + ${c} * ${d};`),
    ...run(TERM.pairDifference, 'a·b − c·d', `sum += ${a} * ${b} - ${c} * ${d};`),
    '        default: {}',
    '      }',
    '    }',
    '    slots[to] = sum;',
    '  }',
    '  if (batch.store == 1u) {',
    ...stores(outputs),
    '  }',
    '}',
    '',
  ].join('\n');
  return { form: 'table', source, entry: 'multiply', inputs, outputs, rowsPerGroup: rows, table: tableOf(program) };
}
