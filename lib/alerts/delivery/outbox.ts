import "server-only";
import { pool } from "@/lib/db/pool";
import { type Message, message, type Outcome } from "./message";
import { MOST_ATTEMPTS, waitAfter } from "./retry";

/** A delivery that this process is to try, and nobody else for a while. */
export interface Claimed {
  organizationId: number;
  id: string;
  channelId: string;
  attempts: number;
  message: Message;
}

/** A server that dies while it tries gives the delivery up after so long. */
const LEASE_SECONDS = 60;

/**
 * Takes deliveries that are due, at most so many. The lease is written before anything is sent: several servers take
 * different ones, and what a server that died had taken is tried again.
 */
export async function claim(most: number): Promise<Claimed[]> {
  const { rows } = await pool().query<Omit<Claimed, "message"> & { message: unknown }>(CLAIM, [most, LEASE_SECONDS]);
  return rows.map((row) => ({ ...row, message: message.parse(row.message) }));
}

/** Writes down how an attempt went, unless another one was begun since. */
export async function settle({ organizationId, id, attempts }: Claimed, outcome: Outcome): Promise<void> {
  const isLast = attempts >= MOST_ATTEMPTS;
  const status = outcome.ok ? "delivered" : isLast ? "failed" : "pending";
  await pool().query(SETTLE, [
    ...[organizationId, id, attempts, status, outcome.responseCode, outcome.ok ? null : outcome.error],
    waitAfter(attempts, Math.random()),
  ]);
}

/** Gives a delivery back that was not tried after all. */
export async function giveBack({ organizationId, id, attempts }: Claimed): Promise<void> {
  await pool().query(GIVE_BACK, [organizationId, id, attempts]);
}

const CLAIM = `
  UPDATE alert_deliveries AS d
     SET attempts = attempts + 1, last_attempt_at = now(), next_attempt_at = now() + $2 * interval '1 second'
    FROM (SELECT organization_id, id FROM alert_deliveries
           WHERE status = 'pending' AND next_attempt_at <= now()
           ORDER BY next_attempt_at LIMIT $1 FOR UPDATE SKIP LOCKED) AS due
   WHERE d.organization_id = due.organization_id AND d.id = due.id
  RETURNING d.organization_id AS "organizationId", d.id, d.channel_id AS "channelId", d.attempts, d.message`;

const SETTLE = `
  UPDATE alert_deliveries
     SET status = $4::"DeliveryStatus", response_code = $5, error = $6,
         next_attempt_at = now() + $7 * interval '1 millisecond',
         delivered_at = CASE WHEN $4 = 'delivered' THEN now() END
   WHERE organization_id = $1 AND id = $2 AND attempts = $3 AND status = 'pending'`;

const GIVE_BACK = `
  UPDATE alert_deliveries SET attempts = attempts - 1, next_attempt_at = now()
   WHERE organization_id = $1 AND id = $2 AND attempts = $3 AND status = 'pending'`;
