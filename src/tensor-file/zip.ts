/**
 * The zip container, as much of it as .npz needs: stored or deflated members, no zip64, no encryption, no comments, every time
 * stamp 1980-01-01 so that the same content gives the same bytes.
 *
 * Source: APPNOTE.TXT 6.3.10 (PKWARE), §4.3.7 local header, §4.3.12 central directory, §4.3.16 its end.
 */
import { deflateSync } from 'fflate';
import { RequestError } from '../errors.ts';
import { concatenateBytes, quote } from './tensor.ts';

export const LOCAL_HEADER = 0x04034b50;
export const CENTRAL_HEADER = 0x02014b50;
export const END_OF_DIRECTORY = 0x06054b50;
export const LOCAL_LENGTH = 30;
export const CENTRAL_LENGTH = 46;
export const END_LENGTH = 22;
export const STORED = 0;
export const DEFLATED = 8;
export const UTF8_FLAG = 0x0800;
/** 16- and 32-bit fields with all bits set point to zip64 records. */
export const ZIP64_COUNT = 0xffff;
export const ZIP64_SIZE = 0xffffffff;

const VERSION = 20;
const MIDNIGHT = 0;
const FIRST_OF_1980 = 0x0021;

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc;
});

/** CRC-32 (ISO 3309), as zip and gzip use it. */
export function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crc >>> 8) ^ (crcTable[(crc ^ byte) & 255] ?? 0);
  return (crc ^ 0xffffffff) >>> 0;
}

/** Little-endian fields of 2 or 4 bytes, one after the other. */
function record(fields: readonly (readonly [bytes: 2 | 4, value: number])[]): Uint8Array {
  const bytes = new Uint8Array(fields.reduce((length, [size]) => length + size, 0));
  const view = new DataView(bytes.buffer);
  let position = 0;
  for (const [size, value] of fields) {
    if (size === 2) view.setUint16(position, value, true);
    else view.setUint32(position, value, true);
    position += size;
  }
  return bytes;
}

export interface ZipMember {
  readonly name: string;
  readonly content: Uint8Array;
}

/**
 * Names that mean the same on every system and lead nowhere else: no folders, drives, control characters, broken UTF-16 or leading dots.
 * @throws RequestError
 */
export function checkMemberName(name: string, where: string): void {
  if (name.length === 0 || name.length > 255 || /[/\\:\p{Cc}\p{Cs}]|^\./u.test(name)) {
    throw new RequestError(`${where}: expected a plain file name inside the zip, got ${quote(name)}`);
  }
}

/**
 * A zip file of the members, in their order.
 * @throws RequestError for names that are no plain file names or come twice, and beyond 65534 members or 4 GiB
 */
export function writeZip(members: Iterable<ZipMember>, compression: 'stored' | 'deflated'): Uint8Array {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  const names = new Set<string>();
  let position = 0;
  const push = (list: Uint8Array[], ...added: Uint8Array[]): number => {
    list.push(...added);
    return added.reduce((length, part) => length + part.length, 0);
  };
  for (const { name, content } of members) {
    checkMemberName(name, 'a zip file to write');
    if (names.has(name)) throw new RequestError(`a zip file to write: the name ${JSON.stringify(name)} comes twice`);
    names.add(name);
    const text = new TextEncoder().encode(name);
    const packed = compression === 'deflated' ? deflateSync(content) : content;
    const common = [
      [2, VERSION],
      [2, text.length === name.length ? 0 : UTF8_FLAG],
      [2, compression === 'deflated' ? DEFLATED : STORED],
      [2, MIDNIGHT],
      [2, FIRST_OF_1980],
      [4, crc32(content)],
      [4, packed.length],
      [4, content.length],
      [2, text.length],
      [2, 0], // extra field
    ] as const;
    const central = [
      [4, CENTRAL_HEADER],
      [2, VERSION],
      ...common,
      [2, 0], // comment
      [2, 0], // disk
      [2, 0], // internal attributes
      [4, 0], // external attributes
      [4, position],
    ] as const;
    push(directory, record(central), text);
    position += push(parts, record([[4, LOCAL_HEADER], ...common]), text, packed);
    if (position >= ZIP64_SIZE || content.length >= ZIP64_SIZE || names.size >= ZIP64_COUNT) {
      throw new RequestError(
        'a zip file to write: more than 4 GiB or 65534 members; choose safetensors or fewer tensors',
      );
    }
  }
  const directoryLength = directory.reduce((length, part) => length + part.length, 0);
  const end = record([
    [4, END_OF_DIRECTORY],
    [2, 0], // this disk
    [2, 0], // disk of the directory
    [2, names.size],
    [2, names.size],
    [4, directoryLength],
    [4, position],
    [2, 0], // comment
  ]);
  return concatenateBytes([...parts, ...directory, end]);
}
