import type { DiagnosisCode, Facts } from '../../../src/verification/verdict.ts';
import { type Copy, type Table, tableOf } from '../kernels.ts';
import {
  type Base,
  BOTH_PARITIES,
  base,
  COPIES,
  degrees,
  eachEntry,
  heldTriples,
  kernelOf,
  type Mutant,
  place,
  relabelled,
  type Side,
  SO3,
  scaledPaths,
  slots,
  type Triple,
  tensorFault,
} from './planting.ts';

export function exchangedSlots(): Mutant[] {
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
    return tensorFault(of, `${side}: ${name}`, 'slots-swapped', { side }, edit);
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

export function parityAndCopies(): Mutant[] {
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

/** Many copies: channel by channel, and one side against each copy of the other. */
export function channels(): Mutant[] {
  const sides = { left: '4x0e+4x1o', right: '4x0e+4x1o', out: '4x0e+4x1o+4x1e', convention: 'e3nn' } as const;
  const all = base('channels', sides, 'cgtp');
  const equal = ([a, b, c]: Triple): boolean => a % 4 === b % 4 && b % 4 === c % 4;
  const filtered = (
    of: Base,
    name: string,
    code: DiagnosisCode,
    where: Facts,
    keep: (triple: Triple) => boolean,
  ): Mutant => scaledPaths(of, name, code, where, (triple) => (keep(triple) ? 1 : 0));
  const layered = base(
    'layer',
    { left: '3x0e+3x1o', right: '0e+1o+2e', out: '3x0e+3x1o+3x2e+3x1e', convention: 'e3nn' },
    'cgtp',
  );
  const own = ([a, , c]: Triple): boolean => a % 3 === c % 3;
  const exchange = tensorFault(
    all,
    '1o and 1e exchanged',
    'slots-swapped',
    { side: 'out', slots: [4, 8] },
    (values) => {
      const before = values.slice();
      for (let a = 0; a < 8; a++) {
        for (let b = 0; b < 8; b++) {
          for (let c = 0; c < 12; c++) {
            const from = c < 4 ? c : c < 8 ? c + 4 : c - 4;
            const entries: number[] = [];
            eachEntry(all, [a, b, from], (at) => entries.push(at));
            eachEntry(all, [a, b, c], (at) => {
              values[at] = equal([a, b, from]) ? (before[entries.shift() ?? 0] ?? 0) : 0;
            });
          }
        }
      }
    },
  );
  return [
    exchange,
    filtered(
      all,
      'one channel without 0e⊗0e→0e',
      'path-missing',
      { left: 2, right: 2, out: 0 },
      (t) => equal(t) && t.join() !== '2,2,2',
    ),
    filtered(
      all,
      'a pair of unequal channels',
      'path-extra',
      { left: 1, right: 3, out: 2 },
      (t) => equal(t) || t.join() === '1,3,2',
    ),
    filtered(
      layered,
      '1o⊗1o→0e left out',
      'path-missing',
      { path: '1o⊗1o→0e', count: 3 },
      (t) => own(t) && !(t[0] > 2 && t[1] === 1 && t[2] < 3),
    ),
    filtered(
      layered,
      '1o⊗1o→0e left out of one channel',
      'path-missing',
      { path: '1o⊗1o→0e', left: 4, count: 1 },
      (t) => own(t) && !(t[0] === 4 && t[1] === 1 && t[2] < 3),
    ),
  ];
}
