/** What a check of a kernel says; what each looks at is told in examine.ts. */
import { TEMPERS } from './trials.ts';

export const CHECK_IDS = ['basis', ...TEMPERS, 'equivariance', 'independence', 'determinism', 'guards', 'nan'] as const;
export type CheckId = (typeof CHECK_IDS)[number];

export interface CheckResult {
  readonly id: CheckId;
  readonly verdict: 'pass' | 'fail' | 'skipped';
  /** numbers compared */
  readonly entries: number;
  /** for checks against a bound */
  readonly observedOverBound?: number;
  /** what was wrong and where, or why the check was skipped */
  readonly evidence?: string;
}
