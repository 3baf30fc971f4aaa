/**
 * The first kernel on any adapter: does it compute at all, and how does it round? Inputs come at run time, so that no compiler can answer
 * in the GPU's place.
 *
 *   count     3·i + 7 in integers, for every i: an adapter that computes nothing fails here
 *   rounding  a + b, a − b, a·b of seeded pairs and of ties, each compared with the float32 nearest to the exact result
 *   order     (1 + 2^−24) + 2^−24 is 1 as written, taken from the other end 1 + 2^−23
 *   fusion    a·b − c where c is a·b rounded: 0 unless fused
 *   flushing  2^−127 times 1, and 2^−126 times 1/2
 *   nan       0·∞
 *
 * Rounding to nearest is believed where every sample agrees and no sum was reordered; else the letter of WGSL holds (exact/rounding.ts).
 */
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { Job } from './job.ts';

/** Pairs of numbers to add, subtract and multiply; the special ones come after them. */
const PAIRS = 192;
const THREADS = 64;

export const CANARY_WGSL = `// The canary: one invocation for each pair (a, b), and one for the questions that have their own inputs.
@group(0) @binding(0) var<storage, read> pairs : array<vec2f>;
@group(0) @binding(1) var<storage, read> questions : array<vec4f>;
@group(0) @binding(2) var<storage, read_write> counts : array<u32>;
@group(0) @binding(3) var<storage, read_write> answers : array<f32>;

@compute @workgroup_size(${THREADS})
fn canary(@builtin(global_invocation_id) id : vec3u) {
  let i = id.x;
  if (i < ${PAIRS}u) {
    let a = pairs[i].x;
    let b = pairs[i].y;
    counts[i] = 3u * i + 7u;
    answers[3u * i] = a + b;
    answers[3u * i + 1u] = a - b;
    answers[3u * i + 2u] = a * b;
  }
  if (i == 0u) {
    let order = questions[0];
    answers[${3 * PAIRS}u] = (order.x + order.y) + order.z;
    let fused = questions[1];
    answers[${3 * PAIRS + 1}u] = fused.x * fused.y - fused.z;
    let tiny = questions[2];
    answers[${3 * PAIRS + 2}u] = tiny.x * tiny.y;
    answers[${3 * PAIRS + 3}u] = tiny.z * tiny.w;
    let undefined_product = questions[3];
    answers[${3 * PAIRS + 4}u] = undefined_product.x * undefined_product.y;
  }
}
`;

const TIES: readonly (readonly [number, number])[] = [
  [1, 2 ** -24],
  [1 + 2 ** -23, 2 ** -24],
  [-1, -(2 ** -24)],
  [-1 - 2 ** -23, -(2 ** -24)],
  [1 + 2 ** -12, 1 + 2 ** -12],
  [1 + 3 * 2 ** -12, 1 + 2 ** -12],
  [2 ** 24, 1],
  [2 ** 24 + 2, 1],
];

/** Seeded pairs of float32 numbers of many sizes, ties first. */
function canaryPairs(): Float32Array {
  const generator = xoroshiro128plus(1);
  const number = (): number =>
    uniformInt(generator, 2 ** 23, 2 ** 24 - 1) *
    (uniformInt(generator, 0, 1) === 0 ? 1 : -1) *
    2 ** uniformInt(generator, -32, -16);
  const pairs = [...TIES];
  while (pairs.length < PAIRS) pairs.push([number(), number()]);
  return Float32Array.from(pairs.flat());
}

/** c of the question on fusion: a·b = 1 + 2^−11 + 2^−24 is no float32. */
const FACTOR = 1 + 2 ** -12;
const QUESTIONS = Float32Array.from([
  ...[1, 2 ** -24, 2 ** -24, 0],
  ...[FACTOR, FACTOR, Math.fround(FACTOR * FACTOR), 0],
  ...[2 ** -127, 1, 2 ** -126, 0.5],
  ...[0, Number.POSITIVE_INFINITY, 0, 0],
]);

const bytesOf = (numbers: Float32Array): Uint8Array => new Uint8Array(numbers.buffer);

export function canaryJob(): Job {
  const [pairs, questions] = [bytesOf(canaryPairs()), bytesOf(QUESTIONS)];
  return {
    shaders: [CANARY_WGSL],
    buffers: [
      { usage: 'input', size: pairs.byteLength, data: pairs },
      { usage: 'input', size: questions.byteLength, data: questions },
      { usage: 'storage', size: 4 * PAIRS, read: true },
      { usage: 'storage', size: 4 * (3 * PAIRS + 5), read: true },
    ],
    dispatches: [
      { shader: 0, entry: 'canary', bindings: [0, 1, 2, 3], workgroups: [Math.ceil(PAIRS / THREADS), 1, 1] },
    ],
  };
}

/** Sums, differences and products of the pairs, before rounding: float64 holds them exactly. */
export function canaryAnswers(): number[] {
  const pairs = canaryPairs();
  return Array.from({ length: PAIRS }, (_, i) => {
    const [a, b] = [pairs[2 * i] ?? 0, pairs[2 * i + 1] ?? 0];
    return [a + b, a - b, a * b];
  }).flat();
}
