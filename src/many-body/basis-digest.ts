/**
 * The name of an exact basis: the SHA-256 of its numbers as text. It does not depend on conventions, formats or rounding, so two files
 * of the same name hold the same maps.
 *
 * The text is UTF-8; its lines end with LF. One line `irreps ORDER OUT`, then for each element a line `element CONTENT > PATH`, the
 * content as irrep@position of its copies and the path as degrees, and a line `m inputs sign num/den` for each entry: the value is
 * sign·√(num/den), positions count from 0 in the vector of V.
 */
import { createHash } from 'node:crypto';
import { type Irrep, type Irreps, printIrrep, printIrreps } from '../irreps/index.ts';
import type { BasisElement } from './symmetric-basis.ts';

/** Takes the elements of one order and output, in order. */
export interface BasisDigest {
  add(element: BasisElement): void;
  /** lower-case hexadecimal; to be asked for once, at the end */
  sha256(): string;
}

/** `0e@0 1o@1 1o@1`: which copies, and where each starts in the vector. */
export const printContent = ({ content }: BasisElement): string =>
  content.map(({ irrep, offset }) => `${printIrrep(irrep)}@${offset}`).join(' ');

export function basisDigest(irreps: Irreps, order: number, out: Irrep): BasisDigest {
  const hash = createHash('sha256');
  hash.update(`${printIrreps(irreps)} ${order} ${printIrrep(out)}\n`);
  return {
    add(element) {
      const lines = [`element ${printContent(element)} > ${element.degrees.join(' ')}`];
      for (const { m, inputs, value } of element.entries) {
        lines.push(`${m} ${inputs.join(',')} ${value.sign} ${value.num}/${value.den}`);
      }
      hash.update(`${lines.join('\n')}\n`);
    },
    sha256: () => hash.digest('hex'),
  };
}
