/**
 * A small equivariant network on one operation T, the same for every operation. From the moments A of a cloud, in C channels:
 *
 *   z = T(W_x A, W_y A),   s = T(W_l z, W_r A) → 0e, 0o,   q = mean squares of W_u z,   (e, o) = W (s, q) + bias
 *
 * W are equivariant linear layers (mixing.ts), (e, o) the outputs of head.ts. What T does not make is not there: the left inputs of the
 * second product are the irreps that came out of the first, and s is whatever scalars T makes of them. Invariants thus depend on up to
 * four points at a time (q is of degree four in A), s on three.
 *
 *   0e   by s with cgtp, gtp, mtp and gtp+curl; by q with all
 *   0o   by s alone: cgtp, mtp, vstp and gtp+curl. Not gtp, which has natural irreps only, and not curl, which makes no scalars
 *
 * All of it is a polynomial in coordinates and weights, invariant under rotations; inversion changes the sign of o and nothing else.
 */
import { equalIrreps, type Irrep } from '../irreps/irrep.ts';
import type { OperationId } from '../operation/operation.ts';
import { type Features, featuresOf, naturalIrreps, plainFeatures } from './features.ts';
import { EVEN_OUTPUTS } from './head.ts';
import { type Mixing, mixing } from './mixing.ts';
import { type Moments, moments } from './moments.ts';
import { type PlannedProduct, planProduct } from './product.ts';

export interface NetworkSize {
  /** the highest degree of inputs and of what the first product leaves */
  readonly lmax: number;
  /** radial functions 1, r², … of the moments */
  readonly radial: number;
  readonly channels: number;
}

const EVEN: Irrep = { l: 0, p: 1 };
const ODD: Irrep = { l: 0, p: -1 };

/** A linear layer, and where its weights begin among those of the network. */
export interface Layer extends Mixing {
  readonly start: number;
}

/** W_x, W_y, W_l, W_r, W_u, and W to e and to o. */
export type LayerName = 'x' | 'y' | 'left' | 'right' | 'squared' | 'even' | 'odd';

/** The layers, before anything is compiled. */
export interface Architecture {
  readonly size: NetworkSize;
  readonly moments: Moments;
  readonly first: PlannedProduct;
  readonly second: PlannedProduct;
  /** distinct irreps that leave the first product, and scalars that leave the second */
  readonly reached: readonly Irrep[];
  readonly scalars: readonly Irrep[];
  readonly layers: Readonly<Record<LayerName, Layer>>;
  /** numbers that are learnt: the weights of the layers in their order, then a bias for each even output */
  readonly parameters: number;
}

/** Each layer after the weights of those before it. */
function inOrder(mixings: Readonly<Record<LayerName, Mixing>>): Pick<Architecture, 'layers' | 'parameters'> {
  let parameters = 0;
  const place = (name: LayerName): Layer => {
    const layer = { ...mixings[name], start: parameters };
    parameters += layer.weights;
    return layer;
  };
  const [x, y, left, right] = [place('x'), place('y'), place('left'), place('right')];
  const layers = { x, y, left, right, squared: place('squared'), even: place('even'), odd: place('odd') };
  return { layers, parameters: parameters + EVEN_OUTPUTS };
}

/** The layers of the header for an operation. */
export function architecture(operation: OperationId, size: NetworkSize): Architecture {
  const { lmax, radial, channels } = size;
  const [seen, natural] = [moments(lmax, radial), naturalIrreps(lmax)];
  const both = natural.flatMap(({ l, p }): Irrep[] => [
    { l, p },
    { l, p: p === 1 ? -1 : 1 },
  ]);
  const first = planProduct(operation, natural, natural, both);
  const leaving = ({ out }: PlannedProduct, irreps: readonly Irrep[]): Irrep[] =>
    irreps.filter((irrep) => out.some((copy) => equalIrreps(copy.irrep, irrep)));
  const reached = leaving(first, both);
  const second = planProduct(operation, reached, natural, [EVEN, ODD]);
  const inChannels = (irreps: readonly Irrep[]): Features => plainFeatures(irreps, channels);
  const [z, squared] = [featuresOf(first.out, channels), inChannels(reached)];
  const squares = reached.map(() => ({ irrep: EVEN, size: 1 }));
  const invariants = featuresOf([...second.out, ...squares], channels);
  const ordered = inOrder({
    x: mixing(seen.features, inChannels(first.left)),
    y: mixing(seen.features, inChannels(first.right)),
    left: mixing(z, inChannels(second.left)),
    right: mixing(seen.features, inChannels(second.right)),
    squared: mixing(z, squared),
    even: mixing(invariants, plainFeatures([EVEN], EVEN_OUTPUTS)),
    odd: mixing(invariants, plainFeatures([ODD], 1)),
  });
  return { size, moments: seen, first, second, reached, scalars: leaving(second, [EVEN, ODD]), ...ordered };
}
