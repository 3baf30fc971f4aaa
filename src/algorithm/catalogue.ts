/** Every algorithm, in the order of the operations they compute. */
import type { OperationId } from '../operation/operation.ts';
import type { Algorithm } from './algorithm.ts';
import { cgtpDense, cgtpSparse } from './cgtp.ts';
import { curlGrid, gtpCurlGrid } from './curl-grid.ts';
import { gtpFourierDirect, gtpFourierFft } from './gtp-fourier.ts';
import { gtpGrid } from './gtp-grid.ts';
import { mtpDense, mtpSparse } from './mtp-matrix.ts';
import { vstpGrid } from './vstp-grid.ts';

export const ALGORITHMS: readonly Algorithm[] = [
  cgtpDense,
  cgtpSparse,
  gtpFourierDirect,
  gtpFourierFft,
  gtpGrid,
  mtpDense,
  mtpSparse,
  vstpGrid,
  curlGrid,
  gtpCurlGrid,
];

/** The algorithms that compute an operation. */
export const algorithmsOf = (operation: OperationId): readonly Algorithm[] =>
  ALGORITHMS.filter((algorithm) => algorithm.operation === operation);
