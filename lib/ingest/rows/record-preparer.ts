import "server-only";
import type { Pricer } from "@/lib/pricing/pricer";
import type { ParsedItem, RecordItem } from "@/lib/usage/formats/format";
import { readRecordKey } from "@/lib/usage/identity";
import type { Dictionary } from "../dictionary";
import { printContent } from "./content-print";
import { detailOf, type PreparedRecord } from "./record-row";

const DAY = 86_400_000_000;
/** Numbers are given out between two looks at most this often; a name that gets none is a defect. */
const MOST_ATTEMPTS = 5;

/** Room for a prepared record, to be filled. */
export function unprepared(): PreparedRecord {
  return {
    item: null as unknown as RecordItem,
    price: { cost: null, costHigh: null, applied: null, unpricedReason: null },
    day: 0,
    key: new Int32Array(4),
    numbers: new Int32Array(10),
    detail: null,
    content: new Int32Array(2),
  };
}

/** Prices the records of an upload and numbers their names. */
export class RecordPreparer {
  constructor(
    private readonly dictionary: Dictionary,
    private readonly pricer: Pricer,
  ) {}

  /** Fills in a prepared record; false when the dictionary has to assign numbers first (`assignNumbers`). */
  prepare(item: RecordItem, into: PreparedRecord): boolean {
    into.item = item;
    into.price = this.pricer.price(item.record);
    if (!this.fillNumbers(into)) return false;
    into.day = Math.floor(item.record.timestamp / DAY);
    into.detail = detailOf(item.record);
    readRecordKey(item.identity, into.key);
    printContent(into);
    return true;
  }

  /** Gives numbers to what items (the first of them a record) lack, and prepares the first. */
  async assignNumbers(items: readonly ParsedItem[], into: PreparedRecord): Promise<void> {
    const [first] = items;
    for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
      for (const item of items) if (item.kind === "record") this.prepare(item, into);
      await this.dictionary.assign();
      if (first?.kind === "record" && this.prepare(first, into)) return;
    }
    throw new Error("the dictionary did not assign a number");
  }

  private fillNumbers({ item, price, numbers }: PreparedRecord): boolean {
    const { dictionary } = this;
    const { record } = item;
    const provider = dictionary.idOf("provider", record.provider);
    const model = dictionary.idOf("model", record.model);
    const tier = dictionary.idOf("serviceTier", record.serviceTier);
    const region = dictionary.idOf("region", record.region);
    const endpoint = dictionary.idOf("endpoint", record.endpoint);
    const project = dictionary.idOf("project", record.project);
    const apiKey = dictionary.idOf("apiKey", record.apiKey);
    const user = dictionary.idOf("user", record.user);
    const tags = dictionary.tagSetId(record.tags);
    const rate = dictionary.appliedRateId(price.applied);
    if (provider === undefined || model === undefined || tier === undefined || region === undefined) return false;
    if (endpoint === undefined || project === undefined || apiKey === undefined || user === undefined) return false;
    if (tags === undefined || rate === undefined) return false;
    numbers[0] = provider;
    numbers[1] = model;
    numbers[2] = tier;
    numbers[3] = region;
    numbers[4] = endpoint;
    numbers[5] = project;
    numbers[6] = apiKey;
    numbers[7] = user;
    numbers[8] = tags;
    numbers[9] = rate;
    return true;
  }
}
