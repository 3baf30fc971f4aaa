/**
 * Reads zip files from strangers. Nothing is inflated before all headers agree: the end record, the central directory and the
 * local headers must tell the same story, members may not overlap, and their declared sizes together stay within a limit; while
 * inflating, output beyond the declared size ends the reading, and the CRC-32 decides in the end.
 *
 * Source: APPNOTE.TXT 6.3.10 (PKWARE); D. Fifield, "A better zip bomb" (WOOT 2019) for what overlapping members can do.
 */
import { Inflate } from 'fflate';
import { RequestError } from '../errors.ts';
import {
  CENTRAL_HEADER,
  CENTRAL_LENGTH,
  checkMemberName,
  crc32,
  DEFLATED,
  END_LENGTH,
  END_OF_DIRECTORY,
  LOCAL_HEADER,
  LOCAL_LENGTH,
  STORED,
  ZIP64_COUNT,
  ZIP64_SIZE,
  type ZipMember,
} from './zip.ts';

const MAX_COMMENT = 0xffff;
const ENCRYPTED = 0x2041; // encryption, strong encryption, masked headers
const SIZES_FOLLOW = 0x0008; // the local header has zeros; the sizes come after the data
/** 258 bytes from two bits: no deflate stream grows more. */
const MAX_DEFLATE_RATIO = 1032;
/** What is given to the inflater at once, so that it never runs more than 16 MiB past a limit. */
const SLICE = 16 * 1024;

interface Listed {
  readonly name: string;
  readonly method: number;
  readonly crc: number;
  readonly packedSize: number;
  readonly size: number;
  /** of the local header */
  readonly start: number;
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

function decodeName(bytes: Uint8Array, where: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new RequestError(`${where}: a name in the zip directory is not UTF-8`);
  }
}

/** Where the end record starts: it is the last thing in the file, up to its comment. */
function findEnd(bytes: Uint8Array, where: string): number {
  const view = viewOf(bytes);
  for (let at = bytes.length - END_LENGTH; at >= Math.max(0, bytes.length - END_LENGTH - MAX_COMMENT); at--) {
    if (view.getUint32(at, true) !== END_OF_DIRECTORY) continue;
    if (at + END_LENGTH + view.getUint16(at + 20, true) === bytes.length) return at;
  }
  throw new RequestError(
    `${where}: expected a zip file, found no end of its directory in ${bytes.length} bytes; truncated?`,
  );
}

/** The central directory, checked in itself. */
function readDirectory(
  bytes: Uint8Array,
  where: string,
): { readonly members: Listed[]; readonly directoryStart: number } {
  const view = viewOf(bytes);
  const end = findEnd(bytes, where);
  const count = view.getUint16(end + 10, true);
  const directoryLength = view.getUint32(end + 12, true);
  const directoryStart = view.getUint32(end + 16, true);
  if (count === ZIP64_COUNT || directoryLength === ZIP64_SIZE || directoryStart === ZIP64_SIZE) {
    throw new RequestError(`${where}: zip64 files (beyond 4 GiB or 65534 members) are not read`);
  }
  if (
    view.getUint16(end + 4, true) !== 0 ||
    view.getUint16(end + 6, true) !== 0 ||
    view.getUint16(end + 8, true) !== count
  ) {
    throw new RequestError(`${where}: zip files of several parts are not read`);
  }
  if (directoryStart + directoryLength !== end) {
    throw new RequestError(
      `${where}: the zip directory should end at byte ${end}, it says ${directoryStart + directoryLength}`,
    );
  }
  const members: Listed[] = [];
  const names = new Set<string>();
  let at = directoryStart;
  for (let i = 0; i < count; i++) {
    if (at + CENTRAL_LENGTH > end || view.getUint32(at, true) !== CENTRAL_HEADER) {
      throw new RequestError(`${where}: the zip directory promises ${count} members, entry ${i + 1} is none`);
    }
    const nameLength = view.getUint16(at + 28, true);
    const next = at + CENTRAL_LENGTH + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    if (next > end) throw new RequestError(`${where}: entry ${i + 1} of the zip directory runs past its end`);
    const name = decodeName(bytes.subarray(at + CENTRAL_LENGTH, at + CENTRAL_LENGTH + nameLength), where);
    checkMemberName(name, where);
    if (names.has(name)) throw new RequestError(`${where}: the name ${JSON.stringify(name)} comes twice in the zip`);
    names.add(name);
    if ((view.getUint16(at + 8, true) & ENCRYPTED) !== 0) throw new RequestError(`${where}: ${name} is encrypted`);
    const listed = {
      name,
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packedSize: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      start: view.getUint32(at + 42, true),
    };
    if (listed.packedSize === ZIP64_SIZE || listed.size === ZIP64_SIZE || listed.start === ZIP64_SIZE) {
      throw new RequestError(`${where}: ${name} needs zip64, which is not read`);
    }
    members.push(listed);
    at = next;
  }
  if (at !== end) throw new RequestError(`${where}: ${end - at} bytes after the last entry of the zip directory`);
  return { members, directoryStart };
}

/** The sizes that a local header declares, from its zip64 field where it points there; undefined where they follow the data. */
function localSizes(header: Uint8Array, nameLength: number): { packedSize: number; size: number } | undefined {
  const view = viewOf(header);
  if ((view.getUint16(6, true) & SIZES_FOLLOW) !== 0) return undefined;
  const [packedSize, size] = [view.getUint32(18, true), view.getUint32(22, true)];
  if (packedSize !== ZIP64_SIZE && size !== ZIP64_SIZE) return { packedSize, size };
  // numpy.savez writes this form always: field 1 of 16 bytes, the size first.
  const field = LOCAL_LENGTH + nameLength;
  if (header.length < field + 20 || view.getUint16(field, true) !== 1) return { packedSize, size };
  return { size: Number(view.getBigUint64(field + 4, true)), packedSize: Number(view.getBigUint64(field + 12, true)) };
}

/** The packed bytes of a member, after its local header has agreed with the directory. */
function packedContent(bytes: Uint8Array, member: Listed, directoryStart: number, where: string): Uint8Array {
  const { name, start } = member;
  const view = viewOf(bytes);
  const disagree = (what: string): RequestError =>
    new RequestError(`${where}: ${name}: the local header disagrees with the zip directory about ${what}`);
  if (start + LOCAL_LENGTH > directoryStart || view.getUint32(start, true) !== LOCAL_HEADER)
    throw disagree('where it is');
  const nameLength = view.getUint16(start + 26, true);
  const contentStart = start + LOCAL_LENGTH + nameLength + view.getUint16(start + 28, true);
  if (contentStart + member.packedSize > directoryStart) {
    throw new RequestError(
      `${where}: ${name}: ${member.packedSize} bytes at ${contentStart} run into the zip directory`,
    );
  }
  const header = bytes.subarray(start, contentStart);
  if (decodeName(header.subarray(LOCAL_LENGTH, LOCAL_LENGTH + nameLength), where) !== name) throw disagree('its name');
  if (view.getUint16(start + 8, true) !== member.method) throw disagree('its compression');
  const sizes = localSizes(header, nameLength);
  if (sizes !== undefined && (sizes.size !== member.size || sizes.packedSize !== member.packedSize))
    throw disagree('its size');
  return bytes.subarray(contentStart, contentStart + member.packedSize);
}

function checkSizes(members: readonly Listed[], limit: number, where: string): void {
  let total = 0;
  for (const { name, method, packedSize, size } of members) {
    if (method !== STORED && method !== DEFLATED) {
      throw new RequestError(`${where}: ${name}: expected a stored or deflated member, got zip compression ${method}`);
    }
    const possible = method === STORED ? size === packedSize : packedSize > 0 && size <= MAX_DEFLATE_RATIO * packedSize;
    if (!possible) {
      throw new RequestError(`${where}: ${name}: ${packedSize} bytes in the zip cannot be ${size} bytes of content`);
    }
    total += size;
  }
  if (total > limit) throw new RequestError(`${where}: ${total} bytes when unpacked, the limit is ${limit}`);
}

/** Ends an inflation from within its callback. */
class TooLong extends Error {}

function inflate(packed: Uint8Array, size: number, where: string): Uint8Array {
  const content = new Uint8Array(size);
  let length = 0;
  const inflater = new Inflate((piece) => {
    if (length + piece.length > size) throw new TooLong();
    content.set(piece, length);
    length += piece.length;
  });
  try {
    for (let at = 0; at < packed.length; at += SLICE) {
      inflater.push(packed.subarray(at, at + SLICE), at + SLICE >= packed.length);
    }
  } catch (error) {
    if (error instanceof TooLong)
      throw new RequestError(`${where}: unpacks to more than the ${size} bytes that it declares`);
    throw new RequestError(
      `${where}: damaged deflate data (${error instanceof Error ? error.message : String(error)})`,
    );
  }
  if (length !== size) throw new RequestError(`${where}: unpacks to ${length} bytes, it declares ${size}`);
  return content;
}

/**
 * The members of a zip file, in the order of its directory, unpacked one by one; all headers are checked before the first.
 * @param limit of the unpacked sizes together
 * @throws RequestError at once for a file that is no plain zip or exceeds the limit; on the way for damaged members
 */
export function readZip(bytes: Uint8Array, limit: number, where = 'a zip file'): Iterable<ZipMember> {
  const { members, directoryStart } = readDirectory(bytes, where);
  checkSizes(members, limit, where);
  const packed = new Map(members.map((member) => [member, packedContent(bytes, member, directoryStart, where)]));
  let used = 0;
  for (const member of members.toSorted((a, b) => a.start - b.start)) {
    if (member.start < used) throw new RequestError(`${where}: ${member.name} overlaps another member of the zip`);
    const content = packed.get(member);
    used = content === undefined ? used : content.byteOffset - bytes.byteOffset + content.length;
  }
  return (function* () {
    for (const [{ name, method, size, crc }, content] of packed) {
      const unpacked = method === STORED ? content : inflate(content, size, `${where}: ${name}`);
      if (crc32(unpacked) !== crc)
        throw new RequestError(`${where}: ${name}: damaged, its checksum (CRC-32) is another`);
      yield { name, content: unpacked };
    }
  })();
}
