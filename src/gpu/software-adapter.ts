/**
 * The software adapter that npm alone provides: SwiftShader and a Vulkan loader, out of the package `@sparticuz/chromium`, unpacked once
 * into the user's cache folder. A child process started with `environmentOf` that folder finds it.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { brotliDecompressSync } from 'node:zlib';
import { MachineError } from '../errors.ts';
import { readTar } from './tar.ts';

const PACKAGE = '@sparticuz/chromium';
const DRIVER = 'vk_swiftshader_icd.json';

/** The folder of the package, from here or from the folder we work in. */
function packageFolder(): string | undefined {
  for (const from of [import.meta.url, pathToFileURL(join(process.cwd(), 'package.json')).href]) {
    try {
      const entry = createRequire(from).resolve(PACKAGE);
      for (let folder = dirname(entry); folder !== dirname(folder); folder = dirname(folder)) {
        if (existsSync(join(folder, 'bin', 'swiftshader.tar.br'))) return folder;
      }
    } catch {
      // not installed there
    }
  }
  return undefined;
}

function versionIn(folder: string): string {
  const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest ? String(manifest.version) : '0';
}

/** The unpacked adapter. @throws MachineError that says what is missing */
export function softwareAdapterFolder(): string {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new MachineError(`${PACKAGE} is built for linux-x64, this is ${process.platform}-${process.arch}`);
  }
  const source = packageFolder();
  if (source === undefined) throw new MachineError(`${PACKAGE} is not installed`);
  const cache = join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'tp-gauntlet');
  const final = join(cache, `swiftshader-${versionIn(source)}`);
  if (existsSync(final)) return final;
  let partial: string | undefined;
  try {
    mkdirSync(cache, { recursive: true });
    partial = mkdtempSync(`${final}-`);
    for (const { name, data } of readTar(
      brotliDecompressSync(readFileSync(join(source, 'bin', 'swiftshader.tar.br'))),
    )) {
      writeFileSync(join(partial, basename(name)), data, { mode: 0o755 });
    }
    renameSync(partial, final);
  } catch (error) {
    if (partial !== undefined) rmSync(partial, { recursive: true, force: true });
    // Somebody else may have unpacked it meanwhile.
    if (!existsSync(final)) throw new MachineError(`${PACKAGE} did not unpack into ${cache}: ${String(error)}`);
  }
  return final;
}

/** The variables that lead a Vulkan program to the adapter in a folder. */
export const environmentOf = (folder: string): Record<string, string> => ({
  VK_DRIVER_FILES: join(folder, DRIVER),
  VK_ICD_FILENAMES: join(folder, DRIVER),
  LD_LIBRARY_PATH: [folder, process.env['LD_LIBRARY_PATH']].filter(Boolean).join(':'),
  XDG_RUNTIME_DIR: process.env['XDG_RUNTIME_DIR'] || folder,
});
