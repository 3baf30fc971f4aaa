/** What this machine has besides Node: tests that need it say in their names why they are skipped where it is missing. */
import { spawnSync } from 'node:child_process';

export const python = process.platform === 'win32' ? 'python' : 'python3';

/** Whether the program can be run with these words. */
export const answers = (program: string, words: readonly string[]): boolean => spawnSync(program, words).status === 0;

/** Empty, or ` (skipped: …)` with the reason. */
export function lacksPython(...modules: readonly string[]): string {
  if (!answers(python, ['-c', ''])) return ` (skipped: there is no ${python})`;
  const missing = modules.find((name) => !answers(python, ['-c', `import ${name}`]));
  return missing === undefined ? '' : ` (skipped: ${python} has no ${missing})`;
}

/** The first C compiler that can be run. */
export const compiler = ['cc', 'gcc', 'clang'].find((name) => answers(name, ['--version']));
