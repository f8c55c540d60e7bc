import "server-only";
import { IngestError } from "../ingest-error";
import { type UnpackedPiece, unpackedPieces } from "../unpack/unpacked-files";

const MOST_BYTES = 1024 * 1024;

/**
 * The first bytes of an upload, unpacked, and whether they are all of it. Packed data that ends early is a beginning too: what is
 * previewed may be only a part of a file.
 */
export async function readUnpackedBeginning(
  stream: AsyncIterable<Uint8Array>,
): Promise<{ pieces: UnpackedPiece[]; complete: boolean }> {
  const pieces: UnpackedPiece[] = [];
  let left = MOST_BYTES;
  try {
    for await (const { file, bytes } of unpackedPieces(stream)) {
      pieces.push({ file, bytes: bytes.subarray(0, left) });
      left -= bytes.length;
      if (left < 0) return { pieces, complete: false };
    }
  } catch (error) {
    if (!(error instanceof IngestError) || left === MOST_BYTES) throw error;
    return { pieces, complete: false };
  }
  return { pieces, complete: true };
}
