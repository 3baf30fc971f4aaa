/** Products of several factors as the tests ask for them: every degree in between, a layer for each factor, matrices that hold degree 4. */
import type { ProductModel } from '../../src/many-body/product-model.ts';

export const model = (
  operation: ProductModel['operation'],
  form: ProductModel['form'],
  rest: Partial<ProductModel> = {},
): ProductModel => ({
  operation,
  form,
  layers: 'own',
  parameters: operation === 'mtp' ? { twiceJ: 4 } : {},
  inner: Number.POSITIVE_INFINITY,
  ...rest,
});
