/** Claims about run time: those the benchmark record decides (chapters/claims.ts), and how far times follow counts. */

import { TIMED } from '../../bench/config.ts';
import { runtimeClaims } from '../chapters/claims.ts';
import { focusOf } from '../chapters/focus.ts';
import { ratioText } from '../chapters/format.ts';
import { timeOf } from '../timing.ts';
import type { ExaminedClaim, Source, Verdict } from './claim.ts';
import type { Evidence } from './evidence.ts';

const SOURCE_OF: Readonly<Record<string, Source>> = {
  'grid-beats-fourier': 'abstract',
  'block-grid-beats-fourier': 'abstract',
  'cgtp-at-small-degrees': 'summary',
  'rankings-reverse': 'summary',
};

/** Times that follow the counts within this factor do not differ from them; beyond the other they differ wildly. */
const [MILD, WILD] = [2, 10];

function countsAgainstTimes({ timing }: Evidence): ExaminedClaim[] {
  const cells = TIMED.flatMap((algorithm) =>
    timing.config.lmax
      .filter((lmax) => lmax >= 2)
      .flatMap((lmax) => {
        const result = timeOf(timing, { algorithm, setting: 'mimo', lmax });
        return result === undefined ? [] : [{ algorithm, lmax, rate: (1000 * result.median) / result.multiplications }];
      }),
  ).sort((a, b) => a.rate - b.rate);
  const [least, most] = [cells[0], cells.at(-1)];
  if (least === undefined || most === undefined) return [];
  const factor = most.rate / least.rate;
  const verdict: Verdict = factor >= WILD ? 'confirmed' : factor <= MILD ? 'refuted' : 'qualified';
  const at = ({ algorithm, lmax, rate }: typeof least): string =>
    `${rate.toFixed(0)} ps (\`${algorithm}\`, L = ${lmax})`;
  return [
    {
      id: 'guarantees-and-times',
      claim: 'Theoretical guarantees can differ wildly from empirical performance',
      source: 'abstract',
      verdict,
      headline: `within a factor of ${ratioText(factor)} of the counts`,
      numbers: `on one engine for all, a counted multiplication takes between ${at(least)} and ${at(most)} in mimo at L ≥ 2: times follow counts within a factor of ${ratioText(factor)} (*confirmed* from ${WILD} on, *refuted* up to ${MILD})`,
      certificates: ['costs'],
      record: recordName(timing.date),
      rerun: 'gauntlet bench',
    },
  ];
}

const recordName = (date: string | undefined): string => `benchmark record${date === undefined ? '' : ` of ${date}`}`;

export function claimsOfTime(evidence: Evidence): ExaminedClaim[] {
  const { study, timing } = evidence;
  const claims = runtimeClaims(study, timing, focusOf(study)).map((one) => ({
    ...one,
    source: SOURCE_OF[one.id] ?? 'summary',
    certificates: one.id === 'rankings-reverse' ? ['expressivity-mimo-so3'] : [],
    record: recordName(timing.date),
    rerun: 'gauntlet bench',
  }));
  return [...claims, ...countsAgainstTimes(evidence)];
}
