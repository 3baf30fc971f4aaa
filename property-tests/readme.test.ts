/** Every command and every program in the README does what the README says, and the reader of READMEs catches lies. */
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { built, emptyFolder, root, run, runLine, tsc } from './command.ts';
import { outputMatches, readReadme, trimmedLines } from './readme.ts';

const file = join(root, 'README.md');
const readme = readReadme(existsSync(file) ? readFileSync(file, 'utf8') : '');

/** A folder on PATH in which `gauntlet` is the built command. */
function commandFolder(): string {
  const folder = emptyFolder();
  const main = join(root, 'dist', 'cli', 'main.js');
  writeFileSync(join(folder, 'gauntlet'), `#!/bin/sh\nexec "${process.execPath}" "${main}" "$@"\n`);
  writeFileSync(join(folder, 'gauntlet.cmd'), `@"${process.execPath}" "${main}" %*\r\n`);
  chmodSync(join(folder, 'gauntlet'), 0o755);
  return folder;
}

/** A project of somebody who has installed this package. */
function consumerFolder(): string {
  const folder = emptyFolder();
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(root, join(folder, 'node_modules', 'tp-gauntlet'), 'junction');
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
  const compilerOptions = {
    target: 'ES2023',
    module: 'nodenext',
    strict: true,
    skipLibCheck: true,
    types: ['node'],
    typeRoots: [join(root, 'node_modules', '@types')],
    rootDir: '.',
    outDir: 'out',
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['program.ts'] }));
  return folder;
}

/** Compares as text, so that a failure shows the two side by side. */
function expectOutput(printed: string, expected: readonly string[]): void {
  const lines = trimmedLines(printed);
  if (!outputMatches(expected, lines)) expect(lines.join('\n')).toBe(expected.join('\n'));
}

describe('README.md', () => {
  it('has commands and programs, and nothing in it goes unchecked', () => {
    expect(readme.problems).toEqual([]);
    expect(readme.commands.length).toBeGreaterThan(0);
    expect(readme.programs.length).toBeGreaterThan(0);
  });

  // One folder for all commands, in the README's order: a later one may read what an earlier one wrote.
  it('commands print what it says', () => {
    built();
    const cwd = emptyFolder();
    const path = commandFolder();
    if (existsSync(join(root, 'examples'))) cpSync(join(root, 'examples'), join(cwd, 'examples'), { recursive: true });
    for (const { line, text, exit, output } of readme.commands) {
      const outcome = runLine(text, { cwd, path });
      expect.soft(outcome.status, `line ${line}: ${text}\n${outcome.output}`).toBe(exit);
      if (!outputMatches(output, trimmedLines(outcome.output))) {
        expect.soft(outcome.output, `line ${line}: ${text}`).toBe(`${output.join('\n')}\n`);
      }
    }
  }, 300_000);

  it.each(readme.programs)('program at line $line prints what it says', ({ text, output }) => {
    built();
    const cwd = consumerFolder();
    writeFileSync(join(cwd, 'program.ts'), text);
    const compiled = run(process.execPath, [tsc, '-p', '.'], { cwd });
    expect(compiled.stdout).toBe('');
    expect(compiled.status).toBe(0);
    const ran = run(process.execPath, [join('out', 'program.js')], { cwd });
    expect(ran.stderr).toBe('');
    expect(ran.status).toBe(0);
    expectOutput(ran.stdout, output);
  });
});

const ticks = '`'.repeat(3);
const fence = (language: string, ...lines: string[]): string => [ticks + language, ...lines, ticks, ''].join('\n');

describe('the reader of READMEs', () => {
  it('finds commands with their output, and where they are', () => {
    const text = `# Title\n\n${fence(
      'sh',
      '# a remark',
      '$ gauntlet couple 3j 2 2 2 0 0 0',
      '-√(2/35)',
      '',
      '# not a remark',
      '',
      '$ gauntlet check \\',
      '    broken.json  # exit 1',
      '…',
      '$ npm test   # all of it',
    )}\n${fence('sh', 'npm start')}`;
    const { commands, known, problems } = readReadme(text);
    expect(commands).toEqual([
      { line: 5, text: 'gauntlet couple 3j 2 2 2 0 0 0', exit: 0, output: ['-√(2/35)', '', '# not a remark'] },
      { line: 10, text: 'gauntlet check broken.json  # exit 1', exit: 1, output: ['…'] },
    ]);
    expect(known).toEqual(['npm test', 'npm start']);
    expect(problems).toEqual([]);
  });

  it('finds programs with the values they promise', () => {
    const text = fence('ts', "import { a } from 'tp-gauntlet/exact';", 'console.log(a); // → 1/3', '// → second line');
    const { programs, problems } = readReadme(text);
    expect(programs).toMatchObject([{ line: 1, output: ['1/3', 'second line'] }]);
    expect(programs[0]?.text).toContain('tp-gauntlet/exact');
    expect(problems).toEqual([]);
  });

  it.each([
    ['a command of another program', fence('sh', '$ curl example.org')],
    ['a command without a prompt', fence('sh', 'gauntlet report')],
    ['two commands behind a known one', fence('sh', '$ npm test && gauntlet report')],
    ['a block without a language', fence('', '$ gauntlet report')],
    ['another name for the shell', fence('bash', '$ gauntlet report')],
    ['another name for the language', fence('typescript', 'console.log(1); // → 1')],
    ['a program that promises nothing', fence('ts', 'console.log(1);')],
    ['a block in a list', `- item\n\n  ${fence('console', '$ gauntlet').replaceAll('\n', '\n  ')}`],
  ])('complains about %s', (_, text) => {
    expect(readReadme(text).problems).toHaveLength(1);
  });

  it('leaves illustrations and prose alone, and finds nothing in nothing', () => {
    const nothing = { commands: [], programs: [], known: [], problems: [] };
    expect(readReadme('')).toEqual(nothing);
    expect(readReadme(`Use \`$ gauntlet\`.\n\n${fence('text', '$ gauntlet report', 'anything')}`)).toEqual(nothing);
  });

  it.each([
    [['a', 'b'], ['a', 'b'], true],
    [['a', '…', 'd'], ['a', 'b', 'c', 'd'], true],
    [['a', '…'], ['a'], true],
    [['…', 'b', '…', 'b'], ['a', 'b', 'b'], true],
    [['…'], [], true],
    [[], [], true],
    [['a'], [], false],
    [[], ['a'], false],
    [['a', '…', 'd'], ['a', 'b', 'c'], false],
    [['…', 'b'], ['a', 'b', 'c'], false],
    [['a …'], ['a b'], false],
  ])('output %j against %j: %j', (expected, printed, matches) => {
    expect(outputMatches(expected, printed)).toBe(matches);
  });
});
