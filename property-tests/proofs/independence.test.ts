/** proofs/ imports src/ and never the reverse (architecture.test.ts); the checkers import nothing but one another and the readers of files. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../command.ts';
import { importsOf, readCode } from '../source-text.ts';

const folder = join(root, 'proofs');
const read = (path: string): string => readFileSync(join(folder, path), 'utf8');
const filesIn = (path: string, type: string): string[] =>
  readdirSync(join(folder, path)).filter((name) => name.endsWith(type));

const specifiers = (path: string): string[] => importsOf(readCode(read(path))).map(({ specifier }) => specifier);

describe('what proofs/ imports', () => {
  it('theorems: src and one another', () => {
    const files = filesIn('.', '.ts');
    expect(files.length).toBeGreaterThan(10);
    const others = files.flatMap(specifiers).filter((name) => !/^\.\/[a-z-]+\.ts$|^\.\.\/src\/.+\.ts$/.test(name));
    expect(others).toEqual([]);
  });

  it('check.mjs and its parts: one another, and in check.mjs three modules of Node', () => {
    const parts = filesIn('check', '.mjs').map((name) => `check/${name}`);
    expect(parts.length).toBeGreaterThan(5);
    expect(parts.flatMap(specifiers).filter((name) => !/^\.\/[a-z-]+\.mjs$/.test(name))).toEqual([]);
    const foreign = specifiers('check.mjs').filter((name) => !/^\.\/check\/[a-z-]+\.mjs$/.test(name));
    expect(foreign).toEqual(['node:fs', 'node:path', 'node:url']);
    const longest = ['check.mjs', ...parts].map((path) => read(path).split('\n').length);
    expect(Math.max(...longest)).toBeLessThan(400);
  });

  it('check.py and its parts: one another, and the standard library', () => {
    const parts = filesIn('check', '.py').map((name) => `check/${name}`);
    expect(parts.length).toBeGreaterThan(5);
    const texts = ['check.py', ...parts].map(read);
    const imported = texts.flatMap((text) =>
      [...text.matchAll(/^\s*(?:from (\S+) )?import (.+)$/gm)].map(([, from, names]) => from ?? names),
    );
    const foreign = new Set(imported.filter((name) => !/^(check)?\.[a-z_]+$/.test(name ?? '')));
    expect([...foreign].sort()).toEqual(['array', 'fractions', 'functools', 'json', 'math', 'os', 're', 'sys']);
    expect(Math.max(...texts.map((text) => text.split('\n').length))).toBeLessThan(400);
  });
});
