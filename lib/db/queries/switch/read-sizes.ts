import "server-only";
import type { Position } from "@/lib/switch/size-edges";
import type { SizeGroup } from "@/lib/switch/traffic";
import { dimensionNames } from "../dimensions/dimension-names";
import { groupByHashing } from "./group-by-hashing";
import { KIND, KINDS, Parameters, PROMPT, scopeSql, sizeRange, sizeRangeSql, type TrafficScope } from "./scope";

/** Sizes to count by, ascending. */
export interface SizeEdges {
  prompt: readonly Position[];
  total: readonly Position[];
  output: readonly Position[];
}

const TOTAL = `(${PROMPT} + output)`;
const KEYS = 10;

/** Counts records by how large their requests can be: which sizes they stand between. */
export async function readSizes(scope: TrafficScope, edges: SizeEdges): Promise<SizeGroup[]> {
  const parameters = new Parameters();
  const columns = [
    ...["provider_id", "model_id", "endpoint_id", KIND],
    ...sizeRangeSql(PROMPT, edges.prompt, parameters),
    ...sizeRangeSql(TOTAL, edges.total, parameters),
    ...sizeRangeSql("output", edges.output, parameters),
  ];
  const largest = [PROMPT, TOTAL, "output"].map(
    (size) => `coalesce(max(${size}) FILTER (WHERE requests = 1), 0)::text`,
  );
  const found = await groupByHashing(
    `SELECT ${[...columns, "count(*)::text", "sum(requests)::text", ...largest].join(", ")}
             FROM usage_records
            WHERE ${scopeSql(scope, parameters)}
            GROUP BY ${columns.map((_, index) => index + 1).join(", ")}`,
    parameters.values,
  );
  const ids = (index: number) => found.map((row) => row[index] as number);
  const nameOf = await dimensionNames(scope.organizationId, [
    { dimension: "provider", ids: ids(0) },
    { dimension: "model", ids: ids(1) },
    { dimension: "endpoint", ids: ids(2) },
  ]);
  return found.map((row): SizeGroup => {
    const [provider, model, endpoint, kind, ...buckets] = row.slice(0, KEYS) as (number | null)[];
    const [records, requests, ...sizes] = row.slice(KEYS) as [string, string | null, ...string[]];
    const range = (positions: readonly Position[], index: number) =>
      sizeRange(positions, buckets[index] ?? 0, buckets[index + 1] ?? null);
    const [prompt = 0, total = 0, output = 0] = sizes.map(Number);
    return {
      provider: nameOf("provider", provider ?? 0),
      model: nameOf("model", model ?? 0) ?? "",
      endpoint: nameOf("endpoint", endpoint ?? 0),
      kind: KINDS[kind ?? 0] ?? "request",
      prompt: range(edges.prompt, 0),
      total: range(edges.total, 2),
      output: range(edges.output, 4),
      records: BigInt(records),
      requests: requests === null || kind === 2 ? null : BigInt(requests),
      largest: { prompt, total, output },
    };
  });
}
