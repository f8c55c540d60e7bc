import { listCsvMappings } from "@/lib/db/queries/csv-mappings/list-csv-mappings";
import { saveCsvMapping } from "@/lib/db/queries/csv-mappings/save-csv-mapping";
import { ApiError } from "@/lib/http/api-error";
import { apiRoute, readJson } from "@/lib/http/api-route";
import { csvMappingToJson, newCsvMapping } from "@/lib/http/csv-mapping-schema";
import { json } from "@/lib/http/json";
import { mappingProblem } from "@/lib/usage/mapping/csv-mapping";

/** The remembered mappings, the newest first. */
export const GET = apiRoute("ingest", async ({ principal }) => {
  const mappings = await listCsvMappings(principal.organizationId);
  return json({ csvMappings: mappings.map(csvMappingToJson) });
});

/** Remembers a mapping for a header, in place of the one before. Files with that header are read by it from now on. */
export const POST = apiRoute("ingest", async ({ principal, request }) => {
  const { header, mapping } = newCsvMapping.parse(await readJson(request));
  const problem = mappingProblem(mapping, header);
  if (problem) throw new ApiError(422, "mapping_does_not_fit", problem);
  const { organizationId, actor } = principal;
  const id = await saveCsvMapping(organizationId, header, mapping, actor.kind === "person" ? actor.userId : null);
  if (id === null) throw new ApiError(409, "too_many", "The organisation remembers as many mappings as it can.");
  return json({ id }, { status: 201 });
});
