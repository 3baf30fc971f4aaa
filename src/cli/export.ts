/**
 * `gauntlet export`: whole tables of coupling coefficients for other programs, every number rounded once from its exact value.
 *
 * npz, safetensors and json hold one array per triple of degrees, under the key `l1_l2_l3` (coupling/table.ts says in which
 * order, basis and scale). One line on stdout says what was written.
 */
import type { Command } from 'commander';
import { CONVENTION_NAMES, type Convention, conventionNamed, STANDARD } from '../coupling/convention.ts';
import { couplingTable, MAX_TABLE_DEGREE, TABLE_KINDS, type TableKind, tableSize } from '../coupling/table.ts';
import { RequestError } from '../errors.ts';
import { DTYPES, type Dtype, type Tensor, writeNpz, writeSafetensors, writeTensorJson } from '../tensor-file/index.ts';
import { type Progress, print, progressBar, writeOutput } from './terminal.ts';

const FORMATS = ['npz', 'json', 'safetensors'] as const;
type Format = (typeof FORMATS)[number];

/** Of the numbers in memory: what readers of such files, ours among them, take at once. */
export const MAX_BYTES = 2 ** 30;

/** The options as they were typed. */
export interface ExportOptions {
  readonly kind?: string;
  readonly lmax?: string;
  readonly convention?: string;
  readonly format?: string;
  readonly output?: string;
  readonly dtype?: string;
}

/** The outside world of the command. */
export interface ExportSurroundings {
  print(text: string): void;
  progressBar(label: string): Progress;
  writeOutput(path: string, data: string | Uint8Array): void;
}

interface Request {
  readonly kind: TableKind;
  readonly lmax: number;
  readonly convention: Convention;
  readonly format: Format;
  readonly output: string;
  readonly dtype: Dtype;
}

/** `1 tensor`, `1,234 tensors`. */
export const counted = (n: number, unit: string): string => `${n.toLocaleString('en-US')} ${unit}${n === 1 ? '' : 's'}`;

function oneOf<T extends string>(choices: readonly T[], value: string | undefined, option: string): T {
  const found = choices.find((choice) => choice === value);
  if (found !== undefined) return found;
  throw new RequestError(
    `expected ${option} ${choices.join('|')}, got ${value === undefined ? 'none' : JSON.stringify(value)}`,
  );
}

function parseDegree(text: string | undefined): number {
  const degree = Number(text);
  if (text !== undefined && /^\d{1,3}$/.test(text) && degree <= MAX_TABLE_DEGREE) return degree;
  const got = text === undefined ? 'none' : JSON.stringify(text);
  throw new RequestError(`expected --lmax as an integer between 0 and ${MAX_TABLE_DEGREE}, got ${got}`);
}

/** The format asked for, else the one whose name the file ends with. @throws RequestError naming the choices */
export function formatOf<T extends string>(formats: readonly T[], format: string | undefined, output: string): T {
  if (format !== undefined) return oneOf(formats, format, '--format');
  const extension = /\.([^./\\]+)$/.exec(output)?.[1]?.toLowerCase();
  const found = formats.find((choice) => choice === extension);
  if (found !== undefined) return found;
  const endings = formats.map((choice) => `.${choice}`).join(', ');
  throw new RequestError(`${output}: the ending tells no format (${endings}); give --format ${formats.join('|')}`);
}

/** @throws RequestError for a table that no file should hold, naming the largest degree that one can */
function checkSize(kind: TableKind, lmax: number, dtype: Dtype): void {
  const bytesAt = (degree: number): number => tableSize(kind, degree).numbers * (dtype === 'float64' ? 8 : 4);
  const bytes = bytesAt(lmax);
  if (bytes <= MAX_BYTES) return;
  let largest = lmax;
  while (bytesAt(largest) > MAX_BYTES) largest -= 1;
  const gibibytes = (bytes / 2 ** 30).toFixed(1);
  throw new RequestError(
    `--lmax ${lmax}: a table of ${gibibytes} GiB, the limit is ${MAX_BYTES / 2 ** 30} GiB; with ${kind} in ${dtype} that is --lmax ${largest}`,
  );
}

/** @throws RequestError naming the option and its choices */
function parseOptions(options: ExportOptions): Request {
  const kind = oneOf(TABLE_KINDS, options.kind, '--kind');
  const lmax = parseDegree(options.lmax);
  const convention = conventionNamed(options.convention ?? STANDARD.name);
  const dtype = oneOf(DTYPES, options.dtype ?? DTYPES[0], '--dtype');
  if (options.output === undefined || options.output === '') throw new RequestError('expected --output FILE, got none');
  const format = formatOf(FORMATS, options.format, options.output);
  checkSize(kind, lmax, dtype);
  return { kind, lmax, convention, format, output: options.output, dtype };
}

function encode(
  tensors: Iterable<readonly [string, Tensor]>,
  { kind, lmax, convention, format, dtype }: Request,
): Uint8Array {
  if (format === 'npz') return writeNpz(tensors);
  if (format === 'json') return writeTensorJson(tensors, { kind, lmax, convention: convention.name, dtype });
  return writeSafetensors(tensors, { kind, lmax: `${lmax}`, convention: convention.name });
}

/**
 * Computes the table, writes the file, prints one line about it.
 * @throws RequestError for options that make no table
 */
export function runExport(options: ExportOptions, surroundings: ExportSurroundings): void {
  const request = parseOptions(options);
  const { kind, lmax, convention, dtype, output } = request;
  const bar = surroundings.progressBar('export');
  let bytes: Uint8Array;
  try {
    const progress = (done: number, of: number): void => bar.update(done, of);
    const table = couplingTable({ kind, lmax, convention, dtype, progress });
    const named = function* (): Generator<readonly [string, Tensor]> {
      for (const tensor of table) yield [tensor.key, tensor];
    };
    bytes = encode(named(), request);
  } finally {
    bar.end();
  }
  surroundings.writeOutput(output, bytes);
  const { tensors, numbers } = tableSize(kind, lmax);
  surroundings.print(
    `wrote ${output}: ${counted(tensors, 'tensor')}, ${counted(numbers, 'number')}, ${dtype}, convention ${convention.name}`,
  );
}

/** Adds the subcommand. */
export function register(command: Command): void {
  command
    .option('--kind <kind>', `what to tabulate: ${TABLE_KINDS.join(', ')} (real-gaunt: even l1+l2+l3 only)`)
    .option('--lmax <L>', `all degrees up to L, at most ${MAX_TABLE_DEGREE}`)
    .option('--convention <name>', `basis order and scale: ${CONVENTION_NAMES.join(', ')} (default: ${STANDARD.name})`)
    .option('--format <format>', `${FORMATS.join(', ')} (default: what the ending of the file says)`)
    .option('--output <file>', 'the file to write')
    .option('--dtype <dtype>', `${DTYPES.join(', ')} (default: ${DTYPES[0]})`)
    .action((options: ExportOptions) => runExport(options, { print, progressBar, writeOutput }));
}
