/** The certificate of the canonical bases is of the bases that are made and exported here, of all of those within its range, and of no others. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { symmetricBasesAreOrthonormal } from '../../proofs/symmetric-bases-are-orthonormal.ts';
import { STANDARD } from '../../src/coupling/convention.ts';
import { parseIrrep, parseIrreps } from '../../src/irreps/index.ts';
import {
  basisCertificate,
  basisDigest,
  basisFile,
  basisMaker,
  checkBasis,
  manyBodyBases,
  outputIrreps,
} from '../../src/many-body/index.ts';
import { root } from '../command.ts';

const row = v.object({
  irreps: v.string(),
  order: v.number(),
  out: v.string(),
  elements: v.number(),
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
});
const { rows } = v.parse(
  v.object({ rows: v.array(row) }),
  JSON.parse(readFileSync(join(root, 'proofs', 'certificates', symmetricBasesAreOrthonormal.file), 'utf8')),
);

describe('the certificate of the bases', () => {
  it('has every basis in its range, by its digest', () => {
    expect(rows).toHaveLength(4 * 4 * 8);
    expect(new Set(rows.map(({ sha256 }) => sha256)).size).toBe(rows.length);
    const makers = new Map(rows.map(({ irreps }) => [irreps, basisMaker(parseIrreps(irreps))]));
    let elements = 0;
    for (const { irreps, order, out, ...stated } of rows) {
      const [features, irrep] = [parseIrreps(irreps), parseIrrep(out)];
      const digest = basisDigest(features, order, irrep);
      let made = 0;
      for (const element of makers.get(irreps)?.elements(order, irrep) ?? []) {
        digest.add(element);
        made += 1;
      }
      expect(stated, `${irreps} ${order} ${out}`).toEqual({ elements: made, sha256: digest.sha256() });
      expect(basisCertificate(features, order, irrep)).toBe(symmetricBasesAreOrthonormal.id);
      elements += made;
    }
    expect(elements).toBeGreaterThan(400);
  });

  it('is named by the manifest of an exported basis, with the same digest', () => {
    const request = { irreps: parseIrreps('0e+1o+2e'), correlation: 3, out: outputIrreps(parseIrreps('0e+1o+2e+1e')) };
    const { manifest } = basisFile(request, manyBodyBases(request, checkBasis(request)), STANDARD, 'float32');
    expect(manifest.arrays.length).toBeGreaterThan(8);
    for (const { order, out, sha256, certificate, shape } of manifest.arrays) {
      expect(certificate).toBe(symmetricBasesAreOrthonormal.id);
      expect(rows).toContainEqual({ irreps: manifest.irreps, order, out, elements: shape.at(-1), sha256 });
    }
  });

  it.each([
    ['0e+1o', 5, '0e'],
    ['0e+1o', 2, '4e'],
    ['0e+1o+2e+3o+4e', 2, '0e'],
    ['1o+0e', 2, '0e'],
    ['0e+1e', 2, '0e'],
    ['0e+2x1o', 2, '0e'],
    ['1o', 2, '0e'],
    ['0e+2e', 2, '0e'],
  ])('is not of %s to the power %i → %s', (irreps, order, out) => {
    expect(basisCertificate(parseIrreps(irreps), order, parseIrrep(out))).toBeUndefined();
  });
});
