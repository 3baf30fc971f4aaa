/**
 * Arithmetic on forms in unknowns x_i and y_j: what a straight-line program computes for all inputs at once. A form is its non-zero
 * coefficients by monomial, `x3`, `y0` or `x3 y0`; a constant has the monomial of no name.
 */
import type { Arithmetic } from '../../src/exact/arithmetic.ts';
import { type Bounded, exactly } from '../../src/exact/rounding.ts';

export type Form = ReadonlyMap<string, Bounded>;

/** The unknowns name_0 … name_(length−1). */
export const variables = (name: 'x' | 'y', length: number): Form[] =>
  Array.from({ length }, (_, i) => new Map([[`${name}${i}`, exactly(1)]]));

export function bilinearForms(base: Arithmetic<Bounded>): Arithmetic<Form> {
  const zero: Form = new Map();
  const merge = (a: Form, b: Form, combine: Arithmetic<Bounded>['add']): Form => {
    const sum = new Map(a);
    for (const [monomial, value] of b) sum.set(monomial, combine(sum.get(monomial) ?? base.zero, value));
    return sum;
  };
  return {
    zero,
    add: (a, b) => merge(a, b, base.add),
    subtract: (a, b) => merge(a, b, base.subtract),
    multiply: (a, b) => {
      const product = new Map<string, Bounded>();
      for (const [p, value] of a) {
        for (const [q, other] of b) {
          const monomial = p === '' || q === '' ? p + q : `${p} ${q}`;
          product.set(monomial, base.add(product.get(monomial) ?? base.zero, base.multiply(value, other)));
        }
      }
      return product;
    },
    constant: (value) => new Map([['', base.constant(value)]]),
  };
}
