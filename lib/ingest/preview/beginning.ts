import "server-only";
import { decompressed } from "../decompress";
import { IngestError } from "../ingest-error";

const MOST_BYTES = 1024 * 1024;

/**
 * The first bytes of an upload, unpacked, and whether they are all of it. Packed data that ends early is a beginning too: what is
 * previewed may be only a part of a file.
 */
export async function readUnpackedBeginning(
  stream: AsyncIterable<Uint8Array>,
): Promise<{ bytes: Uint8Array; complete: boolean }> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const piece of decompressed(stream)) {
      pieces.push(piece);
      size += piece.length;
      if (size > MOST_BYTES) return { bytes: Buffer.concat(pieces).subarray(0, MOST_BYTES), complete: false };
    }
  } catch (error) {
    if (!(error instanceof IngestError) || size === 0) throw error;
    return { bytes: Buffer.concat(pieces), complete: false };
  }
  return { bytes: Buffer.concat(pieces), complete: true };
}
