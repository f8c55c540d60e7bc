import "server-only";
import { organizationPriceBook } from "@/lib/db/queries/price-book/organization-price-book";
import { Pricer } from "@/lib/pricing/pricer";
import type { ParsedItem } from "@/lib/usage/formats/format";
import { readCsvBeginning } from "@/lib/usage/mapping/csv-beginning";
import { type MappingProposal, proposeMapping } from "@/lib/usage/mapping/propose-mapping";
import { type ParserOptions, UsageParser } from "@/lib/usage/open-parser";
import { UnrecognisedFormat } from "@/lib/usage/unrecognised-format";
import { type ArchiveResult, FilesReader } from "../files-reader";
import { IngestError } from "../ingest-error";
import { parserOptions } from "../parser-options";
import type { ArchivedFile, UnpackedPiece } from "../unpack/unpacked-files";
import type { IngestRequest } from "../upload";
import { readUnpackedBeginning } from "./beginning";
import { countKnown, type KnownCount } from "./count-known";
import { PreviewSums } from "./preview-sums";

/** What an upload would bring, as far as its beginning tells. Nothing is stored. */
export interface Preview {
  /** Null when it is no format Outlay knows; then `problem` says what is missing. */
  format: string | null;
  problem: string | null;
  /** Whether the whole upload was read, not only its beginning. */
  complete: boolean;
  ignored: number;
  sums: PreviewSums;
  /** Of the records read, how many are stored already. */
  known: KnownCount;
  /** Columns of a CSV file. */
  header: readonly string[] | null;
  /** What the columns of a CSV file of no known format probably mean. */
  proposal: MappingProposal | null;
  /** The files of an archive that were read to their end, and those passed over. */
  archive: ArchiveResult | null;
}

/**
 * Reads the beginning of an upload (at most 1 MiB unpacked) the way `ingest` would. The rest is not looked at, and a record
 * that the end of the beginning cuts off is left out.
 */
export async function preview(
  request: Pick<IngestRequest, "organizationId" | "stream" | "format" | "mapping">,
): Promise<Preview> {
  const { pieces, complete } = await readUnpackedBeginning(request.stream);
  const sums = new PreviewSums(new Pricer(await organizationPriceBook(request.organizationId)));
  const options = await parserOptions(request);
  const files = new FilesReader(() => openParser(options));
  try {
    for (const item of itemsOf(files, pieces, complete)) sums.add(item);
  } catch (error) {
    if (!(error instanceof UnrecognisedFormat)) throw error;
    if (error.code === "empty_input") throw new IngestError(400, error.code, error.message);
    return { ...unrecognised(error, bytesOf(pieces, files.file)), complete, sums };
  }
  const header = files.header === null ? null : readCsvBeginning(bytesOf(pieces, files.file)).header;
  const known = await countKnown(request.organizationId, sums.identities);
  const { format, ignored, archive } = files;
  return { format, problem: null, complete, ignored, sums, known, header, proposal: null, archive };
}

/** @throws IngestError when a format is asked for that there is not. */
function openParser(options: ParserOptions): UsageParser {
  try {
    return new UsageParser(options);
  } catch (error) {
    if (error instanceof UnrecognisedFormat) throw new IngestError(400, error.code, error.message);
    throw error;
  }
}

function* itemsOf(files: FilesReader, pieces: readonly UnpackedPiece[], complete: boolean): Generator<ParsedItem> {
  for (const piece of pieces) {
    if (files.isOther(piece)) yield* files.endFile();
    yield* files.push(piece);
  }
  if (complete) yield* files.end();
}

function bytesOf(pieces: readonly UnpackedPiece[], file: ArchivedFile | null): Uint8Array {
  return Buffer.concat(pieces.filter((piece) => piece.file === file).map(({ bytes }) => bytes));
}

function unrecognised(error: UnrecognisedFormat, bytes: Uint8Array): Omit<Preview, "complete" | "sums"> {
  const { header, rows } = readCsvBeginning(bytes);
  const isTable = error.code === "unrecognised_format" && header.length > 1 && rows.length > 0;
  return {
    format: null,
    problem: error.message,
    ignored: 0,
    known: { looked: 0, known: 0 },
    header: isTable ? header : null,
    proposal: isTable ? proposeMapping(header, rows) : null,
    archive: null,
  };
}
