/**
 * `gauntlet many-body`: how many equivariant maps there are from ν equal feature vectors, and the canonical exact basis of the
 * symmetric ones, by its hash or as a file; with `--op`, which of them a product reaches (many-body-product.ts).
 */
import { type Command, Option } from 'commander';
import { CONVENTION_NAMES, type Convention, conventionNamed, STANDARD } from '../coupling/convention.ts';
import { RequestError } from '../errors.ts';
import { irrepDimension, irrepsDimension, parseIrreps, printIrrep, printIrreps } from '../irreps/index.ts';
import { type BasisPlan, checkBasis } from '../many-body/basis-size.ts';
import { basisCertificate, countCertificate } from '../many-body/certified-counts.ts';
import { countMaps, type MapCount, symmetricTotals } from '../many-body/count.ts';
import { basisFile, type MapBasis, manyBodyBases } from '../many-body/many-body-bases.ts';
import { FACTOR_LAYERS, PRODUCT_FORMS, PRODUCT_OPERATIONS } from '../many-body/product-model.ts';
import { MAX_CORRELATION, type ManyBodyRequest, outputIrreps } from '../many-body/request.ts';
import { writeNpz, writeSafetensors } from '../tensor-file/index.ts';
import { DTYPES, type Dtype, ITEM_SIZE } from '../tensor-file/tensor.ts';
import { integerOption } from './analyze.ts';
import { counted, formatOf, MAX_BYTES } from './export.ts';
import { type ProductOptions, printProduct } from './many-body-product.ts';
import { print, printJson, progressBar, remark, writeOutput } from './terminal.ts';

const FORMATS = ['npz', 'safetensors'] as const;

interface Options extends ProductOptions {
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
type Answer = Pick<MapBasis, 'count'> & Partial<MapBasis>;

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

function makeBases(request: ManyBodyRequest, plan: BasisPlan): MapBasis[] {
  const bar = progressBar('many-body');
  try {
    return manyBodyBases(request, plan, (made, { order, out }) =>
      bar.update(made, plan.coefficients, `order ${order} into ${printIrrep(out)}`),
    );
  } finally {
    bar.end();
  }
}

/** Writes the arrays, and what they are: into the metadata of a safetensors file, else into a file beside it. Returns a line about it. */
function exportBases(request: ManyBodyRequest, bases: readonly MapBasis[], target: FileRequest): string {
  const { file, format, convention, dtype } = target;
  const { manifest, tensors } = basisFile(request, bases, convention, dtype);
  const wrote = `wrote ${file}: ${counted(manifest.arrays.length, 'array')}, ${dtype}, convention ${convention.name}`;
  if (format === 'safetensors') {
    writeOutput(file, writeSafetensors(tensors, { manifest: JSON.stringify(manifest) }));
    return wrote;
  }
  writeOutput(file, writeNpz(tensors));
  writeOutput(`${file}.json`, `${JSON.stringify(manifest, undefined, 1)}\n`);
  return `${wrote}; what they are: ${file}.json`;
}

/** The document of `--json`. @throws RequestError for counts that it cannot hold */
function answerJson({ irreps, correlation, out }: ManyBodyRequest, answers: readonly Answer[]): object {
  const counts = answers.map(({ count }) => count);
  return {
    irreps: printIrreps(irreps),
    correlation,
    out: out.map(printIrrep).join('+'),
    orders: answers.map(({ count: { order, out: irrep, tensorProduct, symmetric, exterior, mixed }, ...basis }) => {
      const certificate = countCertificate(irreps, order);
      const ofBasis = basis.sha256 === undefined ? undefined : basisCertificate(irreps, order, irrep);
      return {
        order,
        out: printIrrep(irrep),
        tensorProduct: plainNumber(tensorProduct),
        symmetric: plainNumber(symmetric),
        exterior: plainNumber(exterior),
        mixed: mixed.map(({ partition, copies, multiplicity }) => ({
          partition,
          copies: plainNumber(copies),
          multiplicity: plainNumber(multiplicity),
        })),
        ...(certificate === undefined ? {} : { certificate }),
        ...(basis.sha256 === undefined ? {} : { nonZeros: basis.nonZeros, sha256: basis.sha256 }),
        ...(ofBasis === undefined ? {} : { basisCertificate: ofBasis }),
      };
    }),
    total: Object.fromEntries(
      symmetricTotals(out, counts).map(([irrep, total]) => [printIrrep(irrep), plainNumber(total)]),
    ),
  };
}

/** The answers as text for a terminal. */
function answerText({ irreps, correlation, out }: ManyBodyRequest, answers: readonly Answer[]): string {
  const row = (...[order, irrep, all, symmetric, exterior, hash]: readonly (string | number | bigint)[]): string =>
    `${`${order}`.padStart(5)}  ${`${irrep}`.padStart(4)}  ${`${all}`.padStart(14)}  ${`${symmetric}`.padStart(9)}  ${`${exterior}`.padStart(8)}  ${hash}`.trimEnd();
  const hashes = answers.some(({ sha256 }) => sha256 !== undefined);
  const counts = answers.map(({ count }) => count);
  return [
    `${printIrreps(irreps)} · up to ${counted(correlation, 'factor')}`,
    '',
    row('order', 'out', 'tensor product', 'symmetric', 'exterior', hashes ? 'sha256 of the exact basis' : ''),
    ...answers.map(({ count: { order, out: irrep, tensorProduct, symmetric, exterior }, sha256 = '' }) =>
      row(order, printIrrep(irrep), tensorProduct, symmetric, exterior, sha256),
    ),
    ...symmetricTotals(out, counts).map(([irrep, total]) => row('total', printIrrep(irrep), '', total, '', '')),
  ].join('\n');
}

/** @throws RequestError for an option of the other question */
function checkQuestion(options: Options): void {
  const { op, count, export: file, format, convention, dtype, form, layers, twiceJ, inner, channels } = options;
  const ofBasis = { count, export: file, format, convention, dtype };
  const ofProduct = { form, layers, 'twice-j': twiceJ, inner, channels };
  const stray = Object.entries(op === undefined ? ofProduct : ofBasis).find(([, value]) => value !== undefined);
  if (stray === undefined) return;
  throw new RequestError(
    op === undefined
      ? `--${stray[0]} goes with --op, the product that is asked about; leave it out, or name one`
      : `--${stray[0]} is about all maps, --op about those that a product reaches: leave out one of them`,
  );
}

function manyBody(options: Options): void {
  checkQuestion(options);
  const target = fileRequest(options);
  const request: ManyBodyRequest = {
    irreps: parseIrreps(options.irreps),
    correlation: integerOption('--correlation', options.correlation, 1, MAX_CORRELATION),
    out: outputIrreps(parseIrreps(options.out)),
  };
  if (options.op !== undefined) {
    printProduct(request, options.op, options, options.json === true);
    return;
  }
  const plan = options.count ? undefined : checkBasis(request);
  const counts = plan?.counts ?? countMaps(request);
  const bare = counts.map((count): Answer => ({ count }));
  // What cannot be written is refused before the work begins.
  if (target !== undefined) checkFileSize(request, counts, target);
  if (options.json) answerJson(request, bare);
  const bases = plan === undefined ? [] : makeBases(request, plan);
  const answers = plan === undefined ? bare : bases;
  const wrote = target === undefined ? undefined : exportBases(request, bases, target);
  if (!options.json) {
    print([answerText(request, answers), ...(wrote === undefined ? [] : ['', wrote])].join('\n'));
    return;
  }
  printJson(answerJson(request, answers));
  if (wrote !== undefined) remark(wrote);
}

export function register(command: Command): void {
  command
    .requiredOption('--irreps <irreps>', 'the features that are multiplied, such as 0e+1o+2e')
    .requiredOption('--correlation <N>', 'the largest number of factors')
    .requiredOption('--out <irreps>', 'the output irreps, each once')
    .option('--count', 'counts alone, without a basis')
    .option('--json', 'print one JSON document')
    .option('--export <file>', 'write the basis as arrays [2l+1, d, ..., d, n]')
    .option('--format <format>', `${FORMATS.join(', ')} (default: what the ending of the file says)`)
    .option('--convention <name>', `basis order and scale: ${CONVENTION_NAMES.join(', ')} (default: ${STANDARD.name})`)
    .addOption(new Option('--dtype <dtype>', `of the file (default: ${DTYPES[0]})`).choices(DTYPES))
    .addOption(new Option('--op <id>', 'what this product reaches of them').choices(PRODUCT_OPERATIONS))
    .addOption(
      new Option('--form <form>', 'of the product: all factors at once, or weights between').choices(PRODUCT_FORMS),
    )
    .addOption(
      new Option('--layers <kind>', 'weights before each factor (default), or before all').choices(FACTOR_LAYERS),
    )
    .option('--twice-j <2j>', 'matrix size of mtp: matrices are (2j+1)×(2j+1)')
    .option('--inner <L>', 'the largest degree kept between factors of a chained product (default: every degree)')
    .option('--channels <list>', 'channel counts such as 1,2,4 (default: up to saturation)')
    .action(manyBody);
}
