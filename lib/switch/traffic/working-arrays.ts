/**
 * Arrays to work in. Every piece of traffic needs the same ones again: making them anew costs more than what is done in
 * them, and memory that is not free before the next collection. Their values are whatever was in them.
 */

const SMALLEST = 2 ** 13;

/** Buffers nobody works in, by their length in bytes (powers of two). */
const free = new Map<number, ArrayBuffer[]>();
let lent: ArrayBuffer[] | null = null;

/**
 * Runs `action`, which cannot wait for anything. Arrays it works in are used again afterwards: nothing of them may be
 * kept. Outside of it arrays are new ones.
 */
export function withWorkingArrays<Result>(action: () => Result): Result {
  if (lent) return action();
  lent = [];
  try {
    return action();
  } finally {
    for (const buffer of lent) buffersOf(buffer.byteLength).push(buffer);
    lent = null;
  }
}

/** Numbers to work with. */
export function workingNumbers(length: number): Float64Array {
  return new Float64Array(bufferOf(length * 8), 0, length);
}

/** Whole numbers to work with. */
export function workingIntegers(length: number): Int32Array {
  return new Int32Array(bufferOf(length * 4), 0, length);
}

/** Bytes to work with. */
export function workingBytes(length: number): Uint8Array {
  return new Uint8Array(bufferOf(length), 0, length);
}

/** Gives their memory back, for when there is nothing more to do. */
export function forgetWorkingArrays(): void {
  free.clear();
}

function bufferOf(bytes: number): ArrayBuffer {
  let length = SMALLEST;
  while (length < bytes) length *= 2;
  if (!lent) return new ArrayBuffer(length);
  const buffer = buffersOf(length).pop() ?? new ArrayBuffer(length);
  lent.push(buffer);
  return buffer;
}

function buffersOf(length: number): ArrayBuffer[] {
  let buffers = free.get(length);
  if (!buffers) {
    buffers = [];
    free.set(length, buffers);
  }
  return buffers;
}
