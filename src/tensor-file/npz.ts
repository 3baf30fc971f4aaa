/**
 * Several arrays as .npz: a zip file whose members are `NAME.npy`. Source: numpy.savez, numpy.savez_compressed and numpy.load.
 *
 * Reading takes members of any order, stored or deflated, and refuses everything that is no plain archive of float arrays.
 */
import { RequestError } from '../errors.ts';
import { readNpy, writeNpy } from './npy.ts';
import type { Tensor, Tensors } from './tensor.ts';
import { readZip } from './unzip.ts';
import { writeZip, type ZipMember } from './zip.ts';

const SUFFIX = '.npy';

/** What the arrays of a file may take in memory together, unless the caller says otherwise: 1 GiB. */
export const NPZ_LIMIT = 2 ** 30;

function* membersOf(tensors: Iterable<readonly [string, Tensor]>): Generator<ZipMember> {
  for (const [name, tensor] of tensors) yield { name: `${name}${SUFFIX}`, content: writeNpy(tensor) };
}

/**
 * The same tensors give the same bytes. Tensors are taken one by one, so a generator is never held whole.
 * @throws RequestError for names that are no plain file names, names that come twice, data that do not fill their shape
 */
export const writeNpz = (
  tensors: Iterable<readonly [string, Tensor]>,
  compression: 'stored' | 'deflated' = 'deflated',
): Uint8Array => writeZip(membersOf(tensors), compression);

/**
 * @param where named in errors
 * @param limit of the unpacked bytes, checked in the headers before anything is unpacked
 * @throws RequestError for anything but a zip of float arrays with plain names
 */
export function readNpz(bytes: Uint8Array, where = 'an .npz file', limit = NPZ_LIMIT): Tensors {
  const tensors: Tensors = new Map();
  for (const { name, content } of readZip(bytes, limit, where)) {
    if (!name.endsWith(SUFFIX) || name === SUFFIX) {
      throw new RequestError(`${where}: expected members NAME.npy, got ${JSON.stringify(name)}`);
    }
    tensors.set(name.slice(0, -SUFFIX.length), readNpy(content, `${where}: ${name}`));
  }
  return tensors;
}
