/** Bytes as they arrive in pieces, taken out in the lengths that a protocol wants. Searching a line looks at each piece once. */

const NEWLINE = 10;

export class ByteQueue {
  private pieces: Uint8Array[] = [];
  private total = 0;
  /** Pieces before this one are known to hold no end of a line. */
  private searched = 0;

  get length(): number {
    return this.total;
  }

  push(piece: Uint8Array): void {
    if (piece.length === 0) return;
    this.pieces.push(piece);
    this.total += piece.length;
  }

  /** The length of the first line without its end, or undefined while there is none. */
  lineLength(): number | undefined {
    for (; this.searched < this.pieces.length; this.searched++) {
      const at = this.pieces[this.searched]?.indexOf(NEWLINE) ?? -1;
      if (at >= 0) return this.pieces.slice(0, this.searched).reduce((sum, piece) => sum + piece.length, at);
    }
    return undefined;
  }

  /** The first bytes, at most `count`, removed. */
  take(count: number): Uint8Array {
    const taken = new Uint8Array(Math.min(count, this.total));
    let filled = 0;
    let used = 0;
    for (const piece of this.pieces) {
      if (filled + piece.length > taken.length) break;
      taken.set(piece, filled);
      filled += piece.length;
      used++;
    }
    this.pieces.splice(0, used);
    const [next] = this.pieces;
    if (next !== undefined && filled < taken.length) {
      const rest = taken.length - filled;
      taken.set(next.subarray(0, rest), filled);
      this.pieces[0] = next.subarray(rest);
    }
    this.total -= taken.length;
    this.searched = 0;
    return taken;
  }
}
