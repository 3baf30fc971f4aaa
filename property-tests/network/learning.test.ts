/** What turns logits into steps: the softmax and the gradient of its cross-entropy, and Adam. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gamma } from '../../src/exact/rounding.ts';
import { adam } from '../../src/network/adam.ts';
import { crossEntropyGradient, exponential, softmax } from '../../src/network/cross-entropy.ts';

const logits = fc.array(fc.double({ min: -8, max: 8, noNaN: true }), { minLength: 2, maxLength: 8 });
const SEED = { seed: 20_261_125 };

describe('exponential', () => {
  it('is exp within the relative error that its file states', () => {
    let compared = 0;
    for (let k = 0; k <= 5600; k++) {
      const x = -k / 8;
      // Math.exp is itself within one unit in the last place.
      const allowed = (2 ** -40 + 2 ** -52) * Math.exp(x);
      expect(Math.abs(exponential(x) - Math.exp(x))).toBeLessThanOrEqual(allowed);
      compared++;
    }
    expect(compared).toBe(5601);
    expect([exponential(0), exponential(-1e6), exponential(Number.NEGATIVE_INFINITY)]).toEqual([1, 0, 0]);
  });
});

describe('softmax', () => {
  it('gives probabilities that add up to one and do not depend on a common shift', () => {
    fc.assert(
      fc.property(logits, fc.integer({ min: -64, max: 64 }), (row, shift) => {
        const p = softmax(Float64Array.from(row), row.length);
        const sum = [...p].reduce((total, value) => total + value, 0);
        expect(Math.abs(sum - 1)).toBeLessThanOrEqual(gamma(2 * row.length, 'float64'));
        // Logits that are multiples of 2^−20 are shifted without rounding.
        const exact = row.map((value) => Math.round(value * 2 ** 20) / 2 ** 20);
        const moved = softmax(
          Float64Array.from(exact, (value) => value + shift),
          row.length,
        );
        expect(moved).toEqual(softmax(Float64Array.from(exact), row.length));
      }),
      SEED,
    );
  });
});

describe('the gradient of the cross-entropy', () => {
  // F(z) = log Σ exp z_j − z_label is convex, so its slope lies between the chords on either side: no tolerance is needed.
  const loss = (row: readonly number[], label: number): number =>
    Math.log(row.reduce((sum, value) => sum + Math.exp(value), 0)) - (row[label] ?? 0);

  it('lies between the chords of the loss, logit by logit, and adds up to nothing', () => {
    let compared = 0;
    fc.assert(
      fc.property(logits, fc.nat(), (row, pick) => {
        const label = pick % row.length;
        const gradient = crossEntropyGradient(softmax(Float64Array.from(row), row.length), [label], row.length);
        for (const [k, slope] of gradient.entries()) {
          const moved = (by: number): number =>
            loss(
              row.map((value, j) => (j === k ? value + by : value)),
              label,
            );
          const here = loss(row, label);
          expect(here - moved(-1)).toBeLessThan(slope);
          expect(slope).toBeLessThan(moved(1) - here);
          compared++;
        }
        const sum = [...gradient].reduce((total, value) => total + value, 0);
        expect(Math.abs(sum)).toBeLessThanOrEqual(2 * gamma(2 * row.length, 'float64'));
      }),
      SEED,
    );
    expect(compared).toBeGreaterThan(200);
  });

  it('is the mean over rows', () => {
    const rows = [softmax(Float64Array.of(1, 2, 4), 3), softmax(Float64Array.of(0, -3, 1), 3)];
    const apart = rows.flatMap((row, k) => [...crossEntropyGradient(row, [k], 3)]);
    const together = crossEntropyGradient(Float64Array.from(rows.flatMap((row) => [...row])), [0, 1], 3);
    expect([...together]).toEqual(apart.map((value) => value / 2));
  });
});

describe('Adam', () => {
  // Moments are kept in float32. After t steps each is a sum whose terms have passed through at most t roundings; the root halves the error
  // of the second: γ_2t of Σ|terms| is allowed, and one more rounding for all that happens in float64.
  const allowance = (t: number): number => gamma(2 * t + 1, 'float32');

  it('under a constant gradient moves every weight by η against its sign, step after step', () => {
    const gradient = Float64Array.of(3, -0.5, 2 ** -10, -700);
    const weights = new Float64Array(4);
    const [eta, steps] = [2 ** -6, 50];
    const update = adam(4, eta);
    for (let step = 1; step <= steps; step++) update(weights, gradient);
    for (const [k, g] of gradient.entries()) {
      const exact = -steps * eta * (g / (Math.abs(g) + 1e-8));
      expect(Math.abs((weights[k] ?? 0) - exact)).toBeLessThanOrEqual(Math.abs(exact) * allowance(steps));
    }
  });

  it('is the textbook formula, the sums written out', () => {
    const gradients = [0.5, -1, 0.25, 2, -0.125];
    const weights = new Float64Array(1);
    const update = adam(1, 1);
    let [expected, allowed] = [0, 0];
    for (const [step, g] of gradients.entries()) {
      update(weights, Float64Array.of(g));
      const t = step + 1;
      /** Σ (1−β) β^(t−1−i) f(g_i) / (1−β^t) */
      const moment = (beta: number, f: (value: number) => number): number =>
        gradients.slice(0, t).reduce((sum, value, i) => sum + (1 - beta) * beta ** (t - 1 - i) * f(value), 0) /
        (1 - beta ** t);
      const root = Math.sqrt(moment(0.999, (value) => value * value)) + 1e-8;
      expected -= moment(0.9, (value) => value) / root;
      allowed += (allowance(t) * moment(0.9, Math.abs)) / root;
    }
    expect(Math.abs((weights[0] ?? 0) - expected)).toBeLessThanOrEqual(allowed);
  });
});
