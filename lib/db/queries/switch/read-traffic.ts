import "server-only";
import { femtoUsd } from "@/lib/pricing/money";
import type { PriceableTokens } from "@/lib/pricing/price-tokens";
import type { Position } from "@/lib/switch/size-edges";
import type { TrafficGroup } from "@/lib/switch/traffic";
import { dateFromInstant, type Instant } from "@/lib/usage/instant";
import { dimensionNames, type NameOf } from "../dimensions/dimension-names";
import { DETAIL_COUNTS, DETAIL_KEYS, detailLabels } from "./detail-labels";
import { groupByHashing } from "./group-by-hashing";
import { KIND, KINDS, Parameters, PROMPT, scopeSql, sizeRange, sizeRangeSql, type TrafficScope } from "./scope";

/** What has to be kept apart for prices to be exact. */
export interface TrafficEdges {
  /** Starts of spans within which neither a reporting day nor a price changes, ascending; the first is the period's. */
  spans: readonly { start: Instant; day: Date }[];
  prompt: readonly Position[];
  output: readonly Position[];
  /** Whether prices depend on the project. */
  byProject: boolean;
}

/** Labels that stand beside the fixed token classes: times to live of cache writes, and kinds of calls. */
interface Labels {
  ttl: readonly string[];
  calls: readonly string[];
}

const KEYS = [
  ...["span", "lastSpan", "provider", "model", "serviceTier", "region", "project"],
  ...["promptFrom", "promptTo", "outputFrom", "outputTo", "kind", "isPriced"],
] as const;
/** Null: the same as the key before it. */
type Keys = Record<Exclude<(typeof KEYS)[number], "lastSpan" | "promptTo" | "outputTo">, number> &
  Record<"lastSpan" | "promptTo" | "outputTo", number | null>;

const SUMS = ["input_uncached", "cache_read", "cache_write", "output", "reasoning"];
const MEASURES = [
  ...["count(*)::text", "sum(requests)::text", "sum(cost)::text", "sum(cost_high - cost)::text"],
  ...SUMS.map((name) => `sum(${name})::text`),
];
const HAS_DETAIL = `coalesce(detail ?| array[${DETAIL_KEYS.map((key) => `'${key}'`).join(", ")}], false)`;

/** Sums of records that are alike in everything a price depends on. */
export async function readTraffic(scope: TrafficScope, edges: TrafficEdges): Promise<TrafficGroup[]> {
  const parameters = new Parameters();
  const keys = keysSql(edges, parameters);
  // Which of the common classes are used: a missing rate leaves the records that need it unpriced, and only those.
  const used = [
    "input_uncached > 0",
    "cache_read > 0",
    "cache_write > 0",
    "output > 0",
    "reasoning > 0",
    "output > reasoning",
  ];
  const classes = used.map((condition, bit) => `((${condition})::int << ${bit})`).join(" + ");
  const found = await groupByHashing(
    `SELECT ${[...keys, HAS_DETAIL, classes, ...MEASURES].join(", ")}
             FROM usage_records
            WHERE ${scopeSql(scope, parameters)}
            GROUP BY ${[...keys, 0, 0].map((_, index) => index + 1).join(", ")}`,
    parameters.values,
  );
  const isDetailed = (row: unknown[]) => row[KEYS.length] === true;
  const plain = found
    .filter((row) => !isDetailed(row))
    .map((row) => readRow(row, KEYS.length + 2, { ttl: [], calls: [] }));
  const detailed = found.some(isDetailed) ? await readDetailedTraffic(scope, edges) : [];
  return toGroups(scope.organizationId, [...plain, ...detailed], edges);
}

/** The same for records with audio, images, cache writes by time to live, or calls. */
async function readDetailedTraffic(scope: TrafficScope, edges: TrafficEdges): Promise<Row[]> {
  const labels = await detailLabels(scope);
  const parameters = new Parameters();
  const keys = keysSql(edges, parameters);
  const count = (path: string) => `coalesce((${path})::bigint, 0)`;
  const fixed = DETAIL_COUNTS.map((name) => count(`detail ->> '${name}'`));
  const byTtl = labels.ttl.map((label) => count(`detail -> 'cacheWriteByTtl' ->> ${parameters.add(label)}::text`));
  const byCall = labels.calls.map((label) => count(`detail -> 'calls' ->> ${parameters.add(label)}::text`));
  const [audio, image, readAudio, readImage, writtenAudio, writtenImage] = fixed as [
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  const text = [
    `input_uncached - (${audio} - ${readAudio}) - (${image} - ${readImage})`,
    `${audio} - ${readAudio}`,
    `${image} - ${readImage}`,
    `cache_read - ${readAudio} - ${readImage}`,
    `output - ${writtenAudio} - ${writtenImage}`,
    `output - ${writtenAudio} - ${writtenImage} - reasoning`,
    ["cache_write", ...byTtl].join(" - "),
  ];
  const classes = [...text, "reasoning", readAudio, readImage, writtenAudio, writtenImage, ...byTtl, ...byCall];
  const signature = classes.map((quantity) => `((${quantity}) > 0)::int::text`).join(" || ");
  const sums = [...fixed, ...byTtl, ...byCall].map((quantity) => `sum(${quantity})::text`);
  const found = await groupByHashing(
    `SELECT ${[...keys, signature, ...MEASURES, ...sums].join(", ")}
             FROM usage_records
            WHERE ${scopeSql(scope, parameters)} AND ${HAS_DETAIL}
            GROUP BY ${[...keys, 0].map((_, index) => index + 1).join(", ")}`,
    parameters.values,
  );
  return found.map((row) => readRow(row, KEYS.length + 1, labels));
}

/** Expressions of KEYS, in their order. */
function keysSql(edges: TrafficEdges, parameters: Parameters): string[] {
  const starts = `${parameters.add(edges.spans.map(({ start }) => dateFromInstant(start)))}::timestamptz[]`;
  const span = `width_bucket(timestamp, ${starts})`;
  const isLong = "requests IS DISTINCT FROM 1 AND end_timestamp > timestamp";
  return [
    span,
    `CASE WHEN ${isLong} THEN width_bucket(end_timestamp - interval '1 microsecond', ${starts}) END`,
    ...["provider_id", "model_id", "service_tier_id", "region_id", edges.byProject ? "project_id" : "0"],
    ...sizeRangeSql(PROMPT, edges.prompt, parameters),
    ...sizeRangeSql("output", edges.output, parameters),
    KIND,
    "(cost IS NOT NULL)::int",
  ];
}

interface Row {
  keys: Keys;
  measures: Pick<TrafficGroup, "records" | "requests" | "cost" | "tokens" | "calls">;
}

function readRow(row: readonly unknown[], at: number, labels: Labels): Row {
  const keys = Object.fromEntries(KEYS.map((name, index) => [name, row[index]])) as Keys;
  const [records, requests, cost, range, ...counts] = row.slice(at) as [string, ...(string | null)[]];
  const numbers = counts.map((text) => BigInt(text ?? 0));
  const [uncached = 0n, cacheRead = 0n, cacheWrite = 0n, output = 0n, reasoning = 0n, ...detail] = numbers;
  const ofLabels = detail.slice(DETAIL_COUNTS.length);
  const tokens: PriceableTokens = {
    ...{ input: uncached + cacheRead + cacheWrite, cacheRead, cacheWrite, output, reasoning },
    ...(Object.fromEntries(DETAIL_COUNTS.map((name, index) => [name, detail[index] ?? 0n])) as Record<
      (typeof DETAIL_COUNTS)[number],
      bigint
    >),
    cacheWriteByTtl: byLabel(labels.ttl, ofLabels),
  };
  return {
    keys,
    measures: {
      records: BigInt(records),
      requests: keys.kind === 2 ? null : BigInt(requests ?? 0),
      cost: keys.isPriced ? costBetween(BigInt(cost ?? 0), BigInt(range ?? 0)) : null,
      tokens,
      calls: byLabel(labels.calls, ofLabels.slice(labels.ttl.length)),
    },
  };
}

function costBetween(low: bigint, range: bigint): TrafficGroup["cost"] {
  return { low: femtoUsd(low), high: femtoUsd(low + range) };
}

function byLabel(labels: readonly string[], quantities: readonly bigint[]): Record<string, bigint> {
  return Object.fromEntries(
    labels.map((label, index) => [label, quantities[index] ?? 0n]).filter(([, sum]) => sum !== 0n),
  );
}

async function toGroups(organizationId: number, rows: readonly Row[], edges: TrafficEdges): Promise<TrafficGroup[]> {
  const named = ["provider", "model", "serviceTier", "region", "project"] as const;
  const wanted = named.map((dimension) => ({ dimension, ids: rows.map(({ keys }) => keys[dimension]) }));
  const nameOf = await dimensionNames(organizationId, wanted);
  return rows.map((row) => toGroup(row, nameOf, edges));
}

function toGroup({ keys, measures }: Row, nameOf: NameOf, edges: TrafficEdges): TrafficGroup {
  const spans = edges.spans.slice(keys.span - 1, keys.lastSpan ?? keys.span);
  const [first] = spans;
  if (!first) throw new Error("a record lies outside of the period it was read for");
  return {
    provider: nameOf("provider", keys.provider),
    model: nameOf("model", keys.model) ?? "",
    serviceTier: nameOf("serviceTier", keys.serviceTier),
    region: nameOf("region", keys.region),
    project: nameOf("project", keys.project),
    kind: KINDS[keys.kind] ?? "request",
    spanStarts: spans.map(({ start }) => start),
    day: first.day,
    prompt: sizeRange(edges.prompt, keys.promptFrom, keys.promptTo),
    output: sizeRange(edges.output, keys.outputFrom, keys.outputTo),
    ...measures,
  };
}
