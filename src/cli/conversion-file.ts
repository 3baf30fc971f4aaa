/** The file that `gauntlet verify --conversion` writes: from a basis of symmetric contractions to the canonical one. */
import { RequestError } from '../errors.ts';
import { writeNpz, writeSafetensors } from '../tensor-file/index.ts';
import type { SymmetricClaim } from '../verification/symmetric/claim.ts';
import {
  type Conversion,
  conversionJson,
  conversionTensors,
  describeConversion,
} from '../verification/symmetric/conversion.ts';
import { writeOutput } from './terminal.ts';

const FORMATS = ['npz', 'safetensors', 'json'] as const;

/** What the ending of the file asks for. @throws RequestError for an ending that names no format */
export function conversionFormat(file: string): (typeof FORMATS)[number] {
  const found = FORMATS.find((format) => file.toLowerCase().endsWith(`.${format}`));
  if (found !== undefined) return found;
  throw new RequestError(
    `--conversion ${file}: expected a file that ends in ${FORMATS.map((end) => `.${end}`).join(', ')}`,
  );
}

/** Writes the matrices, and what they are: into the file where it has room for it, else beside it. Returns a line about it. */
export function writeConversion(file: string, claim: SymmetricClaim, conversion: Conversion | undefined): string {
  if (conversion === undefined) {
    return `${file} was not written: elements that are not the maps that are claimed have no matrix`;
  }
  const format = conversionFormat(file);
  const wrote = `wrote ${file}: ${conversion.arrays.map(({ key, ours, theirs }) => `${key} [${ours}, ${theirs}]`).join(', ')}`;
  if (format === 'json') {
    writeOutput(file, `${JSON.stringify(conversionJson(claim, conversion))}\n`);
    return wrote;
  }
  const tensors = conversionTensors(conversion);
  const description = JSON.stringify(describeConversion(claim, conversion));
  if (format === 'safetensors') {
    writeOutput(file, writeSafetensors(tensors, { manifest: description }));
    return wrote;
  }
  writeOutput(file, writeNpz(tensors));
  writeOutput(`${file}.json`, `${description}\n`);
  return `${wrote}; what they are: ${file}.json`;
}
