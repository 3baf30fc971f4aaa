/**
 * From the symbols of a plane (rounded-plane.ts) to the dense tensor of an ordered triple of degrees, in either basis.
 *
 * An entry of the real basis is one 3j symbol. Of the two rows that U (real-basis.ts) has for each m ≠ 0, only the choices μ and −μ with
 * |μi| = |mi| and μ1+μ2+μ3 = 0 count. Their phases differ by i^2s, s the number of sines among m, and their symbols by (−1)^J, J = ℓ1+ℓ2+ℓ3;
 * so they cancel unless s ≡ J mod 2, and are equal otherwise. With U's powers of i gathered and the (−i)^J of the sign rule,
 *
 *   w3j(m) = (−1)^((J−s)/2 + Σ_{μi > 0} (μi + [mi < 0])) · (ℓ1 ℓ2 ℓ3; μ1 μ2 μ3) · √½ if no m is 0, · 1 if any is.
 *
 * The tests hold this to the sum over U, entry by entry.
 */
import { minusOneTo } from './angular-momentum.ts';
import { type Degrees, diagonalLength, planeDegrees } from './rounded-plane.ts';

/** Where the symbols of a plane go. */
export interface Target {
  readonly degrees: Degrees;
  /** by slot: the distance in `data` from m = −ℓ to m, at m + ℓ */
  readonly offsets: readonly (readonly number[])[];
  readonly data: Float64Array | Float32Array;
}

interface SlotOrder {
  /** the plane's slots, as slots of the tensor */
  readonly slots: readonly [number, number, number];
  /** the sign that exchanging the slots gives */
  readonly sign: 1 | -1;
}

function slotOrder(degrees: Degrees): SlotOrder {
  const [low = 0, middle = 0, high = 0] = [0, 1, 2].sort((a, b) => (degrees[a] ?? 0) - (degrees[b] ?? 0) || a - b);
  // (middle, low, high) is an even permutation of (0, 1, 2) exactly if low follows middle around the circle.
  const even = (middle + 1) % 3 === low;
  return { slots: [middle, low, high], sign: even ? 1 : minusOneTo(degrees[0] + degrees[1] + degrees[2]) };
}

/** Calls `visit` for every symbol ≠ 0 of a plane. */
function eachSymbol(
  plane: Degrees,
  values: Float64Array,
  visit: (value: number, m1: number, m2: number, m3: number) => void,
): void {
  const [, l2, l3] = plane;
  let from = 0;
  for (let m3 = 0; m3 <= l3; m3++) {
    const length = diagonalLength(plane, m3);
    for (let i = 0; i < length; i++) {
      const value = values[from + i] ?? 0;
      if (value !== 0) visit(value, l2 - i - m3, i - l2, m3);
    }
    from += length;
  }
}

/** Writes the 3j symbols of all orders, m3 < 0 included; `phase` of the order in the last slot of the tensor comes on top. */
export function spreadComplex(
  values: Float64Array,
  { degrees, offsets, data }: Target,
  phase: (m: number) => 1 | -1,
): void {
  const plane = planeDegrees(degrees);
  const [l1, l2, l3] = plane;
  const { slots, sign } = slotOrder(degrees);
  const [first = [], second = [], third = []] = slots.map((slot) => offsets[slot] ?? []);
  const last = slots.indexOf(2);
  const exchanged = minusOneTo(l1 + l2 + l3);
  eachSymbol(plane, values, (value, m1, m2, m3) => {
    const m = last === 0 ? m1 : last === 1 ? m2 : m3;
    const signed = sign * phase(m) * value;
    data[(first[l1 + m1] ?? 0) + (second[l2 + m2] ?? 0) + (third[l3 + m3] ?? 0)] = signed;
    if (m3 > 0) data[(first[l1 - m1] ?? 0) + (second[l2 - m2] ?? 0) + (third[l3 - m3] ?? 0)] = exchanged * signed;
  });
}

/** Writes the entries of the real basis; offsets are of real orders. */
export function spreadReal(values: Float64Array, { degrees, offsets, data }: Target): void {
  const plane = planeDegrees(degrees);
  const [l1, l2, l3] = plane;
  const total = l1 + l2 + l3;
  const { slots, sign } = slotOrder(degrees);
  const [first = [], second = [], third = []] = slots.map((slot) => offsets[slot] ?? []);
  eachSymbol(plane, values, (value, mu1, mu2, mu3) => {
    if (mu3 === 0 && mu1 < 0) return; // −μ is in the plane as well
    const raised = (mu1 > 0 ? mu1 : 0) + (mu2 > 0 ? mu2 : 0) + mu3;
    for (let sine1 = 0; sine1 <= (mu1 === 0 ? 0 : 1); sine1++) {
      const at1 = first[l1 + (sine1 === 1 ? -1 : 1) * Math.abs(mu1)] ?? 0;
      for (let sine2 = 0; sine2 <= (mu2 === 0 ? 0 : 1); sine2++) {
        const sine3 = (sine1 + sine2 + total) % 2;
        if (sine3 === 1 && mu3 === 0) continue;
        const at2 = second[l2 + (sine2 === 1 ? -1 : 1) * Math.abs(mu2)] ?? 0;
        const at3 = third[l3 + (sine3 === 1 ? -1 : 1) * mu3] ?? 0;
        const turns = (mu1 > 0 ? sine1 : 0) + (mu2 > 0 ? sine2 : 0) + sine3;
        const exponent = (total - sine1 - sine2 - sine3) / 2 + raised + turns;
        data[at1 + at2 + at3] = sign * minusOneTo(exponent) * value;
      }
    }
  });
}
