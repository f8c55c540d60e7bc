import "server-only";
import type { PoolClient } from "pg";
import { pool } from "@/lib/db/pool";
import { countStoredKeys, readStoredKeys } from "../direct/read-stored-keys";
import { SeenKeys } from "../direct/seen-keys";
import type { GroupRow } from "./group-row";
import { BATCHES_OF_SHARED_KEYS, SHARED_KEYS } from "./shared-keys";

/** Memory for the keys of one organisation, and of all. */
const MOST_BYTES = 64 * 1024 * 1024;

/**
 * The keys of everything an organisation has stored, remembered from group to group: most records of a stream are new, and
 * need not be looked up under every day there is. Kept up to date by the numbers of batches: each gives its keys to
 * stored_keys in the transaction that commits it.
 */
export class KnownKeys {
  private constructor(
    private readonly organizationId: number,
    private readonly keys: SeenKeys,
    /** The last batch that has been looked at. */
    private last: number,
    /** Batches up to there that were still open. */
    private open: number[],
  ) {}

  /** Reads all keys; null when they are too many to be remembered. */
  static async load(organizationId: number): Promise<KnownKeys | null> {
    const client = await pool().connect();
    try {
      await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
      const { rows } = await client.query<{ last: number; open: number[] }>(SEEN_BATCHES, [organizationId]);
      const count = await countStoredKeys(client, organizationId);
      if (SeenKeys.bytesFor(count) > MOST_BYTES) return null;
      const keys = await readStoredKeys(client, organizationId, count);
      return new KnownKeys(organizationId, keys, rows[0]?.last ?? 0, rows[0]?.open ?? []);
    } finally {
      await client.query("ROLLBACK").catch(() => undefined);
      client.release();
    }
  }

  /** Memory they take. */
  get bytes(): number {
    return this.keys.bytes;
  }

  /** Takes in what others have stored, in a transaction with the locks of merges and batch numbers; `last` is the last. */
  async catchUp(client: PoolClient, last: number): Promise<void> {
    if (last === this.last && this.open.length === 0) return;
    const { rows } = await client.query<{ id: number; status: string }>(NEW_BATCHES, [
      this.organizationId,
      this.last,
      this.open,
    ]);
    const committed = rows.filter(({ status }) => status === "committed").map(({ id }) => id);
    if (committed.length > 0) {
      const added = await client.query<{ keys: Buffer }>(KEYS_OF_BATCHES, [this.organizationId, committed]);
      this.keys.addPacked(added.rows.map((row) => row.keys));
    }
    this.open = rows.filter(({ status }) => status === "receiving").map(({ id }) => id);
    this.last = last;
  }

  /** Whether a row's key is stored, or may be; if not, it certainly is not, under whatever day. */
  mayHold({ key }: GroupRow): boolean {
    return this.keys.has(...wordsOf(key));
  }

  /** Takes in what a group has stored; `last` is its last batch. */
  add(rows: readonly GroupRow[], last: number): void {
    for (const { key } of rows) this.keys.add(...wordsOf(key));
    this.last = last;
  }
}

function wordsOf(key: string): [number, number] {
  return [Number.parseInt(key.slice(0, 8), 16) | 0, Number.parseInt(key.slice(8, 16), 16) | 0];
}

const SEEN_BATCHES = `
  SELECT coalesce(max(id), 0) AS last, coalesce(array_agg(id) FILTER (WHERE status = 'receiving'), '{}') AS open
    FROM batches WHERE organization_id = $1`;

const NEW_BATCHES = `
  SELECT id, status FROM batches WHERE organization_id = $1 AND (id > $2 OR id = ANY($3::int[]))`;

/** Of the days a batch has usage of. */
const KEYS_OF_BATCHES = `
  SELECT DISTINCT k.keys
    FROM batches b
    JOIN stored_keys k ON k.organization_id = $1
     AND k.day >= (b.first_usage_at AT TIME ZONE 'UTC')::date AND k.day <= (b.last_usage_at AT TIME ZONE 'UTC')::date
     AND (k.batch_id = b.id OR (k.batch_id = ${SHARED_KEYS} AND k.piece = b.id / ${BATCHES_OF_SHARED_KEYS}))
   WHERE b.organization_id = $1 AND b.id = ANY($2::int[])`;

/** What is remembered, by organisation, the one used last at the end; null for those with too many keys. */
const remembered = new Map<number, KnownKeys | null>();
const loading = new Set<number>();

/** What is remembered of an organisation; null when nothing is (yet). */
export function knownKeysOf(organizationId: number): KnownKeys | null {
  const known = remembered.get(organizationId);
  if (known === undefined) {
    void load(organizationId);
    return null;
  }
  remembered.delete(organizationId);
  remembered.set(organizationId, known);
  return known;
}

/** Begins anew, when it is not certain what has been stored. */
export function forgetKnownKeys(organizationId: number): void {
  remembered.delete(organizationId);
}

async function load(organizationId: number): Promise<void> {
  if (loading.has(organizationId)) return;
  loading.add(organizationId);
  try {
    remembered.set(organizationId, await KnownKeys.load(organizationId));
    makeRoom();
  } catch (error) {
    // Groups do without; the next one tries again.
    console.error(`The keys of an organisation could not be read: ${(error as Error).message}`);
  } finally {
    loading.delete(organizationId);
  }
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
