/**
 * What can be asked about products of ν equal feature vectors, and what is refused before any work: the features V (a list of irreps
 * with copies), the largest ν, and the output irreps.
 */
import { RequestError } from '../errors.ts';
import { equalIrreps, type Irrep, type Irreps, irrepsDimension, printIrrep, printIrreps } from '../irreps/index.ts';

export interface ManyBodyRequest {
  /** V: the features that are multiplied. */
  readonly irreps: Irreps;
  /** The largest number of factors. */
  readonly correlation: number;
  /** The output irreps, each once. */
  readonly out: readonly Irrep[];
}

/** The largest number of factors for counts. */
export const MAX_CORRELATION = 8;
/** The largest dimension of V. More copies than that are channels, and a product of channels is taken channel by channel. */
export const MAX_FEATURE_DIMENSION = 10_000;
/** The largest correlation times degree. */
export const MAX_TOTAL_DEGREE = 120;

/** The irreps of `--out`: every one once. @throws RequestError for copies or an irrep that comes twice */
export function outputIrreps(out: Irreps): Irrep[] {
  const irreps: Irrep[] = [];
  for (const { mul, irrep } of out) {
    if (mul !== 1) {
      throw new RequestError(
        `output irreps: expected each once, got ${mul}x${printIrrep(irrep)}; every copy has the same maps, write ${printIrrep(irrep)}`,
      );
    }
    if (irreps.some((known) => equalIrreps(known, irrep))) {
      throw new RequestError(`output irreps: expected each once, got ${printIrrep(irrep)} twice`);
    }
    irreps.push(irrep);
  }
  return irreps;
}

/**
 * The request as given, if there is something to answer.
 * @throws RequestError naming what is out of range and the range
 */
export function checkManyBody(request: ManyBodyRequest): ManyBodyRequest {
  const { irreps, correlation, out } = request;
  if (!(Number.isInteger(correlation) && correlation >= 1 && correlation <= MAX_CORRELATION)) {
    throw new RequestError(`correlation: expected an integer between 1 and ${MAX_CORRELATION}, got ${correlation}`);
  }
  const dimension = irrepsDimension(irreps);
  if (dimension === 0)
    throw new RequestError(`irreps ${printIrreps(irreps)}: expected a dimension of at least 1, got 0`);
  if (dimension > MAX_FEATURE_DIMENSION) {
    throw new RequestError(
      `irreps of dimension ${dimension}, the limit is ${MAX_FEATURE_DIMENSION}; the product is taken channel by channel, give the irreps of one channel`,
    );
  }
  const degree = Math.max(...irreps.map(({ mul, irrep }) => (mul > 0 ? irrep.l : 0)));
  if (correlation * degree > MAX_TOTAL_DEGREE) {
    throw new RequestError(
      `correlation ${correlation} times the largest degree ${degree} is ${correlation * degree}, the limit is ${MAX_TOTAL_DEGREE}`,
    );
  }
  if (out.length === 0) throw new RequestError('output irreps: expected at least one, got none');
  return request;
}
