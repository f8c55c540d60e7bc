import { columnName } from "../formats/csv-columns";

/** Fields of the normal form that a column can be, and what the source says a row cost. */
export const MAPPED_FIELDS = [
  ...(["timestamp", "endTimestamp", "model", "provider", "input", "cacheRead", "cacheWrite", "output"] as const),
  ...([
    "reasoning",
    "requests",
    "id",
    "project",
    "apiKey",
    "user",
    "serviceTier",
    "region",
    "endpoint",
    "cost",
  ] as const),
] as const;

/** One of them. */
export type MappedField = (typeof MAPPED_FIELDS)[number];

/** How a file writes what it says. */
export interface Conventions {
  /** Whether cache reads and writes are part of the input column or stand beside it. */
  cache: "inside" | "outside";
  /** Tokens that a 1 in a token column stands for. */
  unit: 1 | 1000 | 1_000_000;
  decimal: "." | ",";
  /** What groups the digits of large numbers; "" for nothing. */
  thousands: "" | "," | "." | " " | "'";
  /** Order of dates that are not written year first. */
  dates: "day-first" | "month-first";
  /** IANA zone of times without an offset. */
  timeZone: string;
}

/** What the columns of an unknown CSV file mean. */
export interface CsvMapping {
  /** Column names by field. */
  columns: Readonly<Partial<Record<MappedField, string>>>;
  /** Columns that become tags. */
  tags: readonly string[];
  /** What every row means where no column says it. */
  constants: Readonly<Partial<Record<"provider" | "model" | "project", string>>>;
  conventions: Conventions;
}

/** Why a mapping cannot be used for a header; null when it can. */
export function mappingProblem(mapping: CsvMapping, header: readonly string[]): string | null {
  const known = new Set(header.map(columnName));
  const missing = [...Object.values(mapping.columns), ...mapping.tags].find((column) => !known.has(columnName(column)));
  if (missing !== undefined) return `The mapping speaks of a column "${missing}" that this file does not have.`;
  if (!mapping.columns.timestamp) return "The mapping must say which column is the time.";
  if (!mapping.columns.model && !mapping.constants.model) return "The mapping must say which column is the model.";
  if (!mapping.columns.input && !mapping.columns.output)
    return "The mapping must say which column is the input or the output tokens.";
  return null;
}
