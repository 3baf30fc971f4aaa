/**
 * The name of an exact basis: the SHA-256 of its numbers as text. It does not depend on conventions, formats or rounding, so two files
 * of the same name hold the same maps.
 *
 * The text is UTF-8; its lines end with LF. One line `irreps ORDER OUT`, then for each element a line `element` and a line
 * `m inputs C·|C|` for each entry C: inputs are positions in the vector of V, counted from 0, with commas between them, and C·|C| is a
 * fraction in lowest terms, `-1/30` for −√(1/30), `1/1` for 1.
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

export function basisDigest(irreps: Irreps, order: number, out: Irrep): BasisDigest {
  const hash = createHash('sha256');
  hash.update(`${printIrreps(irreps)} ${order} ${printIrrep(out)}\n`);
  return {
    add({ entries }) {
      const lines = entries.map(
        ({ m, inputs, value: { sign, num, den } }) => `${m} ${inputs.join()} ${BigInt(sign) * num}/${den}\n`,
      );
      hash.update(`element\n${lines.join('')}`);
    },
    sha256: () => hash.digest('hex'),
  };
}
