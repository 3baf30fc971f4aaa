/** The numbers of a report: every operation in every setting, degree and parity mode, the models, and the accidental zeros. */
import { type AccidentalZero, accidentalZeros } from '../analysis/accidental-zeros.ts';
import { type Analysis, analyzeIrreps, analyzeSetting } from '../analysis/analyze.ts';
import { POINT_SEED } from '../analysis/secant.ts';
import { RequestError } from '../errors.ts';
import { MODULUS } from '../exact/modular.ts';
import { pathsBetween } from '../irreps/path.ts';
import { type ParityMode, type Setting, settingIrreps } from '../irreps/setting.ts';
import { OPERATIONS } from '../operation/catalogue.ts';
import type { OperationId } from '../operation/operation.ts';
import { type ModelConfig, modelIrreps, type ReportConfig } from './config.ts';

/** Channel counts asked of models, whose irreps have many copies. */
const MODEL_CHANNELS = [1, 4];
/** Accidental zeros are listed up to this 2j. */
export const ZEROS_UP_TO = 16;
/** Closed forms are fitted to counts at L = 0 … this. */
const COUNTED_UP_TO = 16;

export interface ModelStudy {
  readonly model: ModelConfig;
  readonly analyses: readonly Analysis[];
}

/** How many paths an operation has in a setting at L = 0, 1, 2, … (SO(3)). */
export interface PathCounts {
  readonly operation: OperationId;
  readonly setting: Setting;
  readonly counts: readonly number[];
}

export interface Study {
  /** version of this structure */
  readonly schema: 1;
  readonly config: ReportConfig;
  /** prime and seed of all lower bounds */
  readonly evidence: { readonly prime: number; readonly seed: number };
  readonly analyses: readonly Analysis[];
  readonly models: readonly ModelStudy[];
  readonly accidentalZeros: { readonly maxTwiceJ: number; readonly zeros: readonly AccidentalZero[] };
  readonly pathCounts: readonly PathCounts[];
}

/** done and of count units of work in no particular unit; note says what is computed. */
export type StudyProgress = (done: number, of: number, note: string) => void;

/** Paths and interactions by their rule on degrees alone, without building the analysis. */
function countPaths(operation: OperationId, setting: Setting): PathCounts {
  const rule = OPERATIONS[operation];
  const counts = Array.from({ length: COUNTED_UP_TO + 1 }, (_, lmax) => {
    const { left, right, out } = settingIrreps(setting, lmax);
    return pathsBetween(left, right, out, 'so3').filter((path) => rule.terms(path, {}, 'so3').length > 0).length;
  });
  return { operation, setting, counts };
}

/** Operations whose reach is a rule on the degrees, with a count worth a closed form. */
const COUNTED: readonly OperationId[] = ['cgtp', 'gtp', 'curl'];

/** @throws RequestError naming the model */
function modelAnalysis(operation: OperationId, model: ModelConfig): Analysis {
  try {
    return analyzeIrreps({ operation, ...modelIrreps(model), group: 'o3', channels: MODEL_CHANNELS });
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    throw new RequestError(`model ${JSON.stringify(model.name)}, ${operation}: ${error.message}`);
  }
}

/** Computes everything a report shows. Deterministic. @throws RequestError for a model that cannot be analysed */
export function runStudy(config: ReportConfig, progress: StudyProgress = () => {}): Study {
  const degrees = Array.from({ length: config.lmax }, (_, i) => i + 1);
  // Large degrees cost most: weigh them so that progress is even.
  const weight = (l: number): number => l ** 4;
  const perDegree = config.operations.length * config.settings.length * config.parities.length;
  const models = config.models.length * config.operations.length * 3000;
  const whole = degrees.reduce((sum, l) => sum + weight(l) * perDegree, models);
  let done = 0;
  // Models first: one that is refused should be refused before the long work.
  const modelStudies = config.models.map((model) => ({
    model,
    analyses: config.operations.map((operation) => {
      progress(done, whole, `${model.name} ${operation}`);
      const analysis = modelAnalysis(operation, model);
      done += 3000;
      return analysis;
    }),
  }));
  const analyses: Analysis[] = [];
  for (const setting of config.settings) {
    for (const parity of config.parities) {
      for (const lmax of degrees) {
        for (const operation of config.operations) {
          progress(done, whole, `${setting} ${parity} L = ${lmax} ${operation}`);
          analyses.push(analyzeSetting({ operation, setting, lmax, parity }));
          done += weight(lmax);
        }
      }
    }
  }
  return {
    schema: 1,
    config,
    evidence: { prime: MODULUS, seed: POINT_SEED },
    analyses,
    models: modelStudies,
    accidentalZeros: { maxTwiceJ: ZEROS_UP_TO, zeros: accidentalZeros(ZEROS_UP_TO) },
    pathCounts: config.settings.flatMap((setting) =>
      COUNTED.filter((operation) => config.operations.includes(operation)).map((operation) =>
        countPaths(operation, setting),
      ),
    ),
  };
}

/** The analysis of one operation, if the study has it. */
export function findAnalysis(
  study: Study,
  operation: OperationId,
  setting: Setting,
  parity: ParityMode,
  lmax: number,
): Analysis | undefined {
  return study.analyses.find(
    (one) => one.operation === operation && one.setting === setting && one.parity === parity && one.lmax === lmax,
  );
}

/** The JSON of a study: one line per analysis, so that a change shows as the line it changed. */
export function studyJson(study: Study): string {
  const lines = (items: readonly unknown[]): string =>
    items.length === 0 ? '[]' : `[\n${items.map((item) => JSON.stringify(item)).join(',\n')}\n]`;
  const { analyses, models, pathCounts, ...head } = study;
  const start = JSON.stringify(head).slice(0, -1);
  return `${start},\n"pathCounts":${lines(pathCounts)},\n"models":${lines(models)},\n"analyses":${lines(analyses)}}\n`;
}
