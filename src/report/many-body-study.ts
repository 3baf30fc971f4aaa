/** The numbers of the chapter on products of several factors: features like those of MACE, every product, natural and other outputs. */
import { POINT_SEED } from '../analysis/secant.ts';
import { MODULUS } from '../exact/modular.ts';
import { type Irrep, naturalIrrep, naturalParity, singles } from '../irreps/index.ts';
import { type ManyBodyExpressivity, manyBodyExpressivity } from '../many-body/product-expressivity.ts';
import type { ProductRequest } from '../many-body/product-request.ts';

/** Features 0 … this in the main tables, and the largest number of factors there. */
const LMAX = 3;
const CORRELATION = 4;
/** Outputs 0 … this, or as far as the features go. */
const OUT = 2;
/** The growth with the degree: features 0 … L for L = 1 … this, and so many factors. */
const GROWTH_UP_TO = 6;
const GROWTH_CORRELATION = 3;

/** Every product by its options. Chained ones keep the degrees of the features. */
const PRODUCTS: readonly (Pick<ProductRequest, 'operation' | 'form' | 'layers'> & { readonly bounded?: true })[] = [
  { operation: 'cgtp' },
  { operation: 'gtp', form: 'fused' },
  { operation: 'gtp', form: 'fused', layers: 'same' },
  { operation: 'gtp', form: 'chained', bounded: true },
  { operation: 'gtp+curl', form: 'chained', bounded: true },
  { operation: 'mtp', form: 'fused' },
  { operation: 'mtp', form: 'chained', bounded: true },
];

/** All products of features 0 … lmax. */
export interface ManyBodyDegree {
  readonly lmax: number;
  readonly answers: readonly ManyBodyExpressivity[];
}

export interface ManyBodyStudy {
  /** version of this structure */
  readonly schema: 1;
  /** prime and seed of all lower bounds */
  readonly evidence: { readonly prime: number; readonly seed: number };
  /** into outputs of natural parity, for 2 … 4 factors */
  readonly natural: ManyBodyDegree;
  /** into the other parity of the same degrees */
  readonly unnatural: ManyBodyDegree;
  /** natural outputs at smaller and larger degrees, for 2 and 3 factors */
  readonly growth: readonly ManyBodyDegree[];
}

const otherParity = ({ l }: Irrep): Irrep => ({ l, p: naturalParity(l) === 1 ? -1 : 1 });

/** Deterministic. @param progress told what is computed, and what share is done */
export function runManyBodyStudy(progress: (done: number, of: number, note: string) => void = () => {}): ManyBodyStudy {
  const degrees = Array.from({ length: GROWTH_UP_TO }, (_, i) => i + 1);
  const whole = PRODUCTS.length * (degrees.length + 2);
  let done = 0;
  const at = (lmax: number, correlation: number, parity: (irrep: Irrep) => Irrep): ManyBodyDegree => {
    const features = Array.from({ length: lmax + 1 }, (_, l) => naturalIrrep(l));
    const irreps = singles(features);
    const out = features.slice(0, Math.min(OUT, lmax) + 1).map(parity);
    const answers = PRODUCTS.map(({ bounded, ...product }) => {
      progress(done++, whole, `${correlation} factors, L = ${lmax}, ${product.operation} ${product.form ?? ''}`.trim());
      return manyBodyExpressivity({ ...product, irreps, correlation, out, ...(bounded ? { inner: lmax } : {}) });
    });
    return { lmax, answers };
  };
  return {
    schema: 1,
    evidence: { prime: MODULUS, seed: POINT_SEED },
    natural: at(LMAX, CORRELATION, (irrep) => irrep),
    unnatural: at(LMAX, CORRELATION, otherParity),
    growth: degrees.map((lmax) => at(lmax, GROWTH_CORRELATION, (irrep) => irrep)),
  };
}

/** The JSON: one line per answer. */
export function manyBodyStudyJson({ natural, unnatural, growth, ...head }: ManyBodyStudy): string {
  const start = JSON.stringify(head).slice(0, -1);
  const degree = ({ lmax, answers }: ManyBodyDegree): string =>
    `{"lmax":${lmax},"answers":[\n${answers.map((answer) => JSON.stringify(answer)).join(',\n')}\n]}`;
  return `${start},\n"natural":${degree(natural)},\n"unnatural":${degree(unnatural)},\n"growth":[${growth.map(degree).join(',\n')}]}\n`;
}
