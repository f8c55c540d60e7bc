import { UnanswerableSwitch } from "../unanswerable";
import { encodeColumns } from "./columns";
import { KeyTable } from "./key-table";
import { DETAIL_COUNTS, SETTING_NAMES, type TrafficDetail, type TrafficRow } from "./traffic-row";

/** Records of one piece; a busier day has several. */
export const MOST_ROWS = 2 ** 18;

/** Costs are kept in two parts, since they can pass 2^53: the rest below this, and how many of it. */
export const COST_PART = 2 ** 50;

/** Labels (times to live, kinds of calls) are an open set, but no real traffic has this many. */
const MOST_LABELS = 200;

/** What stands before a piece's columns. */
export interface PieceHead {
  /** Start of its day, microseconds since 1970. */
  start: number;
  /** Combinations of names, SETTING_WORDS numbers each: SETTING_NAMES, which of PRICED_STATES, which of `features`. */
  settings: number[];
  /** Sets of features that requests used; the first is none. */
  features: (readonly string[])[];
}

/** Whether records have a price. `usageMissing`: nobody knows their tokens, so they have none on any model. */
export const PRICED_STATES = ["unpriced", "priced", "usageMissing"] as const;
export type PricedState = (typeof PRICED_STATES)[number];

/** Numbers of one setting. */
export const SETTING_WORDS = SETTING_NAMES.length + 2;

/** The columns every piece has. */
export const COLUMNS = [
  ...["time", "duration", "setting", "user", "tagSet", "requests"],
  ...["inputUncached", "cacheRead", "cacheWrite", "output", "reasoning"],
  ...["cost", "costParts", "range", "rangeParts"],
] as const;

const PLACE = Object.fromEntries(COLUMNS.map((name, place) => [name, place])) as Record<
  (typeof COLUMNS)[number],
  number
>;

/** Collects a day's records, at most MOST_ROWS at a time, and writes them as a piece. */
export class PieceWriter {
  rows = 0;
  private columns: Float64Array[];
  private readonly extras = new Map<string, Float64Array>();
  private readonly settings = new KeyTable(SETTING_WORDS);
  private readonly setting = new Int32Array(SETTING_WORDS);
  private readonly features = new Map<string, number>([["[]", 0]]);
  private capacity: number;
  private isSorted = true;
  private labels = 0;

  /** `start`: of the day, microseconds since 1970; `expected`: how many records there may be. */
  constructor(
    private readonly start: number,
    expected = 1024,
  ) {
    this.capacity = Math.max(1, Math.min(expected, MOST_ROWS));
    this.columns = COLUMNS.map(() => new Float64Array(this.capacity));
  }

  get isFull(): boolean {
    return this.rows >= MOST_ROWS;
  }

  /** Adds a record of the day. */
  add(row: TrafficRow): void {
    if (this.rows >= this.capacity) this.grow();
    const time = row.timestamp - this.start;
    const times = this.columns[PLACE.time] as Float64Array;
    if (this.rows > 0 && time < (times[this.rows - 1] as number)) this.isSorted = false;
    times[this.rows] = time;
    this.put(PLACE.duration, row.endTimestamp === null ? 0 : Math.max(0, row.endTimestamp - row.timestamp));
    this.put(PLACE.setting, this.settingOf(row));
    this.put(PLACE.user, row.user);
    this.put(PLACE.tagSet, row.tagSet);
    // 0 stands for a number nobody states.
    this.put(PLACE.requests, row.requests === null ? 0 : row.requests + 1);
    this.put(PLACE.inputUncached, row.inputUncached);
    this.put(PLACE.cacheRead, row.cacheRead);
    this.put(PLACE.cacheWrite, row.cacheWrite);
    this.put(PLACE.output, row.output);
    this.put(PLACE.reasoning, row.reasoning);
    this.putCost(PLACE.cost, row.cost ?? 0);
    if (row.cost !== null && row.costHigh !== null) this.putCost(PLACE.range, BigInt(row.costHigh) - BigInt(row.cost));
    if (row.detail) this.putDetail(row.detail);
    this.rows += 1;
  }

  /** The piece. */
  take(): Uint8Array<ArrayBuffer> {
    const order = this.isSorted ? null : this.inOrderOfTime();
    const named = [
      ...COLUMNS.map((name, place) => [name, this.columns[place] as Float64Array] as const),
      ...this.extras,
    ];
    const columns = named.map(([name, values]) => [name, order ? permuted(values, order) : values] as const);
    const head: PieceHead = {
      start: this.start,
      settings: [...this.settings.keys()],
      features: [...this.features.keys()].map((text) => JSON.parse(text) as string[]),
    };
    return encodeColumns(this.rows, columns, head);
  }

  private put(place: number, value: number): void {
    (this.columns[place] as Float64Array)[this.rows] = value;
  }

  /** The rest below COST_PART, and in the column after it how many parts. */
  private putCost(place: number, cost: number | bigint): void {
    const isSmall = typeof cost === "number";
    const parts = isSmall ? Math.floor(cost / COST_PART) : Number(cost / BigInt(COST_PART));
    this.put(place, isSmall ? cost - parts * COST_PART : Number(cost % BigInt(COST_PART)));
    this.put(place + 1, parts);
  }

  private putDetail(detail: TrafficDetail): void {
    for (const name of DETAIL_COUNTS) if (detail[name]) this.putExtra(name, detail[name]);
    for (const label in detail.cacheWriteByTtl) this.putExtra(`ttl:${label}`, detail.cacheWriteByTtl[label] ?? 0);
    for (const kind in detail.calls) this.putExtra(`call:${kind}`, detail.calls[kind] ?? 0);
  }

  private putExtra(name: string, value: number): void {
    if (value === 0) return;
    let values = this.extras.get(name);
    if (!values) {
      if (name.includes(":")) this.countLabel();
      values = new Float64Array(this.capacity);
      this.extras.set(name, values);
    }
    values[this.rows] = value;
  }

  private countLabel(): void {
    this.labels += 1;
    if (this.labels <= MOST_LABELS) return;
    const message = `This traffic has more than ${MOST_LABELS} kinds of cache writes and calls.`;
    throw new UnanswerableSwitch("too_many_labels", message);
  }

  private settingOf({ names, cost, detail }: TrafficRow): number {
    this.setting.set(names);
    const isMissing = detail?.uncertainties?.includes("usage_missing") ?? false;
    const state = isMissing ? "usageMissing" : cost === null ? "unpriced" : "priced";
    this.setting[SETTING_NAMES.length] = PRICED_STATES.indexOf(state);
    this.setting[SETTING_NAMES.length + 1] = detail ? this.featuresOf(featuresUsed(detail)) : 0;
    return this.settings.numberOf(this.setting);
  }

  private featuresOf(features: readonly string[]): number {
    const text = JSON.stringify([...new Set(features)].sort());
    const known = this.features.get(text);
    if (known !== undefined) return known;
    const number = this.features.size;
    this.features.set(text, number);
    return number;
  }

  private grow(): void {
    this.capacity = Math.min(this.capacity * 4, MOST_ROWS);
    const enlarged = (values: Float64Array) => {
      const larger = new Float64Array(this.capacity);
      larger.set(values);
      return larger;
    };
    this.columns = this.columns.map(enlarged);
    for (const [name, values] of this.extras) this.extras.set(name, enlarged(values));
  }

  private inOrderOfTime(): Uint32Array {
    const times = this.columns[PLACE.time] as Float64Array;
    const order = new Uint32Array(this.rows).map((_, row) => row);
    return order.sort((a, b) => (times[a] as number) - (times[b] as number) || a - b);
  }
}

/** Features a record says that it used, and those that its tokens show. */
function featuresUsed(detail: TrafficDetail): string[] {
  const shown = [
    detail.imageInput ? "image_input" : null,
    detail.audioInput ? "audio_input" : null,
    detail.imageOutput ? "image_output" : null,
    detail.audioOutput ? "audio_output" : null,
  ];
  return [...(detail.features ?? []), ...shown.filter((feature) => feature !== null)];
}

function permuted(values: Float64Array, order: Uint32Array): Float64Array {
  const sorted = new Float64Array(order.length);
  for (let row = 0; row < order.length; row += 1) sorted[row] = values[order[row] as number] as number;
  return sorted;
}
