import "server-only";
import { pool } from "@/lib/db/pool";
import { type RateCardJson, rateCardFromJson } from "@/lib/pricing/rate-card";
import type { AppliedRates } from "@/lib/switch/receipts-now";
import type { TrafficPart } from "@/lib/switch/switch-traffic";

/** The rate cards that were kept with the records of tables. */
export async function appliedRatesOf(organizationId: number, parts: readonly TrafficPart[]): Promise<AppliedRates> {
  const numbers = new Set<number>();
  for (const {
    tables: { costs },
  } of parts) {
    for (let group = 0; group < costs.groupCount; group += 1) numbers.add(costs.nameOf(group, "rate"));
  }
  const { rows } = await pool().query<{ id: number; rule: string; card: RateCardJson }>(
    "SELECT id, rule, card FROM applied_rates WHERE organization_id = $1 AND id = ANY($2)",
    [organizationId, [...numbers]],
  );
  const rates = new Map(rows.map(({ id, rule, card }) => [id, { rule, card: rateCardFromJson(card) }]));
  return (number) => rates.get(number) ?? null;
}
