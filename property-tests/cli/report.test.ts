/** `gauntlet report` from a configuration to files on the disk, and the page in a real browser. */
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Study } from '../../src/report/index.ts';
import { built } from '../command.ts';
import { launchBrowser, openFile, whyNoBrowser } from '../report/browser.ts';
import { everyElement, parseXml } from '../report/xml.ts';
import { gauntlet } from './gauntlet.ts';

const folder = mkdtempSync(join(tmpdir(), 'tp-gauntlet-reports-'));

beforeAll(built);
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));

const layer = { name: 'A layer <b> & $5 | *x*', left: '8x0e+8x1o', right: '0e+1o', out: '8x0e+8x1o' };
const whole = { lmax: 3, settings: ['mimo'], models: [layer] };

interface Written {
  readonly out: string;
  readonly md: string;
  readonly html: string;
  readonly study: Study;
  readonly figures: readonly string[];
}

/** Runs the command in a folder of the test and reads what it wrote. */
async function written(name: string, config: unknown): Promise<Written> {
  writeFileSync(join(folder, `${name}.json`), JSON.stringify(config));
  const said = await gauntlet(['report', '--config', `${name}.json`, '--out', name], { cwd: folder });
  const out = join(folder, name);
  const figures = readdirSync(join(out, 'figures')).sort();
  expect(said).toEqual({
    status: 0,
    stdout: `wrote ${join(name, 'report.html')}, report.md, report.json and ${figures.length} figures\n`,
    stderr: '',
  });
  expect(readdirSync(out).sort()).toEqual(['figures', 'report.html', 'report.json', 'report.md']);
  const [md, html, json] = ['md', 'html', 'json'].map((type) => readFileSync(join(out, `report.${type}`), 'utf8'));
  return { out, md: md ?? '', html: html ?? '', study: JSON.parse(json ?? ''), figures };
}

const digests = (out: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(out, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name))
      .sort()
      .map((file) => [basename(file), createHash('sha256').update(readFileSync(file)).digest('hex')]),
  );

const nonsense = /NaN|undefined|Infinity|\[object|(?<![\w-])null\b|function \(/;

/** The words a reader sees, without style sheets and scripts. */
const visible = (html: string): string => html.replace(/<style[\s\S]*?<\/style>|<script[\s\S]*?<\/script>/g, '');

function expectSound({ out, md, html, study, figures }: Written): void {
  expect(md).not.toMatch(nonsense);
  expect(visible(html)).not.toMatch(nonsense);
  expect(html).not.toContain('class="math-error"');
  expect(html).not.toMatch(/\b(?:src|href)="(?:https?:)?\/\/[^"]*\.(?:js|css|woff2?|png|svg)"/);
  const shown = [...md.matchAll(/!\[[^\]]*\]\(figures\/([^)]+)\)/g)].map(([, name]) => name);
  expect(shown.length).toBeGreaterThan(0);
  expect([...shown].sort()).toEqual(figures);
  expect(html.match(/<figure/g)).toHaveLength(figures.length);
  for (const figure of figures) {
    const svg = readFileSync(join(out, 'figures', figure), 'utf8');
    expect(svg, figure).not.toMatch(nonsense);
    expect(parseXml(svg).name).toBe('svg');
    expect(everyElement(parseXml(svg)).length).toBeGreaterThan(10);
  }
  for (const [, id = ''] of md.matchAll(/\]\(#([^)]+)\)/g)) expect(html).toContain(`id="${id}"`);
  const { operations, settings, parities, lmax, models } = study.config;
  expect(study.schema).toBe(1);
  expect(study.analyses).toHaveLength(operations.length * settings.length * parities.length * lmax);
  expect(new Set(study.analyses.map((one) => [one.operation, one.setting, one.parity, one.lmax].join())).size).toBe(
    study.analyses.length,
  );
  expect(study.models.map(({ analyses }) => analyses.map(({ operation }) => operation))).toEqual(
    models.map(() => operations),
  );
}

describe('a small report', () => {
  let report: Written;
  beforeAll(async () => {
    report = await written('whole', whole);
  });

  it('is sound, and its JSON holds every analysis and the configuration with defaults', () => {
    expectSound(report);
    expect(report.study.config).toMatchObject({ ...whole, parities: ['so3', 'o3-natural'] });
    expect(report.study.config.operations).toHaveLength(6);
    expect(report.md).toContain('A layer \\<b\\> \\& \\$5 \\| \\*x\\*');
    expect(report.html).toContain('A layer &lt;b&gt; &amp; $5 | *x*');
  });

  it('comes out to the byte again, in its place and in another', async () => {
    const before = digests(report.out);
    expect(Object.keys(before)).toHaveLength(report.figures.length + 3);
    const again = await written('whole', whole);
    expect(digests(again.out)).toEqual(before);
    expect(digests((await written('elsewhere', whole)).out)).toEqual(before);
  });

  it('leaves nothing half-written behind and touches no other file in the folder', async () => {
    writeFileSync(join(report.out, '..', 'mine.txt'), 'mine');
    await written('whole', whole);
    expect(readFileSync(join(folder, 'mine.txt'), 'utf8')).toBe('mine');
  });

  it('goes to reports/ where no folder is named', async () => {
    writeFileSync(join(folder, 'least.json'), '{"lmax":1,"operations":["gtp"],"settings":["siso"]}');
    const said = await gauntlet(['report', '--config', 'least.json'], { cwd: folder });
    expect(said).toMatchObject({ status: 0, stderr: '' });
    expect(readdirSync(join(folder, 'reports'))).toContain('report.html');
  });
});

describe.concurrent('part of a study is a sound report too', () => {
  it.each<[string, Record<string, unknown>]>([
    ['one degree', { lmax: 1, settings: ['mimo'] }],
    ['every operation in siso', { lmax: 3, settings: ['siso'] }],
    ['natural parities only', { lmax: 2, settings: ['mimo-truncated'], parities: ['o3-natural'] }],
    ['SO(3) only, simo', { lmax: 2, settings: ['simo'], parities: ['so3'] }],
    ['only cgtp', { lmax: 2, operations: ['cgtp'], settings: ['mimo'] }],
    ['only mtp', { lmax: 6, operations: ['mtp'], settings: ['mimo'], parities: ['so3'] }],
    ['curl where nothing interacts', { lmax: 2, operations: ['curl'], settings: ['siso'], parities: ['o3-natural'] }],
    [
      'two operations without cgtp, and a model',
      { lmax: 5, operations: ['gtp', 'vstp'], settings: ['simo'], models: [layer] },
    ],
    ['a title to trip over', { lmax: 1, operations: ['gtp'], title: 'A <b>x</b> & $\\bogus{ ` [x](y) | *z' }],
  ])('%s', async (name, config) => {
    const report = await written(name.replaceAll(/\W+/g, '-'), config);
    expectSound(report);
    expect(report.study.config).toMatchObject(config);
  });
});

describe.skipIf(whyNoBrowser !== undefined)(
  `the report of the command in a browser${whyNoBrowser ? ` (skipped: ${whyNoBrowser})` : ''}`,
  () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await launchBrowser();
    }, 120_000);
    afterAll(() => browser?.close());

    it.each([
      ['whole', whole, 1280],
      ['whole', whole, 390],
      ['nothing', { lmax: 2, operations: ['curl'], settings: ['siso'], parities: ['o3-natural'] }, 390],
    ])('%s is quiet and fits', async (name, config, width) => {
      const { out, figures } = await written(`browser-${name}-${width}`, config);
      const { page, complaints } = await openFile(browser, join(out, 'report.html'), { width, colorScheme: 'light' });
      expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(
        0,
      );
      expect(await page.locator('figure svg').count()).toBe(figures.length);
      expect(await page.locator('.math-error').count()).toBe(0);
      expect(await page.evaluate('document.body.innerText')).not.toMatch(nonsense);
      expect(complaints).toEqual([]);
      await page.context().close();
    });
  },
);
