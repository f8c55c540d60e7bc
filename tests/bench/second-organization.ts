import { createHash } from "node:crypto";
import type { Application } from "./application";

const API_KEY = "second_0123456789abcdefghijklmnopqrstuvwxyz";

/** A second organisation of an application, seen through a key of its own. */
export async function secondOrganization(application: Application): Promise<Application> {
  const keyHash = createHash("sha256").update(API_KEY).digest("hex");
  await application.sql(
    `WITH added AS (INSERT INTO organizations (name) VALUES ('Second') RETURNING id)
     INSERT INTO api_keys (organization_id, id, name, prefix, key_hash, scopes)
     SELECT id, gen_random_uuid(), 'bench', 'second', '${keyHash}', '{ingest,read,admin}' FROM added`,
  );
  return { ...application, apiKey: API_KEY };
}
