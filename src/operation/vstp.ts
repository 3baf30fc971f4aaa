/**
 * Vector-spherical tensor product: inputs are vector fields on the sphere, take their cross product point by point, project.
 *
 * Degree j lives in three vector harmonics V_jℓm = √(2j+1) Σ w3j(ℓ m', 1 q, j m) Y_ℓm' e_q with ℓ = j−1, j, j+1 (only ℓ = 1 for
 * j = 0): its ports, named by ℓ. On a path (j1, j2, j3), for each choice of ports,
 *
 *   t = √(6 Π(2j+1)) · g(ℓ1,ℓ2,ℓ3) · {ℓ1 ℓ2 ℓ3; 1 1 1; j1 j2 j3},   g the Gaunt factor of coupling/gaunt.ts
 *
 * No sign is needed: in our real basis the contraction of six coupling tensors along the rows and columns of a 9j is that 9j.
 * Reaches every path but 0×0→0. In O(3) both inputs are taken as true (polar) vectors, their product is axial: a port ℓ of
 * parity −(−1)^ℓ on the way in, (−1)^ℓ on the way out; ports of the wrong parity do not exist.
 *
 * Symmetries: pointwise, u = u_r + u_t (radial, tangential). Besides the two scalings, u×v survives (i) scaling u_r and v_r alike:
 * then (u×v)_t is scaled and (u×v)_r is not; (ii) turning u, v and u×v about the radius. As weights of ports: with
 * c_ℓ = √(4π/3(2j+1)) g(ℓ,1,j) the radial projection is c cᵀ, and r× has entries √(4π/(2j+1)) t(0,j,j; 1,ℓ,ℓ').
 */

import { gauntFactor } from '../coupling/gaunt.ts';
import { timesTriangle } from '../coupling/wigner-6j.ts';
import { wigner9jOfTwice } from '../coupling/wigner-9j.ts';
import { type PrimePowers, primePowersToRational } from '../exact/factorial.ts';
import { rational } from '../exact/rational.ts';
import { multiplySurds, negateSurd, SURD_ONE, type Surd, sqrtOfRational, surd } from '../exact/surd.ts';
import { type Irrep, naturalParity } from '../irreps/irrep.ts';
import type { Group, Path } from '../irreps/path.ts';
import type { Operation, PortMatrix, Slot, Symmetry, Term } from './operation.ts';
import { noParameters } from './parameters.ts';

/** t of the header: degrees j of the three fields and ℓ of the harmonics they are made of. */
export function vectorFactor(j1: number, j2: number, j3: number, l1: number, l2: number, l3: number): Surd {
  const harmonics = gauntFactor(l1, l2, l3);
  if (harmonics.sign === 0) return harmonics;
  const symbol = wigner9jOfTwice([2 * l1, 2 * l2, 2 * l3, 2, 2, 2, 2 * j1, 2 * j2, 2 * j3]);
  const dimensions = sqrtOfRational(rational(6 * (2 * j1 + 1) * (2 * j2 + 1) * (2 * j3 + 1)));
  return multiplySurds(dimensions, multiplySurds(harmonics, symbol));
}

/** The ports ℓ of degree j on one side; in O(3) those of the irrep's parity. */
export function vectorPorts({ l: j, p }: Irrep, slot: Slot, group: Group): number[] {
  const all = j === 0 ? [1] : [j - 1, j, j + 1];
  const parityOfPort = (l: number): number => (slot === 'out' ? naturalParity(l) : -naturalParity(l));
  return group === 'so3' ? all : all.filter((l) => parityOfPort(l) === p);
}

function terms({ left, right, out }: Path, group: Group): Term[] {
  const found: Term[] = [];
  for (const l1 of vectorPorts(left, 'left', group)) {
    for (const l2 of vectorPorts(right, 'right', group)) {
      for (const l3 of vectorPorts(out, 'out', group)) {
        const reduced = vectorFactor(left.l, right.l, out.l, l1, l2, l3);
        if (reduced.sign !== 0) found.push({ left: `${l1}`, right: `${l2}`, out: `${l3}`, reduced });
      }
    }
  }
  return found;
}

/** The matrix with the given entries on the ports of one irrep. */
function portMatrix(ports: readonly number[], entry: (to: number, from: number) => Surd): PortMatrix {
  return new Map(ports.map((to) => [`${to}`, new Map(ports.map((from) => [`${from}`, entry(to, from)]))]));
}

const rootOverDimension = (num: bigint, j: number): Surd => surd(1, num, BigInt(2 * j + 1), 1);

/** c cᵀ of the header. */
const radialProjection = (j: number, to: number, from: number): Surd =>
  multiplySurds(
    multiplySurds(gauntFactor(to, 1, j), gauntFactor(from, 1, j)),
    surd(1, 16n, 9n * BigInt(2 * j + 1) ** 2n, 2),
  );

/** 1 − c cᵀ, the diagonal by its closed form: a difference of surds would not be one surd by itself. */
function tangentialProjection(j: number, to: number, from: number): Surd {
  if (to !== from) return negateSurd(radialProjection(j, to, from));
  if (to === j) return SURD_ONE;
  // c_{j−1}² = j/(2j+1), c_{j+1}² = (j+1)/(2j+1): the complement swaps them.
  const num = BigInt(to === j - 1 ? j + 1 : j);
  return surd(1, num * num, BigInt(2 * j + 1) ** 2n);
}

/** r× of the header. */
const quarterTurn = (j: number, to: number, from: number): Surd =>
  multiplySurds(rootOverDimension(4n, j), vectorFactor(0, j, j, 1, from, to));

function symmetries(group: Group): Symmetry[] {
  const onPorts = (slot: Slot, entry: (j: number, to: number, from: number) => Surd) => (irrep: Irrep) =>
    portMatrix(vectorPorts(irrep, slot, group), (to, from) => entry(irrep.l, to, from));
  const radial: Symmetry = {
    left: onPorts('left', radialProjection),
    right: onPorts('right', radialProjection),
    out: onPorts('out', (j, to, from) => negateSurd(tangentialProjection(j, to, from))),
  };
  const turn: Symmetry = {
    left: onPorts('left', quarterTurn),
    right: onPorts('right', quarterTurn),
    out: onPorts('out', quarterTurn),
  };
  // In O(3) the turn would mix ports of opposite parity, of which only one kind exists.
  return group === 'so3' ? [radial, turn] : [radial];
}

/** Δ(ℓ 1 j) √(2ℓ+1): what is left of t, apart from a factor of the path, is rational. */
function portScale({ l: j }: Irrep, port: string): Surd {
  const l = Number(port);
  const powers: PrimePowers = [];
  timesTriangle(powers, 2 * l, 2, 2 * j);
  return multiplySurds(sqrtOfRational(primePowersToRational(powers)), sqrtOfRational(rational(2 * l + 1)));
}

const plain = noParameters('vstp');

export const vstp: Operation = {
  id: 'vstp',
  title: 'Vector spherical',
  meaning: 'the pointwise cross product of two vector fields on the sphere',
  source:
    'Y. Xie, A. Daigavane, M. Kotak, T. Smidt, The price of freedom, arXiv 2506.13523, vector spherical tensor product',
  weights: 'per-irrep',
  resolve: (requested, _left, _right, _out, group) => ({
    ...plain(requested),
    ...(group === 'o3' ? { vectors: 'polar×polar→axial' } : {}),
  }),
  terms: (path, _parameters, group) => terms(path, group),
  portScale,
  symmetries,
};
