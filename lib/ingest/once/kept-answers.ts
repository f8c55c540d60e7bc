import "server-only";
import type { PoolClient } from "pg";
import { pool } from "@/lib/db/pool";
import type { IngestResult } from "../upload";

/** An answer and the request it was given to, both by SHA-256. */
export interface KeptAnswer {
  keyHash: string;
  requestHash: string;
  answer: IngestResult;
}

/** Another process has kept an answer for the same key since this upload began. */
export class KeyTaken extends Error {}

const SWEEP_EVERY_MS = 600_000;
const sweptAt = new Map<number, number>();

/** The answer that is kept for a key; null when there is none, or it is older than a day. */
export async function keptAnswer(organizationId: number, keyHash: string): Promise<KeptAnswer | null> {
  sweepNowAndThen(organizationId);
  const { rows } = await pool().query<{ request_hash: string; answer: IngestResult }>(FIND, [organizationId, keyHash]);
  const [row] = rows;
  return row ? { keyHash, requestHash: row.request_hash, answer: row.answer } : null;
}

/**
 * Keeps answers, in the transaction that stores what they speak of.
 * @throws KeyTaken when there is one for such a key already.
 */
export async function keepAnswers(
  client: PoolClient,
  organizationId: number,
  answers: readonly KeptAnswer[],
): Promise<void> {
  if (answers.length === 0) return;
  const { rowCount } = await client.query(KEEP, [
    organizationId,
    answers.map(({ keyHash }) => keyHash),
    answers.map(({ requestHash }) => requestHash),
    answers.map(({ answer }) => JSON.stringify(answer)),
  ]);
  if (rowCount !== answers.length) throw new KeyTaken();
}

/** Nobody waits for this, and what it leaves goes the next time. */
function sweepNowAndThen(organizationId: number): void {
  const now = performance.now();
  if (now - (sweptAt.get(organizationId) ?? Number.NEGATIVE_INFINITY) < SWEEP_EVERY_MS) return;
  sweptAt.set(organizationId, now);
  pool()
    .query(SWEEP, [organizationId])
    .catch((error: Error) => console.error(`Old answers could not be removed: ${error.message}`));
}

const OLD = "created_at < now() - interval '24 hours'";

const FIND = `
  SELECT request_hash, answer FROM kept_answers WHERE organization_id = $1 AND key_hash = $2 AND NOT (${OLD})`;

const KEEP = `
  INSERT INTO kept_answers (organization_id, key_hash, request_hash, answer)
  SELECT $1, key_hash, request_hash, answer
    FROM unnest($2::text[], $3::text[], $4::json[]) AS kept(key_hash, request_hash, answer) ORDER BY key_hash
  ON CONFLICT (organization_id, key_hash)
  DO UPDATE SET request_hash = excluded.request_hash, answer = excluded.answer, created_at = excluded.created_at
   WHERE kept_answers.${OLD}`;

const SWEEP = `DELETE FROM kept_answers WHERE organization_id = $1 AND ${OLD}`;
