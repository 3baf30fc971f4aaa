/**
 * The two ways in which this library refuses.
 *
 * Every message says, in one or two lines, what was expected, what came, where, and what to do. Anything else that is
 * thrown is a bug of ours.
 */

/** The request is wrong: malformed text, an impossible argument, a file that is not what it claims. The command exits 2. */
export class RequestError extends Error {
  override readonly name = 'RequestError';
}

/** The request is fine and this machine cannot serve it: no such program, no adapter, disk full. The command exits 3. */
export class MachineError extends Error {
  override readonly name = 'MachineError';
}
