import "server-only";
import { pool } from "@/lib/db/pool";
import { dimensionNames } from "@/lib/db/queries/dimensions/dimension-names";
import type { KeptPrice, RepricedFields } from "@/lib/pricing/reprice-record";
import { instantFromMicroseconds } from "@/lib/usage/instant";
import type { PromptSizes, TokenCounts, Uncertainty } from "@/lib/usage/usage-record";
import { type ResolvedScope, recordsOfDaySql } from "./reprice-scope";

/** A stored record as it is priced anew. */
export interface StoredPriced {
  day: string;
  key: string;
  /** Tell whether the record is still the one that was read. */
  batchId: number;
  line: number;
  rateId: number;
  /** It is set aside, because the same usage counts by another road: in no figure, but it can come back. */
  isAside: boolean;
  record: RepricedFields;
  kept: Omit<KeptPrice, "applied">;
}

/** So many records are read at once. */
const RECORDS_A_PIECE = 20_000;

/** The records of a scope on one UTC day, in pieces, in the order of their keys: those that count, then those set aside. */
export async function* readRecordsOfDay(scope: ResolvedScope, day: string): AsyncGenerator<StoredPriced[]> {
  yield* readTable("usage_records", scope, day);
  yield* readTable("set_aside_records", scope, day);
}

type RecordTable = "usage_records" | "set_aside_records";

async function* readTable(table: RecordTable, scope: ResolvedScope, day: string): AsyncGenerator<StoredPriced[]> {
  for (let after: string | null = null; ; ) {
    const values: unknown[] = [scope.organizationId, day];
    const parameter = (value: unknown) => `$${values.push(value)}`;
    const conditions = recordsOfDaySql(scope, parameter);
    const beyond: string = after === null ? "" : ` AND r.key > ${parameter(after)}::uuid`;
    const { rows } = await pool().query({
      rowMode: "array",
      text: `SELECT ${COLUMNS.join(", ")} FROM ${table} r
              WHERE ${conditions}${beyond} ORDER BY r.key LIMIT ${RECORDS_A_PIECE}`,
      values,
    });
    if (rows.length > 0) yield await toRecords(scope.organizationId, day, table, rows as Row[]);
    if (rows.length < RECORDS_A_PIECE) return;
    after = (rows.at(-1) as Row)[0] as string;
  }
}

const COLUMNS = [
  ...["r.key::text", "r.batch_id", "r.line", "r.applied_rate_id", "r.cost::text", "r.cost_high::text"],
  "(extract(epoch FROM r.timestamp) * 1000000)::bigint::text",
  "(extract(epoch FROM r.end_timestamp) * 1000000)::bigint::text",
  ...["r.provider_id", "r.model_id", "r.service_tier_id", "r.region_id", "r.project_id", "r.requests::text"],
  ...["r.input_uncached::text", "r.cache_read::text", "r.cache_write::text", "r.output::text", "r.reasoning::text"],
  "CASE WHEN r.detail ?| array['audioInput', 'imageInput', 'cacheReadAudio', 'cacheReadImage', 'audioOutput', 'imageOutput', 'cacheWriteByTtl', 'calls', 'uncertainties', 'promptSizes'] THEN r.detail END",
];

type Row = [
  key: string,
  batchId: number,
  line: number,
  rateId: number,
  cost: string | null,
  costHigh: string | null,
  at: string,
  end: string | null,
  provider: number,
  model: number,
  serviceTier: number,
  region: number,
  project: number,
  requests: string | null,
  uncached: string,
  cacheRead: string,
  cacheWrite: string,
  output: string,
  reasoning: string,
  detail: Detail | null,
];

type Detail = Partial<TokenCounts> & {
  calls?: Record<string, number>;
  uncertainties?: Uncertainty[];
  promptSizes?: PromptSizes;
};

const NAMED = [
  ["provider", 8],
  ["model", 9],
  ["serviceTier", 10],
  ["region", 11],
  ["project", 12],
] as const;

async function toRecords(
  organizationId: number,
  day: string,
  table: RecordTable,
  rows: readonly Row[],
): Promise<StoredPriced[]> {
  const nameOf = await dimensionNames(
    organizationId,
    NAMED.map(([dimension, at]) => ({ dimension, ids: rows.map((row) => row[at]) })),
  );
  return rows.map((row) => {
    const [key, batchId, line, rateId, cost, costHigh, at, end] = row;
    const detail = row[19];
    return {
      ...{ day, key, batchId, line, rateId, isAside: table === "set_aside_records" },
      kept: { cost: amount(cost), costHigh: amount(costHigh) },
      record: {
        provider: nameOf("provider", row[8]),
        model: nameOf("model", row[9]) ?? "",
        timestamp: instantFromMicroseconds(Number(at)),
        endTimestamp: end === null ? null : instantFromMicroseconds(Number(end)),
        serviceTier: nameOf("serviceTier", row[10]),
        region: nameOf("region", row[11]),
        project: nameOf("project", row[12]),
        requests: row[13] === null ? null : Number(row[13]),
        tokens: tokensOf(row, detail ?? {}),
        calls: detail?.calls ?? {},
        uncertainties: detail?.uncertainties ?? [],
        ...(detail?.promptSizes && { promptSizes: detail.promptSizes }),
      },
    };
  });
}

function tokensOf(row: Row, detail: Detail): TokenCounts {
  const [uncached, cacheRead, cacheWrite] = [Number(row[14]), Number(row[15]), Number(row[16])];
  return {
    input: uncached + cacheRead + cacheWrite,
    ...{ cacheRead, cacheWrite, cacheWriteByTtl: detail.cacheWriteByTtl ?? {} },
    ...{ output: Number(row[17]), reasoning: Number(row[18]) },
    ...{ audioInput: detail.audioInput ?? 0, imageInput: detail.imageInput ?? 0 },
    ...{ cacheReadAudio: detail.cacheReadAudio ?? 0, cacheReadImage: detail.cacheReadImage ?? 0 },
    ...{ audioOutput: detail.audioOutput ?? 0, imageOutput: detail.imageOutput ?? 0 },
  };
}

function amount(text: string | null): bigint | null {
  return text === null ? null : BigInt(text);
}
