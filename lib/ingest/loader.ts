import "server-only";
import type { Pricer } from "@/lib/pricing/pricer";
import type { ParsedItem, RecordItem } from "@/lib/usage/formats/format";
import { readRecordKey } from "@/lib/usage/identity";
import { BilledStaging } from "./billed/billed-staging";
import type { Dictionary } from "./dictionary";
import { DirectLoad } from "./direct/direct-load";
import type { LoadLimits } from "./load-limits";
import { printContent } from "./rows/content-print";
import { detailOf, type PreparedRecord, type RowContext } from "./rows/record-row";
import { StagingWriter } from "./staging-writer";

const DAY = 86_400_000_000;
/** Numbers are given out between two looks at most this often; a name that gets none is a defect. */
const MOST_ATTEMPTS = 5;

/**
 * Prices the records of an upload, numbers their names and writes them: to staging, or, once `goDirect` was called and
 * answered true, straight to where they belong as far as that can be.
 */
export class Loader {
  readonly staging: StagingWriter;
  readonly billed: BilledStaging;
  direct: DirectLoad | null = null;
  private readonly prepared: PreparedRecord = {
    item: null as unknown as RecordItem,
    price: { cost: null, costHigh: null, applied: null, unpricedReason: null },
    day: 0,
    key: new Int32Array(4),
    numbers: new Int32Array(10),
    detail: null,
    content: new Int32Array(2),
  };

  constructor(
    private readonly dictionary: Dictionary,
    private readonly pricer: Pricer,
    private readonly context: RowContext,
  ) {
    this.staging = new StagingWriter(context);
    this.billed = new BilledStaging(context.organizationId, context.batchId);
  }

  /** Tries to take the fast road from here on; false when another upload of the organisation has the right of way. */
  async goDirect(limits: LoadLimits): Promise<boolean> {
    this.direct = await DirectLoad.begin(this.context, limits);
    return this.direct !== null;
  }

  /** Writes the records and billed costs among the items, in their order. */
  async load(items: readonly ParsedItem[]): Promise<void> {
    for (let index = 0; index < items.length; index += 1) {
      const item = items[index] as ParsedItem;
      if (item.kind === "billed") await this.billed.add(item);
      if (item.kind !== "record") continue;
      if (!this.prepare(item)) await this.assignNumbers(items.slice(index));
      if (this.direct && !this.direct.isReadyFor(this.prepared)) await this.direct.learn(this.prepared);
      if (this.direct?.take(this.prepared)) continue;
      this.staging.add(this.prepared);
      if (this.staging.isFull) await this.staging.hasRoom();
    }
    await this.direct?.hasRoom();
  }

  async abort(): Promise<void> {
    await this.staging.abort();
    await this.direct?.abort();
  }

  /** Gives numbers to what items lack, and prepares the first of them. */
  private async assignNumbers(items: readonly ParsedItem[]): Promise<void> {
    const [first] = items;
    for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
      for (const item of items) if (item.kind === "record") this.prepare(item);
      await this.dictionary.assign();
      if (first?.kind === "record" && this.prepare(first)) return;
    }
    throw new Error("the dictionary did not assign a number");
  }

  /** Fills in `prepared` for a record; false when the dictionary has to assign numbers first. */
  private prepare(item: RecordItem): boolean {
    const { prepared } = this;
    prepared.item = item;
    prepared.price = this.pricer.price(item.record);
    if (!this.fillNumbers()) return false;
    prepared.day = Math.floor(item.record.timestamp / DAY);
    prepared.detail = detailOf(item.record);
    readRecordKey(item.identity, prepared.key);
    printContent(prepared);
    return true;
  }

  private fillNumbers(): boolean {
    const { dictionary } = this;
    const { item, price, numbers } = this.prepared;
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
