import type { Claim } from '../../../src/verification/claim.ts';
import {
  base,
  basisFault,
  basisFaultEverywhere,
  degrees,
  kernelOf,
  type Mutant,
  SO3,
  scaledPaths,
  type Triple,
  UP_TO_3,
} from './planting.ts';

export function signsAndOrders(): Mutant[] {
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
export function otherConventions(): Mutant[] {
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

export function oneSideLayout(): Mutant[] {
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
