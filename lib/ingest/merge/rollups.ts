import "server-only";
import type { PoolClient } from "pg";

/** Which records are added to (or taken from) the rollups. */
export type RollupChange =
  | { kind: "staged in batch"; batchId: number }
  | { kind: "replaced by batch"; batchId: number }
  | { kind: "moved back, taken out"; batchId: number }
  | { kind: "of batch, taken out"; batchId: number }
  /** Records by UTC day (a date) and key. */
  | { kind: "listed, taken out"; days: readonly string[]; keys: readonly string[] }
  | ({ kind: "repriced, taken out" | "repriced, put in" } & RepricedPiece)
  /** Records that go out of the count, and those that come back: see overlap/settle-overlap.ts. */
  | { kind: "set aside" }
  | { kind: "taken back" }
  | { kind: "all" };

/** Records that one transaction of a reprice changes, all of one day (see RepricedRecord in the schema). */
interface RepricedPiece {
  repriceId: string;
  piece: number;
  day: string;
  state: number;
}

/** The dimensions of the rollups' key, in its order. */
export const DIMENSIONS = [
  "provider_id",
  "model_id",
  "service_tier_id",
  "source_id",
  "project_id",
  "api_key_id",
  "user_id",
] as const;

/** The grains of the rollups: how time is cut and which dimensions are kept. See the Rollup model in the schema. */
export const GRAINS: readonly { grain: number; slot: string; keeps: readonly (typeof DIMENSIONS)[number][] }[] = [
  {
    grain: 0,
    slot: "date_bin('15 minutes', timestamp, '2000-01-01Z')",
    keeps: ["provider_id", "model_id", "service_tier_id"],
  },
  {
    grain: 1,
    slot: "date_trunc('day', timestamp, zone)",
    keeps: ["provider_id", "model_id", "service_tier_id", "source_id"],
  },
  {
    grain: 2,
    slot: "date_trunc('day', timestamp, zone)",
    keeps: ["provider_id", "model_id", "service_tier_id", "project_id", "api_key_id"],
  },
  {
    grain: 3,
    slot: "date_trunc('day', timestamp, zone)",
    keeps: ["provider_id", "model_id", "service_tier_id", "project_id", "api_key_id", "user_id"],
  },
];

/** The sums of a rollup, in the order of its columns. */
export const MEASURES = [
  ...["records", "requests", "input_uncached", "cache_read", "cache_write", "output", "reasoning", "cost", "cost_high"],
  ...["unpriced_requests", "unpriced_tokens"],
];

/** How rows are added to rollups that may be there already. */
const OR_ADD = `
    ON CONFLICT (organization_id, grain, slot, ${DIMENSIONS.join(", ")}, applied_rate_id)
    DO UPDATE SET ${MEASURES.map((name) => `${name} = rollups.${name} + excluded.${name}`).join(", ")}`;

/** Adds records to every grain, or takes them out, in the caller's transaction; rows that come to nothing are removed. */
export async function addToRollups(client: PoolClient, organizationId: number, change: RollupChange): Promise<void> {
  const { from, sign, parameters } = sourceOf(change);
  const run = (name: string, text: string) =>
    client.query({ ...(isFrequent(change) && { name }), text, values: [organizationId, ...parameters] });
  for (const grain of GRAINS) {
    await run(`rollups-add-${grain.grain}`, addSql(grain, from, sign));
    if (sign < 0) await run(`rollups-empty-${grain.grain}`, removeEmptySql(grain, from));
  }
}

/** What every group of small uploads may do is prepared once. */
function isFrequent({ kind }: RollupChange): boolean {
  return kind === "listed, taken out";
}

function sourceOf(change: RollupChange): { from: string; sign: 1 | -1; parameters: unknown[] } {
  switch (change.kind) {
    case "staged in batch":
      return {
        from: "staged_records r WHERE r.organization_id = $1 AND r.batch_id = $2 AND r.outcome <> 1",
        sign: 1,
        parameters: [change.batchId],
      };
    case "replaced by batch":
      return {
        from: `usage_records r WHERE r.organization_id = $1 AND (r.day, r.key) IN (
                 SELECT s.stored_day, s.key FROM staged_records s WHERE s.organization_id = $1 AND s.batch_id = $2 AND s.outcome = 2)`,
        sign: -1,
        parameters: [change.batchId],
      };
    case "moved back, taken out":
      return {
        from: "staged_records r WHERE r.organization_id = $1 AND r.batch_id = $2 AND r.ordinal < 0",
        sign: -1,
        parameters: [change.batchId],
      };
    case "of batch, taken out":
      return {
        from: "usage_records r WHERE r.organization_id = $1 AND r.batch_id = $2",
        sign: -1,
        parameters: [change.batchId],
      };
    case "listed, taken out":
      return {
        from: `usage_records r WHERE r.organization_id = $1 AND (r.day, r.key) IN (
                 SELECT day, key FROM unnest($2::date[], $3::uuid[]) AS listed(day, key))`,
        sign: -1,
        parameters: [change.days, change.keys],
      };
    case "repriced, taken out":
    case "repriced, put in":
      return {
        from: `usage_records r WHERE r.organization_id = $1 AND r.day = $4::date AND r.key IN (
                 SELECT c.key FROM repriced_records c WHERE c.organization_id = $1 AND c.reprice_id = $2 AND c.piece = $3
                    AND c.day = $4::date AND c.state = $5)`,
        sign: change.kind === "repriced, put in" ? 1 : -1,
        parameters: [change.repriceId, change.piece, change.day, change.state],
      };
    case "set aside":
    case "taken back": {
      const goes = change.kind === "set aside";
      return {
        from: `usage_records r WHERE r.organization_id = $1 AND (r.day, r.key) IN (
                 SELECT day, key FROM overlap_moves WHERE goes = ${goes})`,
        sign: goes ? -1 : 1,
        parameters: [],
      };
    }
    case "all":
      return { from: "usage_records r WHERE r.organization_id = $1", sign: 1, parameters: [] };
  }
}

/** Adds what `from` (rows `r`, of the organisation $1) says to one grain. */
export function addSql({ grain, slot, keeps }: (typeof GRAINS)[number], from: string, sign: 1 | -1): string {
  const kept = DIMENSIONS.map((name) => (keeps.includes(name) ? `r.${name}` : "0"));
  const signed = (sum: string) => (sign < 0 ? `-(${sum})` : sum);
  const measures = [
    "count(*)",
    "coalesce(sum(requests), 0)",
    ...["input_uncached", "cache_read", "cache_write", "output", "reasoning"].map((name) => `sum(${name})`),
    "coalesce(sum(cost), 0)",
    "coalesce(sum(coalesce(cost_high, cost)), 0)",
    "coalesce(sum(requests) FILTER (WHERE cost IS NULL), 0)",
    "coalesce(sum(input_uncached + cache_read + cache_write + output) FILTER (WHERE cost IS NULL), 0)",
  ].map(signed);
  return `
    INSERT INTO rollups (organization_id, grain, slot, ${DIMENSIONS.join(", ")}, applied_rate_id, ${MEASURES.join(", ")})
    SELECT $1, ${grain}, ${slotSql(slot)},
           ${kept.join(", ")}, r.applied_rate_id, ${measures.join(", ")}
      FROM ${from}
     GROUP BY 3, 4, 5, 6, 7, 8, 9, 10, 11
    ${OR_ADD}`;
}

/** Removes what came to nothing, from the slots that `from` has. */
function removeEmptySql({ grain, slot }: (typeof GRAINS)[number], from: string): string {
  return `
    DELETE FROM rollups WHERE organization_id = $1 AND grain = ${grain} AND records = 0
       AND slot = ANY(ARRAY(SELECT DISTINCT ${slotSql(slot)} FROM ${from}))`;
}

function slotSql(slot: string): string {
  return slot
    .replaceAll("timestamp", "r.timestamp")
    .replace("zone)", "(SELECT time_zone FROM organizations WHERE id = $1))");
}
