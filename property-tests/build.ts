/**
 * Builds dist once before any test file runs, so that tests of the built command and of the package never race to do it.
 *
 * A build that fails is not thrown here: the tests that need no build still tell something. Those that need one call
 * `built()` (in command.ts), which fails with the compiler's words.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** What went wrong while building dist; empty when dist is up to date. */
    buildFailure: string;
  }
}

export default function setup(project: TestProject): void {
  const setUp = fileURLToPath(new URL('../.ci/set-up.mjs', import.meta.url));
  const { status, stderr, error } = spawnSync(process.execPath, [setUp, '--build'], { encoding: 'utf8' });
  project.provide('buildFailure', status === 0 ? '' : `dist could not be built.\n${stderr || String(error)}`);
}
