/** Scalar and cross product of two vectors, e3nn's `component` normalisation, and their gradient. */

const A = 1 / Math.sqrt(3);
const B = 1 / Math.sqrt(2);

const dot = ([a, b, c], [d, e, f]) => a * d + b * e + c * f;
const cross = ([a, b, c], [d, e, f]) => [b * f - c * e, c * d - a * f, a * e - b * d];
const row = (values, width, i) => values.subarray(i * width, (i + 1) * width);

export function product(x1, x2, batch) {
  return Array.from({ length: batch }, (_, i) => {
    const [x, y] = [row(x1, 3, i), row(x2, 3, i)];
    return [A * dot(x, y), ...cross(x, y).map((value) => B * value)];
  }).flat();
}

/** A mistake to be found: the scalar product is right, the cross product is that of x2 and x1. */
export const reversed = (x1, x2, batch) => product(x2, x1, batch);

/** d(c0·A x·y + c·B x×y): along x it is c0·A y + B y×c, along y c0·A x + B c×x. */
export function vjp(x1, x2, cotangent, batch) {
  const rows = Array.from({ length: batch }, (_, i) => {
    const [x, y, [scalar, ...vector]] = [row(x1, 3, i), row(x2, 3, i), row(cotangent, 4, i)];
    const along = (other, turned) => turned.map((value, k) => scalar * A * other[k] + B * value);
    return { x1: along(y, cross(y, vector)), x2: along(x, cross(vector, x)) };
  });
  return { x1: rows.flatMap((gradient) => gradient.x1), x2: rows.flatMap((gradient) => gradient.x2) };
}
