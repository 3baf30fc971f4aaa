/** Decides whether an implementation is what it is claimed to be, and says what it is if not. */
import type { Claim } from './claim.ts';
import type { Implementation } from './implementation.ts';
import type { Verdict } from './verdict.ts';

export interface JudgeOptions {
  /** an integer in 0 … 2³²−1; the same seed asks the same questions */
  readonly seed: number;
  /** whether questions beyond the campaign may be asked; false for captured outputs. Default true. */
  readonly live?: boolean;
  readonly progress?: (done: number, of: number, note: string) => void;
}

export function judge(_claim: Claim, _implementation: Implementation, _options: JudgeOptions): Promise<Verdict> {
  return Promise.reject(new Error('not written yet'));
}
