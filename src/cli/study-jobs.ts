/** A study whose questions are answered by several jobs. */
import type { Analysis } from '../analysis/analyze.ts';
import type { ReportConfig } from '../report/config.ts';
import { type Question, questionsOf, questionText, weightOf } from '../report/question.ts';
import { type Study, type StudyProgress, studyOf } from '../report/study.ts';
import { type Ask, inOrder } from './jobs/pool.ts';

const weightOfAll = (questions: readonly Question[]): number =>
  questions.reduce((sum, question) => sum + weightOf(question), 0);

/** Whether threads pay for these questions: from about half a second of work, in the unit of weightOf. */
export const payThreads = (questions: readonly Question[]): boolean => weightOfAll(questions) > 20_000;

/**
 * Answers, in the order of the questions. Models are answered first, one that is refused before the long work; then the largest questions,
 * so that no thread is left with a long one at the end.
 * @param progress called as answers come
 */
export async function answersTo(
  questions: readonly Question[],
  ask: Ask,
  progress: StudyProgress = () => {},
  heard: (question: Question, answer: Analysis) => void = () => {},
): Promise<Analysis[]> {
  const whole = weightOfAll(questions);
  let done = 0;
  const answers = new Map<Question, Promise<Analysis>>();
  const answer = async (question: Question): Promise<Analysis> => {
    const analysis = await ask('analysis', question);
    done += weightOf(question);
    progress(done, whole, questionText(question));
    heard(question, analysis);
    return analysis;
  };
  const begin = async (some: readonly Question[]): Promise<void> => {
    for (const question of some) answers.set(question, answer(question));
    for await (const _ of inOrder(some.flatMap((question) => answers.get(question) ?? [])));
  };
  await begin(questions.filter(({ kind }) => kind === 'model'));
  await begin(questions.filter(({ kind }) => kind === 'setting').sort((a, b) => weightOf(b) - weightOf(a)));
  return Promise.all(questions.flatMap((question) => answers.get(question) ?? []));
}

/** As runStudy(). */
export const studyBy = async (config: ReportConfig, ask: Ask, progress?: StudyProgress): Promise<Study> =>
  studyOf(config, await answersTo(questionsOf(config), ask, progress));
