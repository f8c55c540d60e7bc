import { IngestError } from "./ingest-error";

/**
 * A stream whose sender must not fall silent: an upload holds a place and a connection to the database. Small requests are read
 * through this too, and are bound by the server's one thread: no generator, for the promises it takes.
 * @throws IngestError 408 (while reading) when nothing has come for `mostMs`.
 */
export function untilStalled(stream: AsyncIterable<Uint8Array>, mostMs: number): AsyncIterable<Uint8Array> {
  const iterator = stream[Symbol.asyncIterator]();
  const next = () => orStalled(iterator.next(), mostMs);
  return { [Symbol.asyncIterator]: () => ({ next }) };
}

function orStalled<Value>(coming: Promise<Value>, mostMs: number): Promise<Value> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new IngestError(408, "upload_stalled", message(mostMs))), mostMs);
    coming.then(
      (value) => {
        clearTimeout(timer);
        resolve(value);
      },
      (error) => {
        clearTimeout(timer);
        reject(error);
      },
    );
  });
}

function message(mostMs: number): string {
  return `Nothing came for ${mostMs / 1000} seconds: the upload was given up and nothing of it is stored. Send it again.`;
}
