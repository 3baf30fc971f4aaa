/** Claims about the matrix product beside Gaunt's, judged by a rule on the exact numbers of the study. */

import { focusOf, focusText } from '../chapters/focus.ts';
import { expressivityAt, listText, pathText } from '../chapters/format.ts';
import { countText } from '../figures/text.ts';
import { findAnalysis } from '../study.ts';
import { type ExaminedClaim, proofOf } from './claim.ts';
import { certificateOf, type Evidence } from './evidence.ts';

/** Both products at one setting, parity mode, degree and number of channels. */
interface Comparison {
  readonly where: string;
  /** MTP's expressivity less that of GTP */
  readonly difference: number;
  /** GTP's */
  readonly of: number;
}

/** Every setting, parity mode, degree and number of channels up to the saturation of both. */
function matrixAgainstGaunt({ study }: Evidence): { less: Comparison[]; same: number; more: number } {
  const cells: Comparison[] = [];
  for (const setting of study.config.settings) {
    for (const parity of study.config.parities) {
      for (let l = 1; l <= study.config.lmax; l++) {
        const gtp = findAnalysis(study, 'gtp', setting, parity, l);
        const mtp = findAnalysis(study, 'mtp', setting, parity, l);
        for (const { channels, lower } of gtp?.expressivity ?? []) {
          if (mtp === undefined) continue;
          // Beyond the channels that saturate it, it stays where it is.
          const own = expressivityAt(mtp, channels)?.lower ?? mtp.ceiling;
          cells.push({ where: `${setting} ${parity} L = ${l}`, difference: own - lower, of: lower });
        }
      }
    }
  }
  return {
    less: cells.filter(({ difference }) => difference < 0),
    same: cells.filter(({ difference }) => difference === 0).length,
    more: cells.filter(({ difference }) => difference > 0).length,
  };
}

/** Lower by more than this part of GTP's is significantly lower. */
const SIGNIFICANT = 0.1;

function matrixIsLessExpressive(evidence: Evidence): ExaminedClaim {
  const { study } = evidence;
  const { less, same, more } = matrixAgainstGaunt(evidence);
  const significant = less.filter(({ difference, of }) => -difference > SIGNIFICANT * of).length;
  const places = [...new Set(less.map(({ where }) => where))];
  const certificates = study.config.settings.flatMap((setting) =>
    study.config.parities.map((parity) => `expressivity-${setting}-${parity}`),
  );
  return {
    id: 'matrix-is-less-expressive',
    claim: 'MTP has significantly lower expressivity than even GTP',
    source: 'summary',
    verdict: proofOf(significant, less.length + same + more),
    headline: `significantly less in ${significant} of ${countText(less.length + same + more)} comparisons`,
    numbers: `with matrices that are large enough it is not so ([table](#reach)): of ${countText(less.length + same + more)} comparisons at equal channels (every setting, parity mode, L and C) MTP expresses more in ${countText(more)}, the same in ${countText(same)} and less in ${countText(less.length)}${less.length === 0 ? '' : `, by at most ${Math.max(...less.map(({ difference, of }) => (-100 * difference) / of)).toFixed(1)} %, where a 6j symbol vanishes by accident (${listText(places)})`}; *significantly* is taken as more than ${100 * SIGNIFICANT} %`,
    certificates: [...certificates, 'matrix-six-j'],
    rerun: 'gauntlet analyze --op mtp --setting mimo --lmax 4',
  };
}

function matrixLacksInteractions(evidence: Evidence): ExaminedClaim {
  const { study } = evidence;
  const focus = focusOf(study);
  const cells = focus.degrees.flatMap((l) => focus.at('mtp', l) ?? []);
  const missing = cells.filter((one) => one.missing.length > 0);
  return {
    id: 'matrix-lacks-interactions',
    claim: 'In MTP certain cross-frequency interactions are completely absent',
    source: 'summary',
    verdict: proofOf(missing.length, cells.length),
    headline: `at ${missing.length} of ${cells.length} degrees`,
    numbers: `a coefficient is a 6j symbol and vanishes by accident only: in ${missing.length} of ${cells.length} degrees (${focusText(focus)}, matrices as in e3x)${missing.length === 0 ? '' : `, ${listText(missing.map((one) => `L = ${one.lmax}: ${listText(one.missing.map(pathText))}`))}`}; another matrix size has them. All accidental zeros are listed (${certificateOf(evidence, 'six-j-zeros').range}), and no others exist there`,
    certificates: ['six-j-zeros', 'matrix-six-j'],
    rerun: 'gauntlet prove --only six-j-zeros',
  };
}

export const claimsOfMatrices = (evidence: Evidence): ExaminedClaim[] => [
  matrixIsLessExpressive(evidence),
  matrixLacksInteractions(evidence),
];
