/** The report: a study told as a document. Every number in it comes from the study. */
import type { CommandRecord } from '../bench/command-record.ts';
import type { BenchRecord } from '../bench/record.ts';
import { certification } from './chapters/certification.ts';
import { commandsChapter } from './chapters/commands.ts';
import { costChapter } from './chapters/cost.ts';
import { definitions } from './chapters/definitions.ts';
import { expressivityChapter } from './chapters/expressivity.ts';
import { interactability } from './chapters/interactability.ts';
import { manyBodyChapter } from './chapters/many-body.ts';
import { modelsChapter } from './chapters/models.ts';
import { runtimeChapter } from './chapters/runtime.ts';
import { summary } from './chapters/summary.ts';
import { zerosChapter } from './chapters/zeros.ts';
import type { Document } from './document.ts';
import type { ManyBodyStudy } from './many-body-study.ts';
import type { Study } from './study.ts';

/**
 * @param timing a record of `gauntlet bench`; without one the report has no times
 * @param manyBody without it, no chapter on products of several factors
 * @param commands a record of `gauntlet bench --suite commands`; without one, no chapter on what the commands take
 */
export function reportOf(
  study: Study,
  timing?: BenchRecord,
  manyBody?: ManyBodyStudy,
  commands?: CommandRecord,
): Document {
  const { config } = study;
  const operations = config.operations.map((id) => `\`${id}\``).join(' ');
  const times = timing === undefined ? [] : runtimeChapter(study, timing);
  const blockTimed = times.some((block) => block.kind === 'table' && block.id === 'product-block');
  return {
    title: config.title,
    subtitle: `Interactability, expressivity and cost of the equivariant tensor products ${operations}, exactly, for L = 1…${config.lmax}; after *The Price of Freedom* (Xie, Daigavane, Kotak, Smidt, [arXiv 2506.13523](https://arxiv.org/abs/2506.13523)).`,
    language: 'en',
    blocks: [
      ...summary(study),
      ...definitions(study),
      ...interactability(study),
      ...expressivityChapter(study),
      ...costChapter(study),
      ...times,
      ...(commands === undefined ? [] : commandsChapter(commands)),
      ...(manyBody === undefined ? [] : manyBodyChapter(manyBody, blockTimed)),
      ...(config.operations.includes('mtp') ? zerosChapter(study) : []),
      ...modelsChapter(study),
      ...certification(study, manyBody !== undefined),
    ],
  };
}
