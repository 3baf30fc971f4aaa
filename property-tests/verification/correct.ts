/** Correct implementations of many kinds: what the judge must never reject. */
import { ALGORITHMS } from '../../src/algorithm/catalogue.ts';
import { CONVENTION_NAMES } from '../../src/coupling/convention.ts';
import { OPERATION_IDS } from '../../src/operation/operation.ts';
import { type Claim, type ClaimInput, parseClaim } from '../../src/verification/claim.ts';
import { DTYPES, type Implementation } from '../../src/verification/implementation.ts';
import {
  algorithmKernel,
  copiesOf,
  rowwise,
  type Sharing,
  sizesOf,
  tableGradient,
  tableOf,
  tableRow,
} from './kernels.ts';

export interface Correct {
  readonly name: string;
  readonly claim: Claim;
  make(): Implementation;
}

/** Irreps of the cases, small and of every shape: copies, both parities, gaps, one degree alone. */
const SHAPES: readonly (Pick<ClaimInput, 'left' | 'right' | 'out' | 'group'> & { readonly sharing: Sharing })[] = [
  { left: '0e+1o+2e', right: '0e+1o', out: '0e+1o+2e+3o', group: 'o3', sharing: 'all' },
  { left: '0e+1o+2e', right: '0e+1o+2e', out: '0e+1o+2e+3o+4e', group: 'so3', sharing: 'all' },
  { left: '2x0e+3x1o', right: '0e+1o', out: '4x0e+3x1o+3x1e+2e', group: 'o3', sharing: 'in turn' },
  { left: '2x1o+2x2e', right: '1o', out: '2x0e+2x1o+2x2e+2x3o', group: 'so3', sharing: 'all' },
  { left: '0e+0o+1e+1o', right: '1o+1e', out: '0e+0o+1e+1o+2e+2o', group: 'o3', sharing: 'all' },
  { left: '2e', right: '2e', out: '2e+3e', group: 'o3', sharing: 'all' },
  { left: '3o', right: '1o', out: '2e+4e', group: 'o3', sharing: 'all' },
];

const NORMALISATIONS = {
  cgtp: ['w3j', 'component'],
  gtp: ['integral', 'component', 'norm'],
  curl: ['integral', 'norm'],
  'gtp+curl': ['integral', 'component'],
  mtp: ['definition', 'norm'],
  vstp: ['definition'],
} as const;

/** Tables, in every preset, dtype, normalisation and shape; the claim says it all, or leaves it open. */
function tables(): Correct[] {
  return OPERATION_IDS.flatMap((operation) =>
    CONVENTION_NAMES.flatMap((convention, c) =>
      DTYPES.flatMap((dtype, d) =>
        NORMALISATIONS[operation].map((normalisation, n): Correct => {
          const { sharing, ...shape } = SHAPES[(3 * c + 2 * d + n + operation.length) % SHAPES.length] ?? {
            ...SHAPES[0],
            sharing: 'all',
            left: '0e',
            right: '0e',
            out: '0e',
          };
          const made = parseClaim({ ...shape, operation, convention, dtype, normalisation });
          const open = (c + d + n) % 2 === 1;
          const claim: Claim = open
            ? { ...made, convention: { left: 'auto', right: 'auto', out: 'auto' }, normalisation: 'auto' }
            : made;
          const table = tableOf({ claim: made, operation, normalisation, sharing });
          return {
            name: `${operation} table ${convention} ${dtype} ${normalisation} ${shape.left}${open ? ' auto' : ''}`,
            claim,
            make: () =>
              rowwise(sizesOf(made), tableRow(table, { format: dtype }), tableGradient(table, { format: dtype })),
          };
        }),
      ),
    ),
  );
}

/** The algorithms of src/algorithm with every operation rounded, in every dtype and both orders. */
function algorithms(): Correct[] {
  return ALGORITHMS.flatMap((algorithm) =>
    DTYPES.flatMap((dtype) =>
      (['auto', 'e3x'] as const).map((convention): Correct => {
        const claim = parseClaim({
          left: '0e+1o',
          right: '0e+1o',
          out: '0e+1o+2e',
          group: 'so3',
          operation: algorithm.operation,
          dtype,
          convention,
        });
        return {
          name: `${algorithm.id} ${dtype} ${convention}`,
          claim,
          make: () =>
            algorithmKernel(claim, algorithm, dtype, 'definition', dtype === 'float32' || dtype === 'float64'),
        };
      }),
    ),
  );
}

/** The larger ones, where sums are long and cancel. */
export function larger(): Correct[] {
  return ALGORITHMS.filter(({ id }) => id !== 'gtp-fourier-fft' && id !== 'cgtp-dense').flatMap((algorithm) =>
    (['float32', 'bfloat16'] as const).map((dtype): Correct => {
      const claim = parseClaim({
        left: '0e+1o+3o',
        right: '0e+2e',
        out: '0e+1o+2e+3o+5o',
        group: 'o3',
        operation: algorithm.operation,
        dtype,
      });
      return {
        name: `${algorithm.id} ${dtype}, larger`,
        claim,
        make: () => algorithmKernel(claim, algorithm, dtype, 'definition', false),
      };
    }),
  );
}

/** Correct in unusual ways. */
function unusual(): Correct[] {
  const shape = { left: '0e+1o+2e', right: '0e+1o', out: '0e+1o+2e+3o' } as const;
  const weighted = parseClaim({ ...shape, operation: 'cgtp', normalisation: 'any' });
  const scaled = parseClaim({ ...shape, operation: 'gtp', dtype: 'float64' });
  const mixed = parseClaim({
    ...shape,
    operation: 'cgtp',
    convention: { left: 'e3nn', right: 'standard', out: 'e3x' },
    dtype: 'float64',
  });
  const channels = parseClaim({ left: '4x0e+4x1o', right: '4x0e+4x1o', out: '4x0e+4x1o', operation: 'gtp' });
  const pinned = parseClaim({
    left: '2x1o',
    right: '1o',
    out: '0e+1e',
    operation: 'cgtp',
    normalisation: 'component',
    paths: [
      { left: 0, right: 0, out: 0, reduced: '√(1/2)' },
      { left: 1, right: 0, out: 1, reduced: '-3/4' },
    ],
  });
  const pins: Readonly<Record<string, number>> = { '0 0 0': Math.SQRT1_2, '1 0 1': -0.75 };
  const any = parseClaim({ ...shape, operation: 'any', dtype: 'float64' });
  const tableIn = (
    claim: Claim,
    operation: 'cgtp' | 'gtp',
    normalisation: string,
    weight: (a: number, b: number, c: number) => number,
  ) => tableOf({ claim, operation, normalisation, sharing: 'all', weight });
  const fixed = (a: number, b: number, c: number): number => 0.3 + Math.abs(Math.sin(7 * a + 3 * b + c));
  const channelTable = tableIn(channels, 'gtp', 'definition', (a, b, c) =>
    a % 4 === b % 4 && b % 4 === c % 4 ? 1 : 0,
  );
  const axes = rotatedLeft(
    mixed,
    tableIn(mixed, 'cgtp', 'w3j', () => 1),
  );
  const simple = (name: string, claim: Claim, table: ReturnType<typeof tableOf>): Correct => ({
    name,
    claim,
    make: () =>
      rowwise(sizesOf(claim), tableRow(table, { format: claim.dtype }), tableGradient(table, { format: claim.dtype })),
  });
  return [
    simple('a weight of its own on every path', weighted, tableIn(weighted, 'cgtp', 'w3j', fixed)),
    simple(
      'one factor for all',
      scaled,
      tableIn(scaled, 'gtp', 'integral', () => 0.123),
    ),
    simple('another convention on each side', mixed, axes),
    simple('channel by channel', channels, channelTable),
    simple(
      'pinned paths',
      pinned,
      tableIn(pinned, 'cgtp', 'component', (a, b, c) => pins[`${a} ${b} ${c}`] ?? 0),
    ),
    simple('any operation', any, tableIn(any, 'cgtp', 'w3j', fixed)),
    {
      name: 'another order of summation in large batches',
      claim: weighted,
      make: () => {
        const table = tableIn(weighted, 'cgtp', 'w3j', fixed);
        const row = tableRow(table, { format: 'float32' });
        const precise = tableRow(table, { format: 'float64', table: 'float32' });
        const [small, large] = [rowwise(sizesOf(weighted), row), rowwise(sizesOf(weighted), precise)];
        return {
          ...small,
          forward: async (x1, x2, batch) =>
            (await (batch > 8 ? large : small).forward(x1, x2, batch)).map((value) => Math.fround(value)),
        };
      },
    },
  ];
}

/** e3nn's left side names the axes x, y, z that ours calls y, z, x: the table in these names, by a permutation and the degree-2 mixture. */
function rotatedLeft(claim: Claim, table: ReturnType<typeof tableOf>): ReturnType<typeof tableOf> {
  const { d1, d2, d3, values } = table;
  const turned = new Float64Array(values.length);
  const half = Math.sqrt(3) / 2;
  // Y_theirs(v) = Y_ours(Pv), P(x, y, z) = (z, x, y): rows are theirs, columns ours, in the order m = −ℓ…ℓ.
  const matrices: readonly (readonly (readonly number[])[])[] = [
    [[1]],
    // y, z, x of Pv are x, y, z of v.
    [
      [0, 0, 1],
      [1, 0, 0],
      [0, 1, 0],
    ],
    // xy, yz, 3z²−r², xz, x²−y² of Pv are zx, xy, 3y²−r², zy, z²−x² of v.
    [
      [0, 0, 0, 1, 0],
      [1, 0, 0, 0, 0],
      [0, 0, -1 / 2, 0, -half],
      [0, 1, 0, 0, 0],
      [0, 0, half, 0, -1 / 2],
    ],
  ];
  for (const { irrep, at } of copiesOf(claim.left, claim.convention.left)) {
    for (const [theirs, row] of (matrices[irrep.l] ?? []).entries()) {
      for (const [ours, factor] of row.entries()) {
        for (let rest = 0; rest < d2 * d3; rest++) {
          const to = (at[theirs] ?? 0) * d2 * d3 + rest;
          turned[to] = (turned[to] ?? 0) + factor * (values[(at[ours] ?? 0) * d2 * d3 + rest] ?? 0);
        }
      }
    }
  }
  return { d1, d2, d3, values: turned };
}

/** Each kind once, then the quick ones over and over. */
export function correctOnes(count: number): Correct[] {
  const quick = [...unusual(), ...tables()];
  const all = [...quick, ...algorithms()];
  const again = quick.filter(({ claim }) => claim.dtype === 'float32' || claim.dtype === 'float64');
  return Array.from({ length: count }, (_, n) => all[n] ?? again[(n - all.length) % again.length]).flatMap(
    (one) => one ?? [],
  );
}
