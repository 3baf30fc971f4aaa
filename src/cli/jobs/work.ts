/**
 * What can be asked of a worker thread: functions from plain data to plain data. What a function needs is loaded when it is first asked,
 * so that a thread loads no more than its work.
 */
import type { Analysis } from '../../analysis/analyze.ts';
import type { Question } from '../../report/question.ts';
import type { ManifestAnswer, ManifestQuestion } from '../manifest-result.ts';
import type { TheoremQuestion, TheoremVerdict } from '../theorem-verdict.ts';

/** Name → question and answer. */
export interface Work {
  readonly analysis: readonly [Question, Analysis];
  readonly theorem: readonly [TheoremQuestion, TheoremVerdict];
  readonly manifest: readonly [ManifestQuestion, ManifestAnswer];
}

const WORK: { readonly [Name in keyof Work]: (question: Work[Name][0]) => Promise<Work[Name][1]> } = {
  analysis: async (question) => (await import('../../report/question.ts')).answerTo(question),
  theorem: async (question) => (await import('../theorem-verdict.ts')).theoremVerdict(question),
  manifest: async (question) => (await import('../manifest-result.ts')).manifestAnswer(question),
};

/** Does the work in this thread. */
export const perform = <Name extends keyof Work>(name: Name, question: Work[Name][0]): Promise<Work[Name][1]> =>
  WORK[name](question);
