/** Checks that compare a kernel with itself, row by row and bit by bit: no reference and no bound. */
import type { CheckId, CheckResult } from './check-result.ts';
import { readersOf } from './dependence.ts';
import type { KernelCase } from './kernel-case.ts';
import { rowInputs, type Trial } from './trial.ts';

/** The rows of a trial in another order: row r of the result is row order[r] of the trial. */
function reordered(kernel: KernelCase, trial: Trial, order: readonly number[]): Float32Array[] {
  const rows = order.map((row) => rowInputs(kernel, trial, row));
  return kernel.inputs.map(({ entries: { length } }, k) => {
    const whole = new Float32Array(order.length * length);
    for (const [r, row] of rows.entries()) whole.set(row[k] ?? [], r * length);
    return whole;
  });
}

const bits = (numbers: Float32Array): Uint32Array =>
  new Uint32Array(numbers.buffer, numbers.byteOffset, numbers.length);

/** The first word in which rows differ, or how many words were compared. */
function sameRows(a: Float32Array, b: Float32Array, length: number, pairs: readonly (readonly [number, number])[]) {
  const [left, right] = [bits(a), bits(b)];
  for (const [row, other] of pairs) {
    for (let k = 0; k < length; k++) {
      if (left[row * length + k] !== right[other * length + k]) return { row, k, compared: 0 };
    }
  }
  return { compared: pairs.length * length };
}

export const rowPairs = (rows: number, other: (row: number) => number): (readonly [number, number])[] =>
  Array.from({ length: rows }, (_, row) => [row, other(row)] as const);

/** Whether outputs agree bit for bit, row a of one with row b of the other for each pair. */
export function bitwise(
  id: CheckId,
  { outputs }: KernelCase,
  a: readonly Float32Array[],
  b: readonly Float32Array[],
  pairs: readonly (readonly [number, number])[],
): CheckResult {
  let entries = 0;
  for (const [k, { name, entries: names }] of outputs.entries()) {
    const same = sameRows(a[k] ?? new Float32Array(), b[k] ?? new Float32Array(), names.length, pairs);
    if (same.row !== undefined) {
      return { id, verdict: 'fail', entries, evidence: `row ${same.row}, ${name} ${names[same.k]}: other bits` };
    }
    entries += same.compared;
  }
  return { id, verdict: entries > 0 ? 'pass' : 'fail', entries };
}

/** Every row once more: in reverse order, and the first, middle and last alone. */
export async function independence(
  kernel: KernelCase,
  trial: Trial,
  onTrial: (trial: Trial) => Promise<readonly Float32Array[]>,
  run: (inputs: readonly Float32Array[], rows: number) => Promise<readonly Float32Array[]>,
): Promise<CheckResult> {
  const whole = await onTrial(trial);
  const back = Array.from({ length: trial.rows }, (_, r) => trial.rows - 1 - r);
  const reversed = await run(reordered(kernel, trial, back), trial.rows);
  let result = bitwise(
    'independence',
    kernel,
    whole,
    reversed,
    rowPairs(trial.rows, (row) => trial.rows - 1 - row),
  );
  for (const row of new Set([0, Math.floor(trial.rows / 2), trial.rows - 1])) {
    if (result.verdict === 'fail') break;
    const alone = bitwise('independence', kernel, whole, await run(reordered(kernel, trial, [row]), 1), [[row, 0]]);
    result = { ...alone, entries: alone.entries + result.entries };
  }
  return result;
}

/** A NaN in the last entry of each input, in the middle of the batch. */
export async function nanCheck(
  kernel: KernelCase,
  trial: Trial,
  keepsNaN: boolean,
  onTrial: (trial: Trial) => Promise<readonly Float32Array[]>,
): Promise<CheckResult> {
  if (!keepsNaN)
    return { id: 'nan', verdict: 'skipped', entries: 0, evidence: 'this adapter does not keep NaN, as WGSL allows' };
  const before = await onTrial(trial);
  let entries = 0;
  for (const [input, { entries: names, shared, name }] of kernel.inputs.entries()) {
    const row = Math.floor(trial.rows / 2);
    const entry = names.length - 1;
    const at = (shared ? Math.floor(row / trial.channels) : row) * names.length + entry;
    const sick = trial.inputs.map((numbers, k) => (k === input ? numbers.slice() : numbers));
    sick[input]?.fill(Number.NaN, at, at + 1);
    const served = (other: number): boolean =>
      shared ? Math.floor(other / trial.channels) === Math.floor(row / trial.channels) : other === row;
    const after = await onTrial({ ...trial, inputs: sick });
    const readers = readersOf(kernel.program, input, entry);
    const where = `NaN in ${name} ${names[entry]} of row ${row}`;
    let shown = !readers.flat().some(({ depends }) => depends);
    for (const [k, output] of kernel.outputs.entries()) {
      const [was, is] = [before[k], after[k]];
      for (let i = 0; i < (is?.length ?? 0); i++) {
        const [r, e] = [Math.floor(i / output.entries.length), i % output.entries.length];
        const reads = served(r) && readers[k]?.[e]?.reads === true;
        if (reads) shown ||= Number.isNaN(is?.[i]);
        else if (is?.[i] !== was?.[i]) {
          const evidence = `${where}: row ${r}, ${output.name} ${output.entries[e]} does not read it and became ${is?.[i]}`;
          return { id: 'nan', verdict: 'fail', entries, evidence };
        }
        entries++;
      }
    }
    if (!shown) return { id: 'nan', verdict: 'fail', entries, evidence: `${where}: no output shows it` };
  }
  return { id: 'nan', verdict: entries > 0 ? 'pass' : 'fail', entries };
}
