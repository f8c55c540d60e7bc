import "server-only";
import { Readable, type Transform } from "node:stream";
import { createGunzip } from "node:zlib";
import { IngestError } from "../ingest-error";
import { readBeginning } from "../read-beginning";
import { isZlibError } from "./zlib-error";
import { canUndoZstd, createUnzstd, wholeFrames, ZSTD_NOT_TAKEN } from "./zstd";

/**
 * The plain bytes of a stream: gzip and zstd are undone whether a header names them or the content begins with their magic
 * numbers.
 * @throws IngestError (while reading) when the packed data is damaged or ends early, or when it is packed with zstd, which
 *   older versions of Node.js cannot undo.
 */
export async function* decompressed(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const { head, stream: all } = await readBeginning(stream, 3);
  if (beginsWith(head, GZIP)) yield* through(all, createGunzip({ chunkSize: CHUNK }), DAMAGED_GZIP);
  else if (!beginsWith(head, ZSTD)) yield* all;
  else if (!canUndoZstd()) throw new IngestError(415, "unsupported_encoding", ZSTD_NOT_TAKEN);
  else yield* through(wholeFrames(all), createUnzstd({ chunkSize: CHUNK }), DAMAGED_ZSTD);
}

const GZIP = [0x1f, 0x8b];
const ZSTD = [0x28, 0xb5, 0x2f, 0xfd];
const CHUNK = 256 * 1024;

const damaged = (code: string, what: string) => ({
  code,
  message: `The ${what} data is damaged or ends early: pack and send the file again.`,
});
const DAMAGED_GZIP = damaged("damaged_gzip", "gzip");
const DAMAGED_ZSTD = damaged("damaged_zstd", "zstd");

function beginsWith(head: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, index) => head[index] === byte);
}

async function* through(
  packed: AsyncIterable<Uint8Array>,
  undo: Transform,
  { code, message }: { code: string; message: string },
): AsyncGenerator<Uint8Array> {
  // Of objects, so that pieces are not put together.
  const source = Readable.from(packed);
  source.on("error", (error) => undo.destroy(error));
  source.pipe(undo);
  try {
    yield* undo as AsyncIterable<Uint8Array>;
  } catch (error) {
    if (!isZlibError(error)) throw error;
    throw new IngestError(400, code, message);
  } finally {
    source.destroy();
  }
}
