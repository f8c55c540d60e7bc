import "server-only";
import { createHash } from "node:crypto";
import type { PoolClient } from "pg";
import { pool } from "@/lib/db/pool";
import type { AppliedRate } from "@/lib/pricing/pricer";
import { rateCardToJson } from "@/lib/pricing/rate-card";

/** Names that records refer to by number. */
export type Dimension =
  | "provider"
  | "model"
  | "serviceTier"
  | "region"
  | "endpoint"
  | "project"
  | "apiKey"
  | "user"
  | "source";

/** Stands for "not stated" (or: unpriced, no tags). */
const NONE = 0;
/** Beyond this many names the memory of an organisation is begun anew. */
const MOST_REMEMBERED = 500_000;
/** First key of the advisory locks under which numbers are given out; the second is the organisation. */
const LOCK_CLASS = 7001;

type Pending = { dimension: Dimension; value: string };

/**
 * The numbers of an organisation's names, tag sets and applied rates. New ones are given out in small transactions of
 * their own before the records that use them are written: a number without records does no harm.
 */
export class Dictionary {
  private readonly ids = new Map<string, number>();
  private readonly wanted = new Map<string, Pending>();
  private readonly wantedTags = new Map<string, Readonly<Record<string, string>>>();
  private readonly wantedRates = new Map<string, AppliedRate>();

  constructor(private readonly organizationId: number) {}

  /** The number of a name; undefined when it has none yet (`assign` gives it one). */
  idOf(dimension: Dimension, value: string | null): number | undefined {
    if (value === null || value === "") return NONE;
    const key = `${dimension}\n${value}`;
    const id = this.ids.get(key);
    if (id === undefined) this.wanted.set(key, { dimension, value });
    return id;
  }

  /** The number of a set of tags, likewise. */
  tagSetId(tags: Readonly<Record<string, string>>): number | undefined {
    let empty = true;
    for (const _ in tags) {
      empty = false;
      break;
    }
    if (empty) return NONE;
    const print = fingerprint(Object.entries(tags).sort(([a], [b]) => (a < b ? -1 : 1)));
    const id = this.ids.get(`tags\n${print}`);
    if (id === undefined) this.wantedTags.set(print, tags);
    return id;
  }

  /** The number of an applied rate, likewise. */
  appliedRateId(applied: AppliedRate | null): number | undefined {
    if (applied === null) return NONE;
    const id = this.ids.get(`rate\n${applied.fingerprint}`);
    if (id === undefined) this.wantedRates.set(applied.fingerprint, applied);
    return id;
  }

  /** Gives numbers to everything that was asked for and had none. */
  async assign(): Promise<void> {
    if (this.wanted.size + this.wantedTags.size + this.wantedRates.size === 0) return;
    if (this.ids.size > MOST_REMEMBERED) this.ids.clear();
    const client = await pool().connect();
    try {
      await client.query("BEGIN");
      await client.query("SELECT pg_advisory_xact_lock($1, $2)", [LOCK_CLASS, this.organizationId]);
      await this.assignNames(client);
      await this.assignTagSets(client);
      await this.assignRates(client);
      await client.query("COMMIT");
    } catch (error) {
      await client.query("ROLLBACK").catch(() => undefined);
      throw error;
    } finally {
      client.release();
    }
    this.wanted.clear();
    this.wantedTags.clear();
    this.wantedRates.clear();
  }

  private async assignNames(client: PoolClient): Promise<void> {
    const pending = [...this.wanted.values()];
    if (pending.length === 0) return;
    const { rows } = await client.query<Pending & { id: number }>(ASSIGN_NAMES, [
      this.organizationId,
      pending.map((name) => name.dimension),
      pending.map((name) => name.value),
    ]);
    for (const row of rows) this.ids.set(`${row.dimension}\n${row.value}`, row.id);
  }

  private async assignTagSets(client: PoolClient): Promise<void> {
    if (this.wantedTags.size === 0) return;
    const { rows } = await client.query<{ fingerprint: string; id: number }>(ASSIGN_TAG_SETS, [
      this.organizationId,
      [...this.wantedTags.keys()],
      [...this.wantedTags.values()].map((tags) => JSON.stringify(tags)),
    ]);
    for (const row of rows) this.ids.set(`tags\n${row.fingerprint}`, row.id);
  }

  private async assignRates(client: PoolClient): Promise<void> {
    const rates = [...this.wantedRates.values()];
    if (rates.length === 0) return;
    const { rows } = await client.query<{ fingerprint: string; id: number }>(ASSIGN_RATES, [
      this.organizationId,
      rates.map((rate) => rate.fingerprint),
      rates.map((rate) => rate.rule),
      rates.map((rate) => JSON.stringify(rateCardToJson(rate.card))),
    ]);
    for (const row of rows) this.ids.set(`rate\n${row.fingerprint}`, row.id);
  }
}

const ASSIGN_NAMES = `
  WITH asked AS (SELECT DISTINCT * FROM unnest($2::text[], $3::text[]) AS asked(dimension, value)),
  known AS (
    SELECT dimension, value, id FROM dimension_values JOIN asked USING (dimension, value) WHERE organization_id = $1),
  added AS (
    INSERT INTO dimension_values (organization_id, dimension, id, value)
    SELECT $1, dimension,
           coalesce((SELECT max(id) FROM dimension_values taken
                      WHERE taken.organization_id = $1 AND taken.dimension = asked.dimension), 0)
           + row_number() OVER (PARTITION BY dimension ORDER BY value), value
      FROM asked WHERE NOT EXISTS (SELECT 1 FROM known WHERE (known.dimension, known.value) = (asked.dimension, asked.value))
    RETURNING dimension, value, id)
  SELECT * FROM known UNION ALL SELECT * FROM added`;

const ASSIGN_TAG_SETS = `
  WITH asked AS (SELECT * FROM unnest($2::text[], $3::jsonb[]) AS asked(fingerprint, tags)),
  known AS (SELECT fingerprint, id FROM tag_sets JOIN asked USING (fingerprint) WHERE organization_id = $1),
  added AS (
    INSERT INTO tag_sets (organization_id, id, fingerprint, tags)
    SELECT $1, coalesce((SELECT max(id) FROM tag_sets WHERE organization_id = $1), 0) + row_number() OVER (ORDER BY fingerprint),
           fingerprint, tags
      FROM asked WHERE fingerprint NOT IN (SELECT fingerprint FROM known)
    RETURNING fingerprint, id)
  SELECT * FROM known UNION ALL SELECT * FROM added`;

const ASSIGN_RATES = `
  WITH asked AS (SELECT * FROM unnest($2::text[], $3::text[], $4::jsonb[]) AS asked(fingerprint, rule, card)),
  known AS (SELECT fingerprint, id FROM applied_rates JOIN asked USING (fingerprint) WHERE organization_id = $1),
  added AS (
    INSERT INTO applied_rates (organization_id, id, fingerprint, rule, card)
    SELECT $1, coalesce((SELECT max(id) FROM applied_rates WHERE organization_id = $1), 0) + row_number() OVER (ORDER BY fingerprint),
           fingerprint, rule, card
      FROM asked WHERE fingerprint NOT IN (SELECT fingerprint FROM known)
    RETURNING fingerprint, id)
  SELECT * FROM known UNION ALL SELECT * FROM added`;

function fingerprint(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex");
}

const dictionaries = new Map<number, Dictionary>();
const MOST_ORGANIZATIONS = 200;

/** The dictionary of an organisation, remembered by the process. */
export function dictionaryOf(organizationId: number): Dictionary {
  let dictionary = dictionaries.get(organizationId);
  if (!dictionary) {
    if (dictionaries.size >= MOST_ORGANIZATIONS) dictionaries.clear();
    dictionary = new Dictionary(organizationId);
    dictionaries.set(organizationId, dictionary);
  }
  return dictionary;
}
