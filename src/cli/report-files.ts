/** The files of a report: report.md, report.html, report.json and figures/*.svg. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BenchRecord } from '../bench/record.ts';
import { readRecord } from '../bench/record.ts';
import { DEFAULT_CONFIG, type ReportConfig } from '../report/config.ts';
import { figureFiles, htmlOf, markdownOf } from '../report/index.ts';
import { reportOf } from '../report/story.ts';
import { type Study, studyJson } from '../report/study.ts';
import { listFolder, print, readInput, remark, writeOutput } from './terminal.ts';

const RECORD_LIMIT = 64 * 1024 * 1024;

/** The record named, else for the default study the one that comes with the package. @throws RequestError */
export function timingFor(config: ReportConfig, timing: string | undefined): BenchRecord | undefined {
  if (timing === undefined && JSON.stringify(config) !== JSON.stringify(DEFAULT_CONFIG)) return undefined;
  const path = timing ?? fileURLToPath(new URL('../bench/records/algorithms.json', import.meta.url));
  return readRecord(readInput(path, RECORD_LIMIT), path);
}

/** Writes a report into a folder and says so. */
export function writeReport(study: Study, timing: BenchRecord | undefined, out: string): void {
  const document = reportOf(study, timing);
  const files: [string, string][] = [
    ['report.md', markdownOf(document)],
    ['report.html', htmlOf(document)],
    ['report.json', studyJson(study)],
    ...figureFiles(document).map(({ path: name, svg }): [string, string] => [name, svg]),
  ];
  for (const [name, text] of files) writeOutput(join(out, name), text);
  for (const name of listFolder(join(out, 'figures'))) {
    if (!files.some(([path]) => path === `figures/${name}`))
      remark(`${join(out, 'figures', name)} is not part of this report`);
  }
  print(`wrote ${join(out, 'report.html')}, report.md, report.json and ${files.length - 3} figures`);
}
