import "server-only";
import { pool } from "@/lib/db/pool";
import { organizationPriceBook } from "@/lib/db/queries/price-book/organization-price-book";
import { Pricer } from "@/lib/pricing/pricer";
import type { ParsedItem, RejectItem } from "@/lib/usage/formats/format";
import { instantFromDate } from "@/lib/usage/instant";
import { UsageParser } from "@/lib/usage/open-parser";
import { UnrecognisedFormat } from "@/lib/usage/unrecognised-format";
import { BatchLog } from "./batch-log";
import { decompressed } from "./decompress";
import { type Dictionary, dictionaryOf } from "./dictionary";
import { IngestError } from "./ingest-error";
import { type MergeCounts, mergeBatch } from "./merge/merge-batch";
import { type StagedItem, stage, stagedRow } from "./staged-row";
import { StagingWriter } from "./staging-writer";
import { withUploadPlace } from "./upload-places";

/** Who sends usage. */
export type IngestActor =
  | { kind: "apiKey"; id: string; name: string }
  | { kind: "person"; userId: string; name: string }
  | { kind: "command"; name: string };

/** An upload: bytes of any recognised format, packed or not. */
export interface IngestRequest {
  organizationId: number;
  stream: AsyncIterable<Uint8Array>;
  /** Name of the source, for people: a file's name. */
  source: string;
  /** Name of a format to be used without recognising it. */
  format: string | null;
  actor: IngestActor;
  sample?: boolean;
}

/** What became of an upload; every line that says something is counted in exactly one of the outcomes. */
export interface IngestResult {
  batchId: string;
  format: string;
  received: number;
  inserted: number;
  duplicates: number;
  revised: number;
  rejected: number;
  unpriced: number;
  /** Lines that carry no usage by design (empty buckets, stream chunks before the last); not part of `received`. */
  ignored: number;
  errors: { line: number; field: string | null; code: string; message: string }[];
}

/**
 * Takes an upload: parse, price, stage, and merge in one transaction. Either all of it is committed when this returns, or
 * nothing of it is stored.
 * @throws IngestError (400) when the content is none of the formats, empty or damaged.
 */
export async function ingest(request: IngestRequest): Promise<IngestResult> {
  return withUploadPlace(async () => {
    const log = await BatchLog.open(request);
    try {
      return await take(request, log);
    } catch (error) {
      const refused = error instanceof UnrecognisedFormat ? new IngestError(400, error.code, error.message) : error;
      await log.fail(
        refused instanceof IngestError ? refused.message : "The upload was interrupted; nothing of it was stored.",
      );
      throw refused;
    }
  });
}

async function take(request: IngestRequest, log: BatchLog): Promise<IngestResult> {
  const { organizationId } = request;
  const dictionary = dictionaryOf(organizationId);
  const pricer = new Pricer(await organizationPriceBook(organizationId));
  dictionary.idOf("source", request.source);
  await dictionary.assign();
  const sourceId = dictionary.idOf("source", request.source) ?? 0;
  const parser = new UsageParser({ forcedFormat: request.format, now: instantFromDate(new Date()) });
  const writer = await StagingWriter.open();
  const loader = new Loader(dictionary, pricer, writer, log, { organizationId, batchId: log.batchId, sourceId });
  try {
    for await (const bytes of decompressed(request.stream)) {
      await loader.load(parser.push(bytes));
      await log.progress(bytes.length, parser.format, parser.header);
    }
    await loader.load(parser.end());
    await log.progress(0, parser.format, parser.header);
    await loader.close();
  } catch (error) {
    await loader.abort();
    throw error;
  }
  const counts = await commit(organizationId, log);
  return {
    batchId: String(log.batchId),
    format: parser.format ?? "",
    received: log.received,
    ...{ inserted: counts.inserted, duplicates: counts.duplicates, revised: counts.revised },
    rejected: log.rejected,
    unpriced: counts.unpriced,
    ignored: parser.ignored,
    errors: log.firstErrors,
  };
}

/** Brings parsed items to the staging table, and rejects to the batch's log. */
class Loader {
  private ordinal = 0;

  constructor(
    private readonly dictionary: Dictionary,
    private readonly pricer: Pricer,
    private readonly writer: StagingWriter,
    private readonly log: BatchLog,
    private readonly context: { organizationId: number; batchId: number; sourceId: number },
  ) {}

  async load(items: readonly ParsedItem[]): Promise<void> {
    const waiting: StagedItem[] = [];
    const rejects: RejectItem[] = [];
    for (const item of items) {
      if (item.kind === "reject") {
        rejects.push(item);
        continue;
      }
      const staged = stage(item, this.pricer);
      if (!this.write(staged)) waiting.push(staged);
      if (this.writer.isFull) await this.writer.flush();
    }
    this.log.count(items.length, rejects);
    await this.log.keepRejects();
    if (waiting.length === 0) return;
    await this.dictionary.assign();
    for (const staged of waiting) {
      if (!this.write(staged)) throw new Error("the dictionary did not assign a number");
      if (this.writer.isFull) await this.writer.flush();
    }
  }

  /** False when the dictionary has to assign numbers first. */
  private write(staged: StagedItem): boolean {
    const row = stagedRow(staged, this.ordinal, this.dictionary, this.context);
    if (row === false) return false;
    this.ordinal += 1;
    this.writer.add(row);
    return true;
  }

  close(): Promise<void> {
    return this.writer.close();
  }

  abort(): Promise<void> {
    return this.writer.abort();
  }
}

async function commit(organizationId: number, log: BatchLog): Promise<MergeCounts> {
  const client = await pool().connect();
  try {
    await client.query("BEGIN");
    const counts = await mergeBatch(client, organizationId, log.batchId);
    await log.commit(client, counts);
    await client.query("COMMIT");
    return counts;
  } catch (error) {
    await client.query("ROLLBACK").catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}
