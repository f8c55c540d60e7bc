import { z } from "zod";
import { csvMapping, newCsvMapping } from "../csv-mapping-schema";
import { answerOf, NOTHING, type Resource } from "./operation";
import { uuidInPath } from "./parameters";
import { instant, uuid } from "./value-schemas";

const remembered = z.strictObject({ id: uuid, header: z.array(z.string()), mapping: csvMapping, createdAt: instant });

/** What the columns of CSV files of no known format mean. */
export const csvMappings: Resource = {
  name: "CSV mappings",
  description: "What the columns of CSV files of no known format mean, remembered by their header.",
  requests: { CsvMapping: csvMapping, NewCsvMapping: newCsvMapping },
  answers: {
    RememberedCsvMapping: remembered,
    CsvMappingList: z.strictObject({ csvMappings: z.array(remembered) }),
    NewCsvMappingId: z.strictObject({ id: uuid }),
  },
  paths: {
    "/api/v1/csv-mappings": {
      get: {
        operationId: "listCsvMappings",
        summary: "The remembered mappings, the newest first",
        access: "ingest",
        answers: { 200: answerOf("The mappings.", "CsvMappingList") },
      },
      post: {
        operationId: "rememberCsvMapping",
        summary: "Remember a mapping for a header",
        description: "Takes the place of the one before. Files with that header are read by it from now on.",
        access: "ingest",
        body: "NewCsvMapping",
        answers: { 201: answerOf("It is remembered.", "NewCsvMappingId") },
        errors: { 409: ["too_many"], 422: ["mapping_does_not_fit"] },
      },
    },
    "/api/v1/csv-mappings/{id}": {
      delete: {
        operationId: "forgetCsvMapping",
        summary: "Forget a mapping",
        description: "What was read by it stays.",
        access: "ingest",
        parameters: [uuidInPath("id", "Id of the mapping.")],
        answers: { 204: NOTHING },
        errors: { 404: ["not_found"] },
      },
    },
  },
};
