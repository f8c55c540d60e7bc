/** The beginning of a stream, and what reads it from there once more. */
export interface Beginning {
  head: Uint8Array;
  /** Whether there is no more. */
  isWhole: boolean;
  stream: AsyncIterable<Uint8Array>;
}

type End = { kind: "whole" } | { kind: "broken"; error: unknown } | null;

/** Reads a stream until it has ended or broken (which shows when it is read on), or more than `most` bytes have come. */
export async function readBeginning(stream: AsyncIterable<Uint8Array>, most: number): Promise<Beginning> {
  const rest = stream[Symbol.asyncIterator]();
  const pieces: Uint8Array[] = [];
  let size = 0;
  let end: End = null;
  while (size <= most && !end) {
    try {
      const next = await rest.next();
      if (next.done) end = { kind: "whole" };
      else {
        pieces.push(next.value);
        size += next.value.length;
      }
    } catch (error) {
      end = { kind: "broken", error };
    }
  }
  const head = pieces.length === 1 ? (pieces[0] as Uint8Array) : Buffer.concat(pieces);
  return { head, isWhole: end?.kind === "whole", stream: replay(head, end, rest) };
}

async function* replay(head: Uint8Array, end: End, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  if (head.length > 0) yield head;
  if (end?.kind === "broken") throw end.error;
  if (end) return;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}
