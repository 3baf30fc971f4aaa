/** Faults in single entries and in the coefficients of paths, down to claims of one path. */

import type { OperationId } from '../../../src/operation/operation.ts';
import { type ClaimInput, parseClaim } from '../../../src/verification/claim.ts';
import type { Dtype } from '../../../src/verification/implementation.ts';
import { rowwise, sizesOf, tableRow } from '../kernels.ts';
import {
  type Base,
  base,
  basisFault,
  degrees,
  eachEntry,
  entryOff,
  heldTriples,
  type Mutant,
  SO3,
  scaledPaths,
  slots,
  type Triple,
  tensorFault,
  UP_TO_2,
} from './planting.ts';

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

export function singleEntries(): Mutant[] {
  return OPERATIONS_SMALL.flatMap((operation) =>
    (['float32', 'float64'] as const).flatMap((dtype) => {
      const of = base(operation, { ...UP_TO_2, ...SO3, dtype }, operation);
      const relative = dtype === 'float32' ? 1e-5 : 1e-13;
      return someTriples(of, 3).map((triple, n) => entryOff(of, triple, 5 * n + 2, n % 2 === 0 ? relative : -relative));
    }),
  );
}

export function paths(): Mutant[] {
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

/** One path, or degrees so low that little can be told apart. */
export function littleToSee(): Mutant[] {
  const single = base('2⊗2→2', { left: '2e', right: '2e', out: '2e' }, 'cgtp');
  const low = base('degrees to 1', { left: '0e+1o', right: '0e+1o', out: '0e+1o+1e+2e', normalisation: 'w3j' }, 'cgtp');
  const rounded = (table: 'tf32' | 'bfloat16'): Mutant => ({
    name: `${low.name} with a table in ${table}`,
    claim: low.claim,
    make: () => rowwise(sizesOf(low.claim), tableRow(low.table, { format: 'float32', table })),
    code: 'precision',
    where: { behavesLike: table },
  });
  return [
    basisFault(single, 'sine and cosine exchanged', 'basis-order', 'left', 2, (m) => [-m, 1]),
    basisFault(single, 'one component negated', 'basis-sign', 'out', 2, (m) => [m, m === 2 ? -1 : 1]),
    scaledPaths(single, 'its only path negated', 'path-sign', slots([0, 0, 0]), () => -1),
    scaledPaths(low, 'everything negated', 'global-scale', { factor: -1 }, () => -1),
    {
      ...scaledPaths(low, 'nothing but zeros', 'path-missing', { path: '0e⊗0e→0e' }, () => 0),
      claim: parseClaim({ left: '0e+1o', right: '0e+1o', out: '0e+1o+1e+2e' }),
    },
    scaledPaths(low, 'zeros for a product', 'path-missing', {}, () => 0),
    rounded('tf32'),
    rounded('bfloat16'),
  ];
}
