import { z } from "zod";
import type { RememberedMapping } from "@/lib/db/queries/csv-mappings/list-csv-mappings";
import { timeZones } from "@/lib/spend/time-zones";
import { type CsvMapping, MAPPED_FIELDS } from "@/lib/usage/mapping/csv-mapping";

/** Halves of characters cannot be stored. */
const WELL_FORMED = /^\P{Surrogate}*$/u;

const column = z.string().min(1).max(256).regex(WELL_FORMED, "must be valid Unicode");
const zones = new Set(timeZones());

/** A mapping as it is sent: in a body, or as JSON in `?mapping=`. */
export const csvMapping = z.strictObject({
  columns: z.partialRecord(z.enum(MAPPED_FIELDS), column),
  tags: z.array(column).max(32).default([]),
  constants: z
    .strictObject({ provider: column.optional(), model: column.optional(), project: column.optional() })
    .default({}),
  conventions: z
    .strictObject({
      cache: z.enum(["inside", "outside"]).default("inside"),
      unit: z.union([z.literal(1), z.literal(1000), z.literal(1_000_000)]).default(1),
      decimal: z.enum([".", ","]).default("."),
      thousands: z.enum(["", ",", ".", " ", "'"]).default(""),
      dates: z.enum(["day-first", "month-first"]).default("month-first"),
      timeZone: z
        .string()
        .refine((zone) => zones.has(zone), "must be an IANA time zone such as Europe/Berlin")
        .default("UTC"),
    })
    .refine(({ decimal, thousands }) => decimal !== thousands, {
      path: ["thousands"],
      message: "must differ from the decimal separator",
    })
    .prefault({}),
}) satisfies z.ZodType<CsvMapping>;

/** The body of POST /api/v1/csv-mappings. */
export const newCsvMapping = z.strictObject({
  header: z.array(z.string().max(1000).regex(WELL_FORMED, "must be valid Unicode")).min(1).max(1000),
  mapping: csvMapping,
});

/** A remembered mapping as the HTTP API gives it. */
export function csvMappingToJson({ id, header, mapping, createdAt }: RememberedMapping) {
  return { id, header, mapping, createdAt: createdAt.toISOString() };
}
