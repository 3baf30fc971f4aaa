/** `gauntlet couple KIND ARGS…` and `--stdin`: one exact coefficient, or a stream of them. */
import type { Command } from 'commander';
import { clebschGordan, gaunt, realCoupling, realGaunt, wigner3j, wigner6j, wigner9j } from '../coupling/index.ts';
import { RequestError } from '../errors.ts';
import { surdToFloat64 } from '../exact/float.ts';
import { parseRational } from '../exact/rational.ts';
import { printSurd, type Surd, type SurdJson, surdToJson } from '../exact/surd.ts';
import { answerLines } from './answer-lines.ts';
import { print, printJson, shown } from './terminal.ts';

interface Kind {
  readonly args: readonly string[];
  readonly value: (args: readonly number[]) => Surd;
}

const at = (args: readonly number[], i: number): number => args[i] ?? Number.NaN;

/** A kind of six arguments. */
const six = (
  names: string,
  value: (a: number, b: number, c: number, d: number, e: number, f: number) => Surd,
): Kind => ({
  args: names.split(' '),
  value: (args) => value(at(args, 0), at(args, 1), at(args, 2), at(args, 3), at(args, 4), at(args, 5)),
});

const KINDS: Readonly<Record<string, Kind>> = {
  '3j': six('j1 j2 j3 m1 m2 m3', wigner3j),
  cg: six('j1 m1 j2 m2 j3 m3', clebschGordan),
  '6j': six('j1 j2 j3 j4 j5 j6', wigner6j),
  '9j': {
    args: 'j1 j2 j3 j4 j5 j6 j7 j8 j9'.split(' '),
    value: (args) =>
      wigner9j(
        at(args, 0),
        at(args, 1),
        at(args, 2),
        at(args, 3),
        at(args, 4),
        at(args, 5),
        at(args, 6),
        at(args, 7),
        at(args, 8),
      ),
  },
  gaunt: six('l1 l2 l3 m1 m2 m3', gaunt),
  'real-gaunt': six('l1 l2 l3 m1 m2 m3', realGaunt),
  'real-cg': six('l1 l2 l3 m1 m2 m3', realCoupling),
};

const KIND_NAMES = Object.keys(KINDS).join(' ');

/** One argument: a JSON number, or text such as "1/2". */
function readArgument(given: unknown, name: string): number {
  if (typeof given === 'number' && Number.isFinite(given)) return given;
  if (typeof given !== 'string' || given.length > 60) {
    throw new RequestError(`${name}: expected a number or a text such as "1/2", got ${shown(given)}`);
  }
  const { num, den } = parseRational(given);
  if (den > 2n) throw new RequestError(`${name} must be an integer or half-integer, got ${given}`);
  return Number(num) / Number(den);
}

function coefficient(kindName: unknown, given: readonly unknown[]): Surd {
  const kind = typeof kindName === 'string' && Object.hasOwn(KINDS, kindName) ? KINDS[kindName] : undefined;
  if (kind === undefined) {
    throw new RequestError(`expected one of the kinds ${KIND_NAMES}, got ${shown(kindName)}`);
  }
  if (given.length !== kind.args.length) {
    throw new RequestError(
      `${String(kindName)} takes ${kind.args.length} arguments (${kind.args.join(' ')}), got ${given.length}`,
    );
  }
  return kind.value(given.map((value, i) => readArgument(value, kind.args[i] ?? '')));
}

/** What is printed for a coefficient: the exact surd and its nearest float64. */
const answer = (value: Surd): SurdJson & { value: number } => ({ ...surdToJson(value), value: surdToFloat64(value) });

/** `-√(2/35) = -0.23904572186687872`; an integer alone. */
function coefficientText(value: Surd): string {
  const [exact, nearest] = [printSurd(value), `${surdToFloat64(value)}`];
  return exact === nearest ? exact : `${exact} = ${nearest}`;
}

/** Answers the requests on stdin. */
const answerStream = (): Promise<void> =>
  answerLines('{"kind":"3j","args":[2,2,2,0,0,0]}', ['kind', 'args'], (request) => {
    const args: unknown = 'args' in request ? request.args : undefined;
    if (!Array.isArray(args)) throw new RequestError('"args": expected an array of numbers');
    return answer(coefficient('kind' in request ? request.kind : undefined, args));
  });

export function register(command: Command): void {
  command
    .argument('[kind]', `one of: ${KIND_NAMES}`)
    .argument('[args...]', 'true values of j and m: 2, 0.5 or 1/2')
    .option('--stdin', 'read requests {"kind":…,"args":[…]}, one a line; answer in the same order')
    .option('--json', 'print the coefficient as JSON')
    .action(async (kind: string | undefined, args: string[], options: { stdin?: true; json?: true }) => {
      if (options.stdin) {
        if (kind !== undefined)
          throw new RequestError(`--stdin takes its requests from stdin alone, got also ${shown(kind)}`);
        await answerStream();
        return;
      }
      const value = coefficient(kind, args);
      if (options.json) printJson(answer(value));
      else print(coefficientText(value));
    });
}
