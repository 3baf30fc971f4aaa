/** What the figures and first tables show: mimo in SO(3) where the study has them, else its first setting and parity mode. */
import type { Analysis } from '../../analysis/analyze.ts';
import type { ParityMode, Setting } from '../../irreps/setting.ts';
import type { OperationId } from '../../operation/operation.ts';
import { findAnalysis, type Study } from '../study.ts';

export interface Focus {
  readonly setting: Setting;
  readonly parity: ParityMode;
  /** L of the study, ascending */
  readonly degrees: readonly number[];
  /** the largest of them */
  readonly top: number;
  /** the analysis of an operation in this setting and parity mode */
  at(operation: OperationId, lmax: number): Analysis | undefined;
}

export function focusOf(
  study: Study,
  setting = preferred(study.config.settings, 'mimo'),
  parity = preferred(study.config.parities, 'so3'),
): Focus {
  const top = study.config.lmax;
  return {
    setting,
    parity,
    degrees: Array.from({ length: top }, (_, i) => i + 1),
    top,
    at: (operation, lmax) => findAnalysis(study, operation, setting, parity, lmax),
  };
}

function preferred<Choice extends string>(choices: readonly Choice[], wanted: NoInfer<Choice>): Choice {
  return choices.includes(wanted) ? wanted : (choices[0] ?? wanted);
}

export const parityText = (parity: ParityMode): string => (parity === 'so3' ? 'SO(3)' : 'O(3), natural parity');
export const focusText = ({ setting, parity }: Focus): string => `${setting}, ${parityText(parity)}`;
