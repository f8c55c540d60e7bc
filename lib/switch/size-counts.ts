import { isFineTuned } from "./needed-features";
import type { Position } from "./size-edges";
import { SIZES, type Size, type SizeShape, type SizeTable } from "./traffic/size-table";
import { costAt } from "./traffic/sums";

/** Requests, records and what they cost now, in femto-USD. */
export interface Counts {
  requests: number;
  records: number;
  cost: bigint;
}

/** Counts of nothing. */
export function noCounts(): Counts {
  return { requests: 0, records: 0, cost: 0n };
}

/** Adds counts to others. */
export function addCounts(into: Counts, { requests, records, cost }: Counts): void {
  into.requests += requests;
  into.records += records;
  into.cost += cost;
}

/** Aggregates whose largest request is in one of some buckets. */
interface AggregateCounts extends Counts {
  least: number;
  most: number;
}

/** Single requests by bucket, and aggregates by the buckets their largest request may be in. */
interface SizeCounts {
  requests: Float64Array;
  cost: bigint[];
  aggregates: Map<string, AggregateCounts>;
  /** The largest single request in tokens. */
  largest: number;
}

/** Traffic counted by what its requests need of a model. */
export class TrafficSizes {
  readonly all: Counts = noCounts();
  /** By name; null: the records do not say. */
  readonly endpoints = new Map<string | null, Counts>();
  readonly features = new Map<string, Counts>();
  /** Records that do not say which features they used. */
  readonly withoutFeatures: Counts = noCounts();
  readonly serviceTiers = new Map<string | null, Counts>();
  /** Recorded names of models that are fine-tuned ones. */
  readonly fineTuned: Counts = noCounts();
  private readonly sizes: Readonly<Record<Size, SizeCounts>>;
  private readonly sums = new Map<Size, { requests: Float64Array; cost: bigint[] }>();

  constructor(private readonly shape: SizeShape) {
    const empty = (size: Size): SizeCounts => ({
      requests: new Float64Array(shape[size].count),
      cost: Array.from({ length: shape[size].count }, () => 0n),
      aggregates: new Map(),
      largest: 0,
    });
    this.sizes = { prompt: empty("prompt"), total: empty("total"), output: empty("output") };
  }

  /** Several of them as one. */
  static together(shape: SizeShape, parts: readonly TrafficSizes[]): TrafficSizes {
    const whole = new TrafficSizes(shape);
    for (const part of parts) whole.addAll(part);
    return whole;
  }

  private addAll(other: TrafficSizes): void {
    addCounts(this.all, other.all);
    addCounts(this.withoutFeatures, other.withoutFeatures);
    addCounts(this.fineTuned, other.fineTuned);
    for (const name of ["endpoints", "features", "serviceTiers"] as const) {
      const into = this[name] as Map<string | null, Counts>;
      for (const [key, counts] of other[name]) addCounts(countsIn(into, key), counts);
    }
    for (const size of SIZES) {
      const [into, from] = [this.sizes[size], other.sizes[size]];
      for (let bucket = 0; bucket < from.requests.length; bucket += 1) {
        into.requests[bucket] = (into.requests[bucket] as number) + (from.requests[bucket] as number);
        into.cost[bucket] = (into.cost[bucket] as bigint) + (from.cost[bucket] as bigint);
      }
      into.largest = Math.max(into.largest, from.largest);
      for (const [key, counts] of from.aggregates) {
        const known = into.aggregates.get(key);
        if (known) addCounts(known, counts);
        else into.aggregates.set(key, { ...counts });
      }
    }
  }

  /** Adds a row of a table; `names` are those of its group. */
  add(
    table: SizeTable,
    row: number,
    names: { model: string; endpoint: string | null; serviceTier: string | null },
  ): void {
    const counts: Counts = {
      records: table.records[row] as number,
      requests: table.kindOf(row) === "uncounted" ? (table.records[row] as number) : (table.requests[row] as number),
      cost: costAt(table.cost, row),
    };
    const size = table.sizeOf(row);
    this.sums.delete(size);
    this.addSize(this.sizes[size], table, row, counts);
    // Every record has a row for each size: it is counted once.
    if (size !== SIZES[0]) return;
    addCounts(this.all, counts);
    addCounts(countsIn(this.endpoints, names.endpoint), counts);
    addCounts(countsIn(this.serviceTiers, names.serviceTier), counts);
    const features = table.featuresOf(table.groupOf(row));
    if (features.length === 0) addCounts(this.withoutFeatures, counts);
    for (const feature of features) addCounts(countsIn(this.features, feature), counts);
    if (isFineTuned(names.model)) addCounts(this.fineTuned, counts);
  }

  largest(size: Size): number {
    return this.sizes[size].largest;
  }

  /** Single requests with `from <= size < to` (positions that are edges), and what they cost. */
  requestsBetween(size: Size, from: Position, to: Position): Counts {
    const below = this.below(size);
    const buckets = this.shape[size];
    const placeOf = (position: Position) =>
      position === Number.POSITIVE_INFINITY ? buckets.count : buckets.of(position);
    const [first, end] = [placeOf(from), placeOf(to)];
    if (end <= first) return noCounts();
    const requests = (below.requests[end] as number) - (below.requests[first] as number);
    return { requests, records: requests, cost: (below.cost[end] as bigint) - (below.cost[first] as bigint) };
  }

  /** Aggregates, with the positions their largest request is between at least. */
  aggregates(size: Size): (Counts & { from: Position; to: Position })[] {
    const buckets = this.shape[size];
    return [...this.sizes[size].aggregates.values()].map((one) => ({
      ...one,
      from: buckets.startOf(one.least),
      to: buckets.startOf(one.most),
    }));
  }

  /** For every bucket, what is below it; made when it is first asked for. */
  private below(size: Size): { requests: Float64Array; cost: bigint[] } {
    let below = this.sums.get(size);
    if (!below) {
      const { requests, cost } = this.sizes[size];
      below = { requests: new Float64Array(requests.length + 1), cost: [0n] };
      for (let bucket = 0; bucket < requests.length; bucket += 1) {
        below.requests[bucket + 1] = (below.requests[bucket] as number) + (requests[bucket] as number);
        below.cost.push((below.cost[bucket] as bigint) + (cost[bucket] as bigint));
      }
      this.sums.set(size, below);
    }
    return below;
  }

  private addSize(into: SizeCounts, table: SizeTable, row: number, counts: Counts): void {
    const least = table.leastOf(row);
    if (table.kindOf(row) === "request") {
      into.requests[least] = (into.requests[least] as number) + counts.records;
      into.cost[least] = (into.cost[least] as bigint) + counts.cost;
      into.largest = Math.max(into.largest, table.largest[row] as number);
      return;
    }
    const most = table.mostOf(row);
    const key = `${least} ${most}`;
    const known = into.aggregates.get(key);
    if (known) addCounts(known, counts);
    else into.aggregates.set(key, { ...counts, least, most });
  }
}

function countsIn<Key>(all: Map<Key, Counts>, key: Key): Counts {
  let counts = all.get(key);
  if (!counts) {
    counts = noCounts();
    all.set(key, counts);
  }
  return counts;
}
