/** Says in words what an interpretation found that the claim does not say: order, sign, layout, exchanged slots. */
import { printIrrep } from '../irreps/irrep.ts';
import { SIDES, type Side } from './change-of-basis.ts';
import type { Claim } from './claim.ts';
import type { Interpretation } from './interpretation.ts';
import type { Matrix } from './leg-matrix.ts';
import { claimedOrder, orderName, orderText, someOf } from './naming.ts';
import { claimedReading, conventionFound, presetFor, type Reading } from './readings.ts';
import type { SideReading } from './slots.ts';
import type { Diagnosis, Facts } from './verdict.ts';

/** What one matrix says of the basis of its slot. */
interface BasisFinding {
  readonly side: Side;
  readonly l: number;
  readonly slot: number;
  readonly kind: 'order' | 'sign' | 'mixed';
  readonly expected: readonly string[];
  readonly got: readonly string[];
}

function findingOf(side: Side, slot: number, matrix: Matrix, reading: SideReading): BasisFinding | undefined {
  const l = (matrix.length - 1) / 2;
  const order = claimedOrder(reading, l);
  const expected = order.map((m) => orderName(reading, l, m));
  const columns = order.map((theirs) => matrix.map((row) => row[theirs + l] ?? 0));
  const mixed = columns.some((column) => column.filter((value) => value !== 0).length !== 1);
  if (mixed) {
    const isIdentity = matrix.every((row, m) => {
      const largest = row.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      return Math.abs(row[m] ?? 0) === largest && (row[m] ?? 0) > 0;
    });
    return isIdentity ? undefined : { side, l, slot, kind: 'mixed', expected, got: [] };
  }
  const found = columns.map((column) => {
    const place = column.findIndex((value) => value !== 0);
    return { name: orderName(reading, l, place - l), negative: (column[place] ?? 0) < 0 };
  });
  const got = found.map(({ name, negative }) => (negative ? (l === 1 ? `−${name}` : `−(${name})`) : name));
  if (got.join() === expected.join()) return undefined;
  const kind = found.map(({ name }) => name).join() === expected.join() ? 'sign' : 'order';
  return { side, l, slot, kind, expected, got };
}

function basisMessage({ side, l, kind, expected, got }: BasisFinding): string {
  const holds = `${side}, ℓ = ${l}: the basis is ${orderText(got, l)} where the manifest says ${orderText(expected, l)}`;
  if (kind === 'mixed') {
    return `${side}, ℓ = ${l}: the basis is a rotation or mixture of the one the manifest says, as when axes have other names; convert it or name its convention`;
  }
  const reversed = l > 1 && got.join() === [...expected].reverse().join();
  const hint =
    kind === 'sign'
      ? 'multiply these components by −1 (a Condon–Shortley sign?)'
      : reversed
        ? 'sine and cosine are exchanged: m runs from ℓ to −ℓ'
        : 'reorder these components';
  return `${holds}; ${hint}`;
}

function basisDiagnoses({ bases, reading }: Interpretation): Diagnosis[] {
  if (bases === undefined) return [];
  const findings = SIDES.flatMap((side) =>
    [...bases.matrices[side]].flatMap(([slot, matrix]) => findingOf(side, slot, matrix, reading[side]) ?? []),
  );
  const codes = [
    ['basis-order', findings.filter(({ kind }) => kind !== 'sign')],
    ['basis-sign', findings.filter(({ kind }) => kind === 'sign')],
  ] as const;
  return codes.flatMap(([code, found]): Diagnosis[] => {
    // Where axes have other names, degree 1 says it most plainly.
    const first = found.find(({ kind }) => kind !== 'mixed') ?? found[0];
    if (first === undefined) return [];
    const places = [...new Map(found.map((one) => [`${one.side} ℓ=${one.l}`, one])).values()];
    const others = places
      .filter(({ side, l }) => side !== first.side || l !== first.l)
      .map(({ side, l }) => `${side} ℓ = ${l}`);
    const where: Facts = {
      side: first.side,
      l: first.l,
      slots: found.filter(({ side, l }) => side === first.side && l === first.l).map(({ slot }) => slot),
      expected: first.expected,
      got: first.got,
      places: places.map(({ side, l }) => ({ side, l })),
    };
    const also = others.length === 0 ? '' : `; likewise ${someOf(others)}`;
    return [{ code, message: basisMessage(first) + also, where }];
  });
}

const layoutText = {
  'mul-ir': 'copies outside, m inside (mul_ir)',
  'ir-mul': 'm outside, copies inside (ir_mul)',
} as const;

function readingDiagnoses(claim: Claim, reading: Reading): Diagnosis[] {
  const claimed = claimedReading(claim);
  const diagnoses: Diagnosis[] = [];
  const described = (found: string | object): string => (typeof found === 'string' ? found : JSON.stringify(found));
  const differing = (what: 'order' | 'layout'): Side[] =>
    SIDES.filter((side) => claim.convention[side] !== 'auto' && claimed[side][what] !== reading[side][what]);
  const orders = differing('order').filter((side) => claim[side].some(({ irrep }) => irrep.l > 0));
  const [first] = orders;
  if (first !== undefined) {
    const degrees = claim[first].map(({ irrep }) => irrep.l).filter((l) => l > 0);
    const l = degrees.includes(2) ? 2 : (degrees[0] ?? 1);
    const names = (side: SideReading): string[] => claimedOrder(side, l).map((m) => orderName(claimed[first], l, m));
    const [expected, got] = [names(claimed[first]), names(reading[first])];
    const preset = presetFor(claim[first], reading[first]);
    diagnoses.push({
      code: 'basis-order',
      message:
        `${orders.join(', ')}: ℓ = ${l} is ordered ${orderText(got, l)} where the manifest says ${orderText(expected, l)}; ` +
        `reorder, or say convention ${preset === undefined ? described(conventionFound(claim, reading)) : `"${preset}"`}`,
      where: { side: first, sides: orders, l, expected, got },
    });
  }
  const layouts = differing('layout').filter((side) => claim[side].some(({ mul, irrep }) => mul > 1 && irrep.l > 0));
  const [side] = layouts;
  if (side !== undefined) {
    const entry = claim[side].find(({ mul, irrep }) => mul > 1 && irrep.l > 0);
    diagnoses.push({
      code: 'layout',
      message:
        `${layouts.join(', ')}: copies are laid out with ${layoutText[reading[side].layout]} where the manifest says ` +
        `${layoutText[claimed[side].layout]}${entry === undefined ? '' : ` (see ${entry.mul}x${printIrrep(entry.irrep)})`}; transpose, or name the convention that has this layout`,
      where: { side, sides: layouts, expected: claimed[side].layout, got: reading[side].layout },
    });
  }
  return diagnoses;
}

export function explainReading(claim: Claim, interpretation: Interpretation): Diagnosis[] {
  const { reading, exchanged, reordered, asClaimed } = interpretation;
  const diagnoses: Diagnosis[] = [];
  if (exchanged) {
    diagnoses.push({
      code: 'slots-swapped',
      message: 'the inputs are exchanged: f(x1, x2) computes what f(x2, x1) should; exchange the arguments',
      where: { sides: ['left', 'right'] },
    });
  }
  if (reordered !== undefined) {
    const { side, entries } = reordered;
    const list = entries.map((entry) => {
      const { mul, irrep } = claim[side][entry] ?? { mul: 0, irrep: { l: 0, p: 1 as const } };
      return `${mul > 1 ? `${mul}x` : ''}${printIrrep(irrep)}`;
    });
    diagnoses.push({
      code: 'slots-swapped',
      message: `${side}: the irreps stand in the order ${list.join('+')}; reorder them, or say so in the manifest`,
      where: { side, got: list.join('+') },
    });
  }
  if (!asClaimed && reordered === undefined) diagnoses.push(...readingDiagnoses(claim, reading));
  return [...diagnoses, ...basisDiagnoses(interpretation)];
}
