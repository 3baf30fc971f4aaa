/** The numbers of a report: every operation in every setting, degree and parity mode, the models, and the accidental zeros. */
import { type AccidentalZero, accidentalZeros } from '../analysis/accidental-zeros.ts';
import type { Analysis } from '../analysis/analyze.ts';
import { POINT_SEED } from '../analysis/secant.ts';
import { MODULUS } from '../exact/modular.ts';
import { pathsBetween } from '../irreps/path.ts';
import { type ParityMode, type Setting, settingIrreps } from '../irreps/setting.ts';
import { OPERATIONS } from '../operation/catalogue.ts';
import type { OperationId } from '../operation/operation.ts';
import type { ModelConfig, ReportConfig } from './config.ts';
import { answerTo, questionsOf, questionText, weightOf } from './question.ts';

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

/** The study of a configuration from the answers to its questions, in their order. */
export function studyOf(config: ReportConfig, answers: readonly Analysis[]): Study {
  const perModel = config.operations.length;
  const ofModels = config.models.length * perModel;
  return {
    schema: 1,
    config,
    evidence: { prime: MODULUS, seed: POINT_SEED },
    analyses: answers.slice(ofModels),
    models: config.models.map((model, i) => ({ model, analyses: answers.slice(i * perModel, (i + 1) * perModel) })),
    accidentalZeros: { maxTwiceJ: ZEROS_UP_TO, zeros: accidentalZeros(ZEROS_UP_TO) },
    pathCounts: config.settings.flatMap((setting) =>
      COUNTED.filter((operation) => config.operations.includes(operation)).map((operation) =>
        countPaths(operation, setting),
      ),
    ),
  };
}

/** done and of count units of work in no particular unit; note says what is computed. */
export type StudyProgress = (done: number, of: number, note: string) => void;

/** Computes everything a report shows. Deterministic. @throws RequestError for a model that cannot be analysed */
export function runStudy(config: ReportConfig, progress: StudyProgress = () => {}): Study {
  const questions = questionsOf(config);
  const whole = questions.reduce((sum, question) => sum + weightOf(question), 0);
  let done = 0;
  const answers = questions.map((question) => {
    progress(done, whole, questionText(question));
    done += weightOf(question);
    return answerTo(question);
  });
  return studyOf(config, answers);
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
