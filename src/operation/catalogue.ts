/** Every operation. Adding one here puts it under every law, analysis and report. */
import { cgtp } from './cgtp.ts';
import { curl } from './curl.ts';
import { gtp } from './gtp.ts';
import { gtpCurl } from './gtp-curl.ts';
import { mtp } from './mtp.ts';
import type { Operation, OperationId } from './operation.ts';
import { vstp } from './vstp.ts';

export const OPERATIONS: Readonly<Record<OperationId, Operation>> = {
  cgtp,
  gtp,
  mtp,
  vstp,
  curl,
  'gtp+curl': gtpCurl,
};
