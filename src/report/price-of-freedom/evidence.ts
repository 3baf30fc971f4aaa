/** What the study stands on: computed numbers, certificates, benchmark records, and the audit of the published benchmark. */
import * as v from 'valibot';
import type { Audit } from '../../audit/examine.ts';
import type { BenchRecord } from '../../bench/record.ts';
import type { TetrisRecord } from '../../bench/tetris-record.ts';
import { RequestError } from '../../errors.ts';
import type { PointCloudStudy } from '../../point-clouds/index.ts';
import { schemaComplaint } from '../../schema-complaint.ts';
import type { Inline } from '../document.ts';
import type { Study } from '../study.ts';

/** A certificate as it is filed in proofs/certificates: what it proves, and in how many cases. */
export interface Certificate {
  readonly id: string;
  readonly claim: string;
  readonly cases: number;
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

const certificateSchema = v.looseObject({ id: v.string(), claim: v.string(), cases: v.pipe(v.number(), v.integer()) });

/** What a certificate says it proves; whether it does is for the checkers to say. @throws RequestError naming the file */
export function readCertificate(text: string, name: string): Certificate {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new RequestError(`${name}: expected the JSON of a certificate`);
  }
  const parsed = v.safeParse(certificateSchema, value);
  if (!parsed.success) throw new RequestError(`${name}: ${schemaComplaint(parsed.issues[0], 'the certificate')}`);
  const { id, claim, cases } = parsed.output;
  return { id, claim, cases };
}
