/** Small certificates of every kind, which are checked in no time: the same theorems in a smaller range, and a study of low degrees. */
import { theorems } from '../../proofs/catalogue.ts';
import type { Certificate } from '../../proofs/certificate.ts';
import { accidentalZeros } from '../../src/analysis/index.ts';
import { DEFAULT_CONFIG, runStudy, type Study } from '../../src/report/index.ts';

const model = { name: 'small', left: '4x0e+4x1o', right: '1x0e+1x1o', out: '4x0e+4x1o+4x1e' };
const LMAX = 3;

export const smallStudy: Study = runStudy({ ...DEFAULT_CONFIG, lmax: LMAX, models: [model] });

/** Fields that a claim does not mention: see schema.md. */
export const EVIDENCE: readonly string[] = ['seed', 'ranks', 'peel'];

const generated = (id: string): Certificate => {
  const theorem = theorems.find((one) => one.id === id);
  if (theorem === undefined) throw new Error(`there is no theorem ${id}`);
  return theorem.generate(() => smallStudy);
};

/** A theorem whose range is one number, in a smaller range. */
function smaller(
  id: string,
  field: string,
  value: number,
  cases: number,
  claim: (text: string) => string,
): Certificate {
  const whole = generated(id);
  return { ...whole, claim: claim(whole.claim), cases, [field]: value };
}

const firstNumber =
  (from: number, to: number) =>
  (text: string): string =>
    text.replace(` ${from} `, ` ${to} `);

const MAX_TWICE_J = 16;
const zeros = accidentalZeros(MAX_TWICE_J).map(({ l1, l2, l3, twiceJ }) => [l1, l2, l3, twiceJ]);

export const instances: readonly Certificate[] = [
  smaller('orthogonality', 'twiceJ', 2, 9, firstNumber(8, 2)),
  smaller('one-map-per-path', 'lmax', 1, 12, (text) =>
    text.replace('≤ 4 and', '≤ 1 and').replace('≤ 8 the', '≤ 2 the'),
  ),
  smaller('gaunt', 'lmax', 4, 22, firstNumber(60, 4)),
  smaller('curl', 'lmax', 4, 8, firstNumber(60, 4)),
  smaller('matrix-six-j', 'maxTwiceJ', 2, 36, firstNumber(5, 2)),
  {
    ...smaller('six-j-zeros', 'maxTwiceJ', MAX_TWICE_J, 2685, firstNumber(60, MAX_TWICE_J)),
    zeros,
  },
  {
    ...smaller('vector-reach', 'lmax', 2, 33, (text) => text.replace('≤ 10 the', '≤ 2 the').replace('≤ 4.', '≤ 1.')),
    identityTo: 1,
  },
  smaller('gauss-legendre', 'n', 4, 10, firstNumber(40, 4)),
  smaller('fourier-gaunt', 'lmax', 1, 12, (text) => text.replace('≤ 3 and', '≤ 1 and').replace('≤ 6 mult', '≤ 2 mult')),
  ...theorems
    .filter(({ id }) => /^(path-counts|cost-polynomials|costs|expressivity-.*)$/.test(id))
    .map(({ id }) => generated(id)),
];
