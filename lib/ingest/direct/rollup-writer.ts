import "server-only";
import { DIMENSIONS, GRAINS, MEASURES, OR_ADD } from "../merge/rollups";
import { BinaryRows } from "../rows/binary-rows";
import type { CopyLane } from "../rows/copy-lane";
import type { PreparedRecord, RowContext } from "../rows/record-row";
import type { DayStarts } from "./day-starts";
import { COST_LOW, COST_UNIT, RollupSums, SUMS } from "./rollup-sums";

const QUARTER_HOUR = 900_000_000;
/** Entries that are kept before they are handed to the database. */
const MOST_ENTRIES = 60_000;

/** The numbers of a record (see PreparedRecord) that each dimension and the rate stand in; the source is the upload's. */
const PLACES = { provider_id: 0, model_id: 1, service_tier_id: 2, project_id: 5, api_key_id: 6, user_id: 7, rate: 9 };
const KEPT = GRAINS.map(({ keeps }) =>
  DIMENSIONS.map((name) => (keeps.includes(name) && name !== "source_id" ? PLACES[name] : -1)),
);
const KEEPS_SOURCE = GRAINS.map(({ keeps }) => keeps.includes("source_id"));
const SOURCE = DIMENSIONS.indexOf("source_id");
/** An entry's key: the slot in quarter-hours since 1970, the dimensions, the rate. */
const KEY_WORDS = DIMENSIONS.length + 2;

const COLUMNS = ["organization_id", "grain", "slot", ...DIMENSIONS, "applied_rate_id", ...MEASURES];
const ROLLUPS = `rollups (${COLUMNS.join(", ")})`;
const STAGED_ROLLUPS = `staged_rollups (batch_id, ordinal, ${COLUMNS.join(", ")})`;

/**
 * Sums up the records that an upload writes straight into usage_records, and brings the sums into the rollups: as new
 * rows for days that have none yet, added to what is there for others.
 */
export class RollupWriter {
  private readonly sums = GRAINS.map(() => new RollupSums(KEY_WORDS));
  private readonly key = new Int32Array(KEY_WORDS);
  private ordinal = 0;

  private constructor(
    private readonly lane: CopyLane,
    private readonly context: RowContext,
    private readonly dayStarts: DayStarts,
    /** Starts of the days (of the organisation's zone) that have rollups, in quarter-hours since 1970. */
    private readonly occupied: Set<number>,
  ) {}

  static async open(lane: CopyLane, context: RowContext, dayStarts: DayStarts): Promise<RollupWriter> {
    const { rows } = await lane.client.query<{ slot: string }>(OCCUPIED_DAYS, [context.organizationId]);
    return new RollupWriter(lane, context, dayStarts, new Set(rows.map((row) => Number(row.slot) / 900)));
  }

  /** Adds a record (one that `isSummable`) to every grain. */
  add(prepared: PreparedRecord): void {
    const { timestamp } = prepared.item.record;
    const quarter = Math.floor(timestamp / QUARTER_HOUR);
    const day = this.dayStarts.at(prepared.day, timestamp) / QUARTER_HOUR;
    for (let grain = 0; grain < KEPT.length; grain += 1) {
      this.fillKey(grain, grain === 0 ? quarter : day, prepared.numbers);
      (this.sums[grain] as RollupSums).add(this.key, prepared);
    }
  }

  /** Whether it is time to flush. */
  get isFull(): boolean {
    let entries = 0;
    for (const sums of this.sums) {
      if (sums.isFull) return true;
      entries += sums.size;
    }
    return entries >= MOST_ENTRIES;
  }

  /** Hands over what has been summed up. */
  flush(): void {
    const fresh = new BinaryRows();
    const added = new BinaryRows();
    const days = new Set<number>();
    for (const [grain, sums] of this.sums.entries()) this.writeGrain(grain, sums, { fresh, added, days });
    this.hand(fresh, ROLLUPS);
    const { organizationId, batchId } = this.context;
    if (this.hand(added, STAGED_ROLLUPS) || this.ordinal > 0) {
      this.lane.run(async (client) => {
        await client.query(ADD_STAGED, [organizationId, batchId]);
        await client.query("DELETE FROM staged_rollups WHERE organization_id = $1 AND batch_id = $2", [
          organizationId,
          batchId,
        ]);
      });
    }
    for (const day of days) this.occupied.add(day);
    this.ordinal = 0;
    for (const sums of this.sums) sums.clear();
  }

  private fillKey(grain: number, slot: number, numbers: Int32Array): void {
    const { key } = this;
    const kept = KEPT[grain] as number[];
    key[0] = slot;
    for (let index = 0; index < kept.length; index += 1) {
      const place = kept[index] as number;
      key[index + 1] = place < 0 ? 0 : (numbers[place] as number);
    }
    key[KEY_WORDS - 1] = numbers[PLACES.rate] as number;
  }

  private writeGrain(
    grain: number,
    sums: RollupSums,
    into: { fresh: BinaryRows; added: BinaryRows; days: Set<number> },
  ): void {
    for (let entry = 0; entry < sums.size; entry += 1) {
      const slot = sums.keys[entry * KEY_WORDS] as number;
      const day = grain === 0 ? this.dayOfQuarter(slot) : slot;
      into.days.add(day);
      if (this.occupied.has(day)) {
        into.added.begin(COLUMNS.length + 2);
        into.added.int(this.context.batchId);
        into.added.int(this.ordinal);
        this.ordinal += 1;
        this.writeEntry(into.added, grain, sums, entry);
        if (into.added.isFull) this.lane.copy(STAGED_ROLLUPS, into.added.take());
      } else {
        into.fresh.begin(COLUMNS.length);
        this.writeEntry(into.fresh, grain, sums, entry);
        if (into.fresh.isFull) this.lane.copy(ROLLUPS, into.fresh.take());
      }
    }
  }

  private writeEntry(rows: BinaryRows, grain: number, { keys, sums }: RollupSums, entry: number): void {
    const keyAt = entry * KEY_WORDS;
    const sumsAt = entry * SUMS;
    rows.int(this.context.organizationId);
    rows.smallInt(grain);
    rows.timestamp((keys[keyAt] as number) * QUARTER_HOUR);
    for (let index = 0; index < DIMENSIONS.length; index += 1) {
      const ofUpload = index === SOURCE && KEEPS_SOURCE[grain];
      rows.int(ofUpload ? this.context.sourceId : (keys[keyAt + 1 + index] as number));
    }
    rows.int(keys[keyAt + KEY_WORDS - 1] as number);
    for (let index = 0; index < COST_LOW; index += 1) rows.bigInt(sums[sumsAt + index] as number);
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

  private hand(rows: BinaryRows, target: string): boolean {
    if (rows.isEmpty) return false;
    this.lane.copy(target, rows.take());
    return true;
  }
}

/** Every day with records has rollups of grain 1. */
const OCCUPIED_DAYS = `
  SELECT DISTINCT extract(epoch FROM slot)::bigint AS slot FROM rollups WHERE organization_id = $1 AND grain = 1`;

const ADD_STAGED = `
  INSERT INTO rollups (${COLUMNS.join(", ")})
  SELECT ${COLUMNS.join(", ")} FROM staged_rollups WHERE organization_id = $1 AND batch_id = $2
  ${OR_ADD}`;
