/** The `--parameters` of `gauntlet apply`: matrix sizes and grids. */
import * as v from 'valibot';
import type { GridRequest } from '../algorithm/algorithm.ts';
import { RequestError } from '../errors.ts';
import type { Parameters } from '../operation/operation.ts';
import { schemaComplaint } from '../schema-complaint.ts';
import { shown } from './terminal.ts';

const parametersSchema = v.strictObject({
  twiceJ: v.optional(v.number('expected an integer')),
  grid: v.optional(
    v.strictObject({ rings: v.number(), points: v.number(), undersized: v.optional(v.boolean()) }, (issue) =>
      issue.received === 'undefined'
        ? 'expected rings and points'
        : `expected rings, points and undersized, got ${issue.received}`,
    ),
  ),
});

/** `{"twiceJ":3}` for the matrix algorithms, `{"grid":{"rings":3,"points":5}}` for those on a grid. @throws RequestError */
export function readParameters(text: string, algorithm: string): { parameters: Parameters; grid?: GridRequest } {
  const example = algorithm.endsWith('-grid') ? '{"grid":{"rings":3,"points":5}}' : '{"twiceJ":3}';
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new RequestError(`--parameters: expected a JSON object such as ${example}, got ${shown(text)}`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new RequestError(`--parameters: expected a JSON object such as ${example}`);
  }
  const extra = Object.keys(value).find((key) => key !== 'twiceJ' && key !== 'grid');
  if (extra !== undefined) {
    throw new RequestError(
      `--parameters: expected the key ${algorithm.endsWith('-grid') ? 'grid' : 'twiceJ'}, got ${shown(extra)}`,
    );
  }
  const parsed = v.safeParse(parametersSchema, value);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    throw new RequestError(`--parameters: ${schemaComplaint(issue, 'the object')}`);
  }
  const { twiceJ, grid } = parsed.output;
  if (grid !== undefined && !algorithm.endsWith('-grid')) {
    throw new RequestError(`--parameters: ${algorithm} works on no grid; leave out "grid"`);
  }
  const { undersized, ...size } = grid ?? { rings: 0, points: 0 };
  return {
    parameters: twiceJ === undefined ? {} : { twiceJ },
    ...(grid === undefined ? {} : { grid: { ...size, ...(undersized === undefined ? {} : { undersized }) } }),
  };
}
