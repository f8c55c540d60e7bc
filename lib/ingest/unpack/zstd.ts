import type { Transform } from "node:stream";
import * as zlib from "node:zlib";
import { IngestError } from "../ingest-error";
import { ZstdFrames } from "./zstd-frames";

/** In Node.js from 22.15 and 23.8 on; the types are those of the oldest one Outlay runs on. */
const { createZstdDecompress } = zlib as { createZstdDecompress?: (options: { chunkSize: number }) => Transform };

/** Whether this Node.js can undo zstd. */
export function canUndoZstd(): boolean {
  return createZstdDecompress !== undefined;
}

/** What is said where it cannot. */
export const ZSTD_NOT_TAKEN =
  "This is packed with zstd, which Outlay takes when it runs on Node.js 22.15 or newer (not 23.0 to 23.7): pack it with gzip instead.";

/** Undoes zstd. @throws Error where this Node.js cannot. */
export function createUnzstd(options: { chunkSize: number }): Transform {
  if (!createZstdDecompress) throw new Error("this Node.js cannot undo zstd");
  return createZstdDecompress(options);
}

/**
 * Passes zstd data on, no piece longer than to the end of a frame, and sees at its end that it is all there. Node.js (24.21)
 * takes the beginning of a frame for all of it, and passes over what follows a frame in the same piece.
 * @throws IngestError (while reading) when the last frame is not whole.
 */
export async function* wholeFrames(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const frames = new ZstdFrames();
  for await (const bytes of packed) {
    for (let at = 0; at < bytes.length; ) {
      const end = at + frames.follow(bytes.subarray(at));
      yield bytes.subarray(at, end);
      at = end;
    }
  }
  if (!frames.isWhole)
    throw new IngestError(400, "damaged_zstd", "The zstd data is cut off: pack and send the file again.");
}
