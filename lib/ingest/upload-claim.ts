import "server-only";
import type { Claim } from "./claims";

/** First key of the advisory locks that say that a process is receiving an upload. */
const LOCK_CLASS = 7006;

/** What a process claims while it receives a batch. */
export function uploadClaim(organizationId: number, batchId: number): Claim {
  return { lockClass: LOCK_CLASS, name: `${organizationId}/${batchId}`, isShared: true };
}

/**
 * SQL that is true where no process is receiving a batch (a row with organization_id and id). It takes the lock until the
 * end of the transaction.
 */
export function isUnclaimed(batch: string): string {
  return `pg_try_advisory_xact_lock(${LOCK_CLASS}, hashtext(${batch}.organization_id || '/' || ${batch}.id))`;
}
