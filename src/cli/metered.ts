/**
 * Runs the command and writes down, when it ends, what the process took: `node metered.js FILE analyze --op gtp …`.
 * For `bench --suite commands`; the file gets user CPU time in microseconds, all threads and, where /proc says it, of the processes that it waited for,
 * and the peak of its own resident memory in KiB.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const STATUS = '/proc/self/status';

/** Linux hands the peak of the process that started this one on to it; its own is in /proc. */
function peakKibibytes(): number {
  const own = existsSync(STATUS) ? /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(STATUS, 'utf8')) : null;
  return own === null ? process.resourceUsage().maxRSS : Number(own[1]);
}

const STAT = '/proc/self/stat';
/** What a tick of /proc stands for: Linux has told programs hundredths of a second since it runs on these machines. */
const MICROSECONDS_A_TICK = 10_000;

/** User CPU time of processes that this one started and waited for: field 16 of stat, counted after the name in brackets, which is field 2. */
function microsecondsOfChildren(): number {
  if (!existsSync(STAT)) return 0;
  const fields = readFileSync(STAT, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  return MICROSECONDS_A_TICK * Number(fields[16 - 3] ?? 0);
}

const [, , file = ''] = process.argv;
process.argv.splice(1, 2, fileURLToPath(new URL('./main.js', import.meta.url)));
process.on('exit', () => {
  const usage = {
    userMicroseconds: process.resourceUsage().userCPUTime + microsecondsOfChildren(),
    peakKibibytes: peakKibibytes(),
  };
  writeFileSync(file, JSON.stringify(usage));
});
await import('./main.ts');
