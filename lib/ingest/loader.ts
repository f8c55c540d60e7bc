import "server-only";
import type { Pricer } from "@/lib/pricing/pricer";
import type { ParsedItem } from "@/lib/usage/formats/format";
import { ledgerFamily } from "@/lib/usage/formats/ledger-formats";
import { BilledStaging } from "./billed/billed-staging";
import type { Dictionary } from "./dictionary";
import { DirectLoad } from "./direct/direct-load";
import type { LoadLimits } from "./load-limits";
import { ToldViews } from "./overlap/told-views";
import { RecordPreparer, unprepared } from "./rows/record-preparer";
import type { RowContext } from "./rows/record-row";
import { StagingWriter } from "./staging-writer";

/**
 * Prices the records of an upload, numbers their names and writes them: to staging, or, once `goDirect` was called and
 * answered true, straight to where they belong as far as that can be.
 */
export class Loader {
  readonly staging: StagingWriter;
  readonly billed: BilledStaging;
  direct: DirectLoad | null = null;
  /** How exports among the files tell usage. */
  readonly told = new ToldViews();
  /** The format of the file that is being loaded, as far as it is known. */
  format: string | null = null;
  private readonly preparer: RecordPreparer;
  /** Filled for one record after another. */
  private readonly prepared = unprepared();

  constructor(
    dictionary: Dictionary,
    pricer: Pricer,
    private readonly context: RowContext,
  ) {
    this.preparer = new RecordPreparer(dictionary, pricer);
    this.staging = new StagingWriter(context);
    this.billed = new BilledStaging(context.organizationId, context.batchId);
  }

  /**
   * Tries to take the fast road from here on; false when another upload of the organisation has the right of way, and for
   * exports, of which only all rows together say how they tell usage.
   */
  async goDirect(limits: LoadLimits): Promise<boolean> {
    if (ledgerFamily(this.format) !== null) return false;
    this.direct = await DirectLoad.begin(this.context, limits);
    return this.direct !== null;
  }

  /** Writes the records and billed costs among the items, in their order. */
  async load(items: readonly ParsedItem[]): Promise<void> {
    const { preparer, prepared } = this;
    const family = ledgerFamily(this.format);
    for (let index = 0; index < items.length; index += 1) {
      const item = items[index] as ParsedItem;
      if (item.kind === "billed") await this.billed.add(item);
      if (item.kind !== "record") continue;
      if (!preparer.prepare(item, prepared)) await preparer.assignNumbers(items.slice(index), prepared);
      if (family !== null) this.told.add(prepared, this.staging.file, family);
      if (this.direct && !this.direct.isReadyFor(prepared)) await this.direct.learn(prepared);
      if (this.direct?.take(prepared)) continue;
      this.staging.add(prepared);
      if (this.staging.isFull) await this.staging.hasRoom();
    }
    await this.direct?.hasRoom();
  }

  /** What is loaded from now on comes from another file of the upload. After that there is no fast road. */
  async nextFile(): Promise<void> {
    this.staging.file += 1;
    await this.billed.nextFile();
  }

  async abort(): Promise<void> {
    await this.staging.abort();
    await this.direct?.abort();
  }
}
