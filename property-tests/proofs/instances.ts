/** Small certificates of every kind, which are checked in no time: the same theorems in a smaller range, and a study of low degrees. */
import { zerosTo } from '../../proofs/accidental-zeros-are-complete.ts';
import { theorems } from '../../proofs/catalogue.ts';
import type { Certificate } from '../../proofs/certificate.ts';
import { cloudsToldApart } from '../../proofs/networks-tell-point-clouds-apart.ts';
import { reachOf } from '../../proofs/products-reach-these-maps.ts';
import { basesTo } from '../../proofs/symmetric-bases-are-orthonormal.ts';
import { mapsTo } from '../../proofs/symmetric-maps-are-counted.ts';
import { type Irrep, naturalIrrep, singles } from '../../src/irreps/index.ts';
import { manyBodyExpressivity, type ProductRequest } from '../../src/many-body/index.ts';
import { MOLECULE_PAIRS, pointCloudStudy } from '../../src/point-clouds/index.ts';
import { DEFAULT_CONFIG, runStudy, type Study } from '../../src/report/index.ts';

const model = {
  name: 'small',
  left: '16x0e+16x1o+16x2e',
  right: '1x0e+1x1o+1x2e+1x3o',
  out: '16x0e+16x1o+16x2e+16x3o',
};
const LMAX = 3;

export const smallStudy: Study = runStudy({ ...DEFAULT_CONFIG, lmax: LMAX, models: [model] });

/** Mirror images, and a pair with as many points at each distance: of none can a coordinate be altered unnoticed. */
const smallPairs = MOLECULE_PAIRS.filter(({ name }) => ['CHFClBr', 'helix', 'diastereomers'].includes(name));
export const smallCloudStudy = pointCloudStudy(() => {}, 1, smallPairs);

/** Fields that a claim does not mention: see schema.md. */
export const EVIDENCE: readonly string[] = ['seed', 'ranks', 'peel', 'vectors'];

const generated = (id: string, study = smallStudy): Certificate => {
  const theorem = theorems.find((one) => one.id === id);
  if (theorem === undefined) throw new Error(`there is no theorem ${id}`);
  return theorem.generate(() => study);
};

/** To the first degree at which the matrix product loses a path of mimo. */
const matrixStudy = (): Study =>
  runStudy({ ...DEFAULT_CONFIG, settings: ['mimo'], parities: ['so3'], operations: ['mtp'], lmax: 6, models: [] });

/** A theorem in formulas, in the range that its certificate has with other numbers in it. */
function smaller(id: string, cases: number, ...numbers: readonly (readonly [from: string, to: string])[]): Certificate {
  const whole = generated(id);
  const claim = numbers.reduce((text, [from, to]) => text.replaceAll(from, to), whole.claim);
  return { ...whole, claim, cases };
}

const wholeIds = /^(path-counts|cost-polynomials|costs|partial-coupling|expressivity-.*)$/;

const degrees = (lmax: number): Irrep[] => Array.from({ length: lmax + 1 }, (_, l) => naturalIrrep(l));

/** Products of two equal factors: of every name to degree 1, and one that misses something. */
const products = (
  [
    [1, degrees(1), { operation: 'cgtp' }],
    [1, degrees(1), { operation: 'gtp', form: 'fused' }],
    [1, degrees(1), { operation: 'gtp', form: 'fused', layers: 'same' }],
    [1, degrees(1), { operation: 'gtp', form: 'chained', inner: 1 }],
    [1, degrees(1), { operation: 'gtp+curl', form: 'chained', inner: 1 }],
    [1, degrees(1), { operation: 'mtp', form: 'fused' }],
    [1, degrees(1), { operation: 'mtp', form: 'chained', inner: 1 }],
    [2, [{ l: 1, p: 1 }, naturalIrrep(2)], { operation: 'gtp', form: 'fused' }],
  ] satisfies readonly (readonly [
    number,
    readonly Irrep[],
    Pick<ProductRequest, 'operation' | 'form' | 'layers' | 'inner'>,
  ])[]
).map(([lmax, out, product]) =>
  manyBodyExpressivity({ ...product, irreps: singles(degrees(lmax)), correlation: 2, out }),
);

export const instances: readonly Certificate[] = [
  smaller('orthogonality', 73, ['all(0, 8, ', 'all(0, 2, ']),
  smaller('one-map-per-path', 86, ['all(0, 4, ', 'all(0, 1, '], ['all(0, 8, ', 'all(0, 2, ']),
  smaller('gaunt', 44, [' 60, ', ' 4, '], ['min(a+b,60)', 'min(a+b,4)']),
  smaller('curl', 16, [' 60, ', ' 4, '], ['min(a+b,60)', 'min(a+b,4)']),
  smaller('matrix-six-j', 276, ['all(0, 5, ', 'all(0, 2, ']),
  smaller('vector-reach', 115, ['all(0, 10, ', 'all(0, 2, '], ['all(0, 8, ', 'all(0, 2, ']),
  smaller('gauss-legendre', 17, [' 40, ', ' 4, ']),
  smaller('fourier-gaunt', 26, ['all(0, 3, ', 'all(0, 1, '], [', 6, 2, ', ', 2, 2, ']),
  zerosTo(8, 3).generate(() => smallStudy),
  mapsTo(1).generate(() => smallStudy),
  reachOf(() => products, 'small').generate(() => smallStudy),
  basesTo(2, 2).generate(() => smallStudy),
  cloudsToldApart(smallPairs, 1).generate(() => smallStudy),
  generated('larger-matrices', matrixStudy()),
  ...theorems.filter(({ id }) => wholeIds.test(id)).map(({ id }) => generated(id)),
];
