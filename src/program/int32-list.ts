/** 32-bit integers in a list that grows: a program has millions. */
export class Int32List {
  #room = new Int32Array(1024);
  #length = 0;
  get length(): number {
    return this.#length;
  }
  push(value: number): void {
    if (this.#length === this.#room.length) {
      const wider = new Int32Array(2 * this.#length);
      wider.set(this.#room);
      this.#room = wider;
    }
    this.#room[this.#length++] = value;
  }
  /** the numbers so far */
  get values(): Int32Array {
    return this.#room.subarray(0, this.#length);
  }
}
