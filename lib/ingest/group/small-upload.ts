import "server-only";
import { gunzipSync } from "node:zlib";
import { organizationPriceBook } from "@/lib/db/queries/price-book/organization-price-book";
import { pricerOf } from "@/lib/pricing/pricer";
import type { ParsedItem, RejectItem } from "@/lib/usage/formats/format";
import { isLedger } from "@/lib/usage/formats/ledger-formats";
import { instantFromDate } from "@/lib/usage/instant";
import { type ItemSource, UsageParser } from "@/lib/usage/open-parser";
import { dictionaryOf } from "../dictionary";
import type { LoadLimits } from "../load-limits";
import { RecordPreparer, unprepared } from "../rows/record-preparer";
import { sourceNumber } from "../source-number";
import { beginsLikeZip } from "../unpack/unzip";
import type { IngestRequest } from "../upload";
import { type GroupRow, groupRow } from "./group-row";

/** An upload that was read and priced in memory, ready to be committed together with others. */
export interface SmallUpload {
  request: IngestRequest;
  /** When it was read, as `performance.now()` has it. */
  readAt: number;
  bytes: number;
  format: string;
  header: string | null;
  received: number;
  ignored: number;
  rejects: readonly RejectItem[];
  /** Hashes under which its answer is to be kept, if it is. */
  keep: { keyHash: string; requestHash: string } | null;
  /** No two have the same key. */
  rows: readonly GroupRow[];
}

/**
 * Reads a whole upload in memory. Null when it has to take the road of the large ones: it is larger than the limits, or
 * there is something about it that needs more than storing its records one by one (an archive, lines of equal identity,
 * billed costs, a provider's own account, content that is refused).
 */
export async function readSmallUpload(
  request: IngestRequest,
  sent: Uint8Array,
  limits: LoadLimits,
): Promise<SmallUpload | null> {
  const bytes = unpacked(sent, limits.groupBytes);
  const parsed = bytes && parse(request, bytes);
  if (!parsed) return null;
  const { items, parser } = parsed;
  if (items.length > limits.groupRecords || isLedger(parser.format)) return null;
  const rows = await rowsOf(items, request);
  if (!rows) return null;
  return {
    request,
    readAt: performance.now(),
    bytes: bytes.length,
    format: parser.format ?? "",
    header: parser.header,
    received: items.length,
    ignored: parser.ignored,
    rejects: items.filter((item) => item.kind === "reject"),
    keep: request.keep ? { keyHash: request.keep.keyHash, requestHash: await request.keep.requestHash() } : null,
    rows,
  };
}

function unpacked(sent: Uint8Array, most: number): Uint8Array | null {
  if (beginsLikeZip(sent)) return null;
  if (sent[0] !== 0x1f || sent[1] !== 0x8b) return sent;
  try {
    return gunzipSync(sent, { maxOutputLength: most });
  } catch {
    return null;
  }
}

function parse(request: IngestRequest, bytes: Uint8Array): { items: ParsedItem[]; parser: ItemSource } | null {
  try {
    const parser =
      request.openParser?.() ??
      new UsageParser({
        forcedFormat: request.format,
        emptyFormat: request.emptyFormat ?? null,
        mapping: request.mapping ?? null,
        now: instantFromDate(new Date()),
      });
    const items = parser.push(bytes);
    items.push(...parser.end());
    return { items, parser };
  } catch {
    return null;
  }
}

async function rowsOf(items: readonly ParsedItem[], request: IngestRequest): Promise<GroupRow[] | null> {
  const { organizationId, source } = request;
  const dictionary = dictionaryOf(organizationId);
  const preparer = new RecordPreparer(dictionary, pricerOf(await organizationPriceBook(organizationId)));
  const sourceId = await sourceNumber(dictionary, source);
  const rows: GroupRow[] = [];
  const keys = new Set<string>();
  for (let index = 0; index < items.length; index += 1) {
    const item = items[index] as ParsedItem;
    if (item.kind === "reject") continue;
    if (item.kind !== "record") return null;
    const prepared = unprepared();
    if (!preparer.prepare(item, prepared)) await preparer.assignNumbers(items.slice(index), prepared);
    const row = groupRow(prepared, sourceId);
    if (keys.has(row.key)) return null;
    keys.add(row.key);
    rows.push(row);
  }
  return rows;
}
