import "server-only";
import { pool } from "@/lib/db/pool";
import { femtoUsd } from "@/lib/pricing/money";
import type { RateCard } from "@/lib/pricing/rate-card";
import type { PricedSum } from "@/lib/pricing/sum-receipt";
import type { SpendQuestion } from "@/lib/spend/spend-question";
import { type FilterIds, filterSql } from "../dimensions/filter-ids";

/** A card that priced records of an organisation, with its number and the rule that led to it. */
export interface NumberedCard {
  id: number;
  rule: string;
  card: RateCard;
}

/** Counts in the detail of a record, in the order in which they are read. */
const DETAIL = ["audioInput", "imageInput", "cacheReadAudio", "cacheReadImage", "audioOutput", "imageOutput"] as const;
const SUMS = [
  ...["requests", "input_uncached", "cache_read", "cache_write", "output", "reasoning"],
  ...DETAIL.map((name) => `(detail ->> '${name}')::bigint`),
  ...["cost", "coalesce(cost_high, cost)"],
].map((quantity) => `coalesce(sum(${quantity}), 0)::text`);

/**
 * Which thresholds a prompt of so many tokens per request has passed: those up to the quotient, where a threshold that
 * is still standard itself (">") is passed by one token more.
 */
const passed = (requests: string) => `
  width_bucket((input_uncached + cache_read + cache_write - CASE WHEN inclusive THEN 0 ELSE 1 END) / ${requests}, thresholds)`;
/** An aggregate of an unknown number of requests has passed none for sure. */
const AT_LEAST = `CASE WHEN requests > 0 THEN ${passed("requests")} ELSE 0 END`;
const AT_MOST = passed("1");

/** Sums of what some cards priced of the usage a question is about, read from the records. */
export async function readPricedSums(
  organizationId: number,
  question: SpendQuestion,
  filters: FilterIds,
  cards: readonly NumberedCard[],
): Promise<PricedSum[]> {
  const values: unknown[] = [organizationId, question.from, question.to, thresholdsJson(cards)];
  const conditions = [
    ...["organization_id = $1", "timestamp >= $2 AND timestamp < $3", "cost IS NOT NULL"],
    // The key of the records leads with the UTC day.
    "day >= ($2::timestamptz AT TIME ZONE 'UTC')::date AND day <= ($3::timestamptz AT TIME ZONE 'UTC')::date",
    ...filterSql(filters, "$1", (value) => `$${values.push(value)}`),
  ].join(" AND ");
  const from = `
    FROM usage_records
    JOIN (SELECT id, inclusive, ARRAY(SELECT jsonb_array_elements_text(thresholds)::bigint) AS thresholds
            FROM jsonb_to_recordset($4::jsonb) AS card (id int, inclusive boolean, thresholds jsonb)) AS card
      ON card.id = applied_rate_id`;
  // What has two bounds stands apart: it is explained at each.
  const keys = `applied_rate_id, ${AT_LEAST}, ${AT_MOST}, cost_high IS NOT NULL`;
  const [sums, labels] = await Promise.all([
    read(`SELECT ${keys}, ${SUMS.join(", ")} ${from} WHERE ${conditions} GROUP BY 1, 2, 3, 4`, values),
    read(
      `SELECT ${keys}, kind, label, sum(quantity::bigint)::text ${from} ${LABELS} WHERE ${conditions} AND ${HAS_LABELS} GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 5, 6`,
      values,
    ),
  ]);
  const byId = new Map(cards.map((card) => [card.id, card]));
  return sums.map((row) => toSum(row, byId, labels));
}

/** Cache writes by time to live and calls by kind, a row each. */
const LABELS = `
  CROSS JOIN LATERAL (
    SELECT 'ttl' AS kind, key AS label, value AS quantity FROM jsonb_each_text(detail -> 'cacheWriteByTtl')
    UNION ALL
    SELECT 'call', key, value FROM jsonb_each_text(detail -> 'calls')) AS labelled`;

const HAS_LABELS = "detail ?| array['cacheWriteByTtl', 'calls']";

async function read(text: string, values: unknown[]): Promise<unknown[][]> {
  const { rows } = await pool().query({ rowMode: "array", text, values });
  return rows as unknown[][];
}

function thresholdsJson(cards: readonly NumberedCard[]): string {
  return JSON.stringify(
    cards.map(({ id, card: { longContext } }) => ({
      id,
      inclusive: longContext[0]?.operator === ">=",
      thresholds: longContext.map(({ threshold }) => threshold),
    })),
  );
}

function toSum(row: unknown[], cards: ReadonlyMap<number, NumberedCard>, labels: unknown[][]): PricedSum {
  const [id, atLeast, atMost, isOpen, ...texts] = row as [number, number, number, boolean, ...string[]];
  const [requests, uncached, cacheRead, cacheWrite, output, reasoning, ...rest] = texts.map(BigInt);
  const known = cards.get(id);
  if (!known || uncached === undefined || cacheRead === undefined || cacheWrite === undefined)
    throw new Error("a sum was read for a card that was not asked about");
  const [audioInput = 0n, imageInput = 0n, cacheReadAudio = 0n, cacheReadImage = 0n, ...more] = rest;
  const [audioOutput = 0n, imageOutput = 0n, cost = 0n, costHigh = 0n] = more;
  const own = labels.filter(
    (label) => label[0] === id && label[1] === atLeast && label[2] === atMost && label[3] === isOpen,
  );
  const byLabel = (kind: string): Record<string, bigint> =>
    Object.fromEntries(own.filter((label) => label[4] === kind).map((label) => [label[5], BigInt(label[6] as string)]));
  return {
    rule: known.rule,
    card: known.card,
    passed: { atLeast, atMost },
    requests: requests ?? 0n,
    tokens: {
      ...{ input: uncached + cacheRead + cacheWrite, cacheRead, cacheWrite, cacheWriteByTtl: byLabel("ttl") },
      ...{ output: output ?? 0n, reasoning: reasoning ?? 0n, audioInput, imageInput },
      ...{ cacheReadAudio, cacheReadImage, audioOutput, imageOutput },
    },
    calls: byLabel("call"),
    cost: femtoUsd(cost),
    costHigh: femtoUsd(costHigh),
  };
}
