import "server-only";
import { pool } from "@/lib/db/pool";

/** A name that usage in a period has. */
export interface RecordedModel {
  modelId: number;
  model: string;
  provider: string | null;
}

/** Names of models that an organisation's usage has in a period (give or take a day at its ends), by provider. */
export async function recordedModels(organizationId: number, from: Date, to: Date): Promise<RecordedModel[]> {
  const { rows } = await pool().query<{ model_id: number; model: string; provider: string | null }>(
    `SELECT used.model_id, model.value AS model, provider.value AS provider
       FROM (SELECT DISTINCT provider_id, model_id FROM rollups
              WHERE organization_id = $1 AND grain = 1 AND slot >= $2::timestamptz - interval '25 hours' AND slot < $3) AS used
       JOIN dimension_values AS model
         ON model.organization_id = $1 AND model.dimension = 'model' AND model.id = used.model_id
       LEFT JOIN dimension_values AS provider
         ON provider.organization_id = $1 AND provider.dimension = 'provider' AND provider.id = used.provider_id`,
    [organizationId, from, to],
  );
  return rows.map(({ model_id, model, provider }) => ({ modelId: model_id, model, provider }));
}
