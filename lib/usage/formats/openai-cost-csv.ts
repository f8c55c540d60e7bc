import { completeBilledCost } from "../complete-billed-cost";
import { CsvColumns, columnName } from "./csv-columns";
import { type CsvFormat, reject } from "./format";

/**
 * OpenAI's cost export: what each UTC day was billed, by line item where it was grouped so. Only the columns in seconds
 * since 1970 are sure: those in ISO form may lack their offset. Empty days are rows without an amount.
 */
export const openaiCostCsv: CsvFormat = {
  name: "openai-cost-csv",
  // An export of days without usage, or without costs, has columns of times only.
  requires: ["start_time", ["amount_value", "start_time_iso"], ["amount_currency", "end_time_iso"]],
  open: (header, context) => {
    const columns = new CsvColumns(header);
    const others = header.map(columnName).filter((name) => !TIMES.has(name));
    return {
      read: (row) => {
        columns.at(row);
        if (!columns.has("amount_value") && columns.name(...others) !== null)
          return reject(null, "unknown_row", "this row states neither usage Outlay knows nor an amount");
        if (columns.text("amount_value") === "") return { kind: "ignored" };
        const [start, end] = [columns.time("start_time"), columns.time("end_time")];
        if (!start) return reject("start_time", "not_a_time", "start_time must be in seconds since 1970");
        if (!end) return reject("end_time", "not_a_time", "end_time must be in seconds since 1970");
        return completeBilledCost(
          {
            timestamp: start.instant,
            endTimestamp: end.instant,
            provider: "openai",
            lineItem: columns.name("line_item"),
            model: modelOfLineItem(columns.text("line_item")),
            serviceTier: null,
            project: columns.name("project_name", "project_id"),
            apiKey: columns.name("api_key_name", "api_key_id"),
            user: columns.name("user_email", "user_id"),
            amount: columns.text("amount_value"),
            currency: columns.text("amount_currency").toUpperCase(),
            basis: "provider_billed",
          },
          context,
          [columns.text("organization_id")],
        );
      },
    };
  },
};

const TIMES = new Set(["start_time", "end_time", "start_time_iso", "end_time_iso"]);

/** The model a line item is about: "gpt-4o-mini, output (cached)" names one; "Web search" and "Image generation, 1024x1024" none. */
export function modelOfLineItem(lineItem: string): string | null {
  const [first = "", rest] = lineItem.split(",");
  return rest !== undefined && /^[a-z0-9][a-z0-9.:-]*$/.test(first.trim()) ? first.trim() : null;
}
