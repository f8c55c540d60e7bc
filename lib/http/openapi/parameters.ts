import { DIMENSIONS, dimensionLabel } from "@/lib/spend/dimensions";
import { RANGE_PRESETS } from "@/lib/spend/range-presets";
import type { JsonSchema, Parameter } from "./operation";

/** A parameter of the query that may be left out. */
export function query(name: string, description: string, schema: JsonSchema): Parameter {
  return { name, in: "query", description, schema };
}

/** A header that may be left out. */
export function header(name: string, description: string, schema: JsonSchema): Parameter {
  return { name, in: "header", description, schema };
}

/** The part of a path that names one thing. */
export function inPath(name: string, description: string, schema: JsonSchema = { type: "string" }): Parameter {
  return { name, in: "path", required: true, description, schema };
}

/** An id in a path. */
export function uuidInPath(name: string, description: string): Parameter {
  return inPath(name, description, { type: "string", format: "uuid" });
}

/** How many entries of a list. */
export function limit(most: number, otherwise: number): Parameter {
  const schema = { type: "integer", minimum: 1, maximum: most, default: otherwise };
  return query("limit", "Most entries to be answered.", schema);
}

/** The page of a list. */
export const CURSOR = query("cursor", "`nextCursor` of the answer before, for the next page.", { type: "string" });

/** The zone that a question is read in. */
export const TIME_ZONE: Parameter = query(
  "tz",
  "Time zone (IANA name) of dates, days, weeks and months. The organisation's.",
  { type: "string", examples: ["Europe/Berlin"] },
);

/** Bounds of a period, read in a zone. */
export const PERIOD: readonly Parameter[] = [
  query("from", "Start: a date, which is the start of that day in `tz`, or an RFC 3339 instant. 30 days before `to`.", {
    type: "string",
    examples: ["2026-11-01", "2026-11-01T09:00:00Z"],
  }),
  query("to", "End, which is not part of the period. The end of today.", {
    type: "string",
    examples: ["2026-12-01"],
  }),
  TIME_ZONE,
];

/** A dimension by name: one that every record has a place for, or the values of a tag. */
export const DIMENSION: JsonSchema = {
  anyOf: [
    { type: "string", enum: DIMENSIONS },
    { type: "string", pattern: "^tag\\..+$", maxLength: 260 },
  ],
};

const VALUES: JsonSchema = { type: "array", items: { type: "string" }, maxItems: 200 };

/** A period by name. */
export const RANGE: Parameter = query("range", "A period that moves along with time, instead of `from` and `to`.", {
  type: "string",
  enum: Object.keys(RANGE_PRESETS),
});

/** Filters by dimension and by tag. */
export const FILTERS: readonly Parameter[] = [
  ...DIMENSIONS.flatMap((dimension) => {
    const name = dimensionLabel(dimension, { inText: true });
    return [
      query(
        `filter.${dimension}`,
        `Only usage of this ${name}; may be repeated. Empty: usage that states none.`,
        VALUES,
      ),
      query(`not.${dimension}`, `Leaves out usage of this ${name}; may be repeated.`, VALUES),
    ];
  }),
  // An object in form style: each of its properties is a parameter of the query.
  query("tags", "Filters by tag: `filter.tag.feature=search`, `not.tag.env=staging`; may be repeated.", {
    type: "object",
    patternProperties: { "^(filter|not)\\.tag\\..+$": VALUES },
    additionalProperties: false,
  }),
];

/** What a period is compared with: the one before, or any other. */
export const COMPARISON: readonly Parameter[] = [
  query("compare", "Asks for as much of the time just before too.", { type: "string", enum: ["none", "previous"] }),
  query("beforeFrom", "Start of another period to compare with, instead of `compare=previous`.", { type: "string" }),
  query("beforeTo", "Its end, which is not part of it.", { type: "string" }),
];
