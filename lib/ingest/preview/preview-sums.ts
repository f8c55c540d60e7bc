import { addUsd, type FemtoUsd, femtoUsd, ZERO_USD } from "@/lib/pricing/money";
import type { UnpricedReason } from "@/lib/pricing/price";
import type { Pricer } from "@/lib/pricing/pricer";
import type { ParsedItem, RecordItem, RejectItem } from "@/lib/usage/formats/format";
import { dateFromInstant } from "@/lib/usage/instant";
import type { UsageRecord } from "@/lib/usage/usage-record";

const MOST_SHOWN = 10;
const MOST_ERRORS = 20;
const MOST_MODELS = 200;

/** A model found, with what was used of it. */
export interface PreviewModel {
  provider: string | null;
  model: string;
  records: number;
  inputTokens: number;
  outputTokens: number;
  /** Of the priced records. */
  cost: FemtoUsd;
  /** As `cost` where every record has one cost. */
  costHigh: FemtoUsd;
  unpriced: number;
  unpricedReason: UnpricedReason | null;
}

/** A record as it would be stored, with its price. */
export interface PreviewRecord {
  line: number;
  record: UsageRecord;
  cost: FemtoUsd | null;
  /** Where the cost lies between two bounds. */
  costHigh: FemtoUsd | null;
}

/** Sums over the beginning of an upload. */
export class PreviewSums {
  received = 0;
  rejected = 0;
  billed = 0;
  unpriced = 0;
  cost: FemtoUsd = ZERO_USD;
  costHigh: FemtoUsd = ZERO_USD;
  first: Date | null = null;
  last: Date | null = null;
  readonly records: PreviewRecord[] = [];
  readonly errors: RejectItem[] = [];
  readonly identities: { identity: string; day: string }[] = [];
  private readonly models = new Map<string, PreviewModel>();

  constructor(private readonly pricer: Pricer) {}

  add(item: ParsedItem): void {
    this.received += 1;
    switch (item.kind) {
      case "record":
        this.addRecord(item);
        break;
      case "billed":
        this.billed += 1;
        this.addTime(dateFromInstant(item.billed.timestamp));
        break;
      case "reject":
        this.rejected += 1;
        if (this.errors.length < MOST_ERRORS) this.errors.push(item);
    }
  }

  /** Models by what was used of them, those without a price first. */
  get byModel(): PreviewModel[] {
    return [...this.models.values()].sort((a, b) => b.unpriced - a.unpriced || b.inputTokens - a.inputTokens);
  }

  private addRecord({ record, line, identity }: RecordItem): void {
    const price = this.pricer.price(record);
    const amount = (value: number | bigint | null) => (value === null ? null : femtoUsd(BigInt(value)));
    const [cost, costHigh] = [amount(price.cost), amount(price.costHigh)];
    const at = dateFromInstant(record.timestamp);
    this.addTime(at);
    this.identities.push({ identity, day: at.toISOString().slice(0, 10) });
    if (this.records.length < MOST_SHOWN) this.records.push({ line, record, cost, costHigh });
    if (cost === null) this.unpriced += 1;
    else addCost(this, cost, costHigh);
    const model = this.modelOf(record);
    if (!model) return;
    model.records += 1;
    model.inputTokens += record.tokens.input;
    model.outputTokens += record.tokens.output;
    if (cost !== null) addCost(model, cost, costHigh);
    else {
      model.unpriced += 1;
      model.unpricedReason ??= price.unpricedReason;
    }
  }

  private modelOf({ provider, model }: UsageRecord): PreviewModel | null {
    const key = `${provider ?? ""}\n${model}`;
    let found = this.models.get(key);
    if (!found) {
      if (this.models.size >= MOST_MODELS) return null;
      found = {
        provider,
        model,
        records: 0,
        inputTokens: 0,
        outputTokens: 0,
        ...{ cost: ZERO_USD, costHigh: ZERO_USD },
        unpriced: 0,
        unpricedReason: null,
      };
      this.models.set(key, found);
    }
    return found;
  }

  private addTime(at: Date): void {
    if (this.first === null || at < this.first) this.first = at;
    if (this.last === null || at > this.last) this.last = at;
  }
}

function addCost(sums: { cost: FemtoUsd; costHigh: FemtoUsd }, cost: FemtoUsd, costHigh: FemtoUsd | null): void {
  sums.cost = addUsd(sums.cost, cost);
  sums.costHigh = addUsd(sums.costHigh, costHigh ?? cost);
}
