/**
 * `gauntlet many-body`: how many equivariant maps there are from ν equal feature vectors, and the canonical exact basis of the
 * symmetric ones, by its hash or as a file.
 */
import { type Command, Option } from 'commander';
import { CONVENTION_NAMES, type Convention, conventionNamed, STANDARD } from '../coupling/convention.ts';
import { RequestError } from '../errors.ts';
import { irrepDimension, irrepsDimension, parseIrreps, printIrrep, printIrreps } from '../irreps/index.ts';
import type { BasisElement, ManyBodyRequest, MapCount } from '../many-body/index.ts';
import { DTYPES, type Dtype, ITEM_SIZE, type Tensor } from '../tensor-file/tensor.ts';
import { integerOption } from './analyze.ts';
import { counted, formatOf, MAX_BYTES } from './export.ts';
import { print, printJson, progressBar, remark, writeOutput } from './terminal.ts';

const FORMATS = ['npz', 'safetensors'] as const;

interface Options {
  readonly irreps: string;
  readonly correlation: string;
  readonly out: string;
  readonly count?: true;
  readonly json?: true;
  readonly export?: string;
  readonly format?: string;
  readonly convention?: string;
  readonly dtype?: Dtype;
}

/** What `--export` and the options beside it ask for. */
interface FileRequest {
  readonly file: string;
  readonly format: (typeof FORMATS)[number];
  readonly convention: Convention;
  readonly dtype: Dtype;
}

/** Counts of one order and output, and the basis where one was made. */
interface Answer {
  readonly count: MapCount;
  readonly basis?: { readonly elements: readonly BasisElement[]; readonly nonZeros: number; readonly sha256: string };
}

/** @throws RequestError for options that do not go together or name no file format */
function fileRequest({ export: file, count, format, convention, dtype }: Options): FileRequest | undefined {
  if (file === undefined) {
    const stray = Object.entries({ format, convention, dtype }).find(([, value]) => value !== undefined);
    if (stray !== undefined)
      throw new RequestError(`--${stray[0]} goes with --export FILE; leave it out, or give a file`);
    return undefined;
  }
  if (count) throw new RequestError('--count makes no basis to export: leave out --count or --export');
  if (file === '') throw new RequestError('expected --export FILE, got an empty name');
  return {
    file,
    format: formatOf(FORMATS, format, file),
    convention: conventionNamed(convention ?? STANDARD.name),
    dtype: dtype ?? DTYPES[0],
  };
}

/** @throws RequestError for dense arrays that together no file should hold */
function checkFileSize({ irreps }: ManyBodyRequest, counts: readonly MapCount[], { dtype }: FileRequest): void {
  const dimension = irrepsDimension(irreps);
  const numbers = counts.reduce(
    (sum, { order, out, symmetric }) => sum + irrepDimension(out) * dimension ** order * Number(symmetric),
    0,
  );
  const bytes = numbers * ITEM_SIZE[dtype];
  if (bytes <= MAX_BYTES) return;
  throw new RequestError(
    `--export: dense arrays of ${(bytes / 2 ** 30).toFixed(1)} GiB, the limit is ${MAX_BYTES / 2 ** 30} GiB; give a lower correlation, fewer irreps or outputs`,
  );
}

/** A count as a JSON number. @throws RequestError for one that JSON readers would round */
function plainNumber(count: bigint): number {
  if (count <= BigInt(Number.MAX_SAFE_INTEGER)) return Number(count);
  throw new RequestError(
    `a count of ${count} is more than JSON numbers hold: lower the correlation or give fewer copies`,
  );
}

/** The basis of every order and output, with its hash. */
async function makeBases({ irreps }: ManyBodyRequest, counts: readonly MapCount[]): Promise<Answer[]> {
  const { basisDigest, basisMaker } = await import('../many-body/index.ts');
  const progress = progressBar('many-body');
  const total = counts.reduce((sum, { symmetric }) => sum + Number(symmetric), 0);
  const maker = basisMaker(irreps);
  let done = 0;
  try {
    return counts.map((count) => {
      const digest = basisDigest(irreps, count.order, count.out);
      const elements: BasisElement[] = [];
      for (const element of maker.elements(count.order, count.out)) {
        digest.add(element);
        elements.push(element);
        progress.update(++done, total, `order ${count.order} into ${printIrrep(count.out)}`);
      }
      const nonZeros = elements.reduce((sum, { entries }) => sum + entries.length, 0);
      return { count, basis: { elements, nonZeros, sha256: digest.sha256() } };
    });
  } finally {
    progress.end();
  }
}

/** Writes the arrays that hold anything, and what they are: in the metadata of a safetensors file, else in a file beside it. */
async function exportBases(request: ManyBodyRequest, answers: readonly Answer[], target: FileRequest): Promise<string> {
  const { arrayKey, basisManifest, basisShape, basisTensor, describeElement } = await import('../many-body/index.ts');
  const { writeNpz, writeSafetensors } = await import('../tensor-file/index.ts');
  const { irreps } = request;
  const { file, format, convention, dtype } = target;
  const filled = answers.flatMap(({ count: { order, out }, basis }) =>
    basis === undefined || basis.elements.length === 0 ? [] : [{ order, out, ...basis }],
  );
  const arrays = filled.map(({ order, out, elements, sha256 }) => ({
    key: arrayKey(order, out),
    order,
    out: printIrrep(out),
    shape: basisShape(irreps, order, out, elements.length),
    sha256,
    elements: elements.map(describeElement),
  }));
  const tensors = function* (): Generator<readonly [string, Tensor]> {
    for (const { order, out, elements } of filled) {
      yield [arrayKey(order, out), basisTensor(irreps, order, out, elements, convention, dtype)];
    }
  };
  const manifest = basisManifest(request, convention, dtype, arrays);
  const wrote = `wrote ${file}: ${counted(arrays.length, 'array')}, ${dtype}, convention ${convention.name}`;
  if (format === 'safetensors') {
    writeOutput(file, writeSafetensors(tensors(), { manifest: JSON.stringify(manifest) }));
    return wrote;
  }
  writeOutput(file, writeNpz(tensors()));
  writeOutput(`${file}.json`, `${JSON.stringify(manifest, undefined, 1)}\n`);
  return `${wrote}; what they are: ${file}.json`;
}

/** The document of `--json`. @throws RequestError for counts that it cannot hold */
function answerJson(request: ManyBodyRequest, answers: readonly Answer[]): object {
  const total = new Map<string, bigint>();
  for (const { count } of answers) {
    const name = printIrrep(count.out);
    total.set(name, (total.get(name) ?? 0n) + count.symmetric);
  }
  return {
    irreps: printIrreps(request.irreps),
    correlation: request.correlation,
    out: request.out.map(printIrrep).join('+'),
    orders: answers.map(({ count: { order, out, tensorProduct, symmetric, exterior, mixed }, basis }) => ({
      order,
      out: printIrrep(out),
      tensorProduct: plainNumber(tensorProduct),
      symmetric: plainNumber(symmetric),
      exterior: plainNumber(exterior),
      mixed: mixed.map(({ partition, copies, multiplicity }) => ({
        partition,
        copies: plainNumber(copies),
        multiplicity: plainNumber(multiplicity),
      })),
      ...(basis === undefined ? {} : { nonZeros: basis.nonZeros, sha256: basis.sha256 }),
    })),
    total: Object.fromEntries([...total].map(([name, count]) => [name, plainNumber(count)])),
  };
}

/** The answers as text for a terminal. */
function answerText({ irreps, correlation, out }: ManyBodyRequest, answers: readonly Answer[]): string {
  const row = (...[order, irrep, all, symmetric, exterior, hash]: readonly (string | number | bigint)[]): string =>
    `${`${order}`.padStart(5)}  ${`${irrep}`.padStart(4)}  ${`${all}`.padStart(14)}  ${`${symmetric}`.padStart(9)}  ${`${exterior}`.padStart(8)}  ${hash}`.trimEnd();
  const hashes = answers.some(({ basis }) => basis !== undefined);
  return [
    `${printIrreps(irreps)} · up to ${counted(correlation, 'factor')}`,
    '',
    row('order', 'out', 'tensor product', 'symmetric', 'exterior', hashes ? 'sha256 of the exact basis' : ''),
    ...answers.map(({ count, basis }) =>
      row(
        count.order,
        printIrrep(count.out),
        count.tensorProduct,
        count.symmetric,
        count.exterior,
        basis?.sha256 ?? '',
      ),
    ),
    ...out.map((irrep) => {
      const symmetric = answers.reduce((sum, { count }) => sum + (count.out === irrep ? count.symmetric : 0n), 0n);
      return row('total', printIrrep(irrep), '', symmetric, '', '');
    }),
  ].join('\n');
}

async function manyBody(options: Options): Promise<void> {
  const { checkBasis, countMaps, MAX_CORRELATION, outputIrreps } = await import('../many-body/index.ts');
  const target = fileRequest(options);
  const request: ManyBodyRequest = {
    irreps: parseIrreps(options.irreps),
    correlation: integerOption('--correlation', options.correlation, 1, MAX_CORRELATION),
    out: outputIrreps(parseIrreps(options.out)),
  };
  const counts = options.count ? countMaps(request) : checkBasis(request);
  if (target !== undefined) checkFileSize(request, counts, target);
  const bare = counts.map((count): Answer => ({ count }));
  if (options.json) answerJson(request, bare); // refuses what JSON cannot hold before the work begins
  const answers = options.count ? bare : await makeBases(request, counts);
  const wrote = target === undefined ? undefined : await exportBases(request, answers, target);
  if (options.json) {
    printJson(answerJson(request, answers));
    if (wrote !== undefined) remark(wrote);
  } else {
    print([answerText(request, answers), ...(wrote === undefined ? [] : ['', wrote])].join('\n'));
  }
}

export function register(program: Command): void {
  program
    .command('many-body')
    .description('equivariant maps from several equal factors: exact counts, and one canonical basis')
    .requiredOption('--irreps <irreps>', 'the features that are multiplied, such as 0e+1o+2e')
    .requiredOption('--correlation <N>', 'the largest number of factors')
    .requiredOption('--out <irreps>', 'the output irreps, each once')
    .option('--count', 'counts alone, without a basis')
    .option('--json', 'print one JSON document')
    .option('--export <file>', 'write the basis as arrays [2l+1, d, ..., d, n]')
    .option('--format <format>', `${FORMATS.join(', ')} (default: what the ending of the file says)`)
    .option('--convention <name>', `basis order and scale: ${CONVENTION_NAMES.join(', ')} (default: ${STANDARD.name})`)
    .addOption(new Option('--dtype <dtype>', `of the file (default: ${DTYPES[0]})`).choices(DTYPES))
    .action(manyBody);
}
