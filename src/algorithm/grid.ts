/**
 * The spherical grid: Gauss–Legendre in cos θ times uniform φ, applied one dimension after the other.
 *
 * n Gauss–Legendre nodes integrate polynomials up to degree 2n−1 exactly, N uniform nodes trigonometric ones up to order N−1. An
 * integrand of degree D therefore needs ⌊D/2⌋+1 rings of D+1 points, and no fewer of either for a general one.
 */
import { RequestError } from '../errors.ts';
import { type GridRequest, type Signal, signals, topDegree, type Workload } from './algorithm.ts';

export interface Grid {
  readonly rings: number;
  readonly points: number;
}

/** The smallest grid exact for integrands of the given degree ≥ 0. */
export const gridForDegree = (degree: number): Grid => ({ rings: Math.floor(degree / 2) + 1, points: degree + 1 });

/**
 * The grid asked for, or the smallest exact one for integrands of the given degree.
 * @throws RequestError for a grid that is none, or that is not exact unless that was asked for too
 */
export function gridFor(degree: number, asked: GridRequest | undefined): Grid {
  const least = gridForDegree(degree);
  if (asked === undefined) return least;
  const { rings, points, undersized = false } = asked;
  if (![rings, points].every((n) => Number.isInteger(n) && n > 0)) {
    throw new RequestError(
      `a grid has whole numbers of rings and points, at least 1 of each; got ${rings} × ${points}`,
    );
  }
  if (!undersized && (rings < least.rings || points < least.points)) {
    throw new RequestError(
      `a grid of ${rings} × ${points} is not exact for degree ${degree}: expected at least ${least.rings} rings of ${least.points} points; "undersized": true takes it all the same`,
    );
  }
  return { rings, points };
}

/** L1+L2+L3: the degree of f·g·Y where f, g and Y have the top degrees of the three sides. */
export const productDegree = ({ left, right, out, group }: Workload): number =>
  topDegree(signals(left, group)) + topDegree(signals(right, group)) + topDegree(signals(out, group));

export const gridSize = ({ rings, points }: Grid): number => rings * points;

/** Sum over degrees on every ring: one multiply–add per coefficient (ℓ, m) and ring. */
export const legendreStep = (signal: Signal, { rings }: Grid): number => rings * signal.dimension;

/** Sum over orders at every point: 2ℓmax+1 multiply–adds per point. */
export const azimuthStep = (signal: Signal, grid: Grid): number => gridSize(grid) * (2 * signal.lmax + 1);

/** From coefficients to values on the grid, or back. */
export const transform = (signal: Signal, grid: Grid): number => legendreStep(signal, grid) + azimuthStep(signal, grid);

/** Legendre values and trigonometric values of a transform. */
export const transformTables = (signal: Signal, grid: Grid): number =>
  legendreStep(signal, grid) + grid.points * (2 * signal.lmax + 1);
