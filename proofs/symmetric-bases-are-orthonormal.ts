/**
 * The canonical bases of the symmetric maps from ν factors of V = 0e+1o+2e+… are orthonormal, symmetric, equivariant and complete.
 *
 * The certificate has of every element the integers of its component of highest weight (highest-weight.ts), in one list for the elements of
 * a content, and of every basis the SHA-256 of all its exact numbers (src/many-body/basis-digest.ts), which checkers make from those integers.
 */
import { type Irrep, printIrrep, printIrreps } from '../src/irreps/index.ts';
import {
  BASIS_CERTIFICATE,
  type BasisElement,
  basisDigest,
  basisMaker,
  characterOf,
  multiplicityIn,
  naturalFeatures,
  TRIVIAL_CHARACTER,
  tensorPowers,
} from '../src/many-body/index.ts';
import { weightedProduct } from '../src/many-body/weighted-span.ts';
import { holds, steps, theorem } from './certificate.ts';
import { type HighestWeights, highestWeights, squaredNorms } from './highest-weight.ts';

/** Both parities of every degree to l. */
const outputs = (l: number): Irrep[] =>
  steps(0, l).flatMap((degree) => ([1, -1] as const).map((p): Irrep => ({ l: degree, p })));

interface Basis {
  readonly degree: number;
  readonly order: number;
  readonly out: Irrep;
  readonly elements: readonly BasisElement[];
}

/** Of V to degree `degree`. @throws Error if there are more or fewer elements than characters say */
function basesOf(degree: number, orders: number, outs: readonly Irrep[]): Basis[] {
  const features = naturalFeatures(degree);
  const maker = basisMaker(features);
  const powers = tensorPowers(characterOf(features), orders).symmetric;
  return steps(1, orders).flatMap((order) =>
    outs.map((out) => {
      const elements = [...maker.elements(order, out)];
      const count = multiplicityIn(powers[order] ?? TRIVIAL_CHARACTER, out);
      holds(
        BigInt(elements.length) === count,
        `${order} factors to degree ${degree} → ${printIrrep(out)}: ${count} maps`,
      );
      return { degree, order, out, elements };
    }),
  );
}

/** `highest` of every content: its elements, in order. @throws Error if they are not orthogonal */
function highestOf(bases: readonly Basis[]): object[] {
  const groups = new Map<string, HighestWeights[]>();
  for (const element of bases.flatMap(({ elements }) => elements)) {
    const found = highestWeights(element);
    const name = `${found.factors.join(' ')} → ${found.out}`;
    const others = groups.get(name) ?? [];
    const norms = squaredNorms(found);
    for (const { integers } of others)
      holds(weightedProduct(norms, integers, found.integers) === 0n, `${name}: orthogonal`);
    groups.set(name, [...others, found]);
  }
  return [...groups].map(([name, group]) => {
    const highest = group.map(({ integers }) => integers.map(Number));
    if (!highest.flat().every(Number.isSafeInteger)) throw new RangeError(`${name}: integers of more than 53 bits`);
    return { factors: group[0]?.factors, out: group[0]?.out, highest };
  });
}

function rowOf({ degree, order, out, elements }: Basis): object {
  const features = naturalFeatures(degree);
  const digest = basisDigest(features, order, out);
  for (const element of elements) digest.add(element);
  return {
    irreps: printIrreps(features),
    order,
    out: printIrrep(out),
    elements: elements.length,
    sha256: digest.sha256(),
  };
}

/** @param lmax the largest degree of features and of outputs @param orders the largest number of factors */
export const basesTo = (lmax: number, orders: number) =>
  theorem({
    id: BASIS_CERTIFICATE.id,
    kind: 'bases',
    statement: 'The canonical bases of symmetric maps are orthonormal, symmetric, equivariant and complete.',
    range: `0e+1o+2e+… to degree L ≤ ${lmax}, up to ${orders} factors, every output to degree ${lmax}`,
    prove() {
      const bases = steps(0, lmax).map((degree) => basesOf(degree, orders, outputs(lmax)));
      const all = bases.flat();
      return {
        claim: `${BASIS_CERTIFICATE.id}: The canonical bases, with these sizes and SHA-256, are symmetric, equivariant, orthonormal and complete.`,
        cases: all.reduce((sum, { elements }) => sum + 1 + elements.length, 0),
        rows: all.map(rowOf),
        vectors: highestOf(bases[lmax] ?? []),
      };
    },
  });

export const symmetricBasesAreOrthonormal = basesTo(BASIS_CERTIFICATE.degree, BASIS_CERTIFICATE.order);
