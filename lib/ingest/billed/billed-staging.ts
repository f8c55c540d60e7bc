import "server-only";
import { pool } from "@/lib/db/pool";
import type { BilledItem } from "@/lib/usage/formats/format";
import { recordKeyOf } from "@/lib/usage/identity";
import { dateFromInstant } from "@/lib/usage/instant";

const ROWS_AT_ONCE = 2000;

/** Billed costs of an upload, gathered and written where the merge finds them. */
export class BilledStaging {
  count = 0;
  /** The file of the upload that they come from. */
  private file = 0;
  private pending: BilledItem[] = [];

  constructor(
    private readonly organizationId: number,
    private readonly batchId: number,
  ) {}

  async add(item: BilledItem): Promise<void> {
    this.pending.push(item);
    if (this.pending.length >= ROWS_AT_ONCE) await this.flush();
  }

  /** What comes from now on comes from another file. */
  async nextFile(): Promise<void> {
    await this.flush();
    this.file += 1;
  }

  /** Writes what is gathered. */
  async flush(): Promise<void> {
    const items = this.pending;
    if (items.length === 0) return;
    this.pending = [];
    const all = <Value>(value: (item: BilledItem) => Value) => items.map(value);
    await pool().query(STAGE, [
      ...[this.organizationId, this.batchId, this.count, this.file],
      all(({ identity }) => recordKeyOf(identity)),
      all(({ billed }) => dateFromInstant(billed.timestamp)),
      all(({ billed }) => dateFromInstant(billed.endTimestamp)),
      all(({ line }) => line),
      ...NAMES.map((name) => all(({ billed }) => billed[name])),
    ]);
    this.count += items.length;
  }
}

const NAMES = [
  ...(["provider", "lineItem", "model", "serviceTier", "project", "apiKey", "user"] as const),
  ...(["amount", "currency", "basis"] as const),
];

const STAGE = `
  INSERT INTO staged_billed_costs (organization_id, batch_id, ordinal, file, day, key, timestamp, end_timestamp, line, provider,
                                   line_item, model, service_tier, project, api_key, "user", amount, currency, basis)
  SELECT $1, $2, $3 + place - 1, $4, (timestamp AT TIME ZONE 'UTC')::date, key, timestamp, end_timestamp, line, provider,
         line_item, model, service_tier, project, api_key, person, amount, currency, basis
    FROM unnest($5::uuid[], $6::timestamptz[], $7::timestamptz[], $8::int[], $9::text[], $10::text[], $11::text[], $12::text[],
                $13::text[], $14::text[], $15::text[], $16::numeric[], $17::text[], $18::text[]) WITH ORDINALITY
      AS staged(key, timestamp, end_timestamp, line, provider, line_item, model, service_tier, project, api_key, person, amount,
                currency, basis, place)`;
