import { listCsvMappings } from "@/lib/db/queries/csv-mappings/list-csv-mappings";
import { ApiError } from "@/lib/http/api-error";
import { csvMapping } from "@/lib/http/csv-mapping-schema";
import type { CsvMapping } from "@/lib/usage/mapping/csv-mapping";

/** What `?mapping=` says: the id of a remembered mapping, or a mapping as JSON; null when it says nothing. */
export async function statedMapping(organizationId: number, stated: string | null): Promise<CsvMapping | null> {
  if (!stated) return null;
  if (stated.trimStart().startsWith("{")) return csvMapping.parse(parse(stated));
  const remembered = (await listCsvMappings(organizationId)).find(({ id }) => id === stated);
  if (!remembered) throw new ApiError(400, "invalid_request", "There is no mapping of this id.");
  return remembered.mapping;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ApiError(400, "invalid_request", "The mapping is not valid JSON.");
  }
}
