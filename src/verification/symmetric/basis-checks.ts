/** The checks of a foreign basis, each with its diagnosis: symmetric, equivariant, and spanning what ours spans. */
import type { Irreps } from '../../irreps/index.ts';
import { irrepDimension, printIrrep } from '../../irreps/index.ts';
import { shortNumber, someOf } from '../naming.ts';
import type { BasisAllowance } from '../tolerance.ts';
import type { CheckResult, Diagnosis, Facts, MapsFound } from '../verdict.ts';
import { elementCount, type Subject } from './basis-subject.ts';
import type { SymmetricClaim } from './claim.ts';
import type { Independence } from './independence.ts';
import { normsOf, type Projection } from './projection.ts';
import { placesFor, type Reading } from './reading.ts';

/** An array, read and projected. */
export interface Examined {
  readonly subject: Subject;
  readonly reading: Reading;
  readonly projection: Projection;
  readonly allowance: BasisAllowance;
}

/** The elements whose number is beyond `made` times their norm, and by how much the worst is over it. */
function beyond(
  sizes: Float64Array,
  { projection, allowance }: Examined,
): { off: number[]; worst: number; over: number } {
  let [worst, over] = [0, 0];
  const off: number[] = [];
  for (const [j, size] of sizes.entries()) {
    const limit = allowance.made * (projection.packed.norms[j] ?? 0);
    if (size > limit) off.push(j);
    if (size > over * limit) [worst, over] = [j, limit === 0 ? 0 : size / limit];
  }
  return { off, worst, over };
}

/** The index in their array of a number that stands at one of our rows and multisets. */
function indexIn(
  { subject, reading }: Examined,
  irreps: Irreps,
  row: number,
  multiset: number,
  element: number,
): number[] {
  const places = placesFor(irreps, subject.out, reading);
  const inputs = (subject.own.multisets.list[multiset] ?? []).map((input) => places.inputs[input] ?? 0);
  const whole = [places.out[row] ?? 0, ...inputs, element];
  return subject.tensor.shape.length === whole.length ? whole : whole.slice(1);
}

/** The element's entry that is farthest from the nearest equivariant element. */
function worstEntry(examined: Examined, irreps: Irreps, element: number): Facts {
  const { rest, packed } = examined.projection;
  let [worst, size] = [0, -1];
  for (let place = 0; place * packed.elements < rest.length; place++) {
    const here = Math.abs(rest[place * packed.elements + element] ?? 0);
    if (here > size) [worst, size] = [place, here];
  }
  const at = worst * packed.elements + element;
  const got = packed.values[at] ?? 0;
  const multisets = packed.multisets.list.length;
  const index = indexIn(examined, irreps, Math.floor(worst / multisets), worst % multisets, element);
  return { index, got, expected: got - (rest[at] ?? 0) };
}

const totalOf = (all: readonly Examined[]): number => all.reduce((sum, { subject }) => sum + elementCount(subject), 0);

const also = (keys: readonly string[]): string => (keys.length === 0 ? '' : `; likewise ${someOf(keys)}`);

/** Symmetric in the inputs; where use is said to make them so, only counted. */
export function symmetryCheck({ irreps, symmetry }: SymmetricClaim, all: readonly Examined[]): CheckResult {
  const asymmetric = all.flatMap((examined) => {
    const { off, worst, over } = beyond(examined.projection.packed.asymmetry, examined);
    return off.length > 0 ? [{ examined, off, worst, over }] : [];
  });
  const [first, ...others] = asymmetric;
  const count = asymmetric.reduce((sum, { off }) => sum + off.length, 0);
  const evidence = { elements: totalOf(all), notSymmetric: count };
  if (first === undefined || symmetry === 'by-use') {
    return { check: { id: 'symmetry', verdict: 'pass', evidence: { ...evidence, symmetry } } };
  }
  const { examined, off, worst } = first;
  const { key } = examined.subject;
  const { asymmetric: entries, asymmetry, norms } = examined.projection.packed;
  const entry = entries[worst] ?? { row: 0, multiset: 0, size: 0 };
  const index = indexIn(examined, irreps, entry.row, entry.multiset, worst);
  const part = (asymmetry[worst] ?? 0) / (norms[worst] ?? 1);
  const diagnosis: Diagnosis = {
    code: 'not-symmetric',
    message:
      `${key}: ${off.length} of ${elementCount(examined.subject)} elements change when inputs are exchanged, element ${worst} by ${shortNumber(part)} of its norm, most at [${index.join(', ')}] and the other orders of its inputs${also(others.map((one) => one.examined.subject.key))}. ` +
      'On equal inputs only the mean over all orders acts: take it, or say "symmetry": "by-use"',
    where: { array: key, elements: off, element: worst, index, part },
  };
  return { check: { id: 'symmetry', verdict: 'fail', evidence }, diagnosis };
}

/** Whether what is outside of our span has the wrong parity, all of it. */
function wrongParity(
  { irreps }: SymmetricClaim,
  { subject, projection, allowance }: Examined,
  element: number,
): boolean {
  const parities = irreps.flatMap(({ mul, irrep }) => new Array<number>(mul * irrepDimension(irrep)).fill(irrep.p));
  const { list } = subject.own.multisets;
  const isAllowed = (multiset: number): boolean =>
    (list[multiset] ?? []).reduce((parity, input) => parity * (parities[input] ?? 1), 1) === subject.out.p;
  const allowed = normsOf(projection.rest, projection.packed, isAllowed)[element] ?? 0;
  return allowed <= allowance.made * (projection.packed.norms[element] ?? 0);
}

/** Each element in the span of all symmetric equivariant maps. */
export function equivarianceCheck(
  claim: SymmetricClaim,
  all: readonly Examined[],
  mistake: Diagnosis | undefined,
): CheckResult {
  const judged = all.map((examined) => ({ examined, ...beyond(examined.projection.outside, examined) }));
  const observedOverLimit = Math.max(0, ...judged.map(({ over }) => over));
  const evidence = { elements: totalOf(all), observedOverLimit };
  if (mistake !== undefined) return { check: { id: 'equivariance', verdict: 'fail', evidence }, diagnosis: mistake };
  const [first, ...others] = judged.filter(({ off }) => off.length > 0);
  if (first === undefined) return { check: { id: 'equivariance', verdict: 'pass', evidence } };
  const { examined, off, worst } = first;
  const { key, out, format } = examined.subject;
  const { outside, packed } = examined.projection;
  const part = (outside[worst] ?? 0) / (packed.norms[worst] ?? 1);
  const entry = worstEntry(examined, claim.irreps, worst);
  const size = `${shortNumber(part)} of its norm, where ${format.name} allows ${shortNumber(examined.allowance.made)}`;
  const parity = wrongParity(claim, examined, worst);
  const what = parity
    ? `products of the other parity than ${printIrrep(out)}: element ${worst} by ${size}; leave them out`
    : `parts that no rotation-equivariant map has: element ${worst} by ${size}; its entry ${JSON.stringify(entry['index'])} is ${shortNumber(Number(entry['got']))}, in the nearest equivariant map ${shortNumber(Number(entry['expected']))}`;
  const diagnosis: Diagnosis = {
    code: parity ? 'parity-violated' : 'not-equivariant',
    message: `${key}: ${off.length} of ${elementCount(examined.subject)} elements have ${what}${also(others.map((one) => one.examined.subject.key))}`,
    where: { array: key, elements: off, element: worst, outside: part, allowed: examined.allowance.made, ...entry },
  };
  return { check: { id: 'equivariance', verdict: 'fail', evidence: { ...evidence, outside: off.length } }, diagnosis };
}

/** One order and output: the canonical elements by name, and what is known of the foreign ones. */
export interface Spanned {
  readonly found: MapsFound;
  readonly names: readonly string[];
  readonly independence: Independence;
}

const label = ({ found: { order, out } }: Spanned): string => `order ${order} into ${out}`;

function missing(spanned: Spanned): Diagnosis {
  const { found, names, independence } = spanned;
  const lacking = found.canonical - independence.possible;
  const farthest = [...independence.unreached.entries()].sort(([, a], [, b]) => b - a).slice(0, lacking);
  const elements = farthest.map(([i]) => names[i] ?? '');
  const { order, out, canonical, given } = found;
  return {
    code: 'basis-missing',
    message: `${label(spanned)}: ${independence.possible} of ${canonical} independent maps, ${given} elements given; ${lacking === 1 ? 'one is' : `${lacking} are`} missing, farthest from the span is ${someOf(elements)}`,
    where: { order, out, canonical, given, independent: independence.possible, elements },
  };
}

function redundant(spanned: Spanned): Diagnosis {
  const { order, out, canonical, given, independent } = spanned.found;
  const { dependent } = spanned.independence;
  return {
    code: 'basis-redundant',
    message: `${label(spanned)}: ${given} elements, ${independent} independent; ${dependent.length} depend on the others, such as element ${dependent[0]}. Weights of theirs are no parameters of their own: leave them out, or say "redundancy": "allowed"`,
    where: { order, out, canonical, given, independent, elements: [...dependent] },
  };
}

function undecided(spanned: Spanned, format: string): Diagnosis {
  const { certain, possible } = spanned.independence;
  const { order, out, canonical, given } = spanned.found;
  return {
    code: 'basis-undecided',
    message: `${label(spanned)}: between ${certain} and ${possible} of ${given} elements are independent: some depend on others so nearly that ${format} cannot tell; give them in higher precision, or a better conditioned basis`,
    where: { order, out, canonical, given, certain, possible },
  };
}

/** Complete and, unless that is allowed, without redundant elements. One diagnosis of each kind, about the first place. */
export function spanChecks(
  { redundancy }: SymmetricClaim,
  all: readonly Spanned[],
  format: string,
): { readonly check: CheckResult; readonly more: readonly Diagnosis[] } {
  const lacking = all.filter(({ found, independence }) => independence.possible < found.canonical);
  const open = all.filter(({ independence }) => independence.certain < independence.possible);
  const extra = redundancy === 'allowed' ? [] : all.filter(({ found }) => found.redundant > 0);
  const said = (list: readonly Spanned[], say: (one: Spanned) => Diagnosis): Diagnosis[] => {
    const [first, ...others] = list;
    if (first === undefined) return [];
    const { message, ...rest } = say(first);
    return [{ ...rest, message: message + also(others.map(label)) }];
  };
  const [diagnosis, ...more] = [
    ...said(lacking, missing),
    ...said(open, (one) => undecided(one, format)),
    ...said(extra, redundant),
  ];
  const sum = (of: (found: MapsFound) => number): number => all.reduce((total, { found }) => total + of(found), 0);
  const evidence = {
    canonical: sum(({ canonical }) => canonical),
    given: sum(({ given }) => given),
    independent: sum(({ independent }) => independent),
    redundant: sum(({ redundant: count }) => count),
    certificate: Math.max(0, ...all.map(({ independence: { certificate } }) => certificate)),
  };
  const check = { id: 'span', verdict: diagnosis === undefined ? 'pass' : 'fail', evidence } as const;
  return { check: diagnosis === undefined ? { check } : { check, diagnosis }, more };
}
