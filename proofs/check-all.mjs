#!/usr/bin/env node
/**
 * Checks every certificate: those of check.mjs, and those on several factors, whose kinds are in check/*.mjs, a page each.
 *
 *     node proofs/check-all.mjs [--json] [--report FILE] [FILE or FOLDER ...]
 */
import { FOLDERS, main } from './check.mjs';

FOLDERS.push('certificates/several-factors');
process.exitCode = main(process.argv.slice(2));
