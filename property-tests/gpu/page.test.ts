/**
 * The page of `gauntlet kernels --page`, opened from a file in a real browser with a software adapter, clicked, and read through its
 * document: every kernel passes; no adapter, a lost device and a faulty kernel are shown for what they are.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gauntlet } from '../cli/gauntlet.ts';
import { built } from '../command.ts';
import { launchBrowser, openFile, whyNoBrowser } from '../report/browser.ts';

const kernelsOfPage = 22;

describe.skipIf(whyNoBrowser !== undefined)(
  `the page of kernels${whyNoBrowser ? ` (skipped: ${whyNoBrowser})` : ''}`,
  () => {
    let browser: Browser;
    let folder: string;
    let whole: string;
    let small: string;

    beforeAll(async () => {
      built();
      folder = await mkdtemp(join(tmpdir(), 'tp-gauntlet-page-'));
      [whole, small] = [join(folder, 'whole.html'), join(folder, 'small.html')];
      const wrote = await gauntlet(['kernels', '--page', whole, '--lmax', '1', '--batch', '8']);
      expect(wrote.stdout).toBe(`wrote ${whole}: ${kernelsOfPage} kernels; open it in a browser with WebGPU\n`);
      await gauntlet(['kernels', '--page', small, '--lmax', '1', '--batch', '8', '--algorithm', 'cgtp-sparse']);
      browser = await launchBrowser(['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader']);
    }, 180_000);

    afterAll(async () => {
      await browser?.close();
      await rm(folder, { recursive: true, force: true });
    });

    /** Clicks and waits for the end. */
    async function run(page: Page): Promise<void> {
      await page.click('#run');
      await page.waitForFunction("!document.querySelector('#run').disabled", undefined, { timeout: 120_000 });
    }
    const verdicts = (page: Page): Promise<string[]> =>
      page.locator('#kernels tr:not(.evidence) td:last-child').allTextContents();
    const trouble = async (page: Page): Promise<string> =>
      (await page.locator('#trouble').isVisible()) ? page.locator('#trouble').innerText() : '';

    it.each([1280, 390])(
      'at %i px: every kernel within its bound, asking for nothing, no wider than the window',
      async (width) => {
        const { page, complaints } = await openFile(browser, width === 390 ? small : whole, {
          width,
          colorScheme: 'light',
        });
        const count = width === 390 ? 2 : kernelsOfPage;
        expect(await verdicts(page)).toEqual(new Array(count).fill('not run'));
        await run(page);
        expect(await trouble(page)).toBe('');
        expect(await verdicts(page)).toEqual(new Array(count).fill('pass'));
        expect(await page.locator('#summary').innerText()).toBe(`${count} kernels, all within their bounds.`);
        expect(await page.locator('#adapter').innerText()).toMatch(
          /swiftshader.*software adapter: times are not performance/,
        );
        expect(await page.locator('#plot circle').count()).toBe(count);
        expect(await page.locator('#sources details').count()).toBe(count);
        expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(
          0,
        );
        const [download] = await Promise.all([page.waitForEvent('download'), page.click('#download')]);
        const results: unknown = JSON.parse(readFileSync(await download.path(), 'utf8'));
        expect(results).toMatchObject({ adapter: { software: true, arithmetic: { rounding: 'nearest' } }, seed: 1 });
        expect(results).toHaveProperty('kernels.length', count);
        expect(results).toHaveProperty('kernels.0.verdict', 'pass');
        expect(complaints.filter((line) => !line.startsWith('request: blob:'))).toEqual([]);
        await page.context().close();
      },
      180_000,
    );

    it('a browser without WebGPU, and one without an adapter, are told so', async () => {
      for (const [gpu, says] of [
        ['undefined', /no WebGPU/],
        ['{ requestAdapter: async () => null }', /found no GPU adapter/],
      ] as const) {
        const { page } = await openFile(browser, small, { width: 900, colorScheme: 'dark' });
        await page.evaluate(`Object.defineProperty(navigator, 'gpu', { value: ${gpu}, configurable: true })`);
        await run(page);
        expect(await trouble(page)).toMatch(says);
        expect(await page.locator('#adapter').innerText()).toBe('No kernel was run.');
        expect(await verdicts(page)).toEqual(['not run', 'not run']);
        await page.context().close();
      }
    }, 60_000);

    it('a device that is lost halfway is told, with what was done before', async () => {
      const { page } = await openFile(browser, whole, { width: 900, colorScheme: 'light' });
      await page.evaluate(`{
        const request = GPUAdapter.prototype.requestDevice;
        GPUAdapter.prototype.requestDevice = async function (...options) {
          const device = await request.apply(this, options);
          const submit = device.queue.submit.bind(device.queue);
          let submissions = 0;
          device.queue.submit = (work) => { submit(work); if (++submissions === 30) device.destroy(); };
          return device;
        };
      }`);
      await run(page);
      expect(await trouble(page)).toMatch(/the device was lost/);
      const found = await verdicts(page);
      expect(found).toHaveLength(kernelsOfPage);
      expect(found[0]).toBe('pass');
      expect(found.at(-1)).toBe('not run');
      expect(await page.locator('#summary').innerText()).toMatch(/^Stopped after [1-9]\d* of 22 kernels\.$/);
      await page.context().close();
    }, 120_000);

    it('a kernel with one wrong sign fails, and the page says where', async () => {
      const faulty = join(folder, 'faulty.html');
      const text = readFileSync(small, 'utf8');
      // The first constant of the first kernel that is a root.
      const planted = text.replace(/(const k\d+ = )(0x[^;]*;)/, '$1-$2');
      expect(planted).not.toBe(text);
      writeFileSync(faulty, planted);
      const { page } = await openFile(browser, faulty, { width: 900, colorScheme: 'light' });
      await run(page);
      expect(await verdicts(page)).toEqual(['fail', 'pass']);
      expect(await page.locator('#kernels tr.evidence').innerText()).toMatch(
        /^basis, row \d+, z \S+: -0\.57\d*, expected 0\.57/,
      );
      expect(await page.locator('#summary').innerText()).toBe('1 of 2 kernels fail.');
      await page.context().close();
    }, 60_000);
  },
);
