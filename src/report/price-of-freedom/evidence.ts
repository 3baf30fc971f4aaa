/** What the study stands on: computed numbers, certificates, benchmark records, and the audit of the published benchmark. */
import type { Audit } from '../../audit/examine.ts';
import type { BenchRecord } from '../../bench/record.ts';
import type { TetrisRecord } from '../../bench/tetris-record.ts';
import type { PointCloudStudy } from '../../point-clouds/index.ts';
import type { Inline } from '../document.ts';
import type { Study } from '../study.ts';

/** A certificate of proofs/: what it proves, how far, and by how many exact checks. */
export interface Certificate {
  readonly id: string;
  readonly statement: string;
  readonly range: string;
  readonly checks: number;
}

export interface Evidence {
  /** the default study: every operation, setting and parity mode, to L = 10 */
  readonly study: Study;
  /** times of the algorithms */
  readonly timing: BenchRecord;
  /** of the published benchmark, from its description */
  readonly audit: Audit;
  /** which pairs of point clouds can be told apart */
  readonly clouds: PointCloudStudy;
  /** trainings of a small network on the Tetris pieces */
  readonly training: TetrisRecord;
  readonly certificates: readonly Certificate[];
}

/** The certificate of this name. @throws Error if there is none: a sentence must not rest on nothing */
export function certificateOf({ certificates }: Evidence, id: string): Certificate {
  const found = certificates.find((one) => one.id === id);
  if (found === undefined) throw new Error(`the study names the certificate ${id}, and there is none`);
  return found;
}

/** Certificates by name, each a link to its statement at the end of the study. */
export const certificateLinks = (evidence: Evidence, ids: readonly string[]): Inline =>
  ids.map((id) => `[\`${certificateOf(evidence, id).id}\`](#certificates)`).join(', ');
