import "server-only";
import type { PoolClient } from "pg";
import { copiedFieldsOfPool } from "@/lib/db/copied-fields";
import { hexOfWords } from "@/lib/usage/identity";
import { keysForUpload } from "../keys/remembered-keys";
import { SeenKeys } from "../keys/seen-keys";
import type { LoadLimits } from "../load-limits";
import type { PulledRecord } from "../merge/bring-back";
import type { PreparedRecord } from "../rows/record-row";
import { StoredDay } from "./stored-day";

/** A day is loaded at most this often; an upload that jumps about in time leaves the rest to the merge. */
const MOST_LOADS = 3;

/**
 * What an organisation has stored, as far as an upload needs it to tell new records and repetitions of stored ones from
 * everything else. Holds while the caller holds the lock under which records change.
 */
export class StoredRecords {
  private readonly days = new Map<number, StoredDay>();
  /** Loaded days, the one loaded first in front. */
  private readonly loaded = new Set<StoredDay>();
  private readonly chances = new Map<number, number>();
  /** Keys of lines that were left to the merge. */
  private readonly contested = new SeenKeys();
  /** Keys that lines have confirmed. */
  private readonly confirmed = new SeenKeys();
  /** Keys, two words each, that were contested and may have been confirmed before. */
  private readonly doubtful: number[] = [];

  private constructor(
    private readonly organizationId: number,
    private readonly keys: SeenKeys,
    private readonly limits: LoadLimits,
  ) {}

  /** Gets to know all keys, within the caller's transaction, which holds the lock of merges. */
  static async open(client: PoolClient, organizationId: number, limits: LoadLimits): Promise<StoredRecords> {
    return new StoredRecords(organizationId, await keysForUpload(client, organizationId), limits);
  }

  /** Whether a record with this key is stored, or may be; if not, it certainly is not, under whatever day. */
  mayHold(first: number, second: number): boolean {
    return this.keys.has(first, second);
  }

  /** Whether `isRepetition` can be asked about a record (whose key may be stored); if not, `load` its day first. */
  isReadyFor(day: number): boolean {
    const stored = this.days.get(day);
    if (stored) return stored.isLoaded || stored.loads >= MOST_LOADS;
    const chances = (this.chances.get(day) ?? 0) + 1;
    this.chances.set(day, chances);
    return chances <= this.limits.chances;
  }

  /** Reads what is stored under a UTC day (days since 1970); days loaded earlier make room. */
  async load(day: number): Promise<StoredDay> {
    const date = new Date(day * 86_400_000).toISOString().slice(0, 10);
    const rows = await readDay(this.organizationId, date);
    const stored = this.days.get(day) ?? new StoredDay(rows.reduce((count, { keys }) => count + keys.length / 8, 0));
    this.days.set(day, stored);
    stored.load(rows);
    this.loaded.add(stored);
    let bytes = 0;
    for (const one of this.loaded) bytes += one.bytes;
    for (const one of this.loaded) {
      if (bytes <= this.limits.storedBytes || one === stored) break;
      bytes -= one.bytes;
      one.drop();
      this.loaded.delete(one);
    }
    return stored;
  }

  /**
   * Whether a line says what is stored and no line of its key was left to the merge: then it is a duplicate. Otherwise it
   * is left to the merge itself, and so will be every further line of its key.
   */
  isRepetition({ item, day, key, content }: PreparedRecord): boolean {
    const first = key[0] as number;
    const second = key[1] as number;
    const stored = this.days.get(day);
    const place = stored?.find(first, second) ?? -1;
    if (stored && place >= 0 && !this.contested.has(first, second)) {
      // The same request twice is one; equal aggregates are parts of a sum, and equal contents are different requests.
      const counts = item.grain === "request" || !stored.isConfirmed(place);
      if (counts && stored.says(place, content[0] as number, content[1] as number)) {
        stored.confirm(place);
        this.confirmed.add(first, second);
        return true;
      }
    }
    if (this.confirmed.has(first, second)) this.doubtful.push(first, second);
    this.contested.add(first, second);
    return false;
  }

  /** The records that were confirmed before lines of their keys were left to the merge: it needs them too. */
  async takeContested(): Promise<PulledRecord[]> {
    const pulled: PulledRecord[] = [];
    if (this.doubtful.length === 0) return pulled;
    // A request may be stored under another day than the one it came with.
    for (const [day, known] of this.days) {
      if (known.confirmedCount === 0) continue;
      const stored = known.isLoaded ? known : await this.load(day);
      for (let at = 0; at < this.doubtful.length; at += 2) {
        const first = this.doubtful[at] as number;
        const second = this.doubtful[at + 1] as number;
        const place = stored.find(first, second);
        if (place < 0 || !stored.isConfirmed(place)) continue;
        stored.release(place);
        pulled.push({ day, key: hexOfWords([first, second]) });
      }
    }
    return pulled;
  }

  /** All records that were confirmed, day by day. */
  async *takeConfirmed(): AsyncGenerator<PulledRecord[]> {
    for (const [day, known] of this.days) {
      if (known.confirmedCount === 0) continue;
      const keys = (known.isLoaded ? known : await this.load(day)).confirmedKeys();
      const pulled: PulledRecord[] = [];
      for (let at = 0; at < keys.length; at += 2) pulled.push({ day, key: hexOfWords(keys.slice(at, at + 2)) });
      yield pulled;
    }
  }
}

/** What is noted of a day (YYYY-MM-DD), in the order in which it came. */
async function readDay(organizationId: number, date: string): Promise<{ keys: Buffer; contents: Buffer }[]> {
  const rows: { keys: Buffer; contents: Buffer }[] = [];
  const query = `
    SELECT keys, contents FROM stored_keys
     WHERE organization_id = ${Number(organizationId)} AND day = '${date}' ORDER BY batch_id, piece`;
  for await (const [keys, contents] of copiedFieldsOfPool(query)) if (keys && contents) rows.push({ keys, contents });
  return rows;
}
