import "server-only";
import { organizationPriceBook } from "@/lib/db/queries/price-book/organization-price-book";
import { pricerOf } from "@/lib/pricing/pricer";
import type { ParsedItem, RejectItem } from "@/lib/usage/formats/format";
import { UsageParser } from "@/lib/usage/open-parser";
import { BatchLog } from "./batch-log";
import { commitUpload } from "./commit-upload";
import { dictionaryOf } from "./dictionary";
import { FilePlaces } from "./file-places";
import { FilesReader } from "./files-reader";
import { groupCommitterOf } from "./group/group-committer";
import { readSmallUpload, type SmallUpload } from "./group/small-upload";
import { IngestError } from "./ingest-error";
import { type LoadLimits, USUAL_LIMITS } from "./load-limits";
import { Loader } from "./loader";
import type { MergeCounts } from "./merge/merge-counts";
import { keepAnswers } from "./once/kept-answers";
import { viewWarnings } from "./overlap/view-warnings";
import { Pace } from "./pace";
import { parserOptions } from "./parser-options";
import { readBeginning } from "./read-beginning";
import { refusalOf } from "./refusal";
import { sourceNumber } from "./source-number";
import { unpackedPieces } from "./unpack/unpacked-files";
import { untilStalled } from "./until-stalled";
import type { IngestRequest, IngestResult } from "./upload";
import { withUploadPlace } from "./upload-places";

/**
 * Takes an upload: everything of it is committed when this returns, or nothing of it is stored. Small uploads that come at
 * the same time are committed together; larger ones are parsed, priced and staged as they come, and merged in one
 * transaction, or take the fast road. `limits` say which.
 * @throws IngestError 400 when the content is none of the formats, empty, damaged or beyond counting; 408 when the sender
 *   falls silent; 503 when more is waiting than can be.
 */
export async function ingest(request: IngestRequest, limits: LoadLimits = USUAL_LIMITS): Promise<IngestResult> {
  const most = request.openParser ? Number.POSITIVE_INFINITY : limits.groupBytes;
  const { head, isWhole, stream } = await readBeginning(untilStalled(request.stream, limits.silenceMs), most);
  const small = isWhole ? await readSmallUpload(request, head, limits) : null;
  if (small) return commitInGroup(small);
  return ingestStream({ ...request, stream }, limits);
}

async function commitInGroup(small: SmallUpload): Promise<IngestResult> {
  try {
    return await groupCommitterOf(small.request.organizationId).commit(small);
  } catch (error) {
    throw refusalOf(error);
  }
}

function ingestStream(request: IngestRequest, limits: LoadLimits): Promise<IngestResult> {
  return withUploadPlace(request.actor, async () => {
    const log = await BatchLog.open(request);
    try {
      return await take(request, limits, log);
    } catch (error) {
      const refused = refusalOf(error);
      await log.fail(
        refused instanceof IngestError ? refused.message : "The upload was interrupted; nothing of it was stored.",
      );
      throw refused;
    } finally {
      await log.close();
    }
  });
}

async function take(request: IngestRequest, limits: LoadLimits, log: BatchLog): Promise<IngestResult> {
  const { organizationId } = request;
  const dictionary = dictionaryOf(organizationId);
  const pricer = pricerOf(await organizationPriceBook(organizationId));
  const context = { organizationId, batchId: log.batchId, sourceId: await sourceNumber(dictionary, request.source) };
  const options = await parserOptions(request);
  const places = new FilePlaces();
  const files = new FilesReader(request.openParser ?? (() => new UsageParser(options)));
  const loader = new Loader(dictionary, pricer, context);
  const pace = new Pace(loader, limits);
  const receive = async (items: readonly ParsedItem[]) => {
    places.number(items);
    loader.format = files.fileFormat;
    await pace.load(items);
    await keepCount(items, log);
  };
  try {
    for await (const piece of pace.watch(unpackedPieces(request.stream))) {
      if (files.isOther(piece)) {
        await receive(files.endFile());
        places.endFile(files.file?.name ?? null);
        await pace.nextFile();
      }
      await receive(files.push(piece));
      await log.progress(piece.bytes.length, files.format, files.header);
    }
    await receive(files.end());
    places.endFile(files.file?.name ?? null);
    await pace.end();
    await log.progress(0, files.format, files.header);
    await loader.staging.close();
    await loader.billed.flush();
    const requestHash = await request.keep?.requestHash();
    return await commitUpload(loader, context, files.isLedger, async (client, counts) => {
      await log.commit(client, counts);
      await places.keep(client, organizationId, log.batchId);
      const warnings = files.isLedger ? await viewWarnings(client, organizationId, log.batchId) : [];
      const answer = { ...resultOf(log, files, counts), ...(warnings.length > 0 && { warnings }) };
      if (request.keep && requestHash)
        await keepAnswers(client, organizationId, [{ keyHash: request.keep.keyHash, requestHash, answer }]);
      return answer;
    });
  } catch (error) {
    await loader.abort();
    throw error;
  }
}

function resultOf(log: BatchLog, files: FilesReader, counts: MergeCounts): IngestResult {
  return {
    batchId: String(log.batchId),
    format: files.format ?? "",
    received: log.received,
    ...{ inserted: counts.inserted, duplicates: counts.duplicates, revised: counts.revised },
    rejected: log.rejected,
    unpriced: counts.unpriced,
    ignored: files.ignored,
    errors: log.firstErrors,
    ...(files.archive && { archive: files.archive }),
  };
}

async function keepCount(items: readonly ParsedItem[], log: BatchLog): Promise<void> {
  const rejects: RejectItem[] = [];
  for (const item of items) if (item.kind === "reject") rejects.push(item);
  log.count(items.length, rejects);
  await log.keepRejects();
}
