/**
 * The software adapter that npm alone provides: SwiftShader and a Vulkan loader, out of the package `@sparticuz/chromium`, unpacked once
 * into the user's cache folder. A child process started with `environmentOf` that folder finds it.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir, tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { brotliDecompressSync } from 'node:zlib';
import { MachineError } from '../errors.ts';
import { readTar } from './tar.ts';

const PACKAGE = '@sparticuz/chromium';
const ARCHIVE = join('bin', 'swiftshader.tar.br');
const DRIVER = 'vk_swiftshader_icd.json';

/** The folder of the package, from here or from the folder we work in. */
function packageFolder(): string | undefined {
  for (const from of [import.meta.url, pathToFileURL(join(process.cwd(), 'package.json')).href]) {
    try {
      const entry = createRequire(from).resolve(PACKAGE);
      for (let folder = dirname(entry); folder !== dirname(folder); folder = dirname(folder)) {
        if (existsSync(join(folder, ARCHIVE))) return folder;
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
  const name = `swiftshader-${versionIn(source)}`;
  const known = CACHES.map((cache) => join(cache(), name)).find((folder) => isOurs(folder));
  if (known !== undefined) return known;
  const faults: string[] = [];
  for (const cache of CACHES) {
    try {
      return unpack(source, cache(), name);
    } catch (error) {
      faults.push(error instanceof Error ? error.message : String(error));
    }
  }
  throw new MachineError(`${PACKAGE} did not unpack: ${faults.join('; ')}`);
}

/** The user's cache, or where there is no writable home a folder of the user's own among the temporary ones. */
const CACHES: readonly (() => string)[] = [
  () => join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'tp-gauntlet'),
  () => join(tmpdir(), `tp-gauntlet-${process.getuid?.() ?? 0}`),
];

/** A folder that somebody else could have filled is not loaded from. */
const isOurs = (folder: string): boolean => statSync(folder, { throwIfNoEntry: false })?.uid === process.getuid?.();

function unpack(source: string, cache: string, name: string): string {
  const final = join(cache, name);
  mkdirSync(cache, { recursive: true, mode: 0o700 });
  const partial = mkdtempSync(`${final}-`);
  try {
    for (const file of readTar(brotliDecompressSync(readFileSync(join(source, ARCHIVE))))) {
      writeFileSync(join(partial, basename(file.name)), file.data, { mode: 0o755 });
    }
    renameSync(partial, final);
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    if (!isOurs(final)) throw error; // else another process was faster
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
