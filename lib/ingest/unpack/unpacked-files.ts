import "server-only";
import { IngestError } from "../ingest-error";
import { readBeginning } from "../read-beginning";
import { decompressed } from "./decompress";
import { beginsLikeZip, unzip } from "./unzip";
import type { ZipEntry } from "./zip-entry";

/** Most bytes an upload may unpack to. */
const MOST_UNPACKED = 64 * 1024 ** 3;
/** Longest name of a file that is shown. */
const LONGEST_NAME = 256;

/** A file of an archive. */
export interface ArchivedFile {
  name: string;
  /** Whether it is none of the sender's: what systems add to archives, and empty files. */
  isLeftOut: boolean;
}

/** Plain bytes of an upload, and the file of its archive that they belong to: null when it is no archive. */
export interface UnpackedPiece {
  file: ArchivedFile | null;
  bytes: Uint8Array;
}

/**
 * The plain bytes of an upload, one file after another if it is a zip archive; what is packed within that is undone too.
 * @throws IngestError (while reading) when it is damaged, ends early or unpacks to too much.
 */
export async function* unpackedPieces(stream: AsyncIterable<Uint8Array>): AsyncGenerator<UnpackedPiece> {
  let size = 0;
  for await (const piece of pieces(stream)) {
    size += piece.bytes.length;
    if (size > MOST_UNPACKED) throw new IngestError(413, "too_large", "This file unpacks to more than 64 GiB.");
    yield piece;
  }
}

async function* pieces(stream: AsyncIterable<Uint8Array>): AsyncGenerator<UnpackedPiece> {
  const { head, stream: all } = await readBeginning(stream, 3);
  if (!beginsLikeZip(head)) {
    for await (const bytes of decompressed(all)) yield { file: null, bytes };
    return;
  }
  for await (const entry of unzip(all)) yield* piecesOf(entry);
}

async function* piecesOf(entry: ZipEntry): AsyncGenerator<UnpackedPiece> {
  if (entry.name === "[Content_Types].xml") throw isWorkbook();
  const isLeftOut = entry.isDirectory || isLitter(entry.name);
  const file = { name: entry.name.slice(0, LONGEST_NAME), isLeftOut };
  let isEmpty = true;
  for await (const bytes of isLeftOut ? entry.read() : undone(entry)) {
    isEmpty = false;
    yield { file, bytes: isLeftOut ? NONE : bytes };
  }
  if (isEmpty && !entry.isDirectory) yield { file: { ...file, isLeftOut: true }, bytes: NONE };
}

async function* undone(entry: ZipEntry): AsyncGenerator<Uint8Array> {
  const { head, stream } = await readBeginning(entry.read(), 3);
  if (beginsLikeZip(head)) {
    const message = `"${entry.name}" is an archive within the archive: unpack it, or send it by itself.`;
    throw new IngestError(400, "unrecognised_format", message);
  }
  yield* decompressed(stream);
}

const NONE = new Uint8Array(0);

/** What macOS and Windows put into archives beside the files. */
function isLitter(name: string): boolean {
  const base = name.slice(name.lastIndexOf("/") + 1).toLowerCase();
  return (
    name.startsWith("__MACOSX/") || base.startsWith("._") || [".ds_store", "thumbs.db", "desktop.ini"].includes(base)
  );
}

function isWorkbook(): IngestError {
  return new IngestError(
    400,
    "unrecognised_format",
    "This is a spreadsheet or document: save it as CSV and send that.",
  );
}
