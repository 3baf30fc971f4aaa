/**
 * The report as a reader meets it: in a real browser, on a desk and on a phone, by day and by night, and on paper.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { htmlOf } from '../../src/report/index.ts';
import { launchBrowser, openFile, whyNoBrowser } from './browser.ts';
import { sampleDocument, sampleFigures } from './sample.ts';

describe.skipIf(whyNoBrowser !== undefined)(
  `the report in a browser${whyNoBrowser ? ` (skipped: ${whyNoBrowser})` : ''}`,
  () => {
    let browser: Browser;
    let folder: string;
    let file: string;

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'tp-gauntlet-report-'));
      file = join(folder, 'report.html');
      await writeFile(file, htmlOf(sampleDocument));
      browser = await launchBrowser();
    }, 120_000);

    afterAll(async () => {
      await browser?.close();
      await rm(folder, { recursive: true, force: true });
    });

    const views = [1280, 390, 360].flatMap((width) =>
      (['light', 'dark'] as const).map((colorScheme) => ({ width, colorScheme })),
    );

    it.each(views)('at $width px, $colorScheme: quiet, complete, and no wider than the window', async (view) => {
      const { page, complaints } = await openFile(browser, file, view);
      const overflow = await page.evaluate(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      );
      expect(overflow).toBe(0);
      for (const id of Object.keys(sampleFigures)) {
        const box = await page.locator(`#${id} svg`).boundingBox();
        expect(box?.width, id).toBeGreaterThan(300);
        expect(box?.height, id).toBeGreaterThan(100);
        expect(await page.locator(`#${id} svg`).isVisible()).toBe(true);
      }
      const background = await page.evaluate('getComputedStyle(document.body).backgroundColor');
      expect(background).toBe(view.colorScheme === 'light' ? 'rgb(255, 255, 255)' : 'rgb(20, 24, 29)');
      const ink = await page.evaluate("getComputedStyle(document.querySelector('#cost-scaling .op-cgtp')).color");
      expect(ink).toBe(view.colorScheme === 'light' ? 'rgb(36, 41, 47)' : 'rgb(230, 233, 237)');
      expect(complaints).toEqual([]);
      await page.context().close();
    });

    it('in every figure, no text covers another and none is cut off', async () => {
      const { page } = await openFile(browser, file, { width: 1280, colorScheme: 'light' });
      const faults = await page.evaluate(`[...document.querySelectorAll('figure svg')].flatMap((svg) => {
      const frame = svg.getBoundingClientRect();
      const texts = [...svg.querySelectorAll('text')].map((text) => ({ text: text.textContent, box: text.getBoundingClientRect() }));
      const shared = (a, b) => Math.min(Math.min(a.right, b.right) - Math.max(a.left, b.left), (Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)) - 3);
      const cut = texts.filter(({ box }) => box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1 || box.bottom > frame.bottom + 1);
      const covered = texts.flatMap((a, i) => texts.slice(0, i).filter((b) => shared(a.box, b.box) > 0).map((b) => a.text + ' covers ' + b.text));
      return [...cut.map(({ text }) => text + ' is cut'), ...covered];
    })`);
      expect(faults).toEqual([]);
      await page.context().close();
    });

    it('the contents lead to every heading, and the skip link to the text', async () => {
      const { page, complaints } = await openFile(browser, file, { width: 1280, colorScheme: 'light' });
      const headings = sampleDocument.blocks.filter((block) => block.kind === 'heading');
      expect(await page.locator('nav a').count()).toBe(headings.length);
      for (const { id } of headings) {
        await page.locator(`nav a[href="#${id}"]`).click();
        expect(new URL(page.url()).hash).toBe(`#${id}`);
        expect(await page.locator(`#${id}`).isVisible()).toBe(true);
      }
      await page.goto(pathToFileURL(file).href);
      await page.keyboard.press('Tab');
      expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the text');
      await page.keyboard.press('Enter');
      expect(await page.evaluate('document.activeElement.id')).toBe('text');
      expect(complaints).toEqual([]);
      await page.context().close();
    });

    it('a drawing of its own, as a file, follows the theme and complains about nothing', async () => {
      for (const [id, svg] of Object.entries(sampleFigures)) {
        const drawing = join(folder, `${id}.svg`);
        await writeFile(drawing, svg);
        for (const colorScheme of ['light', 'dark'] as const) {
          const { page, complaints } = await openFile(browser, drawing, { width: 390, colorScheme });
          const fill = await page.evaluate(`getComputedStyle(document.querySelector('.paper')).fill`);
          expect(fill).toBe(colorScheme === 'light' ? 'rgb(255, 255, 255)' : 'rgb(20, 24, 29)');
          expect(await page.evaluate('document.documentElement.getBoundingClientRect().width')).toBeLessThanOrEqual(
            390,
          );
          expect(complaints).toEqual([]);
          await page.context().close();
        }
      }
    });

    it('on paper it is light even at night, opens what is folded, and scrolls nothing', async () => {
      const { page } = await openFile(browser, file, { width: 700, colorScheme: 'dark' });
      await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
      expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)');
      expect(await page.locator('nav').isVisible()).toBe(false);
      expect(await page.locator('.folded').first().isVisible()).toBe(true);
      for (const id of Object.keys(sampleFigures)) {
        const box = await page.locator(`#${id} svg`).boundingBox();
        expect((box?.x ?? 0) + (box?.width ?? 0), id).toBeLessThanOrEqual(700);
      }
      expect((await page.pdf({ format: 'A4' })).length).toBeGreaterThan(10_000);
      await page.context().close();
    });
  },
);
