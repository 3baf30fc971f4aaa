/** `gauntlet report`: computes a study and writes report.md, report.html, report.json and figures/*.svg. */
import { join } from 'node:path';
import type { Command } from 'commander';
import { listFolder, prepareFolder, print, progressBar, readInput, remark, writeOutput } from './terminal.ts';

interface Options {
  readonly config?: string;
  readonly out: string;
}

export async function writeReport({ config: path, out }: Options): Promise<void> {
  const { DEFAULT_CONFIG, parseConfig } = await import('../report/config.ts');
  const config = path === undefined ? DEFAULT_CONFIG : parseConfig(readInput(path), path);
  // A folder that cannot be written should fail before the work, not after it.
  prepareFolder(out);
  const { runStudy, studyJson } = await import('../report/study.ts');
  const { reportOf } = await import('../report/story.ts');
  const { figureFiles, htmlOf, markdownOf } = await import('../report/index.ts');
  const progress = progressBar('report');
  const study = runStudy(config, progress.update);
  progress.end();
  const document = reportOf(study);
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

export function register(program: Command): void {
  program
    .command('report')
    .description('the study of operations, settings and models, as Markdown, HTML, JSON and SVG')
    .option('--config <file>', 'what to report on (JSON); absent, the default study')
    .option('--out <folder>', 'where to write', 'reports')
    .action(writeReport);
}
