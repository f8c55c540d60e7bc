import "server-only";
import type { TrafficDetail, TrafficRow } from "@/lib/switch/traffic/traffic-row";

/** The columns of usage_records that a traffic row is read from, in the order of COPY. */
export const TRAFFIC_COLUMNS = [
  ...["timestamp", "end_timestamp", "provider_id", "model_id", "service_tier_id", "region_id", "endpoint_id"],
  ...["project_id", "api_key_id", "source_id", "applied_rate_id", "user_id", "tag_set_id", "requests"],
  ...["input_uncached", "cache_read", "cache_write", "output", "reasoning", "cost", "cost_high", "detail"],
];

const NAMES = 9;
const EPOCH_MICROSECONDS = 10_957 * 86_400_000_000;
const HEADER_LENGTH = 19;
const TWO_32 = 2 ** 32;

/** Reads rows of COPY's binary format as they come in; the same object is given for one row after another. */
export class CopiedRows {
  private rest: Uint8Array = new Uint8Array(0);
  private view: DataView<ArrayBufferLike> = new DataView(new ArrayBuffer(0));
  private at = 0;
  private hasHeader = false;
  private readonly row: TrafficRow = {
    timestamp: 0,
    endTimestamp: null,
    names: new Int32Array(NAMES),
    user: 0,
    tagSet: 0,
    requests: null,
    inputUncached: 0,
    cacheRead: 0,
    cacheWrite: 0,
    output: 0,
    reasoning: 0,
    cost: null,
    costHigh: null,
    detail: null,
  };

  /** Takes more bytes, and gives every row that is complete. */
  push(bytes: Uint8Array, take: (row: TrafficRow) => void): void {
    const all = this.rest.length === 0 ? bytes : Buffer.concat([this.rest, bytes]);
    this.view = new DataView(all.buffer, all.byteOffset, all.length);
    this.at = 0;
    if (!this.hasHeader) {
      if (all.length < HEADER_LENGTH) {
        this.rest = all;
        return;
      }
      this.at = HEADER_LENGTH;
      this.hasHeader = true;
    }
    while (this.isRowComplete()) {
      this.at += 2;
      this.readRow();
      take(this.row);
    }
    this.rest = all.subarray(this.at);
  }

  private isRowComplete(): boolean {
    const { view } = this;
    let at = this.at;
    if (at + 2 > view.byteLength) return false;
    const fields = view.getInt16(at);
    if (fields < 0) return false;
    at += 2;
    for (let field = 0; field < fields; field += 1) {
      if (at + 4 > view.byteLength) return false;
      at += 4 + Math.max(0, view.getInt32(at));
    }
    return at <= view.byteLength;
  }

  private readRow(): void {
    const { row } = this;
    row.timestamp = (this.bigInt() ?? 0) + EPOCH_MICROSECONDS;
    const end = this.bigInt();
    row.endTimestamp = end === null ? null : end + EPOCH_MICROSECONDS;
    for (let name = 0; name < NAMES; name += 1) row.names[name] = this.int();
    row.user = this.int();
    row.tagSet = this.int();
    row.requests = this.bigInt();
    row.inputUncached = this.bigInt() ?? 0;
    row.cacheRead = this.bigInt() ?? 0;
    row.cacheWrite = this.bigInt() ?? 0;
    row.output = this.bigInt() ?? 0;
    row.reasoning = this.bigInt() ?? 0;
    row.cost = this.numeric();
    row.costHigh = this.numeric();
    row.detail = this.json();
  }

  private int(): number {
    const value = this.view.getInt32(this.at + 4);
    this.at += 8;
    return value;
  }

  /** A 64-bit integer that is exact as a number. */
  private bigInt(): number | null {
    const length = this.view.getInt32(this.at);
    if (length < 0) {
      this.at += 4;
      return null;
    }
    const value = this.view.getInt32(this.at + 4) * TWO_32 + this.view.getUint32(this.at + 8);
    this.at += 12;
    return value;
  }

  /** A whole number that is not negative. */
  private numeric(): number | bigint | null {
    const { view, at } = this;
    const length = view.getInt32(at);
    this.at += 4 + Math.max(0, length);
    if (length < 0) return null;
    const digits = view.getInt16(at + 4);
    const weight = view.getInt16(at + 6);
    let value = 0;
    for (let digit = 0; digit <= weight; digit += 1) {
      value = value * 10_000 + (digit < digits ? view.getInt16(at + 12 + digit * 2) : 0);
      if (value > Number.MAX_SAFE_INTEGER) return this.largeNumeric(at, digits, weight);
    }
    return value;
  }

  private largeNumeric(at: number, digits: number, weight: number): bigint {
    let value = 0n;
    for (let digit = 0; digit <= weight; digit += 1) {
      value = value * 10_000n + BigInt(digit < digits ? this.view.getInt16(at + 12 + digit * 2) : 0);
    }
    return value;
  }

  /** jsonb: a version number and the text. */
  private json(): TrafficDetail | null {
    const length = this.view.getInt32(this.at);
    this.at += 4;
    if (length < 0) return null;
    const bytes = Buffer.from(this.view.buffer, this.view.byteOffset + this.at + 1, length - 1);
    this.at += length;
    return JSON.parse(bytes.toString("utf8")) as TrafficDetail;
  }
}
