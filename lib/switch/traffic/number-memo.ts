/** Remembers numbers under small numbers; growing as it needs to. */
export class NumberMemo {
  private known: Int32Array;

  constructor(size: number) {
    this.known = new Int32Array(size).fill(-1);
  }

  /** What is remembered; -1 for nothing. */
  get(place: number): number {
    return place < this.known.length ? (this.known[place] as number) : -1;
  }

  set(place: number, number: number): void {
    if (place >= this.known.length) {
      const larger = new Int32Array(Math.max(this.known.length * 2, place + 1)).fill(-1);
      larger.set(this.known);
      this.known = larger;
    }
    this.known[place] = number;
  }

  /** Forgets everything. */
  clear(): void {
    this.known.fill(-1);
  }
}
