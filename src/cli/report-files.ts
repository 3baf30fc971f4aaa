/** The files of a report: report.md, report.html, report.json, figures/*.svg; of the default study also many-body.json. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type CommandRecord, readCommandRecord } from '../bench/command-record.ts';
import type { BenchRecord } from '../bench/record.ts';
import { readRecord } from '../bench/record.ts';
import { DEFAULT_CONFIG, type ReportConfig } from '../report/config.ts';
import { figureFiles, htmlOf, markdownOf } from '../report/index.ts';
import { type ManyBodyStudy, manyBodyStudyJson, runManyBodyStudy } from '../report/many-body-study.ts';
import { reportOf } from '../report/story.ts';
import { type Study, studyJson } from '../report/study.ts';
import { listFolder, print, progressBar, readInput, remark, writeOutput } from './terminal.ts';

const RECORD_LIMIT = 64 * 1024 * 1024;

const isDefault = (config: ReportConfig): boolean => JSON.stringify(config) === JSON.stringify(DEFAULT_CONFIG);

/** The record named, else for the default study the one that comes with the package. @throws RequestError */
export function timingFor(config: ReportConfig, timing: string | undefined): BenchRecord | undefined {
  if (timing === undefined && !isDefault(config)) return undefined;
  const path = timing ?? fileURLToPath(new URL('../bench/records/algorithms.json', import.meta.url));
  return readRecord(readInput(path, RECORD_LIMIT), path);
}

/** What the commands themselves take, told with the default study. @throws RequestError */
export function commandsFor(config: ReportConfig): CommandRecord | undefined {
  if (!isDefault(config)) return undefined;
  const path = fileURLToPath(new URL('../bench/records/commands.json', import.meta.url));
  return readCommandRecord(readInput(path, RECORD_LIMIT), path);
}

/** What the default study says of products of several factors; other studies say nothing of them. */
export function manyBodyFor(config: ReportConfig): ManyBodyStudy | undefined {
  if (!isDefault(config)) return undefined;
  const progress = progressBar('many-body');
  try {
    return runManyBodyStudy(progress.update);
  } finally {
    progress.end();
  }
}

/** What a report tells besides its study. */
export interface Besides {
  readonly timing: BenchRecord | undefined;
  readonly commands: CommandRecord | undefined;
  readonly manyBody: ManyBodyStudy | undefined;
}

/** Writes a report into a folder and says so. */
export function writeReport(study: Study, { timing, commands, manyBody }: Besides, out: string): void {
  const document = reportOf(study, timing, manyBody, commands);
  const files: [string, string][] = [
    ['report.md', markdownOf(document)],
    ['report.html', htmlOf(document)],
    ['report.json', studyJson(study)],
    ...(manyBody === undefined ? [] : [['many-body.json', manyBodyStudyJson(manyBody)] satisfies [string, string]]),
    ...figureFiles(document).map(({ path: name, svg }): [string, string] => [name, svg]),
  ];
  for (const [name, text] of files) writeOutput(join(out, name), text);
  for (const name of listFolder(join(out, 'figures'))) {
    if (!files.some(([path]) => path === `figures/${name}`))
      remark(`${join(out, 'figures', name)} is not part of this report`);
  }
  const figures = files.filter(([name]) => name.endsWith('.svg')).length;
  const texts = ['report.md', 'report.json', ...(manyBody === undefined ? [] : ['many-body.json'])].join(', ');
  print(`wrote ${join(out, 'report.html')}, ${texts} and ${figures} figures`);
}
