/** Float32 inputs of every temper, the same for the same seed. */
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

export type Numbers = () => number;

/** 24 significant bits and a sign. */
function significand(generator: ReturnType<typeof xoroshiro128plus>): number {
  const magnitude = uniformInt(generator, 2 ** 23, 2 ** 24 - 1) * 2 ** -23;
  return uniformInt(generator, 0, 1) === 0 ? magnitude : -magnitude;
}

/** ±[1, 2)·2^e with e drawn from low … high. */
export function scaledNumbers(seed: number, low: number, high: number): Numbers {
  const generator = xoroshiro128plus(seed);
  return () => significand(generator) * 2 ** uniformInt(generator, low, high);
}

/** Multiples of 2^−20 in [−1, 1]. */
export function unitNumbers(seed: number): Numbers {
  const generator = xoroshiro128plus(seed);
  return () => uniformInt(generator, -(2 ** 20), 2 ** 20) * 2 ** -20;
}
