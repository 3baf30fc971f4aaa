/**
 * Gaunt and curl together: both read the same two functions, and leave as separate copies of each output degree with weights of
 * their own. On a path ℓ1+ℓ2+ℓ3 is either even (Gaunt) or odd (curl), so every path with ℓ1, ℓ2 ≥ 1 is reached; odd sums with
 * ℓ1 = 0 or ℓ2 = 0 break the triangle rule. Hence: all of them.
 */
import { curl } from './curl.ts';
import { gtp } from './gtp.ts';
import type { Operation, Term } from './operation.ts';
import { noParameters } from './parameters.ts';

const leavingBy = (port: string, terms: readonly Term[]): Term[] => terms.map((term) => ({ ...term, out: port }));

export const gtpCurl: Operation = {
  id: 'gtp+curl',
  title: 'Gaunt + curl',
  meaning: 'the pointwise product and the Poisson bracket of the same two functions, kept apart',
  source: 'both of the above on shared inputs',
  weights: 'per-irrep',
  resolve: noParameters('gtp+curl'),
  terms: (path, parameters, group) => [
    ...leavingBy('product', gtp.terms(path, parameters, group)),
    ...leavingBy('bracket', curl.terms(path, parameters, group)),
  ],
};
