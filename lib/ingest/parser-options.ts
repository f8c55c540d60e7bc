import "server-only";
import { listCsvMappings } from "@/lib/db/queries/csv-mappings/list-csv-mappings";
import { instantFromDate } from "@/lib/usage/instant";
import type { ParserOptions } from "@/lib/usage/open-parser";
import type { IngestRequest } from "./upload";

/** How an organisation's upload is to be parsed: as the request says, by remembered mappings otherwise. */
export async function parserOptions(
  request: Pick<IngestRequest, "organizationId" | "format" | "mapping" | "emptyFormat">,
): Promise<ParserOptions> {
  const remembered = await listCsvMappings(request.organizationId);
  return {
    forcedFormat: request.format,
    emptyFormat: request.emptyFormat ?? null,
    mapping: request.mapping ?? null,
    mappings: new Map(remembered.map(({ headerFingerprint, mapping }) => [headerFingerprint, mapping])),
    now: instantFromDate(new Date()),
  };
}
