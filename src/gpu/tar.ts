/** The regular files of a tar archive (POSIX ustar): blocks of 512 bytes, a header, then the file, padded. */

const BLOCK = 512;
/** Where a header has the name, the size in octal, the kind of entry, and the mark of the format. */
const FIELDS = { name: [0, 100], size: [124, 136], kind: [156, 157], magic: [257, 262] } as const;
const REGULAR = ['', '0'];

export interface TarFile {
  readonly name: string;
  readonly data: Uint8Array;
}

/** Reads an archive. @throws RangeError where it is cut short or is none */
export function readTar(archive: Uint8Array): TarFile[] {
  const files: TarFile[] = [];
  const text = (from: number, to: number): string =>
    new TextDecoder('latin1').decode(archive.subarray(from, to)).replace(/\0.*$/s, '').trim();
  for (let at = 0; at + BLOCK <= archive.length; ) {
    const field = (name: keyof typeof FIELDS): string => text(at + FIELDS[name][0], at + FIELDS[name][1]);
    if (archive.subarray(at, at + BLOCK).every((byte) => byte === 0)) return files;
    const size = Number.parseInt(field('size'), 8);
    const start = at + BLOCK;
    if (field('magic') !== 'ustar' || !(size >= 0) || start + size > archive.length) {
      throw new RangeError(`no tar header at byte ${at}`);
    }
    if (REGULAR.includes(field('kind'))) files.push({ name: field('name'), data: archive.slice(start, start + size) });
    at = start + Math.ceil(size / BLOCK) * BLOCK;
  }
  return files;
}
