/**
 * A symmetric contraction written by hand, for features (s, v) of a scalar and a vector: up to three factors into a scalar and a vector.
 *
 *   s' = s + 2 s² − v·v + s v·v        v' = (3 − s + s² + v·v/2) v
 *
 * f(x, batch): x is [batch, 4], row-major; the answer too.
 */
export function contraction(x, batch) {
  const out = new x.constructor(4 * batch);
  for (let row = 0; row < batch; row++) {
    const [s, ...v] = x.subarray(4 * row, 4 * row + 4);
    const square = v.reduce((sum, component) => sum + component * component, 0);
    const factor = 3 - s + s * s + square / 2;
    out.set([s + 2 * s * s - square + s * square, ...v.map((component) => factor * component)], 4 * row);
  }
  return out;
}

/** The gradient of Σ cotangent·f(x), cotangent (a, b): [batch, 4]. */
export function vjp(x, cotangent, batch) {
  const gradient = new x.constructor(4 * batch);
  for (let row = 0; row < batch; row++) {
    const [s, ...v] = x.subarray(4 * row, 4 * row + 4);
    const [a, ...b] = cotangent.subarray(4 * row, 4 * row + 4);
    const [square, along] = [v, b].map((w) => v.reduce((sum, component, i) => sum + component * w[i], 0));
    const factor = 3 - s + s * s + square / 2;
    const ofScalar = a * (1 + 4 * s + square) + (2 * s - 1) * along;
    gradient.set(
      [ofScalar, ...v.map((component, i) => (a * (2 * s - 2) + along) * component + factor * b[i])],
      4 * row,
    );
  }
  return gradient;
}

/** The same with a mistake in it: the third component is forgotten in v·v. */
export function mistaken(x, batch) {
  const out = new x.constructor(4 * batch);
  for (let row = 0; row < batch; row++) {
    const [s, a, b, c] = x.subarray(4 * row, 4 * row + 4);
    const square = a * a + b * b;
    const factor = 3 - s + s * s + square / 2;
    out.set([s + 2 * s * s - square + s * square, factor * a, factor * b, factor * c], 4 * row);
  }
  return out;
}
