/**
 * From many wrong coefficients to the one cause: a factor common to all, a sign or a factor that follows one degree, two slots exchanged,
 * another operation; else path by path.
 */
import { printIrrep } from '../irreps/irrep.ts';
import { SIDES, type Side } from './change-of-basis.ts';
import type { Claim } from './claim.ts';
import type { Mismatch, MismatchKind } from './copies.ts';
import { pathFacts, pathName, shortNumber, someOf } from './naming.ts';
import type { Held, PathComparison } from './paths.ts';
import { type Limits, reducedLimit } from './tolerance.ts';
import type { Diagnosis, DiagnosisCode, Fact } from './verdict.ts';

const CODES: Readonly<Record<MismatchKind, DiagnosisCode>> = {
  missing: 'path-missing',
  extra: 'path-extra',
  sign: 'path-sign',
  scale: 'path-scale',
  parity: 'parity-violated',
};

const MOST_PLACES = 20;

const places = (mismatches: readonly Mismatch[]): Fact =>
  mismatches.slice(0, MOST_PLACES).map((one) => ({ ...pathFacts(one), got: one.got, expected: one.expected }));

const names = (mismatches: readonly Mismatch[]): string => someOf(mismatches.map(pathName));

/** One diagnosis for all mismatches of a kind. */
function ofKind(kind: MismatchKind, mismatches: readonly Mismatch[]): Diagnosis[] {
  const [first] = mismatches;
  if (first === undefined) return [];
  const ratio = shortNumber(first.got / first.expected);
  const text: Readonly<Record<MismatchKind, string>> = {
    missing: `missing: ${names(mismatches)}; expected the coefficient ${shortNumber(first.expected)} of w3j on the first, found ${shortNumber(first.got)}`,
    extra: `not claimed, but there: ${names(mismatches)}, with the coefficient ${shortNumber(first.got)} of w3j on the first; leave it out, or say it in the manifest ("paths" pins them slot by slot)`,
    sign: `wrong sign: ${names(mismatches)}; negate these paths`,
    scale: `wrong factor: ${names(mismatches)}; the first is ${ratio} times what it should be`,
    parity: `parity forbids ${names(mismatches)}, but the coefficient of w3j there is ${shortNumber(first.got)}; leave the path out, correct the parities, or claim "group": "so3"`,
  };
  return [
    {
      code: CODES[kind],
      message: text[kind],
      where: {
        ...pathFacts(first),
        got: first.got,
        expected: first.expected,
        count: mismatches.length,
        paths: places(mismatches),
      },
    },
  ];
}

const degreeSum = ({ left, right, out }: Held): number => left.irrep.l + right.irrep.l + out.irrep.l;

/** All paths off by one factor. */
function globalFactor({ held, mismatches, scale }: PathComparison, limits: Limits): Diagnosis | undefined {
  const [first] = held;
  if (first === undefined || mismatches.length !== held.length || first.expected === 0) return undefined;
  const factor = first.got / first.expected;
  const common = held.every(
    ({ got, expected }) =>
      expected !== 0 &&
      Math.abs(got - factor * expected) <=
        2 * reducedLimit(limits, Math.max(Math.abs(got), Math.abs(factor * expected))),
  );
  if (!common || !mismatches.every(({ kind }) => kind === 'sign' || kind === 'scale')) return undefined;
  if (held.length === 1 && mismatches[0]?.kind === 'sign') return undefined;
  return {
    code: 'global-scale',
    message: `every path is ${shortNumber(factor)} times what normalisation "${scale}" says; divide by it, or claim the normalisation "auto"`,
    where: { factor, normalisation: scale },
  };
}

interface SignPattern {
  readonly code: DiagnosisCode;
  readonly text: string;
  readonly where: Readonly<Record<string, Fact>>;
  flips(path: Held): boolean;
}

/** Signs that follow the sum of degrees, or one degree on one side. */
function* signPatterns(held: readonly Held[]): Generator<SignPattern> {
  yield {
    code: 'path-sign',
    text: 'every path with odd ℓ1+ℓ2+ℓ3 is negated, as by conversion from complex Clebsch–Gordan coefficients without the phase (−i)^ℓ per slot; negate these paths',
    where: { pattern: 'odd ℓ1+ℓ2+ℓ3' },
    flips: (path) => degreeSum(path) % 2 === 1,
  };
  for (const side of SIDES) {
    for (const l of new Set(held.map((path) => path[side].irrep.l))) {
      yield {
        code: 'basis-sign',
        text: `${side}, ℓ = ${l}: every path with it is negated, as if all its components were multiplied by −1`,
        where: { side, l, pattern: `${side} ℓ = ${l}` },
        flips: (path) => path[side].irrep.l === l,
      };
    }
    yield {
      code: 'basis-sign',
      text: `${side}: every path with odd ℓ on this side is negated, as by a factor (−1)^ℓ`,
      where: { side, pattern: `${side} odd ℓ` },
      flips: (path) => path[side].irrep.l % 2 === 1,
    };
  }
}

function signPattern({ held, mismatches }: PathComparison): Diagnosis | undefined {
  if (mismatches.length < 2 || !mismatches.every(({ kind }) => kind === 'sign')) return undefined;
  const name = ({ left, right, out }: Held | Mismatch): string => `${left.slot} ${right.slot} ${out.slot}`;
  const wrong = new Set(mismatches.map(name));
  for (const { code, text, where, flips } of signPatterns(held)) {
    if (!held.every((path) => flips(path) === wrong.has(name(path)))) continue;
    return { code, message: text, where: { ...where, count: mismatches.length, paths: places(mismatches) } };
  }
  return undefined;
}

const POWERS = [
  { text: '√(2ℓ+1)', of: (n: number) => Math.sqrt(n) },
  { text: '1/√(2ℓ+1)', of: (n: number) => 1 / Math.sqrt(n) },
  { text: '2ℓ+1', of: (n: number) => n },
  { text: '1/(2ℓ+1)', of: (n: number) => 1 / n },
] as const;

/** Factors that follow one degree on one side. */
function scalePattern({ held, mismatches, scale }: PathComparison, limits: Limits): Diagnosis | undefined {
  if (mismatches.length === 0 || !mismatches.every(({ kind }) => kind === 'scale')) return undefined;
  const follows = (path: Held, factor: number): boolean =>
    Math.abs(path.got - factor * path.expected) <=
    2 * reducedLimit(limits, Math.max(Math.abs(path.got), Math.abs(path.expected)));
  for (const side of SIDES) {
    for (const { text, of } of POWERS) {
      if (!held.every((path) => follows(path, of(2 * path[side].irrep.l + 1)))) continue;
      return {
        code: 'path-scale',
        message: `every path is off by the factor ${text}, ℓ being the degree on the ${side} side: a factor of normalisation "${scale}" was left out or taken twice there`,
        where: { side, factor: text, count: mismatches.length, paths: places(mismatches) },
      };
    }
  }
  return sideDegreePattern({ held, mismatches });
}

/** One factor on all paths with one degree on one side. */
function sideDegreePattern({ held, mismatches }: Pick<PathComparison, 'held' | 'mismatches'>): Diagnosis | undefined {
  if (mismatches.length < 2) return undefined;
  const ratios = mismatches.map(({ got, expected }) => got / expected);
  const [ratio = 1] = ratios;
  const nearly = (value: number): boolean => shortNumber(value) === shortNumber(ratio);
  if (!ratios.every(nearly)) return undefined;
  const wrong = new Set(mismatches.map(({ left, right, out }) => `${left.slot} ${right.slot} ${out.slot}`));
  const isWrong = ({ left, right, out }: Held): boolean => wrong.has(`${left.slot} ${right.slot} ${out.slot}`);
  for (const side of SIDES) {
    for (const l of new Set(mismatches.map((path) => path[side].irrep.l))) {
      if (!held.every((path) => (path[side].irrep.l === l) === isWrong(path))) continue;
      return {
        code: 'path-scale',
        message: `${side}, ℓ = ${l}: every path with it is ${shortNumber(ratio)} times what it should be`,
        where: { side, l, factor: ratio, count: mismatches.length, paths: places(mismatches) },
      };
    }
  }
  return undefined;
}

/** The diagnoses of a comparison with mismatches; empty without. */
export function explainPaths(comparison: PathComparison, limits: Limits): Diagnosis[] {
  const { mismatches } = comparison;
  if (mismatches.length === 0) return [];
  const pattern = globalFactor(comparison, limits) ?? signPattern(comparison) ?? scalePattern(comparison, limits);
  if (pattern !== undefined) return [pattern];
  return (['missing', 'extra', 'parity', 'sign', 'scale'] as const).flatMap((kind) =>
    ofKind(
      kind,
      mismatches.filter((one) => one.kind === kind),
    ),
  );
}

/** Two slots of one side exchanged. */
export function slotsExchanged(claim: Claim, side: Side, a: number, b: number): Diagnosis {
  const irrepOf = (slot: number): string => {
    let n = 0;
    for (const { mul, irrep } of claim[side]) {
      n += mul;
      if (slot < n) return printIrrep(irrep);
    }
    return '';
  };
  return {
    code: 'slots-swapped',
    message: `${side}: slots ${a} (${irrepOf(a)}) and ${b} (${irrepOf(b)}) are exchanged; exchange them back`,
    where: { side, slots: [a, b] },
  };
}
