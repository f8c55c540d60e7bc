import "server-only";
import type { PoolClient } from "pg";
import type { GroupRow } from "../group/group-row";
import { addStoredKeys, readStoredKeys } from "./read-stored-keys";
import type { SeenKeys } from "./seen-keys";
import { BATCHES_OF_SHARED_KEYS, SHARED_KEYS } from "./shared-keys";

/** Records of other batches up to which their keys are read after them; beyond that all are read anew, piece by piece. */
const MOST_BEHIND = 2 ** 21;
/** Tables of keys that are looked through one after another, before reading all anew into one is sooner. */
const MOST_TABLES = 2;
/** Keys that are still noted, of those that are remembered: with many of them gone, new records would be taken for known. */
const LEAST_NOTED = 0.99;

/**
 * The keys of everything an organisation has stored, remembered from one upload to the next: most records are new, and need
 * not be looked up under every day there is. Kept up to date by the numbers of batches: each gives its keys to stored_keys
 * in the transaction that commits it.
 */
export class KnownKeys {
  private constructor(
    private readonly organizationId: number,
    readonly keys: SeenKeys,
    /** How many there are, repeated ones counted again. */
    private count: number,
    /** The last batch that has been looked at. */
    private last: number,
    /** Batches up to there that were still open. */
    private open: number[],
  ) {}

  /** Reads all `count` keys, in a transaction in which none can be added. */
  static async read(client: PoolClient, organizationId: number, count: number): Promise<KnownKeys> {
    const { rows } = await client.query<{ last: number; open: number[] }>(SEEN_BATCHES, [organizationId]);
    const keys = await readStoredKeys(client, organizationId, count);
    return new KnownKeys(organizationId, keys, count, rows[0]?.last ?? 0, rows[0]?.open ?? []);
  }

  /** Memory they take. */
  get bytes(): number {
    return this.keys.bytes;
  }

  /** Whether they are still as quick as when they were read; `count` keys are noted now. */
  isGoodFor(count: number): boolean {
    return this.keys.tableCount <= MOST_TABLES && count >= this.count * LEAST_NOTED;
  }

  /**
   * Takes in what others have stored, in a transaction with the lock of merges; `last` is the last batch's number. False
   * when that is too much: then they have to be read anew.
   */
  async catchUp(client: PoolClient, last: number): Promise<boolean> {
    if (last === this.last && this.open.length === 0) return true;
    const { rows } = await client.query<{ id: number; status: string; records: string }>(NEW_BATCHES, [
      this.organizationId,
      this.last,
      this.open,
    ]);
    const committed = rows.filter(({ status }) => status === "committed");
    if (committed.reduce((sum, { records }) => sum + Number(records), 0) > MOST_BEHIND) return false;
    if (committed.length > 0) {
      const ids = committed.map(({ id }) => id);
      this.count += await addStoredKeys(this.keys, client, keysOfBatches(this.organizationId, ids));
    }
    this.open = rows.filter(({ status }) => status === "receiving").map(({ id }) => id);
    this.last = last;
    return true;
  }

  /** Whether a row's key is stored, or may be; if not, it certainly is not, under whatever day. */
  mayHold({ key }: GroupRow): boolean {
    return this.keys.has(...wordsOf(key));
  }

  /** Takes in what a group has stored; `last` is its last batch. */
  add(rows: readonly GroupRow[], last: number): void {
    for (const { key } of rows) this.keys.add(...wordsOf(key));
    this.count += rows.length;
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
  SELECT id, status, inserted + revised AS records FROM batches WHERE organization_id = $1 AND (id > $2 OR id = ANY($3::int[]))`;

/** The keys that batches have noted, under the days they have usage of; rows that several share once. */
function keysOfBatches(organizationId: number, ids: readonly number[]): string {
  return `
  SELECT keys FROM stored_keys
   WHERE organization_id = ${Number(organizationId)} AND (day, batch_id, piece) IN (
         SELECT k.day, k.batch_id, k.piece
           FROM batches b
           JOIN stored_keys k ON k.organization_id = b.organization_id
            AND k.day >= (b.first_usage_at AT TIME ZONE 'UTC')::date AND k.day <= (b.last_usage_at AT TIME ZONE 'UTC')::date
            AND (k.batch_id = b.id OR (k.batch_id = ${SHARED_KEYS} AND k.piece = b.id / ${BATCHES_OF_SHARED_KEYS}))
          WHERE b.organization_id = ${Number(organizationId)} AND b.id IN (${ids.map(Number).join(", ")}))`;
}
