/**
 * The vector–Jacobian product against the tensor: x̄_i = Σ T_ijk y_j z̄_k and ȳ_j = Σ T_ijk x_i z̄_k. Basis triples decide the gradients
 * as maps; general vectors decide that they are linear in z̄ and do not see what they must not, which is what second gradients need.
 */
import { type Contraction, euclideanNorm } from './bilinear.ts';
import type { Batch, Dimensions } from './campaign.ts';
import { largestDifference } from './contract-checks.ts';
import { shortNumber } from './naming.ts';
import type { Answer } from './questioning.ts';
import { entryLimit, type Limits, limitsOf, pairLimit, sumLimit } from './tolerance.ts';
import type { Check, CheckResult } from './verdict.ts';

export interface GradientEvidence {
  readonly sizes: Dimensions;
  readonly limits: Limits;
  readonly tensor: Float64Array;
  readonly contraction: Contraction;
  readonly units: Answer;
  readonly dense: Batch;
  readonly answers: Answer;
  readonly again: Answer;
}

type Part = 'x1' | 'x2';

interface Wrong {
  readonly of: Part;
  readonly index: number;
  readonly where: Readonly<Record<string, number>>;
  readonly got: number;
  readonly expected: number;
  readonly excess: number;
}

/** What is off in one part, the worst of it first found, and a factor if one explains all of it. */
interface Findings {
  worst?: Wrong;
  count: number;
  compared: number;
  /** got/expected where both are not zero */
  readonly ratios: number[];
}

const findings = (): Findings => ({ count: 0, compared: 0, ratios: [] });

function note(found: Findings, wrong: Omit<Wrong, 'excess'>, limit: number): void {
  found.compared += 1;
  const excess = Math.abs(wrong.got - wrong.expected) / limit;
  // Only a coefficient that is there can show a common factor.
  if (Math.abs(wrong.expected) > limit) found.ratios.push(wrong.got / wrong.expected);
  if (excess <= 1) return;
  found.count += 1;
  if (excess > (found.worst?.excess ?? 0)) found.worst = { ...wrong, excess };
}

/** Limits with the noise of the gradient too: backwards an algorithm sums other terms than forwards. */
function withOwnNoise({ sizes, limits, tensor, units: answer }: GradientEvidence): Limits {
  const { d1, d2, d3 } = sizes;
  const isZero = (value: number | undefined): boolean => Math.abs(value ?? 0) <= entryLimit(limits, 0);
  let noise = limits.noise;
  for (let row = 0; row < Math.max(d1, d2) * d3; row++) {
    const pair = Math.floor(row / d3);
    const [i, j, k] = [pair % d1, pair % d2, row % d3];
    for (let index = 0; index < d1; index++) {
      if (isZero(tensor[(index * d2 + j) * d3 + k]))
        noise = Math.max(noise, Math.abs(answer.x1[row * d1 + index] ?? 0));
    }
    for (let index = 0; index < d2; index++) {
      if (isZero(tensor[(i * d2 + index) * d3 + k]))
        noise = Math.max(noise, Math.abs(answer.x2[row * d2 + index] ?? 0));
    }
  }
  return limitsOf(limits.allowance, noise, limits.scale);
}

function units({ sizes, limits, tensor, units: answer }: GradientEvidence): Record<Part, Findings> {
  const { d1, d2, d3 } = sizes;
  const found = { x1: findings(), x2: findings() };
  const rows = Math.max(d1, d2) * d3;
  for (let row = 0; row < rows; row++) {
    const pair = Math.floor(row / d3);
    const [i, j, k] = [pair % d1, pair % d2, row % d3];
    for (let index = 0; index < d1; index++) {
      const expected = tensor[(index * d2 + j) * d3 + k] ?? 0;
      const got = answer.x1[row * d1 + index] ?? 0;
      note(found.x1, { of: 'x1', index, where: { i: index, j, k }, got, expected }, pairLimit(limits, expected));
    }
    for (let index = 0; index < d2; index++) {
      const expected = tensor[(i * d2 + index) * d3 + k] ?? 0;
      const got = answer.x2[row * d2 + index] ?? 0;
      note(found.x2, { of: 'x2', index, where: { i, j: index, k }, got, expected }, pairLimit(limits, expected));
    }
  }
  return found;
}

function general({ sizes, limits, contraction, dense, answers }: GradientEvidence): Record<Part, Findings> {
  const { d1, d2, d3 } = sizes;
  const found = { x1: findings(), x2: findings() };
  for (let row = 0; row < dense.rows; row++) {
    const x = dense.x1.subarray(row * d1, (row + 1) * d1);
    const y = dense.x2.subarray(row * d2, (row + 1) * d2);
    const z = dense.cotangent.subarray(row * d3, (row + 1) * d3);
    const parts = [
      ['x1', contraction.left(y, z), answers.x1.subarray(row * d1), euclideanNorm(y)],
      ['x2', contraction.right(x, z), answers.x2.subarray(row * d2), euclideanNorm(x)],
    ] as const;
    for (const [of, { value, size, terms }, got, reach] of parts) {
      for (const [index, expected] of value.entries()) {
        const limit = sumLimit(limits, terms[index] ?? 0, size[index] ?? 0, reach * euclideanNorm(z));
        note(found[of], { of, index, where: { row }, got: got[index] ?? 0, expected }, limit);
      }
    }
  }
  return found;
}

const skipped = (reason: string): Check => ({ id: 'second-gradient', verdict: 'skipped', reason, evidence: {} });

/** What the wrong values have in common. */
function pattern({ ratios, count, compared }: Findings): string {
  if (ratios.length > 0 && ratios.every((ratio) => ratio === 0)) return 'it is zero everywhere';
  const [first = 1] = ratios;
  const text = shortNumber(first);
  if (ratios.length > 1 && count > 0 && ratios.every((ratio) => shortNumber(ratio) === text)) {
    return `it is ${text} times what it should be everywhere`;
  }
  return `${count} of ${compared} entries are off`;
}

export function gradients(asked: GradientEvidence): readonly CheckResult[] {
  const evidence = { ...asked, limits: withOwnNoise(asked) };
  const repeated = (['x1', 'x2'] as const).find(
    (part) => largestDifference(evidence.answers[part], evidence.again[part]) !== undefined,
  );
  if (repeated !== undefined) {
    const where = { pass: 'vjp', of: repeated };
    return [
      {
        check: { id: 'gradient', verdict: 'fail', evidence: where },
        diagnosis: {
          code: 'not-deterministic',
          message: `the gradient of ${repeated}, asked twice, has two answers; look for a gradient buffer that is not cleared`,
          where,
        },
      },
      { check: skipped('the gradient is not deterministic') },
    ];
  }
  const first = units(evidence);
  const entries = first.x1.compared + first.x2.compared;
  for (const part of ['x1', 'x2'] as const) {
    const { worst } = first[part];
    if (worst === undefined) continue;
    const where = { of: part, ...worst.where, got: worst.got, expected: worst.expected, count: first[part].count };
    return [
      {
        check: { id: 'gradient', verdict: 'fail', evidence: where },
        diagnosis: {
          code: 'gradient',
          message:
            `the output is right, but the gradient of ${part} is not: for cotangent e_${worst.where['k']} entry ${worst.index} is ` +
            `${shortNumber(worst.got)}, expected ${shortNumber(worst.expected)}; ${pattern(first[part])}`,
          where,
        },
      },
      { check: skipped('the gradient is wrong') },
    ];
  }
  const passed: CheckResult = { check: { id: 'gradient', verdict: 'pass', evidence: { entries } } };
  const second = general(evidence);
  for (const part of ['x1', 'x2'] as const) {
    const { worst } = second[part];
    if (worst === undefined) continue;
    const where = { of: part, ...worst.where, index: worst.index, got: worst.got, expected: worst.expected, order: 2 };
    return [
      passed,
      {
        check: { id: 'second-gradient', verdict: 'fail', evidence: where },
        diagnosis: {
          code: 'gradient',
          message:
            `the gradient of ${part} is right on basis vectors, but not bilinear in the other input and the cotangent: for general vectors entry ` +
            `${worst.index} is ${shortNumber(worst.got)}, expected ${shortNumber(worst.expected)}; second gradients will be wrong`,
          where,
        },
      },
    ];
  }
  const evidenceOfSecond = { rows: evidence.dense.rows, entries: second.x1.compared + second.x2.compared };
  return [passed, { check: { id: 'second-gradient', verdict: 'pass', evidence: evidenceOfSecond } }];
}
