import "server-only";
import { pool } from "@/lib/db/pool";

/** What questions about an organisation's spend are read against. */
export interface OrganizationState {
  /** The zone that days are rolled up in. */
  zone: string;
  /** When the newest upload was committed; null without any. */
  asOf: Date | null;
  /**
   * Up to when usage has come in, now at most: what is later is not nothing, but not known yet. Null without usage.
   */
  usageUntil: Date | null;
}

/** What is there of an organisation, by its uploads. */
export async function organizationState(organizationId: number): Promise<OrganizationState> {
  const { rows } = await pool().query<{ zone: string; as_of: Date | null; usage_until: Date | null }>(
    `SELECT o.time_zone AS zone, b.as_of,
            CASE WHEN b.usage_until < now() THEN b.usage_until WHEN b.usage_until IS NOT NULL THEN now() END AS usage_until
       FROM organizations AS o,
            (SELECT max(finished_at) AS as_of, max(last_usage_at) AS usage_until
               FROM batches WHERE organization_id = $1 AND status = 'committed') AS b
      WHERE o.id = $1`,
    [organizationId],
  );
  const [row] = rows;
  return { zone: row?.zone ?? "UTC", asOf: row?.as_of ?? null, usageUntil: row?.usage_until ?? null };
}
