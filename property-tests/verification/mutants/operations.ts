/** Another operation than the one said, grids that are too small, and formats that are too coarse. */

import { gridForDegree } from '../../../src/algorithm/grid.ts';
import { carriedSignals } from '../../../src/algorithm/signal.ts';
import { analysis, pairProducts, sphereGrid, synthesis } from '../../../src/algorithm/sphere-transform.ts';
import { FLOAT64_ARITHMETIC } from '../../../src/exact/arithmetic.ts';
import type { OperationId } from '../../../src/operation/operation.ts';
import type { DiagnosisCode } from '../../../src/verification/verdict.ts';
import { rowwise, sizesOf, tableRow } from '../kernels.ts';
import { base, kernelOf, type Mutant, SO3, UP_TO_2, UP_TO_3 } from './planting.ts';

/** One operation under the name of another. */
export function otherOperations(): Mutant[] {
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
export function smallGrids(): Mutant[] {
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

export function precision(): Mutant[] {
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
