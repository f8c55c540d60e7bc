import "server-only";
import { pool } from "@/lib/db/pool";
import { instantFromDate } from "@/lib/usage/instant";
import { dimensionNames } from "../dimensions/dimension-names";
import { organizationPriceBook } from "./organization-price-book";

/** Stored usage of one name that has no price. */
export interface UnpricedModel {
  provider: string | null;
  model: string;
  serviceTier: string | null;
  requests: bigint;
  tokens: bigint;
  /** To the quarter hour. */
  firstSeen: Date;
  lastSeen: Date;
  /** Of the newest of its records. */
  reason: string | null;
  /** Whether the price book has a price for it by now: stored usage has it once it is priced anew. */
  isKnownNow: boolean;
}

const MOST_LISTED = 200;

/** What an organisation uses without a price, the most tokens first. */
export async function unpricedModels(organizationId: number): Promise<UnpricedModel[]> {
  const { rows } = await pool().query<Row>(SQL, [organizationId, MOST_LISTED]);
  const [nameOf, book] = await Promise.all([
    dimensionNames(organizationId, [
      { dimension: "provider", ids: rows.map((row) => row.provider_id) },
      { dimension: "model", ids: rows.map((row) => row.model_id) },
      { dimension: "serviceTier", ids: rows.map((row) => row.service_tier_id) },
    ]),
    organizationPriceBook(organizationId),
  ]);
  return rows.map((row) => {
    const provider = nameOf("provider", row.provider_id);
    const model = nameOf("model", row.model_id) ?? "";
    const serviceTier = nameOf("serviceTier", row.service_tier_id);
    const at = instantFromDate(row.last);
    const match = book.match(provider, model, at);
    const card = match.kind === "matched" ? book.card(match, { serviceTier, region: null, project: null }, at) : null;
    const wasUnknown = row.reason === null || WITHOUT_CARD.has(row.reason);
    return {
      ...{ provider, model, serviceTier, reason: row.reason, isKnownNow: card !== null && wasUnknown },
      ...{ requests: BigInt(row.requests), tokens: BigInt(row.tokens), firstSeen: row.first, lastSeen: row.last },
    };
  });
}

/** Reasons that a card that is there now takes away. */
const WITHOUT_CARD = new Set([
  ...["unknown_model", "unknown_provider", "ambiguous_provider"],
  ...["no_card_for_service_tier", "no_card_at_time"],
]);

interface Row {
  provider_id: number;
  model_id: number;
  service_tier_id: number;
  requests: string;
  tokens: string;
  first: Date;
  last: Date;
  reason: string | null;
}

const SQL = `
  SELECT found.*, (
    SELECT r.unpriced_reason FROM usage_records r
     WHERE r.organization_id = $1 AND r.day = (found.last AT TIME ZONE 'UTC')::date AND r.provider_id = found.provider_id
       AND r.model_id = found.model_id AND r.service_tier_id = found.service_tier_id AND r.cost IS NULL LIMIT 1) AS reason
    FROM (
      SELECT provider_id, model_id, service_tier_id, sum(unpriced_requests)::text AS requests,
             sum(unpriced_tokens)::text AS tokens, min(slot) AS first, max(slot) AS last
        FROM rollups
       WHERE organization_id = $1 AND grain = 0 AND applied_rate_id = 0
       GROUP BY provider_id, model_id, service_tier_id
       ORDER BY sum(unpriced_tokens) DESC, max(slot) DESC
       LIMIT $2) AS found
   ORDER BY found.tokens::numeric DESC, found.last DESC`;
