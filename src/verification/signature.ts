/** The shapes that an implementation is spoken to in: batches of left, right and out vectors in one number format. */
import type { Dtype } from './implementation.ts';

/** d1, d2, d3 ≥ 1: the lengths of one left, right and out vector. d2 = 0: a map of one vector, which is sent no x2. */
export interface Signature {
  readonly left: number;
  readonly right: number;
  readonly out: number;
  readonly dtype: Dtype;
}

/** One question to an implementation. All arrays are row-major, [batch, d]. */
export type Request =
  | { readonly op: 'forward'; readonly batch: number; readonly x1: Float64Array; readonly x2: Float64Array }
  | {
      readonly op: 'vjp';
      readonly batch: number;
      readonly x1: Float64Array;
      readonly x2: Float64Array;
      readonly cotangent: Float64Array;
    };

/** The arrays of a request, in the order in which they are sent. */
export function argumentsOf(
  request: Request,
  { right }: Pick<Signature, 'right'>,
): (readonly [name: 'x1' | 'x2' | 'cotangent', values: Float64Array])[] {
  const { x1, x2 } = request;
  const inputs = right === 0 ? [['x1', x1] as const] : [['x1', x1] as const, ['x2', x2] as const];
  return request.op === 'vjp' ? [...inputs, ['cotangent', request.cotangent]] : inputs;
}

/** The arrays of the answer with the length of one row, in the order in which they come. */
export function resultsOf(op: Request['op'], { left, right, out }: Signature): [name: string, width: number][] {
  if (op === 'forward') return [['out', out]];
  const gradients: [string, number][] = [
    ['x1', left],
    ['x2', right],
  ];
  return right === 0 ? gradients.slice(0, 1) : gradients;
}

/** How a request is named in errors: `forward of 49 rows`. */
export const describeRequest = ({ op, batch }: Pick<Request, 'op' | 'batch'>): string =>
  `${op} of ${batch} ${batch === 1 ? 'row' : 'rows'}`;
