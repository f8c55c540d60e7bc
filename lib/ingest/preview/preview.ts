import "server-only";
import { organizationPriceBook } from "@/lib/db/queries/price-book/organization-price-book";
import { Pricer } from "@/lib/pricing/pricer";
import type { ParsedItem } from "@/lib/usage/formats/format";
import { readCsvBeginning } from "@/lib/usage/mapping/csv-beginning";
import { type MappingProposal, proposeMapping } from "@/lib/usage/mapping/propose-mapping";
import { type ParserOptions, UsageParser } from "@/lib/usage/open-parser";
import { UnrecognisedFormat } from "@/lib/usage/unrecognised-format";
import { IngestError } from "../ingest-error";
import { parserOptions } from "../parser-options";
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
}

/**
 * Reads the beginning of an upload (at most 1 MiB unpacked) the way `ingest` would. The rest is not looked at, and a record
 * that the end of the beginning cuts off is left out.
 */
export async function preview(
  request: Pick<IngestRequest, "organizationId" | "stream" | "format" | "mapping">,
): Promise<Preview> {
  const { bytes, complete } = await readUnpackedBeginning(request.stream);
  const pricer = new Pricer(await organizationPriceBook(request.organizationId));
  const parser = openParser(await parserOptions(request));
  const sums = new PreviewSums(pricer);
  try {
    for (const item of parsed(parser, bytes, complete)) sums.add(item);
  } catch (error) {
    if (!(error instanceof UnrecognisedFormat)) throw error;
    if (error.code === "empty_input") throw new IngestError(400, error.code, error.message);
    return { ...unrecognised(error, bytes), complete, sums };
  }
  const header = parser.header === null ? null : readCsvBeginning(bytes).header;
  const known = await countKnown(request.organizationId, sums.identities);
  const { format, ignored } = parser;
  return { format, problem: null, complete, ignored, sums, known, header, proposal: null };
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

function parsed(parser: UsageParser, bytes: Uint8Array, complete: boolean): ParsedItem[] {
  const items = parser.push(bytes);
  return complete ? [...items, ...parser.end()] : items;
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
  };
}
