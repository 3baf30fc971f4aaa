/** What a report is about: operations, settings, degrees, models. A file of this form is the `--config` of `gauntlet report`. */
import * as v from 'valibot';
import { RequestError } from '../errors.ts';
import { type Irreps, parseIrreps } from '../irreps/irreps.ts';
import { PARITY_MODES, type ParityMode, SETTINGS, type Setting } from '../irreps/setting.ts';
import { OPERATION_IDS, type OperationId } from '../operation/operation.ts';

/** The largest degree and the most models in one report. */
const MAX_LMAX = 12;
const MAX_MODELS = 20;

const distinct = <Item>(items: readonly Item[]): boolean => new Set(items).size === items.length;

const irrepsText = v.pipe(
  v.string(),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    try {
      parseIrreps(dataset.value);
    } catch (error) {
      addIssue({ message: error instanceof Error ? error.message : String(error) });
    }
  }),
);

const lineOf = (longest: number) =>
  v.pipe(
    v.string(),
    v.minLength(1),
    v.maxLength(longest),
    v.regex(/^\P{Cc}*$/u, 'expected one line of text without control characters'),
  );

const modelSchema = v.strictObject({
  name: lineOf(120),
  left: irrepsText,
  right: irrepsText,
  out: irrepsText,
});

const listOf = <const Choices extends readonly string[]>(choices: Choices) =>
  v.pipe(v.array(v.picklist(choices)), v.minLength(1), v.check(distinct, 'expected each entry once'));

const configSchema = v.strictObject({
  title: v.optional(lineOf(200), 'What tensor products reach, and what it costs'),
  operations: v.optional(listOf(OPERATION_IDS), [...OPERATION_IDS]),
  settings: v.optional(listOf(SETTINGS), [...SETTINGS]),
  parities: v.optional(listOf(PARITY_MODES), [...PARITY_MODES]),
  lmax: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_LMAX)), 10),
  models: v.optional(v.pipe(v.array(modelSchema), v.maxLength(MAX_MODELS)), []),
});

/** One layer of a model: irreps as e3nn users write them, parities meant. */
export interface ModelConfig {
  readonly name: string;
  readonly left: string;
  readonly right: string;
  readonly out: string;
}

/** Written out, so that users of the types need not have the schema library's. */
export interface ReportConfig {
  readonly title: string;
  readonly operations: readonly OperationId[];
  readonly settings: readonly Setting[];
  readonly parities: readonly ParityMode[];
  /** settings are examined at L = 1 … lmax */
  readonly lmax: number;
  readonly models: readonly ModelConfig[];
}

/** The three sides of a model, parsed. */
export const modelIrreps = (model: ModelConfig): { left: Irreps; right: Irreps; out: Irreps } => ({
  left: parseIrreps(model.left),
  right: parseIrreps(model.right),
  out: parseIrreps(model.out),
});

/** The paper's settings to L = 10 in both parity modes, and one layer each of a MACE and a NequIP model. */
export const DEFAULT_CONFIG: ReportConfig = v.parse(configSchema, {
  models: [
    {
      name: 'MACE, 128 channels, lmax 2, edge harmonics to 3',
      left: '128x0e+128x1o+128x2e',
      right: '0e+1o+2e+3o',
      out: '128x0e+128x1o+128x2e+128x3o',
    },
    {
      name: 'NequIP, 32 channels of both parities, lmax 2',
      left: '32x0e+32x0o+32x1e+32x1o+32x2e+32x2o',
      right: '0e+1o+2e',
      out: '32x0e+32x0o+32x1e+32x1o+32x2e+32x2o',
    },
  ],
});

/** Reads a configuration; absent fields take the defaults. @throws RequestError naming file, field and what was expected */
export function parseConfig(text: string, file: string): ReportConfig {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new RequestError(`${file}: not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (Array.isArray(value)) throw new RequestError(`${file}: expected an object such as {"lmax":6}, got an array`);
  const result = v.safeParse(configSchema, value);
  if (result.success) return result.output;
  const [issue] = result.issues;
  const path = v.getDotPath(issue);
  const keys = Object.keys(path?.startsWith('models.') ? modelSchema.entries : configSchema.entries);
  const unknown = issue.expected === 'never' ? `unknown key; expected ${keys.join(', ')}` : undefined;
  const problem = unknown ?? (issue.received === 'undefined' ? 'missing' : issue.message);
  throw new RequestError(`${file}: ${path ?? 'the whole document'}: ${problem}`);
}
