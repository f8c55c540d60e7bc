import "server-only";
import { pool } from "@/lib/db/pool";
import { type FemtoUsd, femtoUsd } from "@/lib/pricing/money";

/** What was billed for a provider's usage of one UTC day, beside what its usage costs by the price book. */
export interface BilledDay {
  day: string;
  provider: string;
  /** Decimal, exact, in `currency`. */
  billed: string;
  currency: string;
  /** Null where there is no usage of that day and provider. */
  computed: FemtoUsd | null;
  unpricedRequests: bigint;
}

/** Billed costs by UTC day and provider, the newest first, with the computed cost beside them. */
export async function getBilledCosts(organizationId: number, period: { from: Date; to: Date }): Promise<BilledDay[]> {
  const { rows } = await pool().query<{
    day: string;
    provider: string;
    billed: string;
    currency: string;
    computed: string | null;
    unpriced: string | null;
  }>(BILLED, [organizationId, period.from, period.to]);
  return rows.map(({ day, provider, billed, currency, computed, unpriced }) => ({
    ...{ day, provider, billed, currency },
    computed: computed === null ? null : femtoUsd(BigInt(computed)),
    unpricedRequests: BigInt(unpriced ?? 0),
  }));
}

/** Quarter-hour rollups add up to UTC days, whatever the organisation's zone. Bills write "OpenAI" where usage has "openai". */
const BILLED = `
  WITH billed AS (
    SELECT day, provider, currency, trim_scale(sum(amount)) AS billed FROM billed_costs
     WHERE organization_id = $1 AND day >= ($2::timestamptz AT TIME ZONE 'UTC')::date AND day < $3::timestamptz AT TIME ZONE 'UTC'
     GROUP BY 1, 2, 3),
  computed AS (
    SELECT (slot AT TIME ZONE 'UTC')::date AS day, lower(names.value) AS name, sum(cost) AS cost, sum(unpriced_requests) AS unpriced
      FROM rollups JOIN dimension_values names
        ON names.organization_id = $1 AND names.dimension = 'provider' AND names.id = provider_id
     WHERE rollups.organization_id = $1 AND grain = 0 AND slot >= $2 AND slot < $3
       AND lower(names.value) IN (SELECT lower(provider) FROM billed)
     GROUP BY 1, 2)
  SELECT billed.day::text, provider, billed::text, currency, cost::text AS computed, unpriced::text
    FROM billed LEFT JOIN computed ON computed.day = billed.day AND name = lower(provider)
   ORDER BY billed.day DESC, provider, currency`;
