/**
 * Runs the command and writes down, when it ends, what the process took: `node metered.js FILE analyze --op gtp …`.
 * For `bench --suite commands`; the file gets user CPU time in microseconds, all threads, and the peak of resident memory in KiB.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const STATUS = '/proc/self/status';

/** Linux hands the peak of the process that started this one on to it; its own is in /proc. */
function peakKibibytes(): number {
  const own = existsSync(STATUS) ? /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(STATUS, 'utf8')) : null;
  return own === null ? process.resourceUsage().maxRSS : Number(own[1]);
}

const [, , file = ''] = process.argv;
process.argv.splice(1, 2, fileURLToPath(new URL('./main.js', import.meta.url)));
process.on('exit', () => {
  const usage = { userMicroseconds: process.resourceUsage().userCPUTime, peakKibibytes: peakKibibytes() };
  writeFileSync(file, JSON.stringify(usage));
});
await import('./main.ts');
