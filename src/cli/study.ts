/** `gauntlet study`: The Price of Freedom, re-examined; writes report.md, report.html, claims.json, point-clouds.json, figures, and the page on choosing. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { RequestError } from '../errors.ts';
import type { Certificate, Evidence } from '../report/price-of-freedom/evidence.ts';
import { type JobsOption, jobsFrom, withJobs, withJobsOption } from './jobs/pool.ts';
import { prepareFolder, print, progressBar, readInput, writeOutput } from './terminal.ts';

interface Options extends JobsOption {
  readonly out: string;
}

const LIMIT = 64 * 1024 * 1024;
const besides = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** What each certificate that comes with the package proves. @throws MachineError if this copy came without its proofs */
async function certificatesOfPackage(): Promise<Certificate[]> {
  const { loadProofs, shippedChecks } = await import('./theorem-verdict.ts');
  const { theorems } = await loadProofs();
  return theorems.map(({ id, statement, range }) => ({ id, statement, range, checks: shippedChecks(id) }));
}

/** Everything the study stands on. */
async function gather(jobs: number): Promise<Evidence> {
  const certificates = await certificatesOfPackage();
  const { timingFor } = await import('./report-files.ts');
  const { DEFAULT_CONFIG } = await import('../report/config.ts');
  const timing = timingFor(DEFAULT_CONFIG, undefined);
  if (timing === undefined)
    throw new RequestError('no record of times beside the program: build it with npm run build');
  const { readTetrisRecord } = await import('../bench/tetris-record.ts');
  const training = readTetrisRecord(readInput(besides('../bench/records/tetris.json'), LIMIT), 'tetris.json');
  const { readDescription } = await import('../audit/description.ts');
  const { audit } = await import('../audit/examine.ts');
  const described = besides('../../examples/published-benchmark.json');
  const description = readDescription(readInput(described), described);
  const { studyBy } = await import('./study-jobs.ts');
  const { pointCloudStudy } = await import('../point-clouds/study.ts');
  const progress = progressBar('study');
  try {
    const study = await withJobs(jobs, (ask) => studyBy(DEFAULT_CONFIG, ask, progress.update));
    return {
      study,
      timing,
      audit: audit(description, progress.update),
      clouds: pointCloudStudy(progress.update),
      training,
      certificates,
    };
  } finally {
    progress.end();
  }
}

async function writeStudy(options: Options): Promise<void> {
  const { out } = options;
  const jobs = jobsFrom(options, true);
  // A folder that cannot be written should fail before the work, not after it.
  prepareFolder(out);
  const evidence = await gather(jobs);
  const { claimsJson, priceOfFreedomStudy } = await import('../report/price-of-freedom/story.ts');
  const { whichProduct } = await import('../report/price-of-freedom/which-product.ts');
  const { figureFiles, htmlOf, markdownOf } = await import('../report/index.ts');
  const { document, claims } = priceOfFreedomStudy(evidence);
  const page = whichProduct(evidence);
  const figures = figureFiles(document);
  const { pointCloudsJson } = await import('../point-clouds/data-file.ts');
  const files: [string, string][] = [
    ['report.md', markdownOf(document)],
    ['report.html', htmlOf(document)],
    ['claims.json', claimsJson(claims)],
    ['point-clouds.json', pointCloudsJson(evidence.clouds)],
    ['which-tensor-product.md', markdownOf(page)],
    ['which-tensor-product.html', htmlOf(page)],
    ...figures.map(({ path, svg }): [string, string] => [path, svg]),
  ];
  for (const [name, text] of files) writeOutput(join(out, name), text);
  print(
    `wrote ${join(out, 'report.html')}, which-tensor-product.html, both as Markdown, claims.json, point-clouds.json and ${figures.length} figures`,
  );
}

export function register(command: Command): void {
  command.option('--out <folder>', 'where to write', join('reports', 'price-of-freedom'));
  withJobsOption(command).action(writeStudy);
}
