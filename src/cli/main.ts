#!/usr/bin/env node
/**
 * The `gauntlet` command. It parses, calls the library, prints; exit codes are those of the contract:
 * 0 done · 1 the thing checked is wrong · 2 the request is wrong · 3 this machine cannot do it.
 */
import { Command, CommanderError } from 'commander';
import { MachineError, RequestError } from '../errors.ts';
import { version } from './version.ts';

/** What help says of a command, and the module that adds its options: loaded when the command is asked for, so that no other waits for it. */
interface Entry {
  readonly usage: string;
  readonly summary: string;
  load(): Promise<{ register(command: Command): void }>;
}

const COMMANDS: Readonly<Record<string, Entry>> = {
  couple: {
    usage: '[options] [kind] [args...]',
    summary: 'one exact coupling coefficient, or a stream of them',
    load: () => import('./couple.ts'),
  },
  analyze: {
    usage: '[options]',
    summary: 'which degrees interact under an operation, how expressive it is, what it costs',
    load: () => import('./analyze.ts'),
  },
  report: {
    usage: '[options]',
    summary: 'the study of operations, settings and models, as Markdown, HTML, JSON and SVG',
    load: () => import('./report.ts'),
  },
  study: {
    usage: '[options]',
    summary: 'The Price of Freedom, re-examined claim by claim, and the page “Which tensor product should I use?”',
    load: () => import('./study.ts'),
  },
  export: {
    usage: '[options]',
    summary: 'write a table of coupling coefficients, every number correctly rounded from its exact value',
    load: () => import('./export.ts'),
  },
  apply: {
    usage: '[options]',
    summary: 'run an algorithm on vectors from stdin, in float64 and our convention',
    load: () => import('./apply.ts'),
  },
  'many-body': {
    usage: '[options]',
    summary: 'equivariant maps from several equal factors: exact counts, one canonical basis, and what products reach',
    load: () => import('./many-body.ts'),
  },
  bench: {
    usage: '[options]',
    summary: 'time the algorithms side by side on this machine',
    load: () => import('./bench.ts'),
  },
  kernels: {
    usage: '[options]',
    summary: 'run the WGSL kernels on the GPU found and hold them to the exact coefficients',
    load: () => import('./kernels.ts'),
  },
  doctor: {
    usage: '[options]',
    summary: 'say what this machine has (Node, GPU adapters, Python, a browser) and the mend for what it lacks',
    load: () => import('./doctor.ts'),
  },
  audit: {
    usage: '[options] <file>',
    summary: 'what a benchmark really measured, from its description',
    load: () => import('./audit.ts'),
  },
  prove: {
    usage: '[options]',
    summary: 'every theorem the reports rest on: its certificate made anew and checked',
    load: () => import('./prove.ts'),
  },
  verify: {
    usage: '[options] [manifest]',
    summary: 'judge an implementation: full probing, exact coefficients, a diagnosis',
    load: () => import('./verify.ts'),
  },
  probe: {
    usage: '[options] <manifest>',
    summary: 'write the inputs that verify would send, for a machine elsewhere',
    load: () => import('./probe.ts'),
  },
  merge: {
    usage: '[options] <files...>',
    summary: 'join the shards of a campaign or of a study; what is missing is named',
    load: () => import('./merge.ts'),
  },
};

/** @param named the command that is asked for, or asked about: the only one with options */
async function program(named: string | undefined): Promise<Command> {
  const root = new Command('gauntlet')
    .description('The proving ground for equivariant tensor products: exact couplings, certified expressivity, cost.')
    .version(version(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show help')
    .option('--debug', 'show the stack trace of an error')
    .enablePositionalOptions()
    .showSuggestionAfterError(true)
    .configureHelp({
      subcommandTerm: (command) => `${command.name()} ${COMMANDS[command.name()]?.usage ?? command.usage()}`,
    })
    .configureOutput({ outputError: () => {} }) // printed once, below
    .exitOverride();
  for (const [name, { summary, load }] of Object.entries(COMMANDS)) {
    const command = root.command(name).description(summary);
    if (name === named) (await load()).register(command);
    command
      .exitOverride()
      .configureOutput({ outputError: () => {} })
      .allowExcessArguments(false);
  }
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
  const words = process.argv.slice(2).filter((word) => !word.startsWith('-'));
  const root = await program(words[0] === 'help' ? words[1] : words[0]);
  await root.parseAsync(protectNegatives(process.argv.filter((word) => word !== '--debug')), { from: 'node' });
} catch (error) {
  process.exitCode = explain(error, debug);
}
