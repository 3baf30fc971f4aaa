/** proofs/ imports src/ and never the reverse (architecture.test.ts); check.mjs imports nothing but the readers of files, check.py nothing but its parts. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../command.ts';
import { importsOf, readCode } from '../source-text.ts';

/** What one reads in a sitting. */
const MAX_LINES = 400;

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

  it('check.mjs: three modules of Node, and no file but itself', () => {
    expect(specifiers('check.mjs')).toEqual(['node:fs', 'node:path', 'node:url']);
    expect(read('check.mjs')).not.toMatch(/\bimport\s*\(|\brequire\b|\beval\b/);
    expect(read('check.mjs').trimEnd().split('\n').length).toBeLessThan(MAX_LINES);
  });

  it('check-all.mjs and its parts: check.mjs and one another', () => {
    expect(filesIn('.', '.mjs').sort()).toEqual(['check-all.mjs', 'check.mjs']);
    const parts = filesIn('check', '.mjs').map((name) => `check/${name}`);
    const imported = new Set(['check-all.mjs', ...parts].flatMap(specifiers));
    expect([...imported].filter((name) => !/^\.\.?\/(check\/)?[a-z-]+\.mjs$|^node:crypto$/.test(name))).toEqual([]);
    const lines = parts.map((path) => read(path).trimEnd().split('\n').length);
    expect(Math.max(0, ...lines)).toBeLessThan(MAX_LINES);
  });

  it('check.py and its parts: one another, and the standard library', () => {
    const parts = filesIn('check', '.py').map((name) => `check/${name}`);
    expect(parts.length).toBeGreaterThan(5);
    const texts = ['check.py', ...parts].map(read);
    const imported = texts.flatMap((text) =>
      [...text.matchAll(/^\s*(?:from (\S+) )?import (.+)$/gm)].map(([, from, names]) => from ?? names),
    );
    const foreign = new Set(imported.filter((name) => !/^(check)?\.[a-z_]+$/.test(name ?? '')));
    expect([...foreign].sort()).toEqual([
      'array',
      'fractions',
      'functools',
      'hashlib',
      'itertools',
      'json',
      'math',
      'multiprocessing',
      'operator',
      'os',
      're',
      'sys',
    ]);
    expect(Math.max(...texts.map((text) => text.split('\n').length))).toBeLessThan(400);
  });
});
