/**
 * Asks the questions of a campaign and keeps the answers, as long as they have the right shape and are numbers: what does not cannot be
 * judged further, and the first such answer is the diagnosis.
 */
import { type Batch, type BatchId, type Dimensions, type Pass, PLAIN_ROW, ZERO_ROWS } from './campaign.ts';
import { type Implementation, ProtocolError } from './implementation.ts';
import type { Diagnosis } from './verdict.ts';

/** All rows of one batch id, joined: answers [rows, d3], or gradients [rows, d1] and [rows, d2]. */
export interface Answer {
  readonly forward: Float64Array;
  readonly x1: Float64Array;
  readonly x2: Float64Array;
}

/** The answer to a batch that was not asked. */
export const NO_ANSWER: Answer = { forward: new Float64Array(0), x1: new Float64Array(0), x2: new Float64Array(0) };

export interface Answers {
  /** those that came, up to the first that could not be used */
  readonly by: ReadonlyMap<BatchId, Answer>;
  readonly broken?: Diagnosis;
}

interface Received {
  readonly forward: Float64Array;
  readonly x1: Float64Array;
  readonly x2: Float64Array;
}

const NOTHING = new Float64Array(0);

async function send({ pass, x1, x2, cotangent, rows }: Batch, implementation: Implementation): Promise<Received> {
  // Copies: an implementation may write its next answer where the last one stands.
  if (pass === 'forward') {
    return { forward: (await implementation.forward(x1, x2, rows)).slice(), x1: NOTHING, x2: NOTHING };
  }
  const gradients = await implementation.vjp?.(x1, x2, cotangent, rows);
  return { forward: NOTHING, x1: gradients?.x1.slice() ?? NOTHING, x2: gradients?.x2.slice() ?? NOTHING };
}

/** The parts of an answer with the numbers per row that each should have. */
const partsOf = (
  { d1, d2, d3 }: Dimensions,
  pass: Pass,
): readonly (readonly [part: keyof Received, perRow: number])[] =>
  pass === 'forward'
    ? [['forward', d3]]
    : [
        ['x1', d1],
        ['x2', d2],
      ];

const nameOf = (part: keyof Received): string => (part === 'forward' ? 'the output' : `the gradient of ${part}`);

function unusable(sizes: Dimensions, batch: Batch, received: Received): Diagnosis | undefined {
  for (const [part, perRow] of partsOf(sizes, batch.pass)) {
    const values = received[part];
    const where = { pass: batch.pass, part, batch: batch.id, rows: batch.rows };
    if (values.length !== batch.rows * perRow) {
      return {
        code: 'wrong-shape',
        message:
          `${nameOf(part)} of ${batch.rows} rows has ${values.length} numbers, expected ${batch.rows}·${perRow} = ${batch.rows * perRow} ` +
          'from the irreps of the manifest; check them and what is done with the batch axis',
        where: { ...where, expected: batch.rows * perRow, got: values.length },
      };
    }
    // Rows of unusual magnitude are judged later: what overflows there may be a square, or a format of smaller range.
    const isUsual = (row: number): boolean => batch.id !== 'dense' || row < ZERO_ROWS || row >= PLAIN_ROW;
    const place = values.findIndex((value, n) => !Number.isFinite(value) && isUsual(Math.floor(n / perRow)));
    if (place < 0) continue;
    const count = values.reduce((sum, value) => sum + (Number.isFinite(value) ? 0 : 1), 0);
    const [row, index] = [Math.floor(place / perRow), place % perRow];
    return {
      code: 'nonfinite',
      message:
        `${nameOf(part)} is ${values[place]} at row ${row}, index ${index} (and at ${count - 1} more places of batch "${batch.id}") for finite inputs; ` +
        'look for a division by a norm, a buffer that was never written, or an overflow',
      where: { ...where, row: batch.first + row, index, count, value: String(values[place]) },
    };
  }
  return undefined;
}

function join(parts: readonly Float64Array[]): Float64Array {
  const [first] = parts;
  if (parts.length === 1 && first !== undefined) return first;
  const joined = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}

/**
 * @throws what the implementation throws, except ProtocolError
 */
export async function ask(
  sizes: Dimensions,
  batches: Iterable<Batch>,
  implementation: Implementation,
  progress: (done: number, note: string) => void,
): Promise<Answers> {
  const received = new Map<BatchId, Received[]>();
  const answers = (): Answers['by'] =>
    new Map(
      [...received].map(([id, list]) => [
        id,
        {
          forward: join(list.map(({ forward }) => forward)),
          x1: join(list.map(({ x1 }) => x1)),
          x2: join(list.map(({ x2 }) => x2)),
        },
      ]),
    );
  let done = 0;
  for (const batch of batches) {
    if (batch.pass === 'vjp' && implementation.vjp === undefined) break;
    progress(done, batch.id);
    try {
      const answer = await send(batch, implementation);
      const broken = unusable(sizes, batch, answer);
      if (broken !== undefined) return { by: answers(), broken };
      received.set(batch.id, [...(received.get(batch.id) ?? []), answer]);
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      const where = { pass: batch.pass, batch: batch.id, rows: batch.rows };
      return { by: answers(), broken: { code: 'protocol', message: error.message, where } };
    }
    done += 1;
  }
  return { by: answers() };
}
