/** gauntlet export: the options it takes, the file it writes, the line it prints, the words it refuses with. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type ExportOptions, runExport } from '../../src/cli/export.ts';
import { conventionNamed } from '../../src/coupling/convention.ts';
import { couplingTable, type TableRequest } from '../../src/coupling/table.ts';
import { RequestError } from '../../src/errors.ts';
import { readNpz, readSafetensors, readTensorJson, type Tensors } from '../../src/tensor-file/index.ts';
import { built, emptyFolder, root, run } from '../command.ts';

interface Outcome {
  readonly printed: string[];
  readonly files: Map<string, Uint8Array>;
  readonly progress: string[];
}

/** Runs the command in a world that only remembers. */
function exported(options: ExportOptions): Outcome {
  const outcome: Outcome = { printed: [], files: new Map(), progress: [] };
  runExport(options, {
    print: (text) => outcome.printed.push(text),
    progressBar: (label) => ({
      update: (done, of) => outcome.progress.push(`${label} ${done}/${of}`),
      end: () => outcome.progress.push(`${label} end`),
    }),
    writeOutput: (path, data) =>
      outcome.files.set(path, typeof data === 'string' ? new TextEncoder().encode(data) : data),
  });
  return outcome;
}

function tableOf(request: Omit<TableRequest, 'convention'>, convention = 'standard'): Tensors {
  const tensors = couplingTable({ ...request, convention: conventionNamed(convention) });
  return new Map([...tensors].map(({ key, shape, data }) => [key, { shape: [...shape], data }]));
}

const fileOf = ({ files }: Outcome, name: string): Uint8Array => {
  expect([...files.keys()]).toEqual([name]);
  return files.get(name) ?? new Uint8Array(0);
};

describe('the file', () => {
  it('npz, by its ending', () => {
    const outcome = exported({ kind: 'real-cg', lmax: '3', convention: 'e3nn', output: 'cg.npz' });
    const tensors = readNpz(fileOf(outcome, 'cg.npz'));
    expect(tensors).toEqual(tableOf({ kind: 'real-cg', lmax: 3, dtype: 'float64' }, 'e3nn'));
    expect(outcome.printed).toEqual(['wrote cg.npz: 34 tensors, 3,436 numbers, float64, convention e3nn']);
    expect(outcome.progress.slice(-2)).toEqual(['export 34/34', 'export end']);
  });

  it('safetensors, in float32, with what it is in its metadata', () => {
    const options = {
      kind: 'real-gaunt',
      lmax: '3',
      convention: 'e3x',
      output: 'a/gaunt.SafeTensors',
      dtype: 'float32',
    };
    const { tensors, metadata } = readSafetensors(fileOf(exported(options), options.output));
    expect(tensors).toEqual(tableOf({ kind: 'real-gaunt', lmax: 3, dtype: 'float32' }, 'e3x'));
    expect(metadata).toEqual({ kind: 'real-gaunt', lmax: '3', convention: 'e3x' });
  });

  it('json, by the option, whatever the ending', () => {
    const outcome = exported({ kind: 'cg', lmax: '2', format: 'json', output: 'cg.npz' });
    const { tensors, description } = readTensorJson(fileOf(outcome, 'cg.npz'));
    expect(tensors).toEqual(tableOf({ kind: 'cg', lmax: 2, dtype: 'float64' }));
    expect(description).toEqual({ kind: 'cg', lmax: 2, convention: 'standard', dtype: 'float64' });
  });

  it('counts one tensor of one number in the singular', () => {
    const { printed } = exported({ kind: 'cg', lmax: '0', output: 'one.json' });
    expect(printed).toEqual(['wrote one.json: 1 tensor, 1 number, float64, convention standard']);
  });

  it.each(['npz', 'json', 'safetensors'])('has the same bytes every time: %s', (format) => {
    const options = { kind: 'real-cg', lmax: '2', format, output: 'f' };
    expect(fileOf(exported(options), 'f')).toEqual(fileOf(exported(options), 'f'));
  });
});

describe('refuses', () => {
  const good = { kind: 'real-cg', lmax: '1', output: 'f.npz' };
  it.each<[string, ExportOptions, RegExp]>([
    ['no kind', { lmax: '1', output: 'f.npz' }, /--kind real-cg\|cg\|real-gaunt, got none/],
    ['another kind', { ...good, kind: 'gaunt' }, /--kind real-cg\|cg\|real-gaunt, got "gaunt"/],
    ['no lmax', { kind: 'cg', output: 'f.npz' }, /--lmax as an integer between 0 and 40, got none/],
    ...['', '-1', '1.5', '41', '1e1', '0x2', ' 3', 'four', 'Infinity', '٣'].map(
      (lmax): [string, ExportOptions, RegExp] => [
        `lmax ${JSON.stringify(lmax)}`,
        { ...good, lmax },
        /between 0 and 40, got "/,
      ],
    ),
    [
      'another convention',
      { ...good, convention: 'E3NN' },
      /a convention \(standard, e3nn, .*sphericart\), got "E3NN"/,
    ],
    ['another dtype', { ...good, dtype: 'float16' }, /--dtype float64\|float32, got "float16"/],
    ['another format', { ...good, format: 'npy' }, /--format npz\|json\|safetensors, got "npy"/],
    ['no output', { kind: 'cg', lmax: '1' }, /--output FILE, got none/],
    ['an empty output', { ...good, output: '' }, /--output FILE, got none/],
    ['an ending that tells nothing', { ...good, output: 'a.npz/table' }, /a\.npz\/table: the ending tells no format/],
    ['an ending of another format', { ...good, output: 'table.npy' }, /\.npz, \.json, \.safetensors.*--format/],
    ['complex coefficients in a real convention', { ...good, kind: 'cg', convention: 'e3nn' }, /cg is complex/],
    [
      'a table that no file should hold',
      { ...good, lmax: '40' },
      /GiB, the limit is 1 GiB; with real-cg in float64 that is --lmax 22/,
    ],
    ['the same in float32', { ...good, lmax: '40', dtype: 'float32' }, /in float32 that is --lmax 25/],
  ])('%s', (_, options, says) => {
    const ask = (): unknown => exported(options);
    expect(ask).toThrow(RequestError);
    expect(ask).toThrow(says);
  });
});

describe('the command', () => {
  const gauntlet = (folder: string, ...args: string[]): ReturnType<typeof run> =>
    run(process.execPath, [join(root, 'dist', 'cli', 'main.js'), 'export', ...args], { cwd: folder });

  it('writes the file, prints one line, nothing else', () => {
    built();
    const folder = emptyFolder();
    const args = ['--kind', 'real-cg', '--lmax', '2', '--convention', 'e3x', '--output', 'cg.npz'];
    expect(gauntlet(folder, ...args)).toEqual({
      status: 0,
      stdout: 'wrote cg.npz: 15 tensors, 615 numbers, float64, convention e3x\n',
      stderr: '',
    });
    expect(readNpz(readFileSync(join(folder, 'cg.npz')))).toEqual(
      tableOf({ kind: 'real-cg', lmax: 2, dtype: 'float64' }, 'e3x'),
    );
    expect(readdirSync(folder)).toEqual(['cg.npz']);
  });

  it('exits 2 with one line and writes nothing when the request is wrong', () => {
    built();
    const folder = emptyFolder();
    const { status, stdout, stderr } = gauntlet(
      folder,
      '--kind',
      'cg',
      '--lmax',
      '2',
      '--convention',
      'e3x',
      '--output',
      'cg.npz',
    );
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^gauntlet: .*cg is complex.*\n$/);
    expect(existsSync(join(folder, 'cg.npz'))).toBe(false);
  });

  it('exits 2 for a folder as output', () => {
    built();
    const folder = emptyFolder();
    const { status, stderr } = gauntlet(folder, '--kind', 'cg', '--lmax', '1', '--format', 'json', '--output', '.');
    expect(status).toBe(2);
    expect(stderr).toMatch(/folder/);
  });
});
