#!/usr/bin/env node
/**
 * Checks every certificate: those of check.mjs, and those on several factors, whose kinds are in check/*.mjs, a page each.
 *
 *     node proofs/check-all.mjs [--json] [--report FILE] [FILE or FOLDER ...]
 */
import { bases } from './check/bases.mjs';
import { FOLDERS, KINDS, main } from './check.mjs';

KINDS.bases = [
  bases,
  ['rows', 'vectors'],
  'The canonical bases, with these sizes and SHA-256, are symmetric, equivariant, orthonormal and complete.',
];
FOLDERS.push('certificates/several-factors');
process.exitCode = main(process.argv.slice(2));
