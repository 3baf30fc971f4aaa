/** Numbers as they stand in sentences and tables. */
import type { Analysis, PathLabel } from '../../analysis/analyze.ts';
import type { Bounds } from '../../analysis/expressivity.ts';
import { OPERATIONS } from '../../operation/catalogue.ts';
import type { OperationId } from '../../operation/operation.ts';
import type { Inline } from '../document.ts';
import { countText } from '../figures/text.ts';

/** One number if the bounds meet, else the interval. */
export const boundsText = ({ lower, upper }: Pick<Bounds, 'lower' | 'upper'>): string =>
  lower === upper ? countText(lower) : `${countText(lower)}–${countText(upper)}`;

/** `38.2 %`; whole shares without a decimal. */
export function percent(part: number, whole: number): string {
  if (whole === 0) return '–';
  const share = (100 * part) / whole;
  return `${Number.isInteger(share) ? share : share.toFixed(1)} %`;
}

/** A ratio with two decimals below ten, one above. */
export const ratioText = (ratio: number): string => (ratio < 10 ? ratio.toFixed(2) : ratio.toFixed(1));

export const idText = (id: OperationId): Inline => `\`${id}\``;
export const titleOf = (id: OperationId): string => OPERATIONS[id].title;

/** `0⊗1→1` or `0e⊗1o→1o`. */
export const pathText = ([a, b, c]: PathLabel): string => `${a}⊗${b}→${c}`;

/** Words joined as a sentence joins them. */
export function listText(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** The bounds at a channel count, if they were computed. */
export const expressivityAt = (analysis: Analysis, channels: number): Bounds | undefined =>
  analysis.expressivity.find((point) => point.channels === channels);

/** Expressivity of one channel; zero where nothing interacts. */
export const singleChannel = (analysis: Analysis): Bounds =>
  expressivityAt(analysis, 1) ?? { lower: 0, upper: 0, certified: analysis.interactions === 0 };

/** The algorithm of an analysis that needs the fewest multiply–adds. */
export function cheapest(
  analysis: Analysis,
): { algorithm: string; multiplyAdds: number; lower: number; upper: number } | undefined {
  const [best] = analysis.costs
    .map(({ algorithm, multiplyAdds, atSaturation }) => ({
      algorithm,
      multiplyAdds: Number(multiplyAdds),
      lower: Number(atSaturation.lower),
      upper: Number(atSaturation.upper),
    }))
    .sort((a, b) => a.multiplyAdds - b.multiplyAdds);
  return best;
}
