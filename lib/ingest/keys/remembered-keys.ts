import "server-only";
import type { PoolClient } from "pg";
import { pool } from "@/lib/db/pool";
import { KnownKeys } from "./known-keys";
import { countStoredKeys } from "./read-stored-keys";
import { SeenKeys } from "./seen-keys";

/** Memory for the keys of one organisation, and of all. */
const MOST_BYTES = 64 * 1024 * 1024;

/** What is remembered, by organisation, the one used last at the end; null for those with too many keys. */
const remembered = new Map<number, KnownKeys | null>();
const loading = new Set<number>();

/**
 * The keys of everything stored, in a transaction with the locks of merges and batch numbers; `last` is the last batch's.
 * Null when they are not remembered (yet): a group does without rather than waits until they are read.
 */
export async function keysForGroup(
  client: PoolClient,
  organizationId: number,
  last: number,
): Promise<KnownKeys | null> {
  const known = remembered.get(organizationId);
  if (known === null) return null;
  if (known && (await known.catchUp(client, last))) {
    // The one used last; room is made where keys are read, not for every group.
    remembered.delete(organizationId);
    remembered.set(organizationId, known);
    return known;
  }
  void load(organizationId);
  return null;
}

/** The keys of everything stored, in a transaction with the lock of merges; read unless they are remembered. */
export async function keysForUpload(client: PoolClient, organizationId: number): Promise<SeenKeys> {
  const count = await countStoredKeys(client, organizationId);
  const known = remembered.get(organizationId);
  if (known?.isGoodFor(count)) {
    const { rows } = await client.query<{ last: number }>(LAST_BATCH, [organizationId]);
    if (await known.catchUp(client, rows[0]?.last ?? 0)) {
      remember(organizationId, known);
      return known.keys;
    }
  }
  const anew = await KnownKeys.read(client, organizationId, count);
  remember(organizationId, anew);
  return anew.keys;
}

/** Begins anew, when it is not certain what has been stored. */
export function forgetKnownKeys(organizationId: number): void {
  remembered.delete(organizationId);
}

async function load(organizationId: number): Promise<void> {
  if (loading.has(organizationId)) return;
  loading.add(organizationId);
  try {
    remember(organizationId, await readApart(organizationId));
  } catch (error) {
    // Groups do without; the next one tries again.
    console.error(`The keys of an organisation could not be read: ${(error as Error).message}`);
  } finally {
    loading.delete(organizationId);
  }
}

/** Reads all keys in a transaction of their own; null when they are too many to be remembered. */
async function readApart(organizationId: number): Promise<KnownKeys | null> {
  const client = await pool().connect();
  try {
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    const count = await countStoredKeys(client, organizationId);
    if (SeenKeys.bytesFor(count) > MOST_BYTES) return null;
    return await KnownKeys.read(client, organizationId, count);
  } finally {
    await client.query("ROLLBACK").catch(() => undefined);
    client.release();
  }
}

/** Remembers keys as those used last, or that they are too many. */
function remember(organizationId: number, known: KnownKeys | null): void {
  remembered.delete(organizationId);
  remembered.set(organizationId, known && known.bytes > MOST_BYTES ? null : known);
  makeRoom();
}

function makeRoom(): void {
  let bytes = 0;
  for (const known of remembered.values()) bytes += known?.bytes ?? 0;
  for (const [organizationId, known] of remembered) {
    if (bytes <= MOST_BYTES) return;
    bytes -= known?.bytes ?? 0;
    remembered.delete(organizationId);
  }
}

const LAST_BATCH = "SELECT coalesce(max(id), 0) AS last FROM batches WHERE organization_id = $1";
