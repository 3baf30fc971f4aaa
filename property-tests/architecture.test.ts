/** The house rules hold for src/, the package's public doors lead somewhere, and the rules do catch what they forbid. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { describe, expect, it } from 'vitest';
import { emptyNames, examine, type Package } from './architecture.ts';
import { root } from './command.ts';
import { importsOf, readCode } from './source-text.ts';

interface Manifest {
  readonly name: string;
  readonly bin: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const manifest: Manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const pack: Package = {
  name: manifest.name,
  installed: Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies }),
};

function filesOfSrc(): string[] {
  const names = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' });
  return names.map((name) => ['src', ...name.split(sep)].join('/')).sort();
}

function sources(): Map<string, string> {
  const paths = filesOfSrc().filter((path) => path.endsWith('.ts'));
  return new Map(paths.map((path) => [path, readFileSync(join(root, path), 'utf8')]));
}

/** The rules applied to a small planted tree. */
const planted = (files: Record<string, string>): readonly string[] =>
  examine(new Map(Object.entries(files)), { name: 'tp-gauntlet', installed: ['fraction.js'] }).violations;

describe('architecture', () => {
  it('src follows the house rules', () => {
    const { violations, files, imports } = examine(sources(), pack);
    expect(violations).toEqual([]);
    expect(files).toBeGreaterThan(0);
    expect(imports).toBeGreaterThan(0);
  });

  it('no file or folder of src has a name that says nothing, whatever its kind', () => {
    const paths = filesOfSrc();
    expect(paths.length).toBeGreaterThan(0);
    expect(paths.flatMap(emptyNames)).toEqual([]);
  });

  it('every public file of the package has its source', () => {
    const targets = [...Object.values(manifest.exports), ...Object.values(manifest.bin)]
      .flatMap((target) => (typeof target === 'string' ? [target] : Object.values(target)))
      .map((target) => target.replace(/^\.\//, ''));
    expect(targets.length).toBeGreaterThan(0);
    const sourceOf = (target: string): string => target.replace(/^dist\/(.*?)(?:\.d\.ts|\.js)$/, 'src/$1.ts');
    expect(targets.filter((target) => !existsSync(join(root, sourceOf(target))))).toEqual([]);
    expect(targets.filter((target) => sourceOf(target) === target)).toEqual(['package.json']);
  });

  it('the lock file names no place to download from', () => {
    const lock = readFileSync(join(root, 'package-lock.json'), 'utf8');
    expect(lock.length).toBeGreaterThan(0);
    expect(lock).not.toContain('"resolved"');
  });
});

describe('the rules catch what they forbid', () => {
  const exact = { 'src/exact/surd.ts': 'export const one = 1n;' };

  it('accepts a small tree that follows them', () => {
    const tree = {
      ...exact,
      'src/errors.ts': 'export class RequestError extends Error {}',
      'src/coupling/wigner.ts': "import Fraction from 'fraction.js';\nimport { one } from '../exact/surd.ts';",
      'src/cli/main.ts': "import '../coupling/wigner.ts';\nconsole.log(await import('../errors.ts'));",
    };
    expect(planted(tree)).toEqual([]);
  });

  it.each([
    ['a static import', "import { main } from '../cli/main.ts';"],
    ['a type import', "import type { Main } from '../cli/main.ts';"],
    ['a re-export', "export * from '../cli/main.ts';"],
    ['an import for its effect', "import '../cli/main.ts';"],
    ['a dynamic import', "const cli = await import('../cli/main.ts');"],
    ['an import inside a template', "const text = `cli: ${await import('../cli/main.ts')}`;"],
    ['an import that starts after other code', "export const a = 1, b = '/*';\nexport { c } from '../cli/main.ts';"],
  ])('in the wrong direction: %s', (_, text) => {
    const found = planted({ 'src/cli/main.ts': '', 'src/exact/planted.ts': text });
    expect(found).toEqual([expect.stringContaining('src/exact/planted.ts imports src/cli/main.ts')]);
  });

  it('analysis and verification knowing each other', () => {
    const found = planted({
      'src/analysis/cost.ts': "import '../verification/probes.ts';",
      'src/verification/probes.ts': '',
      'src/verification/checks.ts': "import '../analysis/cost.ts';",
    });
    expect(found).toHaveLength(2);
  });

  it('an import from outside src', () => {
    expect(planted({ 'src/exact/surd.ts': "import '../../property-tests/laws.ts';" })).toHaveLength(1);
  });

  it('a cycle, even within one folder, even of types', () => {
    const found = planted({
      'src/exact/a.ts': "import { b } from './b.ts';",
      'src/exact/b.ts': "import { c } from './c.ts';",
      'src/exact/c.ts': "import type { A } from './a.ts';",
    });
    expect(found).toEqual(['import cycle: src/exact/a.ts → src/exact/b.ts → src/exact/c.ts → src/exact/a.ts']);
  });

  it.each([
    'console.log(1);',
    'const out = globalThis.console;',
    'const text = `at ${Date.now()}`;',
    'const now = new Date();',
    'const now = new Date;',
    'if (a / b > 1) process.exit(2); // a / comment',
    'const x = Math.random();',
    "import { readFileSync } from 'node:fs';",
    "import { readFile } from 'node:fs/promises';",
    "import { env } from 'node:process';",
    'const quote = /[\'"`]/; console.log(quote);',
  ])('a touch of the world outside its rooms: %s', (text) => {
    expect(planted({ 'src/report/planted.ts': text })).toHaveLength(1);
    expect(planted({ 'src/verification/checks.ts': text })).toHaveLength(1);
    expect(planted({ 'src/verification/runners/planted.ts': text })).toEqual([]);
  });

  it.each([
    '// console.log and Math.random() are forbidden here',
    '/** Never calls `process.exit`;\n * see "new Date()". */',
    'const text = \'import x from "../cli/main.ts"; console.log(x)\';',
    'const text = `<script>console.log("${name}")</script>`;',
    'const pattern = /console\\.log[/"]/;',
    'const processed = preprocess.input;',
    'const half = total / 2; const text = "console /";',
  ])('but not the mere mention of it: %s', (text) => {
    expect(planted({ 'src/report/planted.ts': text })).toEqual([]);
  });

  it('a package that users do not have, and our own by its name', () => {
    expect(planted({ 'src/exact/a.ts': "import fc from 'fast-check';" })).toHaveLength(1);
    expect(planted({ 'src/exact/a.ts': "import { one } from 'tp-gauntlet/exact';" })).toHaveLength(1);
  });

  it('a module that does not exist, a computed one, and a room outside the order', () => {
    expect(planted({ 'src/exact/a.ts': "import './gone.ts';" })).toHaveLength(1);
    expect(planted({ 'src/exact/a.ts': "import './surd';", ...exact })).toHaveLength(1);
    expect(planted({ 'src/report/a.ts': 'const m = await import(name);' })).toHaveLength(1);
    expect(planted({ 'src/attic/a.ts': '' })).toHaveLength(1);
    expect(planted({ 'src/index.ts': '' })).toHaveLength(1);
  });

  it.each(['src/exact/utils.ts', 'src/exact/helpers/sum.ts', 'src/report/common.ts', 'src/cli/shared/a.ts'])(
    'a name that says nothing: %s',
    (path) => {
      expect(planted({ [path]: '' })).toHaveLength(1);
    },
  );

  it('imports are read whole: names over several lines, two on one line, quotes of either kind', () => {
    const text = 'import a, {\n  b, // from "x"\n  type C,\n} from "./b.ts"; export * as d from \'./d.ts\';';
    expect(importsOf(readCode(text))).toEqual([
      { specifier: './b.ts', kind: 'value' },
      { specifier: './d.ts', kind: 'value' },
    ]);
  });
});
