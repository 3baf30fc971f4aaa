/**
 * The spherical grid: Gauss–Legendre in cos θ times uniform φ, applied one dimension after the other.
 *
 * n Gauss–Legendre nodes integrate polynomials up to degree 2n−1 exactly, N uniform nodes trigonometric ones up to order N−1. An
 * integrand of degree D therefore needs ⌊D/2⌋+1 rings of D+1 points, and no fewer of either for a general one.
 */
import type { Signal } from './algorithm.ts';

export interface Grid {
  readonly rings: number;
  readonly points: number;
}

/** The smallest grid exact for integrands of the given degree ≥ 0. */
export const gridForDegree = (degree: number): Grid => ({ rings: Math.floor(degree / 2) + 1, points: degree + 1 });

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
