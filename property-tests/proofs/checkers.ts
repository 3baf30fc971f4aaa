/** The checkers as their users run them, and what they say about each file. */
import { join } from 'node:path';
import { root, run } from '../command.ts';

export interface Line {
  readonly file: string;
  readonly verdict: 'pass' | 'fail';
  readonly id?: string;
  readonly cases?: number;
  readonly why?: string;
}

/** A program that runs a checker, and the name of its file. */
export interface Checker {
  readonly name: 'check.mjs' | 'check-all.mjs' | 'check.py';
  readonly program: string;
}

/** Of certificates on two factors. */
export const smallChecker: Checker = { name: 'check.mjs', program: process.execPath };
export const nodeChecker: Checker = { name: 'check-all.mjs', program: process.execPath };
export const pythonChecker: Checker = { name: 'check.py', program: 'python3' };

function pythonProblem(): string | undefined {
  try {
    const { status, stderr } = run('python3', ['-c', 'import sys; sys.exit(sys.version_info < (3, 9))'], { cwd: root });
    return status === 0 ? undefined : stderr || 'python3 is older than 3.9';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Why there is no Python here; undefined if there is. */
export const whyNoPython = pythonProblem();

/** Runs a checker. @param args files, folders, `--report FILE` */
export function checkerSays(
  { name, program }: Checker,
  args: readonly string[],
): { status: number | null; lines: Line[] } {
  const { status, stdout, stderr } = run(program, [join(root, 'proofs', name), '--json', ...args], {
    cwd: root,
    timeout: 300_000,
  });
  if (stderr !== '') throw new Error(stderr);
  const lines = stdout.split('\n').filter((line) => line !== '');
  return { status, lines: lines.map((line): Line => JSON.parse(line)) };
}
