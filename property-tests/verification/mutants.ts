/**
 * Faulty implementations: correct ones with one fault each, the code that names it and where it is. Faults are planted in the
 * coefficient tensor, in the batch around it, in the arithmetic, or in the gradient.
 */

import { gridForDegree } from '../../src/algorithm/grid.ts';
import { carriedSignals } from '../../src/algorithm/signal.ts';
import { analysis, pairProducts, sphereGrid, synthesis } from '../../src/algorithm/sphere-transform.ts';
import { FLOAT64_ARITHMETIC } from '../../src/exact/arithmetic.ts';
import type { OperationId } from '../../src/operation/operation.ts';
import { type Claim, type ClaimInput, parseClaim } from '../../src/verification/claim.ts';
import type { Dtype, Implementation } from '../../src/verification/implementation.ts';
import type { DiagnosisCode, Facts } from '../../src/verification/verdict.ts';
import {
  type Copy,
  copiesOf,
  rowwise,
  type Sharing,
  sizesOf,
  type Table,
  tableGradient,
  tableOf,
  tableRow,
} from './kernels.ts';

export interface Mutant {
  readonly name: string;
  readonly claim: Claim;
  /** a fresh one: some faults keep state */
  make(): Implementation;
  readonly code: DiagnosisCode;
  /** what `where` must hold, at least */
  readonly where: Facts;
}

/** A claim and the tensor that meets it. */
interface Base {
  readonly name: string;
  readonly claim: Claim;
  readonly table: Table;
  readonly left: readonly Copy[];
  readonly right: readonly Copy[];
  readonly out: readonly Copy[];
}

function base(name: string, input: ClaimInput, operation: OperationId, sharing: Sharing = 'all'): Base {
  const claim = parseClaim({ operation, ...input });
  const named = claim.normalisation === 'auto' || claim.normalisation === 'any' ? 'definition' : claim.normalisation;
  return {
    name: `${name} ${claim.dtype}`,
    claim,
    table: tableOf({ claim, operation, normalisation: named, sharing }),
    left: copiesOf(claim.left, claim.convention.left),
    right: copiesOf(claim.right, claim.convention.right),
    out: copiesOf(claim.out, claim.convention.out),
  };
}

const SO3 = { group: 'so3' } as const;
const UP_TO_2 = { left: '0e+1o+2e', right: '0e+1o+2e', out: '0e+1o+2e+3o+4e' };
const UP_TO_3 = { left: '0e+1o+2e+3o', right: '0e+1o+2e+3o', out: '0e+1o+2e+3o' };
/** Every path has an output of its own parity. */
const BOTH_PARITIES = { left: '0e+1o+2e', right: '0e+1o', out: '0e+1o+1e+2e+2o+3o' };
/** Copies: 2x0e+3x1o times 0e+1o, every pair in an output copy of its own. */
const COPIES = { left: '2x0e+3x1o', right: '0e+2x1o', out: '8x0e+7x1o+6x1e+6x2e' };

const place = ({ table }: Base, i: number, j: number, k: number): number => (i * table.d2 + j) * table.d3 + k;

/** The same table with other values. */
function edited({ table }: Base, edit: (values: Float64Array) => void): Table {
  const values = table.values.slice();
  edit(values);
  return { ...table, values };
}

const kernelOf = ({ claim }: Base, table: Table): Implementation =>
  rowwise(sizesOf(claim), tableRow(table, { format: claim.dtype }), tableGradient(table, { format: claim.dtype }));

/** Visits the entries of the block of three copies: place, and the m of each side. */
function eachEntry(
  of: Base,
  [a, b, c]: readonly [number, number, number],
  visit: (at: number, m: readonly [number, number, number]) => void,
): void {
  const [x, y, z] = [of.left[a], of.right[b], of.out[c]];
  for (const [m1, i] of (x?.at ?? []).entries()) {
    for (const [m2, j] of (y?.at ?? []).entries()) {
      for (const [m3, k] of (z?.at ?? []).entries()) {
        visit(place(of, i, j, k), [m1 - (x?.irrep.l ?? 0), m2 - (y?.irrep.l ?? 0), m3 - (z?.irrep.l ?? 0)]);
      }
    }
  }
}

type Triple = readonly [number, number, number];

/** The triples of slots that hold something. */
function heldTriples(of: Base): Triple[] {
  const found: Triple[] = [];
  for (const a of of.left.keys()) {
    for (const b of of.right.keys()) {
      for (const c of of.out.keys()) {
        let held = false;
        eachEntry(of, [a, b, c], (at) => {
          if ((of.table.values[at] ?? 0) !== 0) held = true;
        });
        if (held) found.push([a, b, c]);
      }
    }
  }
  return found;
}

const degrees = (of: Base, [a, b, c]: Triple): Triple => [
  of.left[a]?.irrep.l ?? 0,
  of.right[b]?.irrep.l ?? 0,
  of.out[c]?.irrep.l ?? 0,
];

const slots = ([left, right, out]: Triple): Facts => ({ left, right, out });

/** A fault in the tensor alone. */
function tensorFault(
  of: Base,
  name: string,
  code: DiagnosisCode,
  where: Facts,
  edit: (values: Float64Array) => void,
): Mutant {
  const table = edited(of, edit);
  return { name: `${of.name}: ${name}`, claim: of.claim, make: () => kernelOf(of, table), code, where };
}

/** The n-th non-zero entry of a block that has at least three. */
function entryOff(of: Base, triple: Triple, n: number, relative: number): Mutant {
  const entries: { at: number; m: Triple }[] = [];
  eachEntry(of, triple, (at, m) => {
    if ((of.table.values[at] ?? 0) !== 0) entries.push({ at, m });
  });
  const { at, m } = entries[n % entries.length] ?? { at: 0, m: [0, 0, 0] };
  return tensorFault(
    of,
    `entry m = ${m.join(' ')} of slots ${triple.join(' ')} off by ${relative}`,
    entries.length < 3 ? 'path-scale' : 'not-equivariant',
    entries.length < 3 ? slots(triple) : { ...slots(triple), m },
    (values) => {
      values[at] = (values[at] ?? 0) * (1 + relative);
    },
  );
}

function scaledPaths(
  of: Base,
  name: string,
  code: DiagnosisCode,
  where: Facts,
  factor: (triple: Triple) => number,
): Mutant {
  return tensorFault(of, name, code, where, (values) => {
    for (const triple of heldTriples(of)) {
      const scale = factor(triple);
      if (scale === 1) continue;
      eachEntry(of, triple, (at) => {
        values[at] = (values[at] ?? 0) * scale;
      });
    }
  });
}

type Side = 'left' | 'right' | 'out';

/** The vector of a side read at other places and with signs: their index from ours. */
function relabelled(
  of: Base,
  side: Side,
  from: (index: number) => { index: number; sign: number },
): (values: Float64Array) => void {
  return (values) => {
    const before = values.slice();
    const { d1, d2, d3 } = of.table;
    for (let i = 0; i < d1; i++) {
      for (let j = 0; j < d2; j++) {
        for (let k = 0; k < d3; k++) {
          const { index, sign } = from(side === 'left' ? i : side === 'right' ? j : k);
          const source = place(
            of,
            side === 'left' ? index : i,
            side === 'right' ? index : j,
            side === 'out' ? index : k,
          );
          values[place(of, i, j, k)] = sign * (before[source] ?? 0);
        }
      }
    }
  };
}

/** Which m stands at the place of m, and its sign. */
type BasisMap = (m: number) => readonly [number, number];

function otherBasis(of: Base, side: Side, l: number, map: BasisMap): (values: Float64Array) => void {
  const moved = new Map<number, { index: number; sign: number }>();
  for (const { irrep, at } of of[side]) {
    if (irrep.l !== l) continue;
    for (const [entry, index] of at.entries()) {
      const [m, sign] = map(entry - l);
      moved.set(index, { index: at[m + l] ?? 0, sign });
    }
  }
  return relabelled(of, side, (index) => moved.get(index) ?? { index, sign: 1 });
}

/** Another basis of one degree on one side. */
const basisFault = (of: Base, name: string, code: DiagnosisCode, side: Side, l: number, map: BasisMap): Mutant =>
  tensorFault(of, `${name}, ${side} ℓ = ${l}`, code, { side, l }, otherBasis(of, side, l, map));

/** The same on all three sides. */
const basisFaultEverywhere = (of: Base, name: string, code: DiagnosisCode, l: number, map: BasisMap): Mutant =>
  tensorFault(of, `${name}, all sides ℓ = ${l}`, code, { l }, (values) => {
    for (const side of ['left', 'right', 'out'] as const) otherBasis(of, side, l, map)(values);
  });

/** A fault around a correct kernel. */
function batchFault(
  of: Base,
  name: string,
  code: DiagnosisCode,
  where: Facts,
  wrap: (inner: Implementation) => Implementation['forward'],
): Mutant {
  return {
    name: `${of.name}: ${name}`,
    claim: of.claim,
    make: () => {
      const inner = kernelOf(of, of.table);
      return { forward: wrap(inner), close: inner.close };
    },
    code,
    where,
  };
}

/** A fault in the gradient of a correct kernel. */
function gradientFault(
  of: Base,
  name: string,
  code: DiagnosisCode,
  where: Facts,
  spoil: (gradients: { x1: Float64Array; x2: Float64Array }, call: number, x1: Float64Array, x2: Float64Array) => void,
): Mutant {
  return {
    name: `${of.name}: ${name}`,
    claim: of.claim,
    make: () => {
      const inner = kernelOf(of, of.table);
      let call = 0;
      return {
        ...inner,
        vjp: async (x1, x2, cotangent, batch) => {
          const found = await inner.vjp?.(x1, x2, cotangent, batch);
          const gradients = found ?? { x1: new Float64Array(0), x2: new Float64Array(0) };
          spoil(gradients, call, x1, x2);
          call += 1;
          return gradients;
        },
      };
    },
    code,
    where,
  };
}

const OPERATIONS_SMALL: readonly OperationId[] = ['cgtp', 'gtp', 'mtp', 'vstp', 'curl', 'gtp+curl'];

/** Blocks spread over a base, those of at least three entries first. */
const someTriples = (of: Base, count: number): Triple[] => {
  const held = heldTriples(of).filter((triple) => degrees(of, triple).reduce((sum, l) => sum + l, 0) > 0);
  const chosen = Array.from(
    { length: count },
    (_, n): Triple => held[Math.floor(((n + 0.5) * held.length) / count)] ?? [0, 0, 0],
  );
  return chosen.filter((triple, n) => chosen.findIndex((other) => other.join() === triple.join()) === n);
};

function singleEntries(): Mutant[] {
  return OPERATIONS_SMALL.flatMap((operation) =>
    (['float32', 'float64'] as const).flatMap((dtype) => {
      const of = base(operation, { ...UP_TO_2, ...SO3, dtype }, operation);
      const relative = dtype === 'float32' ? 1e-5 : 1e-13;
      return someTriples(of, 3).map((triple, n) => entryOff(of, triple, 5 * n + 2, n % 2 === 0 ? relative : -relative));
    }),
  );
}

function paths(): Mutant[] {
  const named: Readonly<Record<OperationId, ClaimInput['normalisation']>> = {
    cgtp: 'component',
    gtp: 'integral',
    mtp: 'definition',
    vstp: 'definition',
    curl: 'integral',
    'gtp+curl': 'norm',
  };
  return OPERATIONS_SMALL.flatMap((operation): Mutant[] => {
    const dtype: Dtype = operation === 'mtp' || operation === 'curl' ? 'float64' : 'float32';
    const of = base(operation, { ...UP_TO_2, ...SO3, dtype, normalisation: named[operation] }, operation);
    const [first, second, third] = someTriples(of, 3);
    if (first === undefined || second === undefined || third === undefined) return [];
    const only = (triple: Triple, factor: number) => (other: Triple) => (other.join() === triple.join() ? factor : 1);
    const [a, b, c] = degrees(of, third);
    return [
      scaledPaths(of, `sign of path ${second.join(' ')}`, 'path-sign', slots(second), only(second, -1)),
      scaledPaths(of, `path ${third.join(' ')} dropped`, 'path-missing', slots(third), only(third, 0)),
      scaledPaths(of, `path ${first.join(' ')} × 1.001`, 'path-scale', slots(first), only(first, 1.001)),
      scaledPaths(of, `path ${second.join(' ')} × 2`, 'path-scale', slots(second), only(second, 2)),
      scaledPaths(of, 'everything × √2', 'global-scale', { factor: Math.SQRT2 }, () => Math.SQRT2),
      scaledPaths(
        of,
        '√(2ℓ+1) forgotten on the left',
        'path-scale',
        { side: 'left' },
        (t) => 1 / Math.sqrt(2 * degrees(of, t)[0] + 1),
      ),
      scaledPaths(of, '√(2ℓ+1) twice at the output', 'path-scale', { side: 'out' }, (t) =>
        Math.sqrt(2 * degrees(of, t)[2] + 1),
      ),
      tensorFault(
        of,
        `entry of path ${[a, b, c].join(' ')} of the other sign`,
        'not-equivariant',
        slots(third),
        (values) => {
          let done = false;
          eachEntry(of, third, (at) => {
            if (done || (values[at] ?? 0) === 0) return;
            values[at] = -(values[at] ?? 0);
            done = true;
          });
        },
      ),
    ];
  });
}

function signsAndOrders(): Mutant[] {
  const auto = base('cgtp up to 3', { ...UP_TO_3, ...SO3, dtype: 'float32' }, 'cgtp');
  const e3nn = base('gtp up to 3, e3nn', { ...UP_TO_3, ...SO3, dtype: 'float64', convention: 'e3nn' }, 'gtp');
  const e3x = base('cgtp up to 3, e3x', { ...UP_TO_3, ...SO3, dtype: 'float32', convention: 'e3x' }, 'cgtp');
  const mirrored = (m: number): readonly [number, number] => [-m, 1];
  const cyclic = (m: number): readonly [number, number] => [m === 1 ? -1 : m + 1, 1];
  const signOf = (which: (m: number) => boolean) => (m: number) => [m, which(m) ? -1 : 1] as const;
  const condonShortley = signOf((m) => m > 0 && m % 2 === 1);
  const odd = ([a, b, c]: Triple): boolean => (a + b + c) % 2 === 1;
  return [auto, e3nn, e3x].flatMap((of) => [
    ...(['left', 'right', 'out'] as const).flatMap((side) => [
      basisFault(of, 'sine and cosine exchanged', 'basis-order', side, 3, mirrored),
      basisFault(of, 'sine and cosine exchanged', 'basis-order', side, 2, mirrored),
      basisFault(of, 'x, y, z turned', 'basis-order', side, 1, cyclic),
      basisFault(of, 'Condon–Shortley sign', 'basis-sign', side, 3, condonShortley),
      basisFault(
        of,
        'one component negated',
        'basis-sign',
        side,
        2,
        signOf((m) => m === -1),
      ),
    ]),
    basisFaultEverywhere(of, 'sine and cosine exchanged', 'basis-order', 3, mirrored),
    basisFaultEverywhere(of, 'Condon–Shortley sign', 'basis-sign', 2, condonShortley),
    ...(of === e3nn
      ? []
      : [
          scaledPaths(of, 'odd paths negated', 'path-sign', { pattern: 'odd ℓ1+ℓ2+ℓ3' }, (t) =>
            odd(degrees(of, t)) ? -1 : 1,
          ),
        ]),
    scaledPaths(of, 'one degree negated on the right', 'basis-sign', { side: 'right', l: 2 }, (t) =>
      degrees(of, t)[1] === 2 ? -1 : 1,
    ),
  ]);
}

/** A table in one convention under a manifest that says another. */
function otherConventions(): Mutant[] {
  const sides = { left: '2x0e+2x1o+2x2e', right: '0e+1o+2e', out: '2x0e+2x1o+2x2e' };
  const pairs = [
    ['e3nn', 'e3x', 'basis-order'],
    ['e3x', 'standard', 'basis-order'],
    ['cuequivariance', 'e3nn', 'layout'],
    ['e3nn', 'cuequivariance', 'layout'],
  ] as const;
  return pairs.map(([made, said, code]): Mutant => {
    const of = base(`${made} said to be ${said}`, { ...sides, ...SO3, convention: made }, 'cgtp');
    const claim: Claim = { ...of.claim, convention: { left: said, right: said, out: said } };
    return {
      name: of.name,
      claim,
      make: () => kernelOf(of, of.table),
      code,
      where: code === 'layout' ? { side: 'left' } : { l: 2 },
    };
  });
}

function oneSideLayout(): Mutant[] {
  const input = { left: '3x1o+2x2e', right: '0e+1o', out: '3x1o+2x2e+2x3o', convention: 'e3nn' } as const;
  const of = base('copies', { ...input, ...SO3 }, 'cgtp');
  const other = base(
    'copies',
    { ...input, ...SO3, convention: { left: 'e3nn', right: 'e3nn', out: 'cuequivariance' } },
    'cgtp',
  );
  const left = base(
    'copies',
    { ...input, ...SO3, convention: { left: 'cuequivariance', right: 'e3nn', out: 'e3nn' } },
    'cgtp',
  );
  return [
    {
      name: 'output in ir_mul',
      claim: of.claim,
      make: () => kernelOf(of, other.table),
      code: 'layout',
      where: { side: 'out' },
    },
    {
      name: 'left input in ir_mul',
      claim: of.claim,
      make: () => kernelOf(of, left.table),
      code: 'layout',
      where: { side: 'left' },
    },
  ];
}

function exchangedSlots(): Mutant[] {
  const mixed = base('cgtp 0+1 by 1+0', { left: '0e+1o+2e', right: '2e+1o+0e', out: '0e+1o+2e', ...SO3 }, 'cgtp');
  const vectors = base(
    'mtp 0+2 by 1+1',
    { left: '0e+2e', right: '1o+1o', out: '1o+2e+3o', ...SO3, dtype: 'float64' },
    'mtp',
  );
  const exchange = (of: Base, name: string): Mutant =>
    tensorFault(of, name, 'slots-swapped', { sides: ['left', 'right'] }, (values) => {
      const before = values.slice();
      const { d1, d3 } = of.table;
      for (let i = 0; i < d1; i++) {
        for (let j = 0; j < d1; j++) {
          for (let k = 0; k < d3; k++) values[place(of, i, j, k)] = before[place(of, j, i, k)] ?? 0;
        }
      }
    });
  const parities = base('both parities', { ...BOTH_PARITIES, dtype: 'float64' }, 'cgtp');
  const permuted = (of: Base, side: Side, order: readonly number[], name: string): Mutant => {
    // Slots written one after the other in another order.
    const listed = order.flatMap((slot) => [...(of[side][slot]?.at ?? [])]);
    const own = of[side].flatMap(({ at }) => [...at]);
    const from = new Map(own.map((index, n) => [index, listed[n] ?? 0]));
    const edit = relabelled(of, side, (index) => ({ index: from.get(index) ?? 0, sign: 1 }));
    return tensorFault(of, name, 'slots-swapped', { side }, edit);
  };
  const pinned = base(
    'pinned',
    {
      left: '1o+1o',
      right: '1o',
      out: '1e+1e+0e+2e',
      paths: [
        { left: 0, right: 0, out: 0 },
        { left: 1, right: 0, out: 1 },
        { left: 0, right: 0, out: 2 },
        { left: 1, right: 0, out: 3 },
      ],
    },
    'cgtp',
  );
  const pinnedTable = (target: (a: number, c: number) => boolean): Table =>
    tableOf({
      claim: pinned.claim,
      operation: 'cgtp',
      normalisation: 'w3j',
      sharing: 'all',
      weight: (a, _b, c) => (target(a, c) ? 1 : 0),
    });
  const right = (a: number, c: number): boolean =>
    [
      [0, 0],
      [1, 1],
      [0, 2],
      [1, 3],
    ].some(([x, y]) => x === a && y === c);
  return [
    exchange(mixed, 'inputs exchanged'),
    exchange(vectors, 'inputs exchanged'),
    permuted(parities, 'out', [0, 2, 1, 3, 4, 5], '1e and 1o exchanged'),
    permuted(parities, 'out', [0, 1, 2, 4, 3, 5], '2e and 2o exchanged'),
    permuted(parities, 'out', [1, 0, 2, 3, 4, 5], '1o before 0e'),
    permuted(parities, 'left', [2, 1, 0], 'degrees descending'),
    permuted(parities, 'right', [1, 0], '1o before 0e'),
    {
      name: 'pinned: two output copies exchanged',
      claim: pinned.claim,
      make: () =>
        kernelOf(
          pinned,
          pinnedTable((a, c) => right(a, c === 0 ? 1 : c === 1 ? 0 : c)),
        ),
      code: 'slots-swapped',
      where: {},
    },
    {
      name: 'pinned: a path not said',
      claim: pinned.claim,
      make: () =>
        kernelOf(
          pinned,
          pinnedTable((a, c) => right(a, c) || (a === 1 && c === 2)),
        ),
      code: 'path-extra',
      where: { left: 1, right: 0, out: 2 },
    },
    {
      name: 'pinned: a path left out',
      claim: pinned.claim,
      make: () =>
        kernelOf(
          pinned,
          pinnedTable((a, c) => right(a, c) && c !== 3),
        ),
      code: 'path-missing',
      where: { left: 1, right: 0, out: 3 },
    },
  ];
}

function parityAndCopies(): Mutant[] {
  const parities = base('both parities', { ...BOTH_PARITIES }, 'cgtp');
  const free = base('both parities', { ...BOTH_PARITIES, ...SO3 }, 'cgtp');
  const full = base('full', { ...COPIES, dtype: 'float64' }, 'cgtp', 'in turn');
  const held = heldTriples(full);
  const [some = [0, 0, 0], more = [0, 0, 0]] = [
    held[Math.floor(held.length / 3)],
    held[Math.floor((2 * held.length) / 3)],
  ];
  const wrongParity = (c: number): Mutant =>
    tensorFault(
      parities,
      `1o⊗1o into slot ${c} of the wrong parity`,
      'parity-violated',
      { left: 1, right: 1, out: c },
      (values) => {
        eachEntry(free, [1, 1, c], (at) => {
          values[at] = free.table.values[at] ?? 0;
        });
      },
    );
  const only = (triple: Triple, factor: number) => (other: Triple) => (other.join() === triple.join() ? factor : 1);
  return [
    wrongParity(1),
    wrongParity(4),
    scaledPaths(full, 'one pair dropped', 'path-missing', { path: pathText(full, some) }, only(some, 0)),
    scaledPaths(full, 'one pair negated', 'path-sign', slots(more), only(more, -1)),
    scaledPaths(full, 'one pair off by 3·10⁻⁵', 'path-scale', slots(some), only(some, 1 + 3e-5)),
    scaledPaths(full, 'one output copy empty', 'path-missing', {}, (t) => (t[2] === more[2] ? 0 : 1)),
    tensorFault(full, 'a pair in a second copy', 'path-extra', {}, (values) => {
      const from = held.find((t) => degrees(full, t).join() === '1,1,0') ?? some;
      const to = held.find((t) => degrees(full, t).join() === '1,1,0' && t[2] !== from[2]) ?? some;
      const entries: number[] = [];
      eachEntry(full, from, (at) => entries.push(at));
      eachEntry(full, [from[0], from[1], to[2]], (at) => {
        values[at] = full.table.values[entries.shift() ?? 0] ?? 0;
      });
    }),
  ];
}

const pathText = (of: Base, [a, b, c]: Triple): string => {
  const name = (copy: Copy | undefined): string => `${copy?.irrep.l ?? 0}${copy?.irrep.p === 1 ? 'e' : 'o'}`;
  return `${name(of.left[a])}⊗${name(of.right[b])}→${name(of.out[c])}`;
};

/** One operation under the name of another. */
function otherOperations(): Mutant[] {
  const pairs: readonly (readonly [OperationId, OperationId, DiagnosisCode])[] = [
    ['gtp', 'cgtp', 'path-missing'],
    ['cgtp', 'gtp', 'path-extra'],
    ['mtp', 'cgtp', 'path-scale'],
    ['curl', 'gtp+curl', 'path-missing'],
    ['gtp+curl', 'gtp', 'path-extra'],
  ];
  return pairs.map(([made, said, code]): Mutant => {
    const of = base(`${made} said to be ${said}`, { ...UP_TO_2, ...SO3 }, made);
    const { claim } = base('', { ...UP_TO_2, ...SO3 }, said);
    return { name: of.name, claim, make: () => kernelOf(of, of.table), code, where: {} };
  });
}

/** Gaunt on grids of too few points, in float64. */
function smallGrids(): Mutant[] {
  return [0, 1, 2, 3].map((less): Mutant => {
    const of = base(`gtp on a grid ${less + 1} too small`, { ...UP_TO_3, ...SO3, dtype: 'float64' }, 'gtp');
    const sides = [
      carriedSignals(of.claim.left, 'so3'),
      carriedSignals(of.claim.right, 'so3'),
      carriedSignals(of.claim.out, 'so3'),
    ] as const;
    const sphere = sphereGrid(gridForDegree(8 - less - 1), 3);
    const ways = (side: (typeof sides)[number]) =>
      side.map((signal) => synthesis(signal, sphere, { fields: ['value'], turn: false }));
    const [a, b] = [ways(sides[0]), ways(sides[1])];
    const back = sides[2].map((signal) => analysis(signal, sphere));
    const over = FLOAT64_ARITHMETIC;
    const onGrid = (side: typeof a, vector: Float64Array) =>
      side.map((way) => ({
        natural: way.natural,
        field: way.values(over, 'value', way.ringSums(over, 'value', [...vector])),
      }));
    const row = (x: Float64Array, y: Float64Array, z: Float64Array): void => {
      const products = pairProducts(over, sphere.grid, onGrid(a, x), onGrid(b, y), false, (f, g, point) =>
        over.multiply(f[point] ?? 0, g[point] ?? 0),
      );
      const out = new Array<number>(z.length).fill(0);
      for (const way of back) way.project(over, products(way.natural), out);
      z.set(out);
    };
    return {
      name: of.name,
      claim: of.claim,
      make: () => rowwise(sizesOf(of.claim), row),
      code: 'not-equivariant',
      where: {},
    };
  });
}

/** What a fault around the batch may look at: the call, and the answer that was computed before. */
interface Call {
  readonly batch: number;
  readonly call: number;
  readonly before: Float64Array;
  readonly x1: Float64Array;
  readonly x2: Float64Array;
}

/** Changes the answer in place, or gives another. */
type Change = (z: Float64Array, call: Call) => Float64Array | undefined;

function aroundTheBatch(): Mutant[] {
  const small = base('cgtp', { ...UP_TO_2, ...SO3 }, 'cgtp');
  const double = base('gtp', { ...UP_TO_2, ...SO3, dtype: 'float64' }, 'gtp');
  return [small, double].flatMap((of) => {
    const { d1, d3 } = of.table;
    const fault = (name: string, code: DiagnosisCode, where: Facts, change: Change): Mutant =>
      batchFault(of, name, code, where, (inner) => {
        let call = 0;
        let before = new Float64Array(0);
        return async (x1, x2, batch) => {
          const answer = await inner.forward(x1, x2, batch);
          const z = change(answer, { batch, call, before, x1, x2 }) ?? answer;
          call += 1;
          before = answer.slice();
          return z;
        };
      });
    return [
      fault('cross-talk with the row before', 'batch-coupled', {}, (z) => {
        const before = z.slice();
        for (let n = d3; n < z.length; n++) z[n] = Math.fround((z[n] ?? 0) + 1e-3 * (before[n - d3] ?? 0));
        return undefined;
      }),
      fault('mean of the batch subtracted', 'batch-coupled', {}, (z, { batch }) => {
        for (let k = 0; k < d3; k++) {
          let mean = 0;
          for (let r = 0; r < batch; r++) mean += (z[r * d3 + k] ?? 0) / batch;
          for (let r = 0; r < batch && batch > 1; r++) z[r * d3 + k] = Math.fround((z[r * d3 + k] ?? 0) - mean);
        }
        return undefined;
      }),
      fault('the last row of a batch not computed', 'batch-coupled', {}, (z, { batch }) => {
        if (batch > 1) z.fill(0, (batch - 1) * d3);
        return undefined;
      }),
      fault('rows beyond a multiple of 32 repeat the first', 'batch-coupled', {}, (z, { batch }) => {
        for (let r = batch - (batch % 32); r < batch && batch > 32; r++) z.copyWithin(r * d3, 0, d3);
        return undefined;
      }),
      fault('output transposed', 'layout', { side: 'out' }, (z, { batch }) =>
        z.map((_, n) => z[(n % batch) * d3 + Math.floor(n / batch)] ?? 0),
      ),
      fault('buffer not cleared', 'not-deterministic', {}, (z, { before }) =>
        z.map((value, n) => Math.fround(value + (before[n] ?? 0))),
      ),
      fault('the answer before', 'not-deterministic', {}, (z, { before }) => (before.length === z.length ? before : z)),
      fault('noise that changes from call to call', 'not-deterministic', {}, (z, { call }) =>
        z.map((value, n) => value * (1 + 1e-6 * Math.sin(n + 7 * call))),
      ),
      fault('one number too few per row', 'wrong-shape', { part: 'forward' }, (z, { batch }) =>
        z.subarray(0, batch * (d3 - 1)),
      ),
      fault('a row too many', 'wrong-shape', { part: 'forward' }, (z) =>
        Float64Array.from([...z, ...new Float64Array(d3)]),
      ),
      fault('a row for an empty batch', 'wrong-shape', { batch: 'empty' }, (z, { batch }) =>
        batch === 0 ? new Float64Array(d3) : z,
      ),
      fault('NaN at one index', 'nonfinite', { index: 3 }, (z, { batch }) => {
        for (let r = 0; r < batch; r++) z[r * d3 + 3] = Number.NaN;
        return undefined;
      }),
      fault('NaN for zero inputs', 'nonfinite', { batch: 'dense', row: 0 }, (z, { batch, x1 }) => {
        for (let r = 0; r < batch; r++) {
          const norm = x1.subarray(r * d1, (r + 1) * d1).reduce((sum, value) => sum + value * value, 0);
          if (norm === 0) z[r * d3] = 0 / norm;
        }
        return undefined;
      }),
      fault('a bias', 'not-bilinear', {}, (z) => z.map((value, n) => (n % d3 === 0 ? value + 2 ** -10 : value))),
      fault('a small bias', 'not-bilinear', {}, (z) => z.map((value, n) => (n % d3 === 2 ? value + 2 ** -40 : value))),
      fault('a quadratic term of one input', 'not-bilinear', {}, (z, { x1 }) =>
        z.map((value, n) => {
          const x = x1[Math.floor(n / d3) * d1 + 1] ?? 0;
          return n % d3 === 1 ? Math.fround(value + 1e-3 * x * x) : value;
        }),
      ),
      fault('a cubic term', 'not-bilinear', {}, (z, { x1, x2 }) =>
        z.map((value, n) => {
          const row = Math.floor(n / d3) * d1;
          return n % d3 === 1 ? Math.fround(value + 1e-2 * (x1[row] ?? 0) ** 2 * (x2[row] ?? 0)) : value;
        }),
      ),
      fault('a rectifier at the output', 'not-bilinear', {}, (z) => z.map((value) => Math.max(value, 0))),
      fault('outputs normalised', 'not-bilinear', {}, (z, { batch }) => {
        for (let r = 0; r < batch; r++) {
          const norm = Math.hypot(...z.subarray(r * d3, (r + 1) * d3));
          for (let k = 0; k < d3 && norm > 0; k++) z[r * d3 + k] = Math.fround((z[r * d3 + k] ?? 0) / norm);
        }
        return undefined;
      }),
      fault('outputs clipped to ±1/8', 'not-bilinear', {}, (z) =>
        z.map((value) => Math.max(-1 / 8, Math.min(1 / 8, value))),
      ),
    ];
  });
}

function precision(): Mutant[] {
  const roundings = [
    ['float32', { format: 'float32', table: 'tf32' }, 'tf32'],
    ['float32', { format: 'float32', table: 'bfloat16' }, 'bfloat16'],
    ['float32', { format: 'float32', input: 'tf32' }, 'tf32'],
    ['float32', { format: 'float32', input: 'bfloat16' }, 'bfloat16'],
    ['float32', { format: 'tf32' }, 'tf32'],
    ['float32', { format: 'bfloat16' }, 'bfloat16'],
    ['float64', { format: 'float32' }, 'float32'],
    ['float64', { format: 'float64', table: 'float32' }, 'float32'],
    ['float64', { format: 'float64', input: 'float32' }, 'float32'],
    ['float64', { format: 'float64', table: 'tf32' }, 'tf32'],
  ] as const;
  return (['cgtp', 'gtp'] as const).flatMap((operation) =>
    roundings.map(([dtype, rounding, behavesLike]): Mutant => {
      const of = base(`${operation} with ${JSON.stringify(rounding)}`, { ...UP_TO_2, ...SO3, dtype }, operation);
      return {
        name: of.name,
        claim: of.claim,
        make: () => rowwise(sizesOf(of.claim), tableRow(of.table, rounding)),
        code: 'precision',
        where: { behavesLike },
      };
    }),
  );
}

function gradientFaults(): Mutant[] {
  const small = base('cgtp', { ...UP_TO_2, ...SO3 }, 'cgtp');
  const double = base('mtp', { ...UP_TO_2, ...SO3, dtype: 'float64' }, 'mtp');
  return [small, double].flatMap((of) => {
    const { d1 } = of.table;
    return [
      gradientFault(of, 'gradient of x2 zero', 'gradient', { of: 'x2' }, ({ x2 }) => {
        x2.fill(0);
      }),
      gradientFault(of, 'gradient of x1 twice too large', 'gradient', { of: 'x1' }, ({ x1 }) => {
        x1.forEach((value, n) => {
          x1[n] = 2 * value;
        });
      }),
      gradientFault(of, 'gradient of x2 negated', 'gradient', { of: 'x2' }, ({ x2 }) => {
        x2.forEach((value, n) => {
          x2[n] = -value;
        });
      }),
      gradientFault(of, 'gradients exchanged', 'gradient', {}, ({ x1, x2 }) => {
        const kept = x1.slice();
        x1.set(x2);
        x2.set(kept);
      }),
      gradientFault(of, 'one component of x1 left out', 'gradient', { of: 'x1', i: 4 }, ({ x1 }) => {
        for (let n = 4; n < x1.length; n += d1) x1[n] = 0;
      }),
      gradientFault(of, 'one component of x1 off by 10⁻⁴', 'gradient', { of: 'x1', i: 2 }, ({ x1 }) => {
        for (let n = 2; n < x1.length; n += d1) x1[n] = Math.fround((x1[n] ?? 0) * (1 + 1e-4));
      }),
      gradientFault(of, 'the gradient of x1 sees x1', 'gradient', { of: 'x1', order: 2 }, ({ x1 }, call, x) => {
        if (call === 0) return;
        x1.forEach((value, n) => {
          x1[n] = Math.fround(value * (1 + 1e-2 * (x[n] ?? 0)));
        });
      }),
      gradientFault(of, 'gradient buffer not cleared', 'not-deterministic', { pass: 'vjp' }, ({ x1 }, call) => {
        if (call !== 2) return;
        x1.forEach((value, n) => {
          x1[n] = 2 * value;
        });
      }),
      gradientFault(of, 'NaN in the gradient', 'nonfinite', { pass: 'vjp', part: 'x2' }, ({ x2 }) => {
        x2[0] = Number.NaN;
      }),
    ];
  });
}

export const mutants = (): Mutant[] => [
  ...singleEntries(),
  ...paths(),
  ...signsAndOrders(),
  ...otherConventions(),
  ...oneSideLayout(),
  ...exchangedSlots(),
  ...parityAndCopies(),
  ...otherOperations(),
  ...smallGrids(),
  ...aroundTheBatch(),
  ...precision(),
  ...gradientFaults(),
];
