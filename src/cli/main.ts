#!/usr/bin/env node
/**
 * The `gauntlet` command. It parses, calls the library, prints; exit codes are those of the contract:
 * 0 done · 1 the thing checked is wrong · 2 the request is wrong · 3 this machine cannot do it.
 */
import { Command, CommanderError } from 'commander';
import { MachineError, RequestError } from '../errors.ts';
import { version } from './version.ts';

/** Loaded when asked for: a single coefficient should not wait for the report's libraries. */
const COMMANDS: ReadonlyMap<string, () => Promise<{ register(program: Command): void }>> = new Map([
  ['couple', () => import('./couple.ts')],
  ['analyze', () => import('./analyze.ts')],
  ['report', () => import('./report.ts')],
  ['study', () => import('./study.ts')],
  ['export', () => import('./export.ts')],
  ['apply', () => import('./apply.ts')],
  ['many-body', () => import('./many-body.ts')],
  ['bench', () => import('./bench.ts')],
  ['kernels', () => import('./kernels.ts')],
  ['doctor', () => import('./doctor.ts')],
  ['audit', () => import('./audit.ts')],
  ['prove', () => import('./prove.ts')],
  ['verify', () => import('./verify.ts')],
  ['probe', () => import('./probe.ts')],
  ['merge', () => import('./merge.ts')],
]);

/** @param word the first word that is no option: the command, if there is one of that name; all are loaded for help */
async function program(word: string | undefined): Promise<Command> {
  const root = new Command('gauntlet')
    .description('The proving ground for equivariant tensor products: exact couplings, certified expressivity, cost.')
    .version(version(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show help')
    .option('--debug', 'show the stack trace of an error')
    .enablePositionalOptions()
    .showSuggestionAfterError(true)
    .configureOutput({ outputError: () => {} }) // printed once, below
    .exitOverride();
  const named = COMMANDS.get(word ?? '');
  for (const load of named === undefined ? COMMANDS.values() : [named]) (await load()).register(root);
  for (const command of root.commands)
    command
      .exitOverride()
      .configureOutput({ outputError: () => {} })
      .allowExcessArguments(false);
  return root;
}

/** Prints one or two lines for an error and returns the exit code. */
function explain(error: unknown, debug: boolean): number {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return 0; // --help, --version
    if (error.code === 'commander.help') return 2; // no command: the help is on stderr already
    const message = error.message
      .replace(/^error: /, '')
      .replaceAll('\n', ' ')
      .replace(/\.$/, '');
    process.stderr.write(`gauntlet: ${message}; see gauntlet --help\n`);
    return 2;
  }
  if (debug && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  if (error instanceof RequestError || error instanceof MachineError) {
    process.stderr.write(`gauntlet: ${error.message}\n`);
    return error instanceof RequestError ? 2 : 3;
  }
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(
    `gauntlet: ${message}\nThis is a fault of gauntlet itself; please report it with the output of --debug.\n`,
  );
  return 3;
}

// A reader that has seen enough (`gauntlet … | head`) is no error; a full disk behind stdout is.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  process.stderr.write(
    `gauntlet: cannot write the result: ${error.code === 'ENOSPC' ? 'no space left on the disk' : error.message}\n`,
  );
  process.exit(3);
});

// Nobody hears a complaint that stderr does not take; the exit code still says it.
process.stderr.on('error', () => {});

/** Arguments of `couple` may be negative: `-1/2` is a number there, so positionals go behind `--`. */
function protectNegatives(words: readonly string[]): string[] {
  const [node = '', script = '', command, ...rest] = words;
  if (command !== 'couple' || rest.includes('--')) return [...words];
  const isOption = (word: string): boolean => word.startsWith('--') || /^-[a-zA-Z]/.test(word);
  return [node, script, command, ...rest.filter(isOption), '--', ...rest.filter((word) => !isOption(word))];
}

const debug = process.argv.includes('--debug');
try {
  const root = await program(process.argv.slice(2).find((argument) => !argument.startsWith('-')));
  await root.parseAsync(protectNegatives(process.argv.filter((word) => word !== '--debug')), { from: 'node' });
} catch (error) {
  process.exitCode = explain(error, debug);
}
