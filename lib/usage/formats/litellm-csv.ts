import { columnName } from "./csv-columns";
import type { CsvFormat } from "./format";
import { litellm } from "./litellm";

/** Columns whose names are not in small letters where they are JSON. */
const NAMES: Readonly<Record<string, string>> = { starttime: "startTime", endtime: "endTime" };

/** LiteLLM's spend logs as a table: the same rows as in JSON. */
export const litellmCsv: CsvFormat = {
  name: "litellm-csv",
  requires: ["request_id", "call_type", "spend"],
  open: (header, context) => {
    const names = header.map(columnName).map((name) => NAMES[name] ?? name);
    const reader = litellm.open(context);
    return {
      read: (row, line) => {
        const fields = names.map((name, column) => [name, row.field(column).trim()] as const);
        return reader.read(Object.fromEntries(fields.filter(([, text]) => text !== "")), line);
      },
    };
  },
};
