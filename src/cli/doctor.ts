/** `gauntlet doctor`: what this machine has, and the mend for what it lacks. */
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import type { Command } from 'commander';
import type { Gpu, Tried } from '../gpu/adapters.ts';
import { print, printJson } from './terminal.ts';

/** One thing looked for. */
interface Finding {
  readonly what: string;
  readonly found: boolean;
  /** what and where it is, or why it is not there */
  readonly detail: string;
  /** what to do; absent where nothing needs doing */
  readonly mend?: string;
}

/** An adapter in one line: its name, where it was found, how it computes. */
export function adapterLine({ info, source, arithmetic }: Pick<Gpu, 'info' | 'source' | 'arithmetic'>): string {
  const name = [info.vendor, info.architecture, info.description].filter((part) => part !== '').join(' ');
  const kind = info.software ? 'software adapter: not performance' : 'GPU';
  const rounding = arithmetic.rounding === 'nearest' ? 'rounds to nearest' : 'rounds as WGSL allows';
  return `${name} (${kind}; found by ${source}; ${rounding}${arithmetic.fuses ? ', fuses' : ''}${arithmetic.flushesSubnormals ? ', flushes subnormals' : ''})`;
}

/** A program on PATH, started by no shell. */
function onPath(names: readonly string[]): string | undefined {
  for (const name of names) {
    for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
      const file = join(folder, process.platform === 'win32' ? `${name}.exe` : name);
      try {
        accessSync(file, constants.X_OK);
        return file;
      } catch {
        // not in this folder
      }
    }
  }
  return undefined;
}

function versionOf(program: string): string {
  const { stdout, stderr, status } = spawnSync(program, ['--version'], { encoding: 'utf8', timeout: 10_000 });
  const line = `${stdout ?? ''}${stderr ?? ''}`.trim().split('\n')[0] ?? '';
  return status === 0 && line !== '' ? line : 'no version';
}

function findPython(): Finding {
  const program = onPath(['python3', 'python']);
  const mend = 'install Python 3 if implementations under test are written in it; nothing else needs it';
  return program === undefined
    ? { what: 'Python', found: false, detail: 'no python3 on PATH', mend }
    : { what: 'Python', found: true, detail: `${versionOf(program)}, ${program}` };
}

function findBrowser(): Finding {
  const program = onPath(['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'firefox']);
  if (program !== undefined) return { what: 'browser', found: true, detail: program };
  try {
    const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium');
    return { what: 'browser', found: true, detail: `@sparticuz/chromium, ${entry}` };
  } catch {
    const mend = 'any browser opens the reports; the page of `gauntlet kernels --page` needs one with WebGPU';
    return { what: 'browser', found: false, detail: 'none on PATH', mend };
  }
}

const ADAPTER_MENDS: Readonly<Record<Tried['source'], string>> = {
  system: 'install the driver of the GPU, if there is one (Vulkan on Linux)',
  lavapipe: 'install Mesa 24.2 or later (mesa-vulkan-drivers) for a software adapter of the system',
  npm: 'npm install webgpu @sparticuz/chromium (Linux x64) brings a software adapter',
};

function adapterFindings(tried: readonly Tried[]): Finding[] {
  const works = tried.some((one) => 'gpu' in one);
  return tried.map((one): Finding => {
    const what = `adapter, ${one.source}`;
    if ('gpu' in one) return { what, found: true, detail: adapterLine(one.gpu) };
    const missing = { what, found: false, detail: one.reason };
    return works ? missing : { ...missing, mend: ADAPTER_MENDS[one.source] };
  });
}

async function doctor({ json }: { readonly json?: true }): Promise<void> {
  const { surveyAdapters } = await import('../gpu/adapters.ts');
  const findings: Finding[] = [
    { what: 'Node', found: true, detail: `${process.version}, ${process.platform} ${process.arch}` },
    ...adapterFindings(await surveyAdapters()),
    findPython(),
    findBrowser(),
  ];
  if (json) {
    printJson({ findings });
    return;
  }
  const width = Math.max(...findings.map(({ what }) => what.length));
  print(
    findings
      .flatMap(({ what, found, detail, mend }) => [
        `${found ? '✓' : '–'} ${what.padEnd(width)}  ${detail}`,
        ...(mend === undefined ? [] : [`  ${' '.repeat(width)}  ${mend}`]),
      ])
      .join('\n'),
  );
}

export function register(command: Command): void {
  command.option('--json', 'print one JSON document').action(doctor);
}
