import { Readable } from "node:stream";
import { getBatch, headerOfBatch } from "@/lib/db/queries/batches/batches";
import { apiRoute } from "@/lib/http/api-route";
import { noSuchBatch, parseBatchId } from "@/lib/http/batch-id";
import { rejectsAsText } from "@/lib/ingest/rejects-file";

/** The rejected lines as a file that can be mended and sent again: CSV under its own header, JSON lines otherwise. */
export const GET = apiRoute("read", async ({ principal, params }) => {
  const id = parseBatchId(params.id);
  const batch = await getBatch(principal.organizationId, id);
  if (!batch) throw noSuchBatch(id);
  const header = await headerOfBatch(principal.organizationId, id);
  const file = Readable.from(encoded(rejectsAsText(principal.organizationId, id, header)), { objectMode: false });
  return new Response(Readable.toWeb(file) as ReadableStream, {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="rejects-${id}.csv"`,
      "Cache-Control": "no-store",
    },
  });
});

async function* encoded(texts: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for await (const text of texts) yield encoder.encode(text);
}
