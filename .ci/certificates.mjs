/**
 * Makes the certificates of proofs/ anew and writes them to proofs/certificates: `npm run certificates`, when a theorem or a number of the
 * report has changed. The tests compare what is committed with what would be made.
 */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const { certificateText, theorems } = await import('../dist/proofs/catalogue.js');
const { DEFAULT_CONFIG } = await import('../dist/report/config.js');
const { runStudy } = await import('../dist/report/study.js');

const folder = at('proofs/certificates');
let study;
const reportStudy = () => {
  study ??= runStudy(DEFAULT_CONFIG);
  return study;
};
const inside = readdirSync(folder, { recursive: true }).map((name) => name.replaceAll('\\', '/'));
const stale = new Set(inside.filter((name) => name.endsWith('.json')));
for (const { id, file, generate } of theorems) {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), certificateText(generate(reportStudy)));
  stale.delete(file);
  process.stderr.write(`${id}\n`);
}
for (const name of stale) rmSync(join(folder, name));
