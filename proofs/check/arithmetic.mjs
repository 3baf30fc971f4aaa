/** What every part of the checker needs: refusals, lists of numbers, the prime of all ranks. */

export const P = 4194301; // 2^22 − 3, a prime
export const SETTINGS = ['siso', 'simo', 'mimo', 'mimo-truncated'];
export const PARITIES = ['so3', 'o3-natural'];

/** Ends the check of a certificate, which is then not accepted. */
export const refuse = (why) => {
  throw new Error(why);
};
export const must = (condition, why) => condition || refuse(why);
/** from, from+step, … up to `to`. */
export const range = (from, to, step = 1) =>
  Array.from({ length: Math.max(0, Math.floor((to - from) / step) + 1) }, (_, k) => from + k * step);
export const sum = (list, f = (x) => x) => list.reduce((total, x) => total + f(x), 0);
/** The largest, 0 if there are none. */
export const top = (list) => Math.max(0, ...list);
/** Whether two plain values are the same, the order of fields included. */
export const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/** x itself. @throws unless it is an integer in the range */
export const integer = (x, from, to) =>
  must(Number.isInteger(x) && from <= x && x <= to, `expected an integer in ${from}…${to}, got ${x}`) && x;
