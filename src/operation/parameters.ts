/** Parameters that operations share: none, and the matrix size of mtp. */
import { RequestError } from '../errors.ts';
import type { OperationId, Parameters } from './operation.ts';

/** For operations without parameters. @throws RequestError if twiceJ is given */
export const noParameters =
  (id: OperationId) =>
  (requested: Parameters): Parameters => {
    if (requested.twiceJ !== undefined) {
      throw new RequestError(`twice-j is a parameter of mtp alone, and the operation is ${id}: leave it out`);
    }
    return {};
  };
