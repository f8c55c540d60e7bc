import { completeBilledCost } from "../complete-billed-cost";
import { type Instant, instantFromMicroseconds } from "../instant";
import { anthropicTier, NOTHING, readAnthropicSum, type SumNames } from "./anthropic-sums";
import { CsvColumns } from "./csv-columns";
import { type CsvFormat, type Reading, reject } from "./format";

const HOUR = 3_600_000_000;
const DAY = 24 * HOUR;

const NAMES: SumNames = {
  uncached: "usage_input_tokens_no_cache",
  cacheRead: "usage_input_tokens_cache_read",
  written5m: "usage_input_tokens_cache_write_5m",
  written1h: "usage_input_tokens_cache_write_1h",
  written: "usage_input_tokens_cache_write",
  output: "usage_output_tokens",
  searches: "web_search_count",
  model: ["model_version", "model"],
  tier: "usage_type",
  project: "workspace",
  apiKey: "api_key",
};

/** The token export of Anthropic's console: sums of UTC days, or of the hours of one. Keys and workspaces are names. */
export const anthropicConsoleTokens: CsvFormat = {
  name: "anthropic-console-tokens",
  requires: ["usage_date_utc", "usage_output_tokens"],
  open: (header, context) => {
    const columns = new CsvColumns(header, NOTHING);
    return {
      read: (row) => {
        const period = periodOf(columns.at(row));
        if (!period) return NO_DAY;
        return readAnthropicSum(columns, NAMES, period.start, period.end, context);
      },
    };
  },
};

/** The cost export of Anthropic's console: what each UTC day was billed, by kind of token, and for searches. */
export const anthropicConsoleCost: CsvFormat = {
  name: "anthropic-console-cost",
  requires: ["usage_date_utc", "cost_usd"],
  open: (header, context) => {
    const columns = new CsvColumns(header, NOTHING);
    return {
      read: (row) => {
        const period = periodOf(columns.at(row));
        if (!period) return NO_DAY;
        if (columns.text("cost_usd") === "") return { kind: "ignored" };
        const model = columns.name("model");
        const kind = columns.name("token_type", "cost_type");
        return completeBilledCost(
          {
            timestamp: period.start,
            endTimestamp: period.end,
            provider: "anthropic",
            lineItem: [model, kind].filter((part) => part !== null).join(", ") || null,
            model: model && modelOfDisplayName(model),
            serviceTier: anthropicTier(columns, "usage_type"),
            project: columns.name("workspace"),
            apiKey: columns.name("api_key"),
            user: null,
            amount: columns.text("cost_usd"),
            currency: "USD",
            basis: "provider_billed",
          },
          context,
          ["context_window", "inference_geo", "api_key_id"].map((name) => columns.text(name)),
        );
      },
    };
  },
};

/** What a row sums up: an hour where it names one, otherwise a day. */
function periodOf(columns: CsvColumns): { start: Instant; end: Instant } | null {
  const time = columns.time("usage_date_utc");
  if (!time) return null;
  const isHour = columns.text("usage_date_utc").includes(":");
  return { start: time.instant, end: instantFromMicroseconds(time.instant + (isHour ? HOUR : DAY)) };
}

const NO_DAY: Reading = reject("usage_date_utc", "not_a_time", "usage_date_utc must be a day such as 2026-09-01");

/** "Claude Haiku 4.5" is claude-haiku-4-5; a day at its end is that of a snapshot. */
function modelOfDisplayName(name: string): string {
  return name
    .toLowerCase()
    .replace(/ (\d{4})-(\d{2})-(\d{2})$/, "-$1$2$3")
    .replace(/[ .]+/g, "-");
}
