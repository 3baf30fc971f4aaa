/**
 * Ending a child together with everything it has started.
 *
 * A child leads a process group of its own, so one signal reaches all that stayed in it. What left the group (setsid, a daemon)
 * still carries the mark in the environment that it was born with, and on Linux /proc tells who does; on Windows taskkill follows
 * the tree. Whatever happens to this process short of SIGKILL, `exit` ends those that are still alive.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** The environment variable that marks a child and its descendants. */
export const MARK = 'GAUNTLET_RUN';

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It is gone already, or never was ours.
  }
}

function killMarked(mark: string): number {
  let pids: string[];
  try {
    pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  } catch {
    return 0;
  }
  const entry = `${MARK}=${mark}`;
  let found = 0;
  for (const pid of pids) {
    try {
      if (!readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0').includes(entry)) continue;
    } catch {
      continue; // Another user's, or gone in between.
    }
    found++;
    kill(Number(pid));
  }
  return found;
}

/** Ends the child and its descendants at once. Returns when the signals are sent. */
export function killTree(pid: number, mark: string): void {
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/pid', `${pid}`, '/T', '/F'], { stdio: 'ignore', windowsHide: true });
    return;
  }
  kill(-pid);
  if (process.platform !== 'linux') return;
  // A marked process may start another while we look: a second look finds that one.
  for (let round = 0; round < 3 && killMarked(mark) > 0; round++);
}

const living = new Map<string, number>();
const endAll = (): void => {
  for (const [mark, pid] of living) killTree(pid, mark);
};

/** From now on the child will not outlive this process. */
export function keepTrack(pid: number, mark: string): void {
  if (living.size === 0) process.on('exit', endAll);
  living.set(mark, pid);
}

export function loseTrack(mark: string): void {
  living.delete(mark);
  if (living.size === 0) process.off('exit', endAll);
}
