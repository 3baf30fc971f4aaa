/** What a measured command is given at a degree L: words and files that depend on it. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { STANDARD } from '../coupling/convention.ts';
import { couplingTable } from '../coupling/table.ts';
import { type Irreps, irrepsDimension, printIrreps } from '../irreps/irreps.ts';
import { settingIrreps } from '../irreps/setting.ts';
import { writeNpy } from '../tensor-file/npy.ts';

/** 0e+1o+2e+… up to L. */
export const degreesUpTo = (lmax: number): Irreps => settingIrreps('mimo', lmax).left;

/** What `report` is asked at L: one setting, and no models. */
export const reportConfig = (lmax: number): object => ({
  settings: ['mimo'],
  parities: ['so3'],
  lmax,
  models: [],
});

/** The integrals of three real harmonics up to L, as one tensor [d, d, d], d = (L+1)²: the Gaunt product as a file of coefficients. */
function gauntTensor(lmax: number): Float64Array {
  const d = irrepsDimension(degreesUpTo(lmax));
  const whole = new Float64Array(d ** 3);
  for (const { degrees, shape, data } of couplingTable({
    kind: 'real-gaunt',
    lmax,
    convention: STANDARD,
    dtype: 'float64',
  })) {
    const [start1, start2, start3] = [degrees[0] ** 2, degrees[1] ** 2, degrees[2] ** 2];
    const [rows, columns, depth] = shape;
    for (let i = 0; i < rows; i++) {
      for (let k = 0; k < columns; k++) {
        const from = (i * columns + k) * depth;
        whole.set(data.subarray(from, from + depth), ((start1 + i) * d + start2 + k) * d + start3);
      }
    }
  }
  return whole;
}

/** What `verify` is to judge: that tensor, claimed to be what it is. */
function writeManifest(folder: string, lmax: number): string {
  const irreps = printIrreps(degreesUpTo(lmax));
  const d = irrepsDimension(degreesUpTo(lmax));
  writeFileSync(join(folder, 'gaunt.npy'), writeNpy({ shape: [d, d, d], data: gauntTensor(lmax) }));
  const path = join(folder, 'manifest.json');
  const manifest = {
    left: irreps,
    right: irreps,
    out: irreps,
    operation: 'gtp',
    convention: 'standard',
    normalisation: 'integral',
    dtype: 'float64',
    runner: { type: 'tensor', path: 'gaunt.npy' },
  };
  writeFileSync(path, JSON.stringify(manifest));
  return path;
}

function writeConfig(folder: string, lmax: number): string {
  const path = join(folder, 'config.json');
  writeFileSync(path, JSON.stringify(reportConfig(lmax)));
  return path;
}

const PLACES: Readonly<Record<string, (folder: string, lmax: number) => string>> = {
  L: (_, lmax) => `${lmax}`,
  IRREPS: (_, lmax) => printIrreps(degreesUpTo(lmax)),
  OUT: (folder) => join(folder, 'out'),
  CONFIG: writeConfig,
  MANIFEST: writeManifest,
};

/** The words as they are typed at L; files that they name are written to the folder. */
export const wordsAt = (words: readonly string[], folder: string, lmax: number): string[] =>
  words.map((word) => PLACES[word]?.(folder, lmax) ?? word);

/** One pair of vectors for `apply`. */
export function pairOfVectors(lmax: number): string {
  const numbers = Array.from({ length: irrepsDimension(degreesUpTo(lmax)) }, (_, k) => k + 1);
  return `${JSON.stringify({ x: numbers, y: [...numbers].reverse() })}\n`;
}
