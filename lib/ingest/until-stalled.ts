import { IngestError } from "./ingest-error";

/**
 * A stream whose sender must not fall silent: an upload holds a place and a connection to the database.
 * @throws IngestError 408 (while reading) when nothing has come for `mostMs`.
 */
export async function* untilStalled(stream: AsyncIterable<Uint8Array>, mostMs: number): AsyncGenerator<Uint8Array> {
  const iterator = stream[Symbol.asyncIterator]();
  for (;;) {
    const next = await orStalled(iterator.next(), mostMs);
    if (next.done) return;
    yield next.value;
  }
}

async function orStalled<Value>(coming: Promise<Value>, mostMs: number): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const stalled = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new IngestError(408, "upload_stalled", message(mostMs))), mostMs);
  });
  // Whichever comes second is nobody's concern.
  coming.catch(() => undefined);
  try {
    return await Promise.race([coming, stalled]);
  } finally {
    clearTimeout(timer);
  }
}

function message(mostMs: number): string {
  return `Nothing came for ${mostMs / 1000} seconds: the upload was given up and nothing of it is stored. Send it again.`;
}
