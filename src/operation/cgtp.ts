/** Clebsch–Gordan tensor product: t = 1 on every path, with a free weight for each. Everything equivariant is one of these. */
import { SURD_ONE } from '../exact/surd.ts';
import { type Operation, singleTerm } from './operation.ts';
import { noParameters } from './parameters.ts';

export const cgtp: Operation = {
  id: 'cgtp',
  title: 'Clebsch–Gordan',
  meaning: 'the full tensor product: each path with a weight of its own',
  source: 'N. Thomas et al., Tensor field networks, arXiv 1802.08219, §4.1',
  weights: 'per-path',
  resolve: noParameters('cgtp'),
  terms: () => singleTerm(SURD_ONE),
};
