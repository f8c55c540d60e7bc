import { completeRecord, timeOfCall, tokenCounts, UNSTATED, wrongTimeOfCall } from "../complete-record";
import { decimalOf } from "../decimal-amount";
import type { Uncertainty } from "../usage-record";
import { CsvColumns } from "./csv-columns";
import {
  type CsvFormat,
  isObject,
  type JsonFormat,
  type JsonObject,
  type ReadContext,
  type Reading,
  reject,
} from "./format";
import { JsonFields } from "./json-fields";
import { readLangfuseUsage } from "./langfuse-usage";
import type { NamedFields } from "./named-fields";
import { OuterObservations } from "./outer-observations";
import { parsedObject } from "./parsed-object";
import { tagsOfList } from "./tags-of-list";

/** Langfuse's export of observations in CSV; objects in it are JSON. */
export const langfuseCsv: CsvFormat = {
  name: "langfuse-csv",
  requires: ["traceid", "type", ["usagedetails", "totalusage"]],
  open: (header, context) => {
    const columns = new CsvColumns(header);
    const outer = new OuterObservations();
    return {
      read: (row, line) => readObservation(columns.at(row), NAMES_IN_CSV, line, outer, context),
      end: () => outer.end(),
    };
  },
};

/** The same export in JSON, an observation each. */
export const langfuseJson: JsonFormat = {
  name: "langfuse-json",
  recognises: (value) =>
    typeof value.traceId === "string" &&
    typeof value.type === "string" &&
    ("usageDetails" in value || "totalUsage" in value || isObject(value.usage)),
  open: (context) => {
    const outer = new OuterObservations();
    return {
      read: (value, line) => readObservation(new JsonFields(value), String, line, outer, context),
      end: () => outer.end(),
    };
  },
};

/** What clients send to Langfuse: events that create observations and change them. The last word on each field counts. */
export const langfuseIngestion: JsonFormat = {
  name: "langfuse-ingestion",
  recognises: ({ batch }) =>
    Array.isArray(batch) && batch.some((event) => isObject(event) && /-(create|update)$/.test(String(event.type))),
  open: (context) => {
    const bodies = new Map<string, { body: JsonObject; line: number }>();
    return {
      read: (value, line) => {
        const readings: Reading[] = [];
        for (const event of value.batch as unknown[]) readings.push(...takeEvent(event, bodies, line));
        return readings;
      },
      end: () => {
        const outer = new OuterObservations();
        const readings = [...bodies.values()].flatMap(({ body, line }) =>
          readObservation(
            new JsonFields(body),
            String,
            line,
            outer,
            context,
            JSON.stringify({ batch: [eventOf(body)] }),
          ),
        );
        return [...readings, ...outer.end()];
      },
    };
  },
};

/** Observations whose events wait for the end of the upload. */
const MOST_BODIES = 100_000;

function takeEvent(event: unknown, bodies: Map<string, { body: JsonObject; line: number }>, line: number): Reading[] {
  const type = isObject(event) ? String(event.type) : "";
  if (isObject(event) && !/^(generation|observation|embedding)-/.test(type)) return [{ kind: "ignored" }];
  if (!isObject(event) || !isObject(event.body) || typeof event.body.id !== "string")
    return [
      {
        ...reject("batch.body.id", "missing", "this event has no body with an id"),
        raw: JSON.stringify({ batch: [event] }),
      } as Reading,
    ];
  const { id } = event.body;
  // What waits for the end has to be such as can be written down.
  JSON.stringify(event);
  const before = bodies.get(id);
  if (!before && bodies.size >= MOST_BODIES)
    return [reject("batch", "too_many", "there are more than 100,000 observations in one upload of events")];
  const stated = Object.entries(event.body).filter(([, value]) => value !== null && value !== undefined);
  const kind = type.startsWith("observation-") ? {} : { type: "GENERATION" };
  bodies.set(id, {
    body: { timestamp: event.timestamp, ...before?.body, ...kind, ...Object.fromEntries(stated) },
    line,
  });
  // The first event of an observation stands for the record it becomes.
  return before ? [{ kind: "ignored" }] : [];
}

function eventOf(body: JsonObject): JsonObject {
  return { type: "generation-create", body };
}

/** Columns of the CSV are in small letters. */
const NAMES_IN_CSV = (name: string) => name.toLowerCase();

function readObservation(
  fields: NamedFields,
  nameOf: (name: string) => string,
  line: number,
  outer: OuterObservations,
  context: ReadContext,
  raw?: string,
): readonly Reading[] {
  const text = (...names: string[]) => fields.name(...names.map(nameOf));
  const type = text("type");
  if (type !== "GENERATION" && type !== "EMBEDDING") return [{ kind: "ignored" }];
  const id = text("id");
  if (id === null) return [withRaw(reject("id", "missing", "this observation has no id"), raw, line)];
  const wrongTime = wrongTimeOfCall({ startTime: text("startTime"), timestamp: text("timestamp") });
  if (wrongTime) return [withRaw(wrongTime, raw, line)];
  const uncertainties: Uncertainty[] = [];
  const details = parsedObject(text("usageDetails"));
  const usage = Object.keys(details).length > 0 ? details : olderUsage(text, parsedObject(text("usage")));
  const isStated = Object.keys(usage).length > 0;
  const read = isStated ? readLangfuseUsage(usage, uncertainties) : { tokens: tokenCounts({}), calls: {} };
  if ("code" in read) return [withRaw(reject(read.field, read.code, read.message), raw, line)];
  const { tokens, calls } = read;
  const failed = text("level") === "ERROR";
  if (tokens.input + tokens.output === 0 && !failed) uncertainties.push("usage_missing");
  const environment = text("environment");
  const cost = decimalOf(text("totalCost", "calculatedTotalCost") ?? parsedObject(text("costDetails")).total);
  const reading = completeRecord(
    {
      ...UNSTATED,
      id,
      timestamp: timeOfCall([text("startTime"), text("timestamp")], uncertainties, context),
      model: text("providedModelName", "model", "internalModelId") ?? "",
      serviceTier: new JsonFields(parsedObject(text("modelParameters"))).name("service_tier"),
      endpoint: type === "EMBEDDING" ? "embeddings" : null,
      user: text("userId"),
      tags: {
        ...tagsOfList(text("tags")),
        ...(environment === null || environment === "default" ? {} : { environment }),
      },
      tokens,
      calls,
      uncertainties,
      reported: {
        ...(failed ? { status: "error" as const } : {}),
        ...(cost === null ? {} : { cost, costBasis: "computed_by_source" as const }),
      },
    },
    context,
  );
  if (reading.kind === "reject") return [withRaw(reading, raw, line)];
  return outer.take(id, text("parentObservationId"), { ...reading, line } as Reading);
}

/** Rows of older versions state three sums. */
function olderUsage(text: (...names: string[]) => string | null, usage: JsonObject): JsonObject {
  if (Object.keys(usage).length > 0) return usage;
  const sums = { input: text("inputUsage"), output: text("outputUsage"), total: text("totalUsage") };
  return Object.fromEntries(Object.entries(sums).filter(([, sum]) => sum !== null));
}

function withRaw(reading: Reading, raw: string | undefined, line: number): Reading {
  return reading.kind === "reject" && raw !== undefined ? { ...reading, raw, line } : reading;
}
