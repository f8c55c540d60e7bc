import "server-only";
import { createHash } from "node:crypto";
import type { PoolClient } from "pg";
import type { AppliedRate } from "@/lib/pricing/pricer";
import { rateCardToJson } from "@/lib/pricing/rate-card";
import { inTransaction } from "./in-transaction";

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

const DIMENSIONS: readonly Dimension[] = [
  ...(["provider", "model", "serviceTier", "region", "endpoint", "project", "apiKey", "user", "source"] as const),
];

interface Name {
  dimension: Dimension;
  value: string;
}

/**
 * The numbers of an organisation's names, tag sets and applied rates. New ones are given out in small transactions of
 * their own before the records that use them are written: a number without records does no harm.
 *
 * Uploads of an organisation share its dictionary: each asks for numbers, and assigns and asks again until it has all.
 */
export class Dictionary {
  private readonly names: Readonly<Record<Dimension, Map<string, number>>> = {
    provider: new Map(),
    model: new Map(),
    serviceTier: new Map(),
    region: new Map(),
    endpoint: new Map(),
    project: new Map(),
    apiKey: new Map(),
    user: new Map(),
    source: new Map(),
  };
  /** By the tags as JSON, in order of their names. */
  private readonly tagSets = new Map<string, number>();
  /** By fingerprint. */
  private readonly rates = new Map<string, number>();
  private readonly wantedNames = new Map(DIMENSIONS.map((dimension) => [dimension, new Set<string>()]));
  private readonly wantedTags = new Set<string>();
  private readonly wantedRates = new Map<string, AppliedRate>();
  private remembered = 0;

  constructor(private readonly organizationId: number) {}

  /** The number of a name; undefined when it has none yet (`assign` gives it one). */
  idOf(dimension: Dimension, value: string | null): number | undefined {
    if (value === null || value === "") return NONE;
    const id = this.names[dimension].get(value);
    if (id === undefined) this.wantedNames.get(dimension)?.add(value);
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
    const text = JSON.stringify(Object.entries(tags).sort(([a], [b]) => (a < b ? -1 : 1)));
    const id = this.tagSets.get(text);
    if (id === undefined) this.wantedTags.add(text);
    return id;
  }

  /** The number of an applied rate, likewise. */
  appliedRateId(applied: AppliedRate | null): number | undefined {
    if (applied === null) return NONE;
    const id = this.rates.get(applied.fingerprint);
    if (id === undefined) this.wantedRates.set(applied.fingerprint, applied);
    return id;
  }

  /** Gives numbers to everything that was asked for and had none. */
  async assign(): Promise<void> {
    const names = DIMENSIONS.flatMap((dimension) =>
      [...(this.wantedNames.get(dimension) ?? [])].map((value) => ({ dimension, value })),
    );
    const tags = [...this.wantedTags];
    const rates = [...this.wantedRates.values()];
    if (names.length + tags.length + rates.length === 0) return;
    if (this.remembered > MOST_REMEMBERED) this.forget();
    const remember = await this.assigned(names, tags, rates);
    remember();
    this.remembered += names.length + tags.length + rates.length;
    for (const { dimension, value } of names) this.wantedNames.get(dimension)?.delete(value);
    for (const text of tags) this.wantedTags.delete(text);
    for (const rate of rates) this.wantedRates.delete(rate.fingerprint);
  }

  /** Numbers all of these in one transaction; what it answers takes the numbers into memory. */
  private async assigned(
    names: readonly Name[],
    tags: readonly string[],
    rates: readonly AppliedRate[],
  ): Promise<() => void> {
    return inTransaction(async (client) => {
      await client.query("SELECT pg_advisory_xact_lock($1, $2)", [LOCK_CLASS, this.organizationId]);
      const memories = [
        await this.assignNames(client, names),
        await this.assignTagSets(client, tags),
        await this.assignRates(client, rates),
      ];
      return () => {
        for (const remember of memories) remember();
      };
    });
  }

  private forget(): void {
    for (const ids of [...Object.values(this.names), this.tagSets, this.rates]) ids.clear();
    this.remembered = 0;
  }

  private async assignNames(client: PoolClient, names: readonly Name[]): Promise<() => void> {
    // Lone surrogates cannot be stored: such names are known by what they are stored as.
    const stored = names.map(({ value }) => Buffer.from(value).toString());
    const { rows } = await client.query<Name & { id: number }>(ASSIGN_NAMES, [
      this.organizationId,
      names.map((name) => name.dimension),
      stored,
    ]);
    const ids = new Map(rows.map((row) => [`${row.dimension}\n${row.value}`, row.id]));
    return () => {
      for (const [index, { dimension, value }] of names.entries()) {
        const id = ids.get(`${dimension}\n${stored[index]}`);
        // The copy, where it says the same: a name cut from a file would keep the file's text in memory.
        if (id !== undefined) this.names[dimension].set(stored[index] === value ? stored[index] : value, id);
      }
    };
  }

  private async assignTagSets(client: PoolClient, texts: readonly string[]): Promise<() => void> {
    const prints = texts.map((text) => createHash("sha256").update(text).digest("hex"));
    const { rows } = await client.query<{ fingerprint: string; id: number }>(ASSIGN_TAG_SETS, [
      this.organizationId,
      prints,
      texts.map((text) => JSON.stringify(Object.fromEntries(JSON.parse(text)))),
    ]);
    return () => {
      for (const row of rows) this.tagSets.set(texts[prints.indexOf(row.fingerprint)] ?? "", row.id);
    };
  }

  private async assignRates(client: PoolClient, rates: readonly AppliedRate[]): Promise<() => void> {
    const { rows } = await client.query<{ fingerprint: string; id: number }>(ASSIGN_RATES, [
      this.organizationId,
      rates.map((rate) => rate.fingerprint),
      rates.map((rate) => rate.rule),
      rates.map((rate) => JSON.stringify(rateCardToJson(rate.card))),
    ]);
    return () => {
      for (const row of rows) this.rates.set(row.fingerprint, row.id);
    };
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
