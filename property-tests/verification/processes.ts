/** Who is running: the operating system's own list, for tests that must find nothing left. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

function commandLines(): string[] {
  if (!existsSync('/proc/self/cmdline'))
    return spawnSync('ps', ['-eo', 'args'], { encoding: 'utf8' }).stdout.split('\n');
  return readdirSync('/proc').flatMap((pid) => {
    if (!/^\d+$/.test(pid)) return [];
    try {
      return [readFileSync(`/proc/${pid}/cmdline`, 'utf8')];
    } catch {
      return []; // gone in between
    }
  });
}

/** How many processes have the word in their command line. */
export const processesWith = (word: string): number => commandLines().filter((line) => line.includes(word)).length;

/** Waits until the number of such processes is the wanted one; what it was in the end. */
export async function settledProcesses(word: string, wanted: number, seconds = 5): Promise<number> {
  const deadline = performance.now() + 1000 * seconds;
  while (processesWith(word) !== wanted && performance.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return processesWith(word);
}
