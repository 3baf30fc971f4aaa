/** `gauntlet analyze`: which degrees interact under an operation, how expressive it is, what it costs. */
import { type Command, Option } from 'commander';
import type { Analysis, PathLabel } from '../analysis/analyze.ts';
import { RequestError } from '../errors.ts';
import { parseIrreps } from '../irreps/irreps.ts';
import { PARITY_MODES, type ParityMode, SETTINGS, type Setting } from '../irreps/setting.ts';
import { OPERATION_IDS, type OperationId } from '../operation/operation.ts';
import { print, printJson, progressBar } from './terminal.ts';

interface Options {
  readonly op: OperationId;
  readonly setting?: Setting;
  readonly lmax?: string;
  readonly left?: string;
  readonly right?: string;
  readonly out?: string;
  readonly parity?: ParityMode;
  readonly channels?: string;
  readonly twiceJ?: string;
  readonly json?: true;
}

/** The largest degree of a setting. */
const MAX_SETTING_DEGREE = 40;

/** A decimal integer option. @throws RequestError naming the option and its range */
export function integerOption(name: string, text: string, low: number, high: number): number {
  const value = /^[+-]?\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= low && value <= high)) {
    throw new RequestError(`${name} must be an integer between ${low} and ${high}, got ${JSON.stringify(text)}`);
  }
  return value;
}

async function analysisFor(options: Options): Promise<Analysis> {
  const { analyzeIrreps, analyzeSetting } = await import('../analysis/analyze.ts');
  const { MAX_CHANNELS } = await import('../analysis/expressivity.ts');
  const counts = options.channels?.split(',').map((text) => integerOption('--channels', text.trim(), 1, MAX_CHANNELS));
  const channels = counts === undefined ? {} : { channels: [...new Set(counts)].sort((a, b) => a - b) };
  const parameters =
    options.twiceJ === undefined ? {} : { parameters: { twiceJ: integerOption('--twice-j', options.twiceJ, 0, 400) } };
  const progress = progressBar(`analyze ${options.op}`);
  const update = (done: number, of: number): void => progress.update(done, of, `${done} of ${of}`);
  try {
    if (options.setting !== undefined) {
      const stray = (['left', 'right', 'out'] as const).find((side) => options[side] !== undefined);
      if (stray !== undefined)
        throw new RequestError(`--setting fixes the irreps: leave out --${stray}, or leave out --setting`);
      if (options.lmax === undefined) throw new RequestError('--setting needs --lmax, the degree L');
      const lmax = integerOption('--lmax', options.lmax, 0, MAX_SETTING_DEGREE);
      const parity = options.parity ?? 'so3';
      return analyzeSetting(
        { operation: options.op, setting: options.setting, lmax, parity, ...parameters, ...channels },
        update,
      );
    }
    if (options.left === undefined || options.right === undefined || options.out === undefined) {
      throw new RequestError('expected --setting with --lmax, or all three of --left, --right and --out');
    }
    if (options.lmax !== undefined) throw new RequestError('--lmax goes with --setting; irreps name their own degrees');
    const [left, right, out] = [parseIrreps(options.left), parseIrreps(options.right), parseIrreps(options.out)];
    const group = options.parity === 'so3' ? 'so3' : 'o3';
    const request = { operation: options.op, left, right, out, group, ...parameters, ...channels } as const;
    return analyzeIrreps(request, update, options.parity === 'o3-natural');
  } finally {
    progress.end();
  }
}

const grouped = (digits: string): string => digits.replace(/\B(?=(\d{3})+$)/g, ',');
const range = ({ lower, upper }: { lower: number; upper: number }): string =>
  lower === upper ? `${lower}` : `${lower} to ${upper}`;
const arrow = ([a, b, c]: PathLabel): string => `${a}⊗${b}→${c}`;

const MISSING_SHOWN = 12;

/** The analysis as text for a terminal. */
export function analysisText(analysis: Analysis): string {
  const { missing, expressivity, saturatingChannels, costs, parameters } = analysis;
  const where = analysis.setting === undefined ? '' : ` · ${analysis.setting}, L = ${analysis.lmax}`;
  const settings = Object.entries(parameters).map(([name, value]) => ` · ${name} ${value}`);
  const shown = missing.slice(0, MISSING_SHOWN).map(arrow).join(' ');
  const more = missing.length > MISSING_SHOWN ? ` and ${missing.length - MISSING_SHOWN} more` : '';
  const lines = [
    `${analysis.operation}${where} · parity ${analysis.parity}${settings.join('')}`,
    `${analysis.left}  ⊗  ${analysis.right}  →  ${analysis.out}`,
    '',
    `interactions      ${analysis.interactions} of ${analysis.paths} paths${missing.length === 0 ? '' : `; missing ${shown}${more}`}`,
    `expressivity      channels  dimension of reachable maps (of ${grouped(`${analysis.ceiling}`)})`,
    ...expressivity.map(
      (point) =>
        `                  ${`${point.channels}`.padStart(8)}  ${range(point)}${point.certified ? '' : '  not certified'}`,
    ),
    `saturates at      ${range(saturatingChannels)} channels${saturatingChannels.certified ? ', certified' : ', not certified'}`,
    `cost              algorithm             multiply–adds            bytes   multiply–adds at saturation`,
    ...costs.map(({ algorithm, multiplyAdds, bytes, atSaturation: { lower, upper } }) => {
      const saturated = lower === upper ? grouped(lower) : `${grouped(lower)} to ${grouped(upper)}`;
      return `                  ${algorithm.padEnd(18)}  ${grouped(multiplyAdds).padStart(15)}  ${grouped(bytes).padStart(15)}   ${saturated}`;
    }),
  ];
  return lines.join('\n');
}

export function register(command: Command): void {
  command
    .addOption(new Option('--op <id>', 'the operation').choices(OPERATION_IDS).makeOptionMandatory())
    .addOption(new Option('--setting <name>', 'a benchmark setting').choices(SETTINGS))
    .option('--lmax <L>', 'its degree')
    .option('--left <irreps>', 'left irreps, such as 8x0e+4x1o')
    .option('--right <irreps>', 'right irreps')
    .option('--out <irreps>', 'output irreps')
    .addOption(
      new Option(
        '--parity <mode>',
        'so3 ignores parities; absent, settings use so3 and irreps count as written',
      ).choices(PARITY_MODES),
    )
    .option('--channels <list>', 'channel counts such as 1,2,4 (absent: up to saturation)')
    .option('--twice-j <2j>', 'matrix size of mtp: matrices are (2j+1)×(2j+1)')
    .option('--json', 'print one JSON document')
    .action(async (options: Options) => {
      const analysis = await analysisFor(options);
      if (options.json) printJson(analysis);
      else print(analysisText(analysis));
    });
}
