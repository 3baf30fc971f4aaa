/** Groups of symmetries from their generators, so that a test can say how many there are and try every one. */
import { at } from '../exact/indexing.ts';

/** New place i holds what stood at places[i]; `odd` says whether the symbol then takes the sign of odd permutations. */
export interface PlaceMap {
  readonly places: readonly number[];
  readonly odd: boolean;
}

/** The group that the generators generate, the identity included. */
export function maps(generators: readonly PlaceMap[]): PlaceMap[] {
  const identity = { places: at(generators, 0).places.map((_, i) => i), odd: false };
  const found = new Map<string, PlaceMap>([[identity.places.join(), identity]]);
  for (const { places, odd } of found.values()) {
    for (const generator of generators) {
      const product = { places: generator.places.map((i) => at(places, i)), odd: odd !== generator.odd };
      const key = product.places.join();
      if (!found.has(key)) found.set(key, product);
    }
  }
  return [...found.values()];
}

/** A linear map on vectors of doubled angular momenta, with a common denominator of 2. */
export type TwofoldMap = readonly (readonly number[])[];

/** Applies the map; entries of the result may be half of an odd number where the map is Regge's. */
export const applyTwofold = (map: TwofoldMap, vector: readonly number[]): number[] =>
  map.map((row) => row.reduce((sum, factor, i) => sum + factor * at(vector, i), 0) / 2);

/** The group that linear generators generate, the identity included. */
export function twofoldMaps(generators: readonly TwofoldMap[]): TwofoldMap[] {
  const size = at(generators, 0).length;
  const unit = (i: number): number[] => Array.from({ length: size }, (_, k) => Number(i === k));
  const identity: TwofoldMap = Array.from({ length: size }, (_, i) => unit(i).map((n) => 2 * n));
  const columns = Array.from({ length: size }, (_, i) => unit(i));
  const compose = (a: TwofoldMap, b: TwofoldMap): TwofoldMap => {
    const images = columns.map((column) => applyTwofold(a, applyTwofold(b, column)));
    return Array.from({ length: size }, (_, i) => images.map((image) => 2 * at(image, i)));
  };
  const found = new Map<string, TwofoldMap>([[identity.join(';'), identity]]);
  for (const map of found.values()) {
    for (const generator of generators) {
      const product = compose(generator, map);
      const key = product.join(';');
      if (!found.has(key)) found.set(key, product);
    }
  }
  return [...found.values()];
}
