/**
 * `gauntlet prove`: generates the certificate of every theorem, compares it with the one that came with the package, and has it checked by
 * the checker that shares nothing with src/, in a process of its own.
 *
 * The theorems are no part of src/ (they import it, never the reverse): the build puts them beside cli/, where they are found at run time.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import * as v from 'valibot';
import { MachineError, RequestError } from '../errors.ts';
import type { Study } from '../report/study.ts';
import { listFolder, print, printJson, progressBar, readInput } from './terminal.ts';

interface Options {
  readonly list?: true;
  readonly json?: true;
  readonly only?: string;
}

interface Certificate {
  readonly cases: number;
}

/** What this command needs of proofs/catalogue.ts. */
export interface Proofs {
  readonly theorems: readonly {
    readonly id: string;
    readonly statement: string;
    readonly range: string;
    generate(study: () => Study): Certificate;
  }[];
  certificateText(certificate: Certificate): string;
}

type Theorem = Proofs['theorems'][number];

interface Verdict {
  readonly verdict: 'pass' | 'fail';
  /** absent where there is no certificate */
  readonly cases?: number;
  /** of a failure */
  readonly why?: string;
}

const verdictLine = v.object({
  file: v.string(),
  verdict: v.picklist(['pass', 'fail']),
  cases: v.optional(v.number()),
  why: v.optional(v.string()),
});

const proofsFolder = new URL('../proofs/', import.meta.url);
const partOfProofs = (path: string): string => fileURLToPath(new URL(path, proofsFolder));

const isProofs = (value: unknown): value is Proofs =>
  typeof value === 'object' &&
  value !== null &&
  'theorems' in value &&
  Array.isArray(value.theorems) &&
  'certificateText' in value &&
  typeof value.certificateText === 'function';

/** @throws MachineError if this copy of the package came without its proofs */
async function loadProofs(): Promise<Proofs> {
  let found: unknown;
  try {
    found = await import(new URL('catalogue.js', proofsFolder).href);
  } catch {
    found = undefined;
  }
  if (isProofs(found)) return found;
  throw new MachineError(
    `${fileURLToPath(proofsFolder)}: expected the proofs of this package; build or install it anew`,
  );
}

/** The certificates of the theorems as files in a folder; those that could not be made, by id with the reason. */
async function generateAll(proofs: Proofs, chosen: readonly Theorem[], folder: string): Promise<Map<string, Verdict>> {
  const { DEFAULT_CONFIG } = await import('../report/config.ts');
  const { runStudy } = await import('../report/study.ts');
  const progress = progressBar('prove');
  const failures = new Map<string, Verdict>();
  let known: Study | undefined;
  for (const [done, theorem] of chosen.entries()) {
    const study = (): Study => {
      known ??= runStudy(DEFAULT_CONFIG, (part, of) => progress.update(done + part / of, chosen.length, theorem.id));
      return known;
    };
    progress.update(done, chosen.length, theorem.id);
    try {
      const text = proofs.certificateText(theorem.generate(study));
      const name = `${theorem.id}.json`;
      writeFileSync(join(folder, name), text);
      const came = listFolder(partOfProofs('certificates')).includes(name)
        ? readInput(partOfProofs(`certificates/${name}`))
        : undefined;
      if (came !== text) failures.set(theorem.id, { verdict: 'fail', why: 'not the certificate of this package' });
    } catch (error) {
      failures.set(theorem.id, { verdict: 'fail', why: error instanceof Error ? error.message : String(error) });
    }
  }
  progress.end();
  return failures;
}

/** Verdicts of the checker as it gives them, by id. @throws MachineError if it cannot be run */
async function* checkerVerdicts(folder: string): AsyncGenerator<[string, Verdict]> {
  const child = spawn(process.execPath, [partOfProofs('check.mjs'), '--json', folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let failure: Error | undefined;
  child.on('error', (error) => {
    failure = error;
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const { file, verdict, cases, why } = v.parse(verdictLine, JSON.parse(line));
    yield [
      basename(file, '.json'),
      { verdict, ...(cases === undefined ? {} : { cases }), ...(why === undefined ? {} : { why }) },
    ];
  }
  if (failure !== undefined) throw new MachineError(`cannot start the checker: ${failure.message}`);
}

const described = ({ id, statement, range }: Theorem) => ({ id, statement, range });

function sentence({ id, statement, range }: Theorem, { verdict, cases, why }: Verdict): string {
  const count = cases === undefined ? '' : ` ${cases} cases;`;
  const reason = why === undefined ? '' : ` — ${why}`;
  return `${verdict === 'pass' ? 'holds ' : 'FAILED'}  ${id}:${count} ${range}. ${statement}${reason}`;
}

async function prove({ list, json, only }: Options): Promise<void> {
  const proofs = await loadProofs();
  const chosen = proofs.theorems.filter(({ id }) => only === undefined || id === only);
  if (chosen.length === 0) {
    const known = proofs.theorems.map(({ id }) => id).join(', ');
    throw new RequestError(`--only: no theorem ${JSON.stringify(only)}; there are ${known}`);
  }
  if (list) {
    if (json) printJson({ theorems: chosen.map(described) });
    else for (const { id, statement, range } of chosen) print(`${id}: ${range}. ${statement}`);
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'gauntlet-proofs-'));
  try {
    const failures = await generateAll(proofs, chosen, folder);
    const verdicts = new Map<string, Verdict>();
    const checking = progressBar('check');
    const say = (id: string, verdict: Verdict): void => {
      const theorem = chosen.find((one) => one.id === id);
      if (theorem === undefined || verdicts.has(id)) return;
      verdicts.set(id, verdict);
      if (json) checking.update(verdicts.size, chosen.length, id);
      else print(sentence(theorem, verdict));
    };
    for await (const [id, verdict] of checkerVerdicts(folder)) say(id, failures.get(id) ?? verdict);
    for (const { id } of chosen)
      say(id, failures.get(id) ?? { verdict: 'fail', why: 'the checker says nothing about it' });
    checking.end();
    const results = chosen.map((theorem) => ({ ...described(theorem), ...verdicts.get(theorem.id) }));
    if (json) printJson({ theorems: results });
    if (results.some(({ verdict }) => verdict !== 'pass')) process.exitCode = 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function register(program: Command): void {
  program
    .command('prove')
    .description('every theorem the reports rest on: its certificate made anew and checked')
    .option('--list', 'only name the theorems')
    .option('--json', 'one JSON document')
    .option('--only <id>', 'one theorem')
    .action(prove);
}
