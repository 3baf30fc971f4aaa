/**
 * A real Chromium from npm packages alone, for tests that must see a page as a reader does.
 *
 * `@sparticuz/chromium` carries the browser, the libraries it needs on a bare machine and one font, all compressed. It
 * unpacks wherever TMPDIR points and takes a half-written file for a finished one, so a child process unpacks into a
 * fresh folder that is renamed into place when it is whole.
 */

import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { type Browser, chromium, type Page } from 'playwright-core';

/** Why there is no browser on this machine; `undefined` where there is one. */
export const whyNoBrowser: string | undefined =
  process.platform === 'linux' && process.arch === 'x64'
    ? undefined
    : `@sparticuz/chromium is built for linux-x64, this is ${process.platform}-${process.arch}`;

const flags = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--font-render-hinting=none',
];

/** Starts the browser; further flags are for tests that want a GPU. The caller closes it. */
export async function launchBrowser(moreFlags: readonly string[] = []): Promise<Browser> {
  if (whyNoBrowser !== undefined) throw new Error(whyNoBrowser);
  const folder = await unpackedChromium();
  return chromium.launch({
    executablePath: join(folder, 'chromium'),
    args: [...flags, ...moreFlags],
    env: environment(folder),
  });
}

/** Opens a file and collects everything that should not happen. */
export async function openFile(
  browser: Browser,
  file: string,
  view: { width: number; colorScheme: 'light' | 'dark' },
): Promise<{ page: Page; complaints: readonly string[] }> {
  const context = await browser.newContext({
    viewport: { width: view.width, height: 900 },
    colorScheme: view.colorScheme,
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  const own = pathToFileURL(file).href;
  page.on('console', (message) => complaints.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith('data:') && url.split('#')[0] !== own) complaints.push(`request: ${url}`);
  });
  await page.goto(own);
  return { page, complaints };
}

/** The variables under which the unpacked browser finds its libraries and, where the machine has none, a font. */
function environment(folder: string): Record<string, string> {
  const inherited = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const libraries = [join(folder, 'al2023', 'lib'), process.env['LD_LIBRARY_PATH']].filter(
    (path) => path !== undefined,
  );
  const fonts = existsSync('/etc/fonts/fonts.conf') ? {} : { FONTCONFIG_FILE: join(folder, 'fonts.conf') };
  return { ...Object.fromEntries(inherited), LD_LIBRARY_PATH: libraries.join(':'), ...fonts };
}

async function unpackedChromium(): Promise<string> {
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  const version = versionOf(entry);
  const final = join(tmpdir(), `tp-gauntlet-chromium-${version}`);
  if (existsSync(final)) return final;
  await mkdir(tmpdir(), { recursive: true });
  const partial = await mkdtemp(`${final}-`);
  try {
    await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', unpack, pathToFileURL(entry).href], {
      env: { ...process.env, TMPDIR: partial, AWS_LAMBDA_JS_RUNTIME: 'nodejs22.x' },
    });
    await writeFile(join(partial, 'fonts.conf'), fontConfiguration(final));
    await rename(partial, final);
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    if (!existsSync(final)) throw new Error(`@sparticuz/chromium ${version} did not unpack`, { cause: error });
  }
  return final;
}

// The runtime variable makes the package unpack the nss libraries too, and it is read at import.
const unpack = `
const { default: loaded } = await import(process.argv[1]);
await (loaded.default ?? loaded).executablePath();
`;

function versionOf(entry: string): string {
  const manifest: unknown = JSON.parse(readFileSync(resolve(dirname(entry), '../../package.json'), 'utf8'));
  if (typeof manifest === 'object' && manifest !== null && 'version' in manifest) return String(manifest.version);
  throw new Error(`no version beside ${entry}`);
}

function fontConfiguration(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${folder}/fonts</dir><cachedir>${folder}/fonts-cache</cachedir></fontconfig>
`;
}
