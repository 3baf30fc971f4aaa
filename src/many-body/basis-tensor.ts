/**
 * A basis as one dense array [2ℓ+1, d, …, d, n]: output index, ν input indices of V (d = dim V), basis element. It is the layout of
 * MACE's U matrices, except that theirs has no first axis for scalars. Each number is rounded once from its exact value.
 *
 * Conventions (coupling/convention.ts) reorder the m of every degree and scale: `w3j` keeps Σ C² = 1, `component` makes it 2ℓ+1. The
 * copies of an entry stand one after another, m inside; where the convention's layout is `ir-mul`, m stands outside.
 */
import { basisIndices, type Convention, couplingFactor } from '../coupling/index.ts';
import { absoluteSurd, multiplySurds, type Surd, surdToFloat32, surdToFloat64 } from '../exact/index.ts';
import { type Irrep, type Irreps, irrepDimension, irrepsDimension, irrepsOffsets } from '../irreps/index.ts';
import type { Dtype, Tensor } from '../tensor-file/index.ts';
import type { BasisElement } from './symmetric-basis.ts';

/** Where the convention puts each component of our vector of V: entry i is the place of our number i. */
export function inputPlaces(irreps: Irreps, convention: Convention): number[] {
  const offsets = irrepsOffsets(irreps);
  const places: number[] = [];
  for (const [entry, { mul, irrep }] of irreps.entries()) {
    const indices = basisIndices(convention, irrep.l);
    for (let copy = 0; copy < mul; copy++) {
      for (const index of indices) {
        const within = convention.layout === 'ir-mul' ? index * mul + copy : copy * indices.length + index;
        places.push((offsets[entry] ?? 0) + within);
      }
    }
  }
  return places;
}

/** The distinct orderings of a list. */
export function* distinctOrderings(list: readonly number[]): Generator<readonly number[]> {
  if (list.length === 0) yield [];
  for (const first of new Set(list)) {
    const at = list.indexOf(first);
    for (const rest of distinctOrderings([...list.slice(0, at), ...list.slice(at + 1)])) yield [first, ...rest];
  }
}

/** The shape of the array for n elements. */
export const basisShape = (irreps: Irreps, order: number, out: Irrep, elements: number): number[] => [
  irrepDimension(out),
  ...new Array<number>(order).fill(irrepsDimension(irreps)),
  elements,
];

/** Rounds each size once; few occur, each at many places. */
function sizeRounder(dtype: Dtype): (value: Surd) => number {
  const round = dtype === 'float64' ? surdToFloat64 : surdToFloat32;
  const sizes = new Map<string, number>();
  return (value) => {
    const name = `${value.num}/${value.den}`;
    const size = sizes.get(name) ?? round(absoluteSurd(value));
    sizes.set(name, size);
    return value.sign * size;
  };
}

/** The array of all elements of one order and output, in order. */
export function basisTensor(
  irreps: Irreps,
  order: number,
  out: Irrep,
  elements: readonly BasisElement[],
  convention: Convention,
  dtype: Dtype,
): Tensor {
  const shape = basisShape(irreps, order, out, elements.length);
  const length = shape.reduce((product, size) => product * size, 1);
  const data = dtype === 'float64' ? new Float64Array(length) : new Float32Array(length);
  const dimension = irrepsDimension(irreps);
  const places = inputPlaces(irreps, convention);
  const rows = basisIndices(convention, out.l);
  const factor = couplingFactor(convention, out.l);
  const round = sizeRounder(dtype);
  for (const [index, { entries }] of elements.entries()) {
    for (const { m, inputs, value } of entries) {
      const number = round(multiplySurds(value, factor));
      for (const ordering of distinctOrderings(inputs)) {
        const place = ordering.reduce((at, input) => at * dimension + (places[input] ?? 0), rows[m + out.l] ?? 0);
        data[place * elements.length + index] = number;
      }
    }
  }
  return { shape, data };
}
