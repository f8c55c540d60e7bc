/** Numbers keys of a fixed number of words, in the order in which they are first met. */
export class KeyTable {
  /** How many different keys there have been. */
  size = 0;
  private slots = new Int32Array(2 ** 8).fill(-1);
  private words: Int32Array;

  constructor(readonly keyWords: number) {
    this.words = new Int32Array(2 ** 7 * keyWords);
  }

  /** The number of a key, from 0. */
  numberOf(key: Int32Array): number {
    const mask = this.slots.length - 1;
    let slot = hashOf(key) & mask;
    for (;;) {
      const number = this.slots[slot] as number;
      if (number < 0) return this.append(slot, key);
      if (this.isKey(number, key)) return number;
      slot = (slot + 1) & mask;
    }
  }

  /** A word of the key with a number. */
  word(number: number, word: number): number {
    return this.words[number * this.keyWords + word] as number;
  }

  /** All keys, one after another. */
  keys(): Int32Array {
    return this.words.slice(0, this.size * this.keyWords);
  }

  private isKey(number: number, key: Int32Array): boolean {
    const at = number * this.keyWords;
    for (let word = 0; word < this.keyWords; word += 1) if (this.words[at + word] !== key[word]) return false;
    return true;
  }

  private append(slot: number, key: Int32Array): number {
    const number = this.size;
    this.size += 1;
    this.slots[slot] = number;
    this.words.set(key, number * this.keyWords);
    if (this.size * 2 > this.slots.length - 1) this.grow();
    return number;
  }

  private grow(): void {
    const words = new Int32Array(this.words.length * 2);
    words.set(this.words);
    this.words = words;
    const mask = this.slots.length * 2 - 1;
    this.slots = new Int32Array(mask + 1).fill(-1);
    for (let number = 0; number < this.size; number += 1) {
      let slot = hashOf(words.subarray(number * this.keyWords, (number + 1) * this.keyWords)) & mask;
      while ((this.slots[slot] as number) >= 0) slot = (slot + 1) & mask;
      this.slots[slot] = number;
    }
  }
}

function hashOf(key: Int32Array): number {
  let hash = 0;
  for (let word = 0; word < key.length; word += 1) {
    hash = Math.imul(hash ^ (key[word] as number), 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  return hash;
}
