#!/usr/bin/env node
/**
 * Checks certificates with plain JavaScript: this file and the folder check/ beside it, nothing else. The form of certificates is in
 * schema.md, why each check is enough in README.md.
 *
 *     node proofs/check.mjs [--json] [--report FILE] [FILE or FOLDER ...]
 *
 * Everything is computed anew from the definitions, in integers; of a certificate only its evidence is used, which can be useless but
 * never misleading. With --report every exact number of a report.json must follow from the accepted certificates.
 * Exit: 0 all hold, 1 something does not, 2 the request is wrong.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { must, same } from './check/arithmetic.mjs';
import { countingKinds } from './check/counting-kinds.mjs';
import { couplingKinds } from './check/coupling-kinds.mjs';
import { expressivityKinds } from './check/expressivity-kinds.mjs';
import { checkReport } from './check/report.mjs';

const FIELDS = {
  orthogonality: ['twiceJ'],
  'one-map-per-path': ['lmax'],
  gaunt: ['lmax'],
  curl: ['lmax'],
  'matrix-six-j': ['maxTwiceJ'],
  'six-j-zeros': ['maxTwiceJ', 'zeros'],
  'vector-reach': ['lmax', 'identityTo'],
  'gauss-legendre': ['n'],
  'fourier-gaunt': ['lmax'],
  'path-counts': ['rows'],
  'cost-polynomials': ['rows'],
  costs: ['lmax', 'rows', 'models'],
  'expressivity-settings': ['setting', 'parity', 'lmax', 'prime', 'seed', 'rows'],
  'expressivity-models': ['channels', 'prime', 'seed', 'rows'],
};
const KINDS = { ...couplingKinds, ...countingKinds, ...expressivityKinds };

/** Whether integers, texts, lists and objects are all there is. */
function isPlain(value) {
  if (typeof value === 'object' && value !== null) return Object.values(value).every(isPlain);
  return typeof value === 'string' || Number.isSafeInteger(value);
}

/** The certificate of a text, if it proves what it claims. @throws with the reason if not */
function check(text) {
  const data = JSON.parse(text);
  must(Object.hasOwn(FIELDS, data.kind), 'unknown kind');
  must(
    same(Object.keys(data), ['schema', 'id', 'kind', 'claim', 'cases', ...FIELDS[data.kind]]),
    'expected other fields',
  );
  must(JSON.stringify(data) === text.replaceAll('\n', ''), 'not in the canonical form');
  must(isPlain(data) && data.schema === 1, 'expected schema 1, and integers and texts only');
  must(data.id === data.kind || data.kind === 'expressivity-settings', 'id: not that of its kind');
  const [claim, cases] = KINDS[data.kind](data);
  must(data.claim === claim, 'claim: not what is proved');
  must(data.cases === cases && cases > 0, `cases: ${cases} were checked`);
  return data;
}

function filesOf(path) {
  if (!statSync(path).isDirectory()) return [path];
  const names = readdirSync(path).filter((name) => name.endsWith('.json'));
  return names.sort().map((name) => join(path, name));
}

/** Checks what the command line names and says so line by line. @returns the exit code */
function main(words, say) {
  const asJson = words.includes('--json');
  const isReport = (_, i) => words[i - 1] === '--report';
  const reports = words.filter(isReport);
  const paths = words.filter((word, i) => word !== '--json' && word !== '--report' && !isReport(word, i));
  if (paths.some((word) => word.startsWith('-')) || words.at(-1) === '--report') {
    say('usage: check.mjs [--json] [--report FILE] [FILE or FOLDER ...]');
    return 2;
  }
  const folder = fileURLToPath(new URL('certificates', import.meta.url));
  const files = (paths.length > 0 ? paths : [folder]).flatMap(filesOf);
  const proved = new Map();
  let failed = files.length === 0;
  const verdict = (file, work) => {
    let line;
    try {
      const { id, cases, claim } = work();
      line = { file: basename(file), id, verdict: 'pass', cases, claim };
    } catch (error) {
      failed = true;
      line = { file: basename(file), verdict: 'fail', why: error.message };
    }
    const text =
      line.verdict === 'pass'
        ? `holds   ${line.id}, ${line.cases} cases: ${line.claim}`
        : `REFUSED ${line.file}: ${line.why}`;
    say(asJson ? JSON.stringify(line) : text);
  };
  for (const file of files) {
    verdict(file, () => {
      const data = check(readFileSync(file, 'utf8'));
      must(!proved.has(data.id), 'a second certificate of this id');
      proved.set(data.id, data);
      return data;
    });
  }
  for (const report of reports) {
    verdict(report, () => {
      const cases = checkReport(JSON.parse(readFileSync(report, 'utf8')), proved);
      const claim =
        'Every exact number of the report follows from the certificates above; cases are its expressivities.';
      return { id: 'report', cases, claim };
    });
  }
  return failed ? 1 : 0;
}

try {
  process.exitCode = main(process.argv.slice(2), (line) => console.log(line));
} catch (error) {
  console.error(`check.mjs: ${error.message}`);
  process.exitCode = 2;
}
