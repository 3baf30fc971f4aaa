/** Laws of every operation in the catalogue: a new one is under them as soon as it is listed. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Axis, generator } from '../../src/coupling/generators.ts';
import { realCoupling } from '../../src/coupling/real-basis.ts';
import { type Quaternion, wignerD } from '../../src/coupling/rotation.ts';
import { RequestError } from '../../src/errors.ts';
import { rational } from '../../src/exact/rational.ts';
import {
  divideSurds,
  equalSurds,
  multiplySurds,
  type Surd,
  surdFromRational,
  surdToRational,
} from '../../src/exact/surd.ts';
import {
  addSurdSums,
  equalSurdSums,
  isZeroSum,
  multiplySurdSums,
  type SurdSum,
  sumOfSurds,
} from '../../src/exact/surd-sum.ts';
import { type Irrep, naturalParity } from '../../src/irreps/irrep.ts';
import { singles } from '../../src/irreps/irreps.ts';
import type { Group, Path } from '../../src/irreps/path.ts';
import { OPERATIONS } from '../../src/operation/catalogue.ts';
import { OPERATION_IDS, type Operation, type Parameters } from '../../src/operation/operation.ts';
import { countOfPaths, everyIrrep, everyOperation, everyPath, portsOf, printPath } from './catalogue-paths.ts';
import { actOn, actOnOne, type Tensor, tensorOf } from './surd-tensors.ts';

const GROUPS = ['so3', 'o3'] as const satisfies readonly Group[];
const AXES = ['x', 'y', 'z'] as const satisfies readonly Axis[];

const matrixOfSums = (rows: Surd[][]): SurdSum[][] => rows.map((row) => row.map((entry) => sumOfSurds([entry])));

/** Σ_terms weight·reduced, times w3j: what the operation computes on a path for port weights 1, 2, 3, … */
function tensorOnPath(operation: Operation, parameters: Parameters, path: Path): Tensor {
  const { left, right, out } = path;
  const terms = operation.terms(path, parameters, 'so3');
  const factor = sumOfSurds(terms.map(({ reduced }, i) => multiplySurds(reduced, surdFromRational(rational(i + 1)))));
  return tensorOf([left.l, right.l, out.l], (m1, m2, m3) =>
    multiplySurdSums(factor, sumOfSurds([realCoupling(left.l, right.l, out.l, m1, m2, m3)])),
  );
}

describe('the catalogue', () => {
  it('lists each operation under its name, once, with a title, a meaning and a source', () => {
    expect(Object.keys(OPERATIONS)).toEqual([...OPERATION_IDS]);
    expect(new Set(OPERATION_IDS).size).toBe(OPERATION_IDS.length);
    for (const [id, operation] of Object.entries(OPERATIONS)) {
      expect(operation.id).toBe(id);
      for (const text of [operation.title, operation.meaning, operation.source]) expect(text.length).toBeGreaterThan(0);
    }
    expect(new Set(Object.values(OPERATIONS).map(({ title }) => title)).size).toBe(OPERATION_IDS.length);
  });
});

describe.each(OPERATION_IDS)('%s', (id) => {
  const operation = OPERATIONS[id];

  it('completes its parameters once and for all', () => {
    for (const group of GROUPS) {
      for (const { parameters } of everyOperation(4, group).filter((entry) => entry.operation === operation)) {
        const irreps = singles(everyIrrep(4));
        expect(operation.resolve(parameters, irreps, irreps, irreps, group)).toEqual(parameters);
        const refused = (): Parameters => operation.resolve({ twiceJ: 2 }, irreps, irreps, irreps, group);
        if (parameters.twiceJ === undefined) expect(refused).toThrow(RequestError);
        else expect(refused().twiceJ).toBe(2);
      }
    }
  });

  it('gives non-zero terms, no two on the same ports; in O(3) some of those of SO(3); degrees ≤ 5', () => {
    let visited = 0;
    for (const group of GROUPS) {
      const parameters = operation.resolve({}, singles(everyIrrep(5)), [], [], group);
      for (const path of everyPath(5, group)) {
        visited++;
        const terms = operation.terms(path, parameters, group);
        const inRotations = new Map(
          operation.terms(path, parameters, 'so3').map((term) => [portsOf(term), term.reduced]),
        );
        expect(new Set(terms.map(portsOf)).size).toBe(terms.length);
        for (const term of terms) {
          const same = inRotations.get(portsOf(term));
          expect(term.reduced.sign).not.toBe(0);
          expect(same !== undefined && equalSurds(same, term.reduced)).toBe(true);
        }
      }
    }
    expect(visited).toBe(5 * countOfPaths(5));
  });

  it('with port scales divided out, the terms of a path have rational ratios; degrees ≤ 5', () => {
    let visited = 0;
    for (const group of GROUPS) {
      const parameters = operation.resolve({}, singles(everyIrrep(5)), [], [], group);
      for (const path of everyPath(5, group)) {
        visited++;
        const values = operation.terms(path, parameters, group).map((term) => {
          const scale = (irrep: Irrep, port: string): Surd | undefined => operation.portScale?.(irrep, port);
          const scales = [scale(path.left, term.left), scale(path.right, term.right), scale(path.out, term.out)];
          return scales.reduce<Surd>((value, by) => (by === undefined ? value : divideSurds(value, by)), term.reduced);
        });
        const [first] = values;
        if (operation.portScale === undefined) expect(values.length).toBeLessThan(2);
        for (const value of values) {
          if (first === undefined || surdToRational(divideSurds(value, first)) === undefined) {
            throw new Error(`${id}: ${printPath(path)} has an irrational ratio`);
          }
        }
      }
    }
    expect(visited).toBe(5 * countOfPaths(5));
  });

  it('its declared symmetries leave every path unchanged; degrees ≤ 5', () => {
    let [equations, visited, expected] = [0, 0, 0];
    for (const group of GROUPS) {
      const parameters = operation.resolve({}, singles(everyIrrep(5)), [], [], group);
      const symmetries = operation.symmetries?.(group) ?? [];
      expected += symmetries.length * (group === 'so3' ? 1 : 4) * countOfPaths(5);
      for (const symmetry of symmetries) {
        for (const path of everyPath(5, group)) {
          visited++;
          const residues = new Map<string, Surd[]>();
          const [a, b, c] = [symmetry.left(path.left), symmetry.right(path.right), symmetry.out(path.out)];
          const record = (ports: string, value: Surd): void => {
            const known = residues.get(ports);
            if (known === undefined) residues.set(ports, [value]);
            else known.push(value);
          };
          for (const { left, right, out, reduced } of operation.terms(path, parameters, group)) {
            for (const [from, entry] of a.get(left) ?? [])
              record(`${from} ${right} ${out}`, multiplySurds(entry, reduced));
            for (const [from, entry] of b.get(right) ?? [])
              record(`${left} ${from} ${out}`, multiplySurds(entry, reduced));
            for (const [from, entry] of c.get(out) ?? [])
              record(`${left} ${right} ${from}`, multiplySurds(entry, reduced));
          }
          for (const [ports, values] of residues) {
            equations++;
            if (!isZeroSum(sumOfSurds(values)))
              throw new Error(`${id}: symmetry broken on ${printPath(path)}, ${ports}`);
          }
        }
      }
    }
    expect(visited).toBe(expected);
    expect(equations > 0).toBe(operation.symmetries !== undefined);
  });

  it('is invariant under the generators of rotations, hence under all of them; degrees ≤ 2', () => {
    let visited = 0;
    const generators = [0, 1, 2].map((l) => AXES.map((axis) => matrixOfSums(generator(l, axis))));
    const { parameters } = everyOperation(2, 'so3').find((entry) => entry.operation === operation) ?? {
      parameters: {},
    };
    for (const path of everyPath(2, 'so3')) {
      const tensor = tensorOnPath(operation, parameters, path);
      for (const axis of [0, 1, 2]) {
        const images = ([path.left, path.right, path.out] as const).map(({ l }, slot) =>
          actOnOne(tensor, slot, generators[l]?.[axis] ?? []),
        );
        const sums = tensor.values.map((_, i) =>
          images.reduce<SurdSum>((sum, { values }) => addSurdSums(sum, values[i] ?? []), []),
        );
        visited++;
        expect(sums.every(isZeroSum)).toBe(true);
      }
    }
    expect(visited).toBe(3 * countOfPaths(2));
  });
});

describe('equivariance', () => {
  it('D ⊗ D ⊗ D leaves every operation unchanged, for random rational rotations; degrees ≤ 2', () => {
    const component = fc.bigInt({ min: -9n, max: 9n });
    const quaternion = fc
      .record({ w: component, x: component, y: component, z: component })
      .filter(({ w, x, y, z }) => w !== 0n || x !== 0n || y !== 0n || z !== 0n);
    const tensors = everyOperation(2, 'so3').flatMap(({ operation, parameters }) =>
      everyPath(2, 'so3').map((path) => tensorOnPath(operation, parameters, path)),
    );
    expect(tensors).toHaveLength(OPERATION_IDS.length * countOfPaths(2));
    fc.assert(
      fc.property(quaternion, (rotation: Quaternion) => {
        const matrices = [0, 1, 2].map((l) => matrixOfSums(wignerD(l, rotation)));
        for (const tensor of tensors) {
          const turned = actOn(tensor, (l) => matrices[l] ?? []);
          expect(turned.values.every((value, i) => equalSurdSums(value, tensor.values[i] ?? []))).toBe(true);
        }
      }),
      { numRuns: 8 },
    );
  });

  it('inversion: a term of vstp in O(3) has fields of the parity of its irreps; degrees ≤ 5', () => {
    // (Pf)(r) = −f(−r) for a polar field, f(−r) for an axial one; V_jℓ is a polynomial of degree ℓ.
    let visited = 0;
    for (const path of everyPath(5, 'o3')) {
      const all = OPERATIONS.vstp.terms(path, {}, 'so3');
      const allowed = all.filter(
        ({ left, right, out }) =>
          -naturalParity(Number(left)) === path.left.p &&
          -naturalParity(Number(right)) === path.right.p &&
          naturalParity(Number(out)) === path.out.p,
      );
      expect(OPERATIONS.vstp.terms(path, {}, 'o3').map(portsOf)).toEqual(allowed.map(portsOf));
      visited++;
    }
    expect(visited).toBe(4 * countOfPaths(5));
  });

  it('inversion: every term of vstp belongs to exactly one choice of parities, and that one has p3 = p1·p2; degrees ≤ 5', () => {
    let terms = 0;
    let found = 0;
    for (const path of everyPath(5, 'so3')) terms += OPERATIONS.vstp.terms(path, {}, 'so3').length;
    for (const path of everyPath(5, 'o3')) {
      expect(path.out.p).toBe(path.left.p * path.right.p);
      found += OPERATIONS.vstp.terms(path, {}, 'o3').length;
    }
    expect(terms).toBeGreaterThan(0);
    expect(found).toBe(terms);
  });
});
