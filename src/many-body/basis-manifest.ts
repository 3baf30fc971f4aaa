/** What goes with the arrays of an exported basis: the rules it was made by, in words, and what each array and element is. */
import type { Convention } from '../coupling/index.ts';
import { type Irrep, type Parity, printIrrep, printIrreps } from '../irreps/index.ts';
import type { Dtype } from '../tensor-file/index.ts';
import type { ManyBodyRequest } from './request.ts';
import type { BasisElement } from './symmetric-basis.ts';

/** One element: what it was coupled from. */
export interface ElementDescription {
  /** the copies, as irrep@position of the copy in the vector of V */
  readonly content: string;
  /** L_2 … L_ν as irreps */
  readonly path: string;
}

/** One array of the file. */
export interface ArrayDescription {
  readonly key: string;
  readonly order: number;
  readonly out: string;
  readonly shape: readonly number[];
  /** of the exact numbers, in our convention (basis-digest.ts) */
  readonly sha256: string;
  /** that of a certificate with this sha256 (certified-counts.ts) */
  readonly certificate?: string;
  readonly elements: readonly ElementDescription[];
}

export interface BasisManifest {
  readonly format: 'tp-gauntlet many-body basis';
  readonly version: 1;
  readonly irreps: string;
  readonly correlation: number;
  readonly out: readonly string[];
  readonly dtype: Dtype;
  readonly convention: Pick<Convention, 'name' | 'order' | 'axes' | 'coupling'> & {
    readonly layout: 'mul-ir' | 'ir-mul';
  };
  readonly rules: Readonly<Record<string, string>>;
  readonly arrays: readonly ArrayDescription[];
}

const SCALES: Readonly<Record<Convention['coupling'], string>> = {
  w3j: 'the squares of each element, over all axes but the last, add up to 1',
  component: 'the squares of each element, over all axes but the last, add up to 2l+1',
};

/** The rules, as they are in content.ts, coupled-polynomials.ts and symmetric-basis.ts. */
const rulesOf = (coupling: Convention['coupling']): Readonly<Record<string, string>> => ({
  axes: 'output m, then one input index for each factor, then the element; symmetric in the input indices',
  copies:
    'total order: by degree, natural parity first, then as in the irreps; elements by ascending sequence of copies, then by path',
  coupling:
    'factor by factor with the real coupling tensor w3j, then symmetrised; paths that depend on earlier ones are dropped',
  reduction: 'exact Gram-Schmidt in that order',
  sign: 'positive inner product with the coupled, symmetrised tensor of its path; w3j is a positive multiple of the integral of Y1 Y2 Y3, or of r.(grad Y1 x grad Y2) Y3 where l1+l2+l3 is odd',
  normalisation: SCALES[coupling],
  rounding: 'each number once, to nearest, from its exact value',
  sha256:
    'of the exact numbers as text; where an array names a certificate, the same sha256 stands in it, and that these numbers are such a basis has been checked by programs that share nothing with this one',
});

/** `0e@0 1o@1 1o@1`: which copies, and where each starts in the vector. */
const printContent = ({ content }: BasisElement): string =>
  content.map(({ irrep, offset }) => `${printIrrep(irrep)}@${offset}`).join(' ');

/** `3_0e`: the array of order 3 into 0e. */
export const arrayKey = (order: number, out: Irrep): string => `${order}_${printIrrep(out)}`;

/** L_2 … L_ν with the parities they have. */
function printPath({ content, degrees }: BasisElement): string {
  let parity: Parity = content[0]?.irrep.p ?? 1;
  return degrees
    .map((l, i) => {
      parity = parity === (content[i + 1]?.irrep.p ?? 1) ? 1 : -1;
      return printIrrep({ l, p: parity });
    })
    .join(' ');
}

export const describeElement = (element: BasisElement): ElementDescription => ({
  content: printContent(element),
  path: printPath(element),
});

/** @param arrays those of the file, in order */
export function basisManifest(
  { irreps, correlation, out }: ManyBodyRequest,
  { name, order, axes, coupling, ...rest }: Convention,
  dtype: Dtype,
  arrays: readonly ArrayDescription[],
): BasisManifest {
  const layout = rest.layout === 'ir-mul' ? 'ir-mul' : 'mul-ir';
  return {
    format: 'tp-gauntlet many-body basis',
    version: 1,
    irreps: printIrreps(irreps),
    correlation,
    out: out.map(printIrrep),
    dtype,
    convention: { name, order, axes, coupling, layout },
    rules: rulesOf(coupling),
    arrays,
  };
}
