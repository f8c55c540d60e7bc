import { completeRecord, tokenCounts, UNSTATED } from "../complete-record";
import { decimalOf } from "../decimal-amount";
import { instantFromMicroseconds } from "../instant";
import { providerName } from "../provider-name";
import { isObject, type JsonFormat, type JsonObject, type ReadContext, type Reading, reject } from "./format";
import { JsonFields } from "./json-fields";

const DAY = 86_400_000_000;

/**
 * The report of Vercel's AI Gateway: sums by UTC day and what it was grouped by. Nobody wrote down whether its input holds
 * cached tokens: taken as such where they fit in.
 */
export const vercelAiGatewayReport: JsonFormat = {
  name: "vercel-ai-gateway-report",
  recognises: ({ results }) =>
    Array.isArray(results) && isObject(results[0]) && "total_cost" in results[0] && "request_count" in results[0],
  open: (context) => ({
    read: (value) =>
      (value.results as unknown[]).map((row): Reading => {
        const reading = isObject(row)
          ? readRow(row, context)
          : reject(null, "not_an_object", "a result must be an object");
        return reading.kind === "reject" ? { ...reading, raw: JSON.stringify({ results: [row] }) } : reading;
      }),
  }),
};

function readRow(row: JsonObject, context: ReadContext): Reading {
  const fields = new JsonFields(row);
  const day = fields.time("day");
  if (!day) return reject("day", "not_a_time", "day must be a day such as 2026-09-01");
  const input = fields.count("input_tokens");
  const cacheRead = fields.count("cached_input_tokens");
  const cacheWrite = fields.count("cache_creation_input_tokens");
  const isInside = cacheRead + cacheWrite <= input;
  const tokens = tokenCounts({
    input: isInside ? input : input + cacheRead + cacheWrite,
    cacheRead,
    cacheWrite,
    output: fields.count("output_tokens"),
    reasoning: fields.count("reasoning_tokens"),
  });
  const requests = fields.statedCount("request_count");
  if (fields.rejected) return fields.rejected;
  const cost = decimalOf(row.total_cost);
  const tag = fields.name("tag");
  return completeRecord(
    {
      ...UNSTATED,
      timestamp: day.instant,
      endTimestamp: instantFromMicroseconds(day.instant + DAY),
      provider: providerName(fields.name("provider") ?? "vercel", fields.text("model")),
      model: fields.text("model"),
      user: fields.name("user"),
      tags: tag === null ? {} : { tag },
      requests,
      tokens,
      uncertainties: isInside && cacheRead + cacheWrite > 0 ? ["inclusive_assumed"] : [],
      reported: cost === null ? null : { cost, costBasis: "gateway_charged" },
    },
    context,
  );
}
