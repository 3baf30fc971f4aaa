/** Claims about what is computed and what is reached: each judged by a rule on the exact numbers of the study. */
import type { Analysis } from '../../analysis/analyze.ts';
import { fittedExponent } from '../../analysis/growth.ts';
import type { OperationId } from '../../operation/operation.ts';
import { focusOf, focusText } from '../chapters/focus.ts';
import { cheapest, idText, listText, percent, singleChannel } from '../chapters/format.ts';
import { polynomialThrough } from '../closed-form.ts';
import { countText } from '../figures/text.ts';
import { type ExaminedClaim, proofOf } from './claim.ts';
import { claimsOfMatrices } from './claims-of-matrices.ts';
import { certificateOf, type Evidence } from './evidence.ts';

/** The operations that the paper compares. */
const COMPARED: readonly OperationId[] = ['cgtp', 'gtp', 'mtp', 'vstp'];

const pairsOf = <Item>(items: readonly Item[]): (readonly [Item, Item])[] =>
  items.flatMap((first, i) => items.slice(i + 1).map((second) => [first, second] as const));

/** What tells operations apart: the paths they miss, and what one channel expresses. */
const characterOf = (analysis: Analysis): string => JSON.stringify([analysis.missing, singleChannel(analysis)]);

function differentOperations({ study }: Evidence): ExaminedClaim {
  const focus = focusOf(study);
  const cells = focus.degrees.flatMap((l) =>
    pairsOf(COMPARED.flatMap((operation) => focus.at(operation, l) ?? [])).map(
      ([a, b]) => characterOf(a) !== characterOf(b),
    ),
  );
  const at = Math.min(4, focus.top);
  const shown = COMPARED.flatMap((operation) => {
    const analysis = focus.at(operation, at);
    return analysis === undefined
      ? []
      : [`${idText(operation)} ${countText(analysis.interactions)} and ${countText(singleChannel(analysis).lower)}`];
  });
  const differ = cells.filter(Boolean).length;
  return {
    id: 'different-operations',
    claim: 'Different tensor products do not perform the same operation',
    source: 'abstract',
    verdict: proofOf(differ, cells.length),
    headline: `different in ${differ} of ${cells.length} comparisons`,
    numbers: `in ${differ} of ${cells.length} comparisons of two of them (${focusText(focus)}, L = 1…${focus.top}) the paths or the expressivity of one channel differ; interactions and one channel's expressivity at L = ${at}: ${listText(shown)}`,
    certificates: ['expressivity-mimo-so3', 'gaunt', 'matrix-six-j', 'vector-reach'],
    rerun: 'gauntlet prove --only expressivity-mimo-so3',
  };
}

function universality(evidence: Evidence): ExaminedClaim {
  const { checks } = certificateOf(evidence, 'one-map-per-path');
  return {
    id: 'universality',
    claim: 'CGTP is universal: every equivariant bilinear map is a linear layer after it',
    source: 'summary',
    verdict: 'proved',
    headline: `one map a path, ${countText(checks)} exact checks`,
    numbers: `the equivariant bilinear maps ℓ1⊗ℓ2→ℓ3 have dimension 1 on a path and 0 elsewhere: for all degrees by Schur's lemma, and for small ones by the null space of the generator equations, ${countText(checks)} exact checks`,
    certificates: ['one-map-per-path', 'orthogonality'],
    rerun: 'gauntlet prove --only one-map-per-path',
  };
}

function gridIsFourier(evidence: Evidence): ExaminedClaim {
  const quadrature = certificateOf(evidence, 'gauss-legendre').checks;
  const fourier = certificateOf(evidence, 'fourier-gaunt').checks;
  return {
    id: 'grid-is-fourier',
    claim:
      'The Gaunt product by Fourier series is the product on a grid of the sphere, at no cost in asymptotic run time',
    source: 'abstract',
    verdict: 'proved',
    headline: `the same tensor; ${countText(quadrature + fourier)} exact checks`,
    numbers: `both compute the same tensor, exactly: Gauss–Legendre quadrature integrates the degrees that occur without error (${countText(quadrature)} exact checks), and multiplying Fourier series gives the Gaunt integral (${countText(fourier)} exact checks, all orders); the grid takes $L^3$ multiply–adds, direct convolution $L^4$`,
    certificates: ['gauss-legendre', 'fourier-gaunt', 'cost-polynomials'],
    rerun: 'gauntlet prove --only fourier-gaunt',
  };
}

function speedCostsFreedom({ study }: Evidence): ExaminedClaim {
  const focus = focusOf(study);
  const cells = focus.degrees.flatMap((l) => {
    const full = focus.at('cgtp', l);
    const own = full === undefined ? undefined : cheapest(full);
    if (full === undefined || own === undefined) return [];
    return study.config.operations.flatMap((operation) => {
      const analysis = focus.at(operation, l);
      const best = analysis === undefined ? undefined : cheapest(analysis);
      if (operation === 'cgtp' || analysis === undefined || best === undefined) return [];
      if (analysis.interactions === 0 || best.multiplyAdds >= own.multiplyAdds) return [];
      return [{ operation, l, reached: singleChannel(analysis).lower, of: full.paths }];
    });
  });
  const less = cells.filter(({ reached, of }) => reached < of);
  const widest = cells.at(-1);
  const shown = cells.filter(({ l }) => l === widest?.l);
  return {
    id: 'speed-costs-freedom',
    claim: 'Reported speed-ups come at the cost of expressivity',
    source: 'abstract',
    verdict: proofOf(less.length, cells.length),
    headline: `in ${less.length} of ${cells.length} cases`,
    numbers: `in ${less.length} of ${cells.length} cells in which one channel takes fewer multiply–adds than sparse CGTP it expresses less; at L = ${widest?.l}: ${listText(shown.map(({ operation, reached, of }) => `${idText(operation)} ${percent(reached, of)}`))} of the dimensions`,
    certificates: ['expressivity-mimo-so3', 'costs'],
    rerun: `gauntlet analyze --op gtp --setting mimo --lmax ${focus.top}`,
  };
}

function noAntisymmetry(evidence: Evidence): ExaminedClaim {
  const focus = focusOf(evidence.study);
  const gtp = focus.at('gtp', focus.top);
  const natural = focusOf(evidence.study, focus.setting, 'o3-natural').at('gtp', focus.top);
  const { checks } = certificateOf(evidence, 'gaunt');
  return {
    id: 'no-antisymmetry',
    claim: 'GTP lacks the antisymmetric interactions',
    source: 'later',
    verdict: 'proved',
    headline: `${countText((gtp?.paths ?? 0) - (gtp?.interactions ?? 0))} of ${countText(gtp?.paths ?? 0)} paths missing at L = ${focus.top}`,
    numbers: `for all degrees: (ℓ1 ℓ2 ℓ3; 0 0 0) vanishes where ℓ1+ℓ2+ℓ3 is odd and nowhere else on a path (closed form, and ${countText(checks)} exact checks); at L = ${focus.top} that leaves ${countText(gtp?.interactions ?? 0)} of ${countText(gtp?.paths ?? 0)} paths. With natural parities no network has the others either: ${countText(natural?.interactions ?? 0)} of ${countText(natural?.paths ?? 0)}`,
    certificates: ['gaunt'],
    rerun: 'gauntlet prove --only gaunt',
  };
}

/** Grows as L³: a polynomial of that degree, or a fitted exponent no larger than this. */
const CUBIC = 3.25;

/** Every operation of this growth in cost, and whether it has all paths at every degree. */
function cubicRestricts({ study }: Evidence): ExaminedClaim {
  const focus = focusOf(study);
  const rows = study.config.operations.flatMap((operation) => {
    const analyses = focus.degrees.flatMap((l) => focus.at(operation, l) ?? []);
    const top = analyses.at(-1);
    const best = top === undefined ? undefined : cheapest(top)?.algorithm;
    if (operation === 'cgtp' || best === undefined) return [];
    const counts = analyses.map((one) => ({
      l: one.lmax ?? 0,
      size: Number(one.costs.find(({ algorithm }) => algorithm === best)?.multiplyAdds ?? 0),
    }));
    const polynomial = polynomialThrough(counts.map(({ l, size }) => ({ l, value: BigInt(size) })));
    const exponent =
      polynomial === undefined ? fittedExponent(counts.filter(({ l }) => l >= 4)) : polynomial.length - 1;
    const cubic = exponent !== undefined && exponent <= CUBIC;
    return [{ operation, cubic, exponent, complete: analyses.every(({ missing }) => missing.length === 0) }];
  });
  const cubic = rows.filter((row) => row.cubic);
  const restricted = cubic.filter(({ complete }) => !complete);
  const complete = cubic.filter((row) => row.complete).map(({ operation }) => idText(operation));
  const top = focus.at('gtp+curl', focus.top);
  return {
    id: 'cubic-restricts',
    claim: 'Every operation of order L³ gains its speed by restricting which interactions are possible',
    source: 'summary',
    // A statement on every operation falls with one.
    verdict: restricted.length === cubic.length ? 'proved' : 'refuted',
    headline: `${complete.length === 0 ? 'none' : listText(complete)} of ${cubic.length} restricts none`,
    numbers: `of ${cubic.length} operations whose cheapest algorithm grows as $L^3$ (${listText(cubic.map(({ operation, exponent }) => `${idText(operation)} ${exponent === undefined ? '' : Number(exponent.toFixed(2))}`))}), ${complete.length === 0 ? 'none has' : `${listText(complete)} ${complete.length === 1 ? 'has' : 'have'}`} every path of CGTP at every L; Gaunt and curl together for all degrees, by two closed forms in which no factor vanishes. What is restricted is independence: ${countText(top === undefined ? 0 : singleChannel(top).lower)} dimensions for ${countText(top?.interactions ?? 0)} paths at L = ${focus.top}`,
    certificates: ['gaunt', 'curl', 'cost-polynomials', 'expressivity-mimo-so3'],
    rerun: `gauntlet analyze --op gtp+curl --setting mimo --lmax ${focus.top}`,
  };
}

/** Exponents within this of one another are alike. */
const ALIKE = 0.5;

function orderAtEqualFreedom({ study }: Evidence): ExaminedClaim {
  const focus = focusOf(study);
  const from = Math.ceil(focus.top / 2);
  const fits = study.config.operations.flatMap((operation) => {
    const points = focus.degrees
      .filter((l) => l >= from)
      .flatMap((l) => {
        const analysis = focus.at(operation, l);
        const best = analysis === undefined ? undefined : cheapest(analysis);
        return best === undefined || analysis?.interactions === 0 ? [] : [{ l, size: best.lower }];
      });
    const exponent = fittedExponent(points);
    return exponent === undefined ? [] : [{ operation, exponent }];
  });
  const reference = fits.find(({ operation }) => operation === 'cgtp')?.exponent ?? Number.NaN;
  const others = fits.filter(({ operation }) => operation !== 'cgtp');
  const near = others.filter(({ exponent }) => Math.abs(exponent - reference) <= ALIKE).length;
  return {
    id: 'order-at-equal-freedom',
    claim: 'At equal freedom (as many channels as reach everything) the cheaper operations grow like sparse CGTP',
    source: 'here',
    verdict: near === others.length ? 'confirmed' : near === 0 ? 'refuted' : 'qualified',
    headline: `exponents ${Math.min(...others.map(({ exponent }) => exponent)).toFixed(2)} to ${Math.max(...others.map(({ exponent }) => exponent)).toFixed(2)}, CGTP ${reference.toFixed(2)}`,
    numbers: `exponents of cost × C\\* fitted to L = ${from}…${focus.top} (*alike*: within ${ALIKE}): ${listText(fits.map(({ operation, exponent }) => `${idText(operation)} ${exponent.toFixed(2)}`))}`,
    certificates: ['costs', 'expressivity-mimo-so3'],
    rerun: 'gauntlet report',
  };
}

export const claimsOfReach = (evidence: Evidence): ExaminedClaim[] => [
  differentOperations(evidence),
  universality(evidence),
  gridIsFourier(evidence),
  speedCostsFreedom(evidence),
  noAntisymmetry(evidence),
  ...claimsOfMatrices(evidence),
  cubicRestricts(evidence),
  orderAtEqualFreedom(evidence),
];
