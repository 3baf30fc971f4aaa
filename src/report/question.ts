/**
 * What a study asks: one question for each analysis, as plain data. A question decides its answer, wherever and whenever it is computed;
 * the order of questions is that of the study.
 */
import { type Analysis, analyzeIrreps, analyzeSetting } from '../analysis/analyze.ts';
import { RequestError } from '../errors.ts';
import type { ParityMode, Setting } from '../irreps/setting.ts';
import type { OperationId } from '../operation/operation.ts';
import { type ModelConfig, modelIrreps, type ReportConfig } from './config.ts';

/** Channel counts asked of models, whose irreps have many copies. */
const MODEL_CHANNELS = [1, 4];

export type Question =
  | { readonly kind: 'model'; readonly operation: OperationId; readonly model: ModelConfig }
  | {
      readonly kind: 'setting';
      readonly operation: OperationId;
      readonly setting: Setting;
      readonly parity: ParityMode;
      readonly lmax: number;
    };

/** The questions of a configuration: models first, so that one that is refused is refused before the long work. */
export function questionsOf(config: ReportConfig): Question[] {
  const { operations, settings, parities, lmax: top } = config;
  const degrees = Array.from({ length: top }, (_, i) => i + 1);
  const ofModels = config.models.flatMap((model) =>
    operations.map((operation): Question => ({ kind: 'model', operation, model })),
  );
  const ofSettings = settings.flatMap((setting) =>
    parities.flatMap((parity) =>
      degrees.flatMap((lmax) =>
        operations.map((operation): Question => ({ kind: 'setting', operation, setting, parity, lmax })),
      ),
    ),
  );
  return [...ofModels, ...ofSettings];
}

/** Roughly how much work a question is, in no particular unit: large degrees cost most. */
export const weightOf = (question: Question): number => (question.kind === 'model' ? 3000 : question.lmax ** 4);

/** A question in a few words. */
export function questionText(question: Question): string {
  const { operation } = question;
  if (question.kind === 'model') return `${question.model.name} ${operation}`;
  return `${question.setting} ${question.parity} L = ${question.lmax} ${operation}`;
}

/** @throws RequestError naming the model, where one cannot be analysed */
export function answerTo(question: Question): Analysis {
  if (question.kind === 'setting') {
    const { operation, setting, lmax, parity } = question;
    return analyzeSetting({ operation, setting, lmax, parity });
  }
  const { operation, model } = question;
  try {
    return analyzeIrreps({ operation, ...modelIrreps(model), group: 'o3', channels: MODEL_CHANNELS });
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    throw new RequestError(`model ${JSON.stringify(model.name)}, ${operation}: ${error.message}`);
  }
}
