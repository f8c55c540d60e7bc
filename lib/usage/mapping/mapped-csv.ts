import { completeRecord, tokenCounts, UNSTATED } from "../complete-record";
import type { CsvRow } from "../csv-row";
import { CsvColumns, columnName } from "../formats/csv-columns";
import { type CsvFormat, type Reading, reject } from "../formats/format";
import { readCount } from "../validate";
import type { CsvMapping, MappedField } from "./csv-mapping";
import { inTokens, plainDecimal, readMappedTime } from "./mapped-values";

/** Name of the format of files that are read by a mapping. */
export const MAPPED_CSV = "mapped-csv";

/** A CSV file of whatever columns, read as a mapping says. */
export function mappedCsv(mapping: CsvMapping): CsvFormat {
  return {
    name: MAPPED_CSV,
    requires: [],
    open: (header, context) => {
      const fields = new MappedFields(mapping, new CsvColumns(header));
      return {
        read: (row) => {
          const read = fields.read(row);
          return "kind" in read ? read : completeRecord(read, context);
        },
      };
    },
  };
}

class MappedFields {
  private problem: Reading | null = null;

  constructor(
    private readonly mapping: CsvMapping,
    private readonly columns: CsvColumns,
  ) {}

  read(row: CsvRow) {
    this.columns.at(row);
    this.problem = null;
    const { constants, tags } = this.mapping;
    const timestamp = this.time("timestamp");
    const end = this.stated("endTimestamp") === "" ? null : this.time("endTimestamp");
    const cost = this.cost();
    const record = {
      ...UNSTATED,
      timestamp: timestamp ?? (0 as never),
      endTimestamp: end,
      id: this.name("id"),
      model: this.name("model") ?? constants.model ?? "",
      provider: this.name("provider") ?? constants.provider ?? null,
      project: this.name("project") ?? constants.project ?? null,
      serviceTier: this.name("serviceTier"),
      region: this.name("region"),
      endpoint: this.name("endpoint"),
      apiKey: this.name("apiKey"),
      user: this.name("user"),
      tags: Object.fromEntries(
        tags.map((tag) => [tag, this.columns.text(columnName(tag))]).filter(([, text]) => text !== ""),
      ),
      requests: this.mapping.columns.requests ? this.count("requests", 1) : 1,
      tokens: this.tokens(),
      uncertainties: this.mapping.columns.cacheRead ? [] : (["cache_unknown"] as const),
      reported: cost === null ? null : { cost, costBasis: "computed_by_source" as const },
    };
    if (this.problem) return this.problem;
    if (record.model === "") return reject(this.mapping.columns.model ?? "model", "missing", "the model is missing");
    return record;
  }

  private tokens() {
    const { unit, cache } = this.mapping.conventions;
    const [input, cacheRead, cacheWrite] = [
      this.count("input", unit),
      this.count("cacheRead", unit),
      this.count("cacheWrite", unit),
    ];
    return tokenCounts({
      input: cache === "inside" ? input : input + cacheRead + cacheWrite,
      cacheRead,
      cacheWrite,
      output: this.count("output", unit),
      reasoning: this.count("reasoning", unit),
    });
  }

  private stated(field: MappedField): string {
    const column = this.mapping.columns[field];
    return column === undefined ? "" : this.columns.text(columnName(column));
  }

  private name(field: MappedField): string | null {
    return this.stated(field) || null;
  }

  private time(field: "timestamp" | "endTimestamp") {
    const time = readMappedTime(this.stated(field), this.mapping.conventions);
    if (time === null) this.fail(field, "not_a_time", `"${this.stated(field)}" is not a time this mapping can read`);
    return time;
  }

  private count(field: MappedField, unit: CsvMapping["conventions"]["unit"]): number {
    const stated = this.stated(field);
    if (stated === "") return 0;
    const plain = plainDecimal(stated, this.mapping.conventions);
    const tokens = plain === null ? null : inTokens(plain, unit);
    if (plain === null) this.fail(field, "not_a_number", `"${stated}" is not a number as this mapping writes them`);
    else if (tokens === null) this.fail(field, "not_whole", `"${stated}" is not a whole number of tokens`);
    const read = readCount(this.mapping.columns[field] ?? field, tokens ?? 0);
    if (typeof read === "number") return read;
    this.fail(field, read.code, read.message);
    return 0;
  }

  private cost(): string | null {
    const stated = this.stated("cost");
    if (stated === "") return null;
    const plain = plainDecimal(stated, this.mapping.conventions);
    if (plain === null) this.fail("cost", "not_an_amount", `"${stated}" is not an amount as this mapping writes them`);
    return plain;
  }

  private fail(field: MappedField, code: string, message: string): void {
    this.problem ??= reject(this.mapping.columns[field] ?? field, code, message);
  }
}
