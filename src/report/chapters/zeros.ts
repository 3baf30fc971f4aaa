/** Accidental zeros of the 6j symbol: the interactions that the matrix product loses, and the matrix sizes they hurt. */
import type { AccidentalZero } from '../../analysis/accidental-zeros.ts';
import { settingIrreps } from '../../irreps/setting.ts';
import { generalCertificate } from '../certificates.ts';
import type { Block } from '../document.ts';
import { accidentalZerosChart } from '../figures/accidental-zeros.ts';
import type { Study } from '../study.ts';

const spin = (twiceJ: number): string => (twiceJ % 2 === 0 ? `${twiceJ / 2}` : `${twiceJ}/2`);
const orderings = ({ l1, l2, l3 }: AccidentalZero): number => (l1 === l3 ? 1 : l1 === l2 || l2 === l3 ? 3 : 6);

/** Whether no triple occurs at two matrix sizes. */
const onceEach = (zeros: readonly AccidentalZero[]): boolean =>
  new Set(zeros.map(({ l1, l2, l3 }) => `${l1} ${l2} ${l3}`)).size === zeros.length;

/** 2j for sides whose highest degree is this. */
const SIZES = {
  /** e3x's */
  even: (highest: number) => 2 * Math.ceil(highest / 2),
  smallest: (highest: number) => highest,
} as const;

/** Where a zero costs an interaction with matrices of a size: settings and degrees. */
function hurts(study: Study, zero: AccidentalZero, sizeOf: (highest: number) => number): string {
  const found = study.config.settings.flatMap((setting) => {
    const degrees = Array.from({ length: study.config.lmax }, (_, i) => i + 1).filter((lmax) => {
      const { left, right, out } = settingIrreps(setting, lmax);
      const highest = Math.max(...[...left, ...right, ...out].map(({ irrep }) => irrep.l));
      if (sizeOf(highest) !== zero.twiceJ) return false;
      const has = (side: typeof left, l: number): boolean => side.some(({ irrep }) => irrep.l === l);
      const { l1, l2, l3 } = zero;
      return [
        [l1, l2, l3],
        [l1, l3, l2],
        [l2, l3, l1],
      ].some(
        ([a = 0, b = 0, c = 0]) => ((has(left, a) && has(right, b)) || (has(left, b) && has(right, a))) && has(out, c),
      );
    });
    return degrees.length === 0 ? [] : [`${setting} L = ${degrees.join(', ')}`];
  });
  return found.length === 0 ? '–' : found.join('; ');
}

export function zerosChapter(study: Study): Block[] {
  const { zeros, maxTwiceJ } = study.accidentalZeros;
  return [
    { kind: 'heading', level: 2, text: 'Accidental zeros of the matrix product', id: 'accidental-zeros' },
    {
      kind: 'paragraph',
      text: `The reduced coefficient of \`mtp\` is a 6j symbol $\\{\\ell_1\\,\\ell_2\\,\\ell_3;\\,j\\,j\\,j\\}$ for matrices of size $2j+1$. It can vanish although every selection rule holds. Evaluated exactly for all degrees up to 2j and all 2j ≤ ${maxTwiceJ}, ${zeros.length} unordered triples do. ${onceEach(zeros) ? 'Each of them vanishes at one matrix size only.' : ''}`,
    },
    {
      kind: 'figure',
      id: 'accidental-zeros-chart',
      caption: `Where $\\{\\ell_1\\,\\ell_2\\,\\ell_3;\\,j\\,j\\,j\\}$ vanishes by accident. Shaded: the matrix is too small for the triple.`,
      alt: `Accidental zeros by degrees and 2j: ${zeros.map(({ l1, l2, l3, twiceJ }) => `${l1} ${l2} ${l3} at 2j = ${twiceJ}`).join(', ')}.`,
      svg: accidentalZerosChart({ title: 'Accidental zeros of the 6j symbol', triples: zeros, maxTwiceJ }),
    },
    {
      kind: 'table',
      id: 'zeros-table',
      caption: `All accidental zeros with 2j ≤ ${maxTwiceJ}, the ordered paths each takes away, and the settings of this report that lose a path: with e3x's size, j = ⌈ℓmax/2⌉, and with the smallest, j = ℓmax/2.${generalCertificate('six-j-zeros')}`,
      wide: true,
      columns: [
        { header: 'degrees', align: 'left' },
        { header: 'j', align: 'right' },
        { header: 'matrix', align: 'right' },
        { header: 'ordered paths', align: 'right' },
        { header: 'lost in, j = ⌈ℓmax/2⌉', align: 'left' },
        { header: 'lost in, j = ℓmax/2', align: 'left' },
      ],
      rows: zeros.map((zero) => [
        `${zero.l1}, ${zero.l2}, ${zero.l3}`,
        spin(zero.twiceJ),
        `${zero.twiceJ + 1}×${zero.twiceJ + 1}`,
        `${orderings(zero)}`,
        hurts(study, zero, SIZES.even),
        hurts(study, zero, SIZES.smallest),
      ]),
    },
  ];
}
