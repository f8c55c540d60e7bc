import "server-only";
import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { IngestError } from "./ingest-error";
import { readBeginning } from "./read-beginning";

/** Most bytes an upload may unpack to. */
const MOST_UNPACKED = 64 * 1024 ** 3;

/**
 * The plain bytes of an upload: gzip is undone whether a header names it or the content begins with its magic number.
 * @throws IngestError (while reading) when the gzip data is damaged, ends early or unpacks to too much, or when the content
 *   is packed with zstd: Node.js (22.23) takes the beginning of a zstd file for all of it.
 */
export async function* decompressed(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const { head, stream: all } = await readBeginning(stream, 3);
  if (beginsWith(head, ZSTD)) throw new IngestError(415, "unsupported_encoding", WITH_GZIP);
  if (beginsWith(head, GZIP)) yield* gunzipped(all);
  else yield* all;
}

const GZIP = [0x1f, 0x8b];
const ZSTD = [0x28, 0xb5, 0x2f, 0xfd];
const WITH_GZIP = "This is packed with zstd, which is not taken: pack it with gzip.";

function beginsWith(head: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, index) => head[index] === byte);
}

async function* gunzipped(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const source = Readable.from(packed, { objectMode: false });
  const gunzip = createGunzip({ chunkSize: 256 * 1024 });
  source.on("error", (error) => gunzip.destroy(error));
  source.pipe(gunzip);
  let unpacked = 0;
  try {
    for await (const chunk of gunzip as AsyncIterable<Uint8Array>) {
      unpacked += chunk.length;
      if (unpacked > MOST_UNPACKED) throw new IngestError(413, "too_large", "This file unpacks to more than 64 GiB.");
      yield chunk;
    }
  } catch (error) {
    if (!isZlibError(error)) throw error;
    throw new IngestError(400, "damaged_gzip", "The gzip data is damaged or ends early: pack and send the file again.");
  } finally {
    source.destroy();
  }
}

function isZlibError(error: unknown): boolean {
  return error instanceof Error && "code" in error && /^Z_/.test(String(error.code));
}
