import { type FemtoUsd, femtoUsd, usdString } from "@/lib/pricing/money";
import { countToJson, share } from "./measures";

/** Sums over records before or after they are priced anew. */
export interface PricedSums {
  cost: bigint;
  costHigh: bigint;
  unpricedRequests: number;
  unpricedTokens: number;
}

/** A record's price as an effect counts it; null costs are unpriced. */
export interface EffectPrice {
  cost: bigint | null;
  costHigh: bigint | null;
}

/** What an effect looks at of a record. */
export interface EffectRecord {
  provider: string | null;
  model: string;
  /** YYYY-MM in the organisation's zone. */
  month: string;
  requests: number | null;
  /** All of them, input and output. */
  tokens: number;
}

interface EffectGroup {
  provider: string | null;
  model: string;
  month: string;
  records: number;
  before: PricedSums;
  after: PricedSums;
}

/** So many groups are told apart; a catalogue in a decade of months is no page. */
const MOST_GROUPS = 2000;

/** Adds up what pricing records anew changes: by model and month, and what of it all is priced before and after. */
export class RepriceEffect {
  private records = 0;
  private requests = 0;
  private tokens = 0;
  private changed = 0;
  private readonly before = noSums();
  private readonly after = noSums();
  private readonly groups = new Map<string, EffectGroup>();

  /** A record that keeps its price. */
  addUnchanged(record: Pick<EffectRecord, "requests" | "tokens">, price: EffectPrice): void {
    this.count(record);
    add(this.before, record, price);
    add(this.after, record, price);
  }

  /** A record that gets another one. */
  addChanged(record: EffectRecord, from: EffectPrice, to: EffectPrice): void {
    this.count(record);
    this.changed += 1;
    add(this.before, record, from);
    add(this.after, record, to);
    const group = this.groupOf(record);
    group.records += 1;
    add(group.before, record, from);
    add(group.after, record, to);
  }

  private count({ requests, tokens }: Pick<EffectRecord, "requests" | "tokens">): void {
    this.records += 1;
    this.requests += requests ?? 0;
    this.tokens += tokens;
  }

  private groupOf({ provider, model, month }: EffectRecord): EffectGroup {
    const key = `${provider ?? ""}\n${model}\n${month}`;
    let group = this.groups.get(key);
    if (!group) {
      group = { provider, model, month, records: 0, before: noSums(), after: noSums() };
      this.groups.set(key, group);
    }
    return group;
  }

  /** The effect as it is kept and answered: groups by the size of their difference. */
  toJson(): RepriceEffectJson {
    const groups = [...this.groups.values()].sort(bySize);
    const kept = groups.slice(0, MOST_GROUPS);
    return {
      ...{ records: this.records, changed: this.changed },
      ...{ before: sumsToJson(this.before), after: sumsToJson(this.after) },
      difference: differenceOf(this.before, this.after),
      coverage: { before: this.coverage(this.before), after: this.coverage(this.after) },
      groups: kept.map(({ before, after, ...group }) => ({
        ...group,
        ...{ before: sumsToJson(before), after: sumsToJson(after), difference: differenceOf(before, after) },
      })),
      groupsLeftOut: groups.length - kept.length,
    };
  }

  private coverage({ unpricedRequests, unpricedTokens }: PricedSums): CoverageJson {
    return {
      requests: share(BigInt(this.requests - unpricedRequests), BigInt(this.requests)),
      tokens: share(BigInt(this.tokens - unpricedTokens), BigInt(this.tokens)),
    };
  }
}

interface SumsJson {
  cost: string;
  costHigh?: string;
  unpricedRequests: number | string;
  unpricedTokens: number | string;
}

interface CoverageJson {
  requests: number | null;
  tokens: number | null;
}

/** What pricing anew changes, as it is kept and goes over the wire; money as exact decimals of USD. */
export interface RepriceEffectJson {
  /** Records that were looked at. */
  records: number;
  /** Records whose price changes. */
  changed: number;
  before: SumsJson;
  after: SumsJson;
  difference: string;
  coverage: { before: CoverageJson; after: CoverageJson };
  /** Changed records by model and month. */
  groups: {
    provider: string | null;
    model: string;
    month: string;
    records: number;
    before: SumsJson;
    after: SumsJson;
    difference: string;
  }[];
  /** Groups with smaller differences than those. */
  groupsLeftOut: number;
}

function noSums(): PricedSums {
  return { cost: 0n, costHigh: 0n, unpricedRequests: 0, unpricedTokens: 0 };
}

function add(
  sums: PricedSums,
  record: Pick<EffectRecord, "requests" | "tokens">,
  { cost, costHigh }: EffectPrice,
): void {
  if (cost === null) {
    sums.unpricedRequests += record.requests ?? 0;
    sums.unpricedTokens += record.tokens;
    return;
  }
  sums.cost += cost;
  sums.costHigh += costHigh ?? cost;
}

function sumsToJson({ cost, costHigh, unpricedRequests, unpricedTokens }: PricedSums): SumsJson {
  return {
    cost: usdString(femtoUsd(cost)),
    ...(costHigh > cost ? { costHigh: usdString(femtoUsd(costHigh)) } : {}),
    unpricedRequests: countToJson(BigInt(unpricedRequests)),
    unpricedTokens: countToJson(BigInt(unpricedTokens)),
  };
}

function differenceOf(before: PricedSums, after: PricedSums): string {
  return usdString((after.cost - before.cost) as FemtoUsd);
}

function bySize(a: EffectGroup, b: EffectGroup): number {
  const size = ({ before, after }: EffectGroup) => {
    const difference = after.cost - before.cost;
    return difference < 0n ? -difference : difference;
  };
  const [one, other] = [size(a), size(b)];
  if (one !== other) return one > other ? -1 : 1;
  return b.records - a.records || (a.month < b.month ? 1 : -1);
}
