import "server-only";
import { pool } from "@/lib/db/pool";

/** When what answers are made of changed last; null where it never did. */
export interface LastChanges {
  /** The organisation's own prices and names of models. */
  prices: Date | null;
  /** Stored usage and its costs. */
  data: Date | null;
}

/** When an organisation's prices and its usage changed last. */
export async function lastChanges(organizationId: number): Promise<LastChanges> {
  const { rows } = await pool().query<LastChanges>(
    `SELECT greatest(
              (SELECT max(greatest(created_at, withdrawn_at)) FROM price_overrides WHERE organization_id = $1),
              (SELECT max(greatest(created_at, withdrawn_at)) FROM model_aliases WHERE organization_id = $1)) AS prices,
            greatest(
              (SELECT max(finished_at) FROM batches WHERE organization_id = $1 AND status IN ('committed', 'deleted')),
              (SELECT max(greatest(applied_at, reverted_at)) FROM reprices WHERE organization_id = $1)) AS data`,
    [organizationId],
  );
  return rows[0] ?? { prices: null, data: null };
}
