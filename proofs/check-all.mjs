#!/usr/bin/env node
/**
 * Checks every certificate: those of check.mjs, and those on several factors, whose kinds are in check/*.mjs, a page each.
 *
 *     node proofs/check-all.mjs [--json] [--report FILE] [FILE or FOLDER ...]
 */
import { bases } from './check/bases.mjs';
import { checkCloudsFile, clouds } from './check/clouds.mjs';
import { products, productsReport } from './check/products.mjs';
import { FOLDERS, KINDS, main, REPORTS } from './check.mjs';

FOLDERS.push('certificates/several-factors');
KINDS.bases = [
  bases,
  ['rows', 'vectors'],
  'The canonical bases, with these sizes and SHA-256, are symmetric, equivariant, orthonormal and complete.',
];
KINDS.products = [
  products,
  ['seed', 'define', 'algorithms', 'rows'],
  'Products reach these maps, with so many channels, at these costs, by these formulas.',
];
REPORTS.natural = productsReport;
KINDS.clouds = [
  clouds,
  ['lmax', 'clouds', 'pairs', 'sight', 'oneCurl'],
  'These networks tell these point clouds apart from these body orders on, or never; these see handedness.',
];
REPORTS.clouds = checkCloudsFile;
process.exitCode = main(process.argv.slice(2));
