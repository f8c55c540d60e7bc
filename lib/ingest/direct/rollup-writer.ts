import "server-only";
import type { LoadLimits } from "../load-limits";
import { DIMENSIONS, GRAINS, MEASURES } from "../merge/rollups";
import { BinaryRows } from "../rows/binary-rows";
import type { CopyLane } from "../rows/copy-lane";
import type { PreparedRecord, RowContext } from "../rows/record-row";
import type { DayStarts } from "./day-starts";
import { QUARTER_GRAIN, ROLLUP_KEYS, type RollupKey } from "./rollup-keys";
import { COST_LOW, COST_UNIT, RollupSums, SUMS } from "./rollup-sums";

const QUARTER_HOUR = 900_000_000;
const QUARTER_SECONDS = 900;
const SOURCE = DIMENSIONS.indexOf("source_id");

const COLUMNS = ["organization_id", "grain", "slot", ...DIMENSIONS, "applied_rate_id", ...MEASURES];
const ROLLUPS = `rollups (${COLUMNS.join(", ")})`;
/** Sums on their way into rollups that may be there: a table of the transaction's own, without an index to keep. */
const ADDED_SUMS = `added_sums (${COLUMNS.join(", ")})`;

/** Rows that a flush hands over, and the days they are of. */
interface Handed {
  /** Of days that have no rollups yet. */
  fresh: BinaryRows;
  /** Of days that have. */
  added: BinaryRows;
  /** The first and the last of their slots; the other way round when there are none. */
  first: number;
  last: number;
  days: Set<number>;
}

/**
 * Sums up the records that an upload writes straight into usage_records, and brings the sums into the rollups: as new
 * rows for days that have none yet, added to what is there for others.
 */
export class RollupWriter {
  private sums = newSums();
  private readonly keys = ROLLUP_KEYS.map(({ words }) => new Int32Array(words));
  private hasTable = false;
  /** Start of the latest day so far, in quarter-hours since 1970, and how many entries there were before it. */
  private latest = Number.NEGATIVE_INFINITY;
  private entriesBefore = 0;

  private constructor(
    private readonly lane: CopyLane,
    private readonly context: RowContext,
    private readonly dayStarts: DayStarts,
    /** Starts of the days (of the organisation's zone) that have rollups, in quarter-hours since 1970. */
    private readonly occupied: Set<number>,
    /** Entries that are kept before they are handed over: half of that when whole days can be. */
    private readonly mostEntries: number,
  ) {}

  static async open(
    lane: CopyLane,
    context: RowContext,
    dayStarts: DayStarts,
    { rollupSums }: LoadLimits,
  ): Promise<RollupWriter> {
    const { rows } = await lane.client.query<{ slot: string }>(OCCUPIED_DAYS, [context.organizationId]);
    const occupied = new Set(rows.map((row) => Number(row.slot) / 900));
    return new RollupWriter(lane, context, dayStarts, occupied, rollupSums);
  }

  /** Adds a record (one that `isSummable`) to every grain. */
  add(prepared: PreparedRecord): void {
    const { timestamp } = prepared.item.record;
    const quarter = Math.floor(timestamp / QUARTER_HOUR);
    const day = this.dayStarts.at(prepared.day, timestamp) / QUARTER_HOUR;
    if (day > this.latest) {
      this.latest = day;
      this.entriesBefore = this.entries;
    }
    for (let index = 0; index < ROLLUP_KEYS.length; index += 1) {
      const { grain, places, madeFrom } = ROLLUP_KEYS[index] as RollupKey;
      if (madeFrom !== null) continue;
      const key = this.keys[index] as Int32Array;
      key[0] = grain === QUARTER_GRAIN ? quarter : day;
      for (let word = 0; word < places.length; word += 1)
        key[word + 1] = prepared.numbers[places[word] as number] as number;
      (this.sums[index] as RollupSums).add(key, prepared);
    }
  }

  /** Whether it is time to flush. */
  get isFull(): boolean {
    for (const sums of this.sums) if (sums.isFull) return true;
    return this.entries >= this.mostEntries || this.entriesBefore >= this.mostEntries / 2;
  }

  /**
   * Hands over what has been summed up. The latest day, to which more is likely to come, is kept back unless it is most of
   * it, or this is the `end`.
   */
  flush(end: boolean): void {
    const handed = this.sums;
    const kept = end || this.entriesBefore < this.entries / 2 ? null : this.latest;
    this.sums = newSums();
    this.entriesBefore = 0;
    const into = nothingHanded();
    for (const [index, sums] of handed.entries()) this.writeGrain(index, sums, handed, kept, into);
    this.hand(into.fresh, ROLLUPS);
    this.hand(into.added, ADDED_SUMS);
    if (into.first <= into.last) {
      const { organizationId } = this.context;
      const { first, last } = into;
      this.lane.run(async (client) => {
        await client.query(addSums(organizationId, first * QUARTER_SECONDS, last * QUARTER_SECONDS));
      });
    }
    for (const day of into.days) this.occupied.add(day);
  }

  private get entries(): number {
    let entries = 0;
    for (let index = 0; index < this.sums.length; index += 1) entries += (this.sums[index] as RollupSums).size;
    return entries;
  }

  private writeGrain(
    index: number,
    sums: RollupSums,
    handed: readonly RollupSums[],
    kept: number | null,
    into: Handed,
  ): void {
    const { grain, words } = ROLLUP_KEYS[index] as RollupKey;
    for (let entry = 0; entry < sums.size; entry += 1) {
      const key = sums.keys.subarray(entry * words, (entry + 1) * words);
      const day = grain === QUARTER_GRAIN ? this.dayOfQuarter(key[0] as number) : (key[0] as number);
      if (day === kept) {
        this.sums[index]?.addSums(key, sums, entry);
        continue;
      }
      if (grain === QUARTER_GRAIN) addToDays(key, day, sums, entry, handed);
      into.days.add(day);
      if (this.occupied.has(day)) {
        this.makeTable();
        into.first = Math.min(into.first, key[0] as number);
        into.last = Math.max(into.last, key[0] as number);
        into.added.begin(COLUMNS.length);
        this.writeEntry(into.added, index, sums, entry);
        if (into.added.isFull) this.lane.copy(ADDED_SUMS, into.added.take());
      } else {
        into.fresh.begin(COLUMNS.length);
        this.writeEntry(into.fresh, index, sums, entry);
        if (into.fresh.isFull) this.lane.copy(ROLLUPS, into.fresh.take());
      }
    }
  }

  private writeEntry(rows: BinaryRows, index: number, { keys, sums }: RollupSums, entry: number): void {
    const { grain, words, wordOf, keepsSource } = ROLLUP_KEYS[index] as RollupKey;
    const keyAt = entry * words;
    const sumsAt = entry * SUMS;
    rows.int(this.context.organizationId);
    rows.smallInt(grain);
    rows.timestamp((keys[keyAt] as number) * QUARTER_HOUR);
    for (let dimension = 0; dimension < wordOf.length; dimension += 1) {
      const word = wordOf[dimension] as number;
      const ofUpload = keepsSource && dimension === SOURCE ? this.context.sourceId : 0;
      rows.int(word === 0 ? ofUpload : (keys[keyAt + word] as number));
    }
    rows.int(keys[keyAt + words - 1] as number);
    for (let sum = 0; sum < COST_LOW; sum += 1) rows.bigInt(sums[sumsAt + sum] as number);
    const [rest = 0, units = 0] = [sums[sumsAt + COST_LOW], sums[sumsAt + COST_LOW + 1]];
    const cost = units === 0 ? rest : BigInt(units) * BigInt(COST_UNIT) + BigInt(rest);
    rows.numeric(cost);
    // Only exact costs are summed here: the upper bound is the cost.
    rows.numeric(cost);
    rows.bigInt(sums[sumsAt + COST_LOW + 2] as number);
    rows.bigInt(sums[sumsAt + COST_LOW + 3] as number);
  }

  private dayOfQuarter(quarter: number): number {
    return this.dayStarts.at(Math.floor(quarter / 96), quarter * QUARTER_HOUR) / QUARTER_HOUR;
  }

  private makeTable(): void {
    if (this.hasTable) return;
    this.hasTable = true;
    this.lane.run(async (client) => {
      await client.query("CREATE TEMPORARY TABLE added_sums (LIKE rollups) ON COMMIT DROP");
    });
  }

  private hand(rows: BinaryRows, target: string): void {
    if (!rows.isEmpty) this.lane.copy(target, rows.take());
  }
}

function nothingHanded(): Handed {
  const [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  return { fresh: new BinaryRows(), added: new BinaryRows(), first, last, days: new Set() };
}

function newSums(): RollupSums[] {
  return ROLLUP_KEYS.map(({ words }) => new RollupSums(words));
}

/** Adds an entry of a quarter-hour to the grains that are made from it, which come after it. */
function addToDays(key: Int32Array, day: number, sums: RollupSums, entry: number, handed: readonly RollupSums[]): void {
  const ofDay = key.slice();
  ofDay[0] = day;
  for (let index = 0; index < handed.length; index += 1) {
    if (ROLLUP_KEYS[index]?.madeFrom === QUARTER_GRAIN) handed[index]?.addSums(ofDay, sums, entry);
  }
}

/** Every day with records has rollups of grain 1. */
const OCCUPIED_DAYS = `
  SELECT DISTINCT extract(epoch FROM slot)::bigint AS slot FROM rollups WHERE organization_id = $1 AND grain = 1`;

/** What the rollups of an organisation are told apart by. */
const KEY = ["grain", "slot", ...DIMENSIONS, "applied_rate_id"];

/**
 * In one pass over both, as most of an upload's sums are of rollups that exist: between two slots (seconds since 1970), which
 * the rollups are read from, rather than each looked up by all the columns of the key. Nobody else changes them meanwhile, as
 * it is done under the lock of merges. Two statements in one round trip, as every one is waited for.
 */
function addSums(organizationId: number, first: number, last: number): string {
  return `
  MERGE INTO rollups USING added_sums added
     ON rollups.organization_id = ${organizationId} AND rollups.grain IN (${GRAINS.map(({ grain }) => grain).join(", ")})
    AND rollups.slot >= to_timestamp(${first}) AND rollups.slot <= to_timestamp(${last})
    AND ${KEY.map((name) => `rollups.${name} = added.${name}`).join(" AND ")}
   WHEN MATCHED THEN UPDATE SET ${MEASURES.map((name) => `${name} = rollups.${name} + added.${name}`).join(", ")}
   WHEN NOT MATCHED THEN
        INSERT (${COLUMNS.join(", ")}) VALUES (${COLUMNS.map((name) => `added.${name}`).join(", ")});
  TRUNCATE added_sums`;
}
