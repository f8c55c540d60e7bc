import { calcPrice, type ModelPrice, type Provider } from "@pydantic/genai-prices";
import type { Pool } from "pg";

/** A raw price list of the library, as the oracle reads it: the last entry whose condition holds is the one. */
export interface PriceList {
  key: string;
  provider: string;
  /** A name that leads to the model. */
  name: string;
  entries: {
    from: string | null;
    timeFrom: string | null;
    timeTo: string | null;
    weekdaysOnly: boolean;
    prices: ModelPrice;
  }[];
}

/** One request, with counts as decimal text. */
export interface OracleUsage {
  list: PriceList;
  at: string;
  tokens: Readonly<Record<string, string>>;
  cacheWriteByTtl: Readonly<Record<string, string>>;
}

/** Every price list of the library that a name leads to. */
export function priceLists(providers: readonly Provider[]): PriceList[] {
  return providers.flatMap((provider) =>
    provider.models.flatMap((model) => {
      const clauses = "or" in model.match ? model.match.or : [model.match];
      const names = [model.id, ...clauses.flatMap((clause) => ("equals" in clause ? [clause.equals] : []))];
      const name = names.find((some) => calcPrice({}, some, { providerId: provider.id })?.model.id === model.id);
      const raw = Array.isArray(model.prices) ? model.prices : [{ prices: model.prices }];
      const entries = raw.map(({ constraint, prices }) => ({
        from: constraint?.type === "start_date" ? constraint.start_date : null,
        timeFrom: constraint?.type === "time_of_date" ? constraint.start_time : null,
        timeTo: constraint?.type === "time_of_date" ? constraint.end_time : null,
        weekdaysOnly: false,
        prices,
      }));
      return name ? [{ key: `${provider.id}/${model.id}`, provider: provider.id, name, entries }] : [];
    }),
  );
}

/** Which price covers a cell of tokens, most specific first; the cells are disjoint and cover everything. */
const CELLS = `
  (VALUES
    ('{input_mtok}'::text[], input - cache_read - cache_write - (audio_input - read_audio) - (image_input - read_image)),
    ('{input_audio_mtok,input_mtok}', audio_input - read_audio),
    ('{input_image_mtok,input_mtok}', image_input - read_image),
    ('{cache_read_mtok,input_mtok}', cache_read - read_audio - read_image),
    ('{cache_audio_read_mtok,input_audio_mtok,cache_read_mtok,input_mtok}', read_audio),
    ('{cache_image_read_mtok,input_image_mtok,cache_read_mtok,input_mtok}', read_image),
    ('{cache_write_mtok,input_mtok}', cache_write - write_1h),
    ('{cache_write_1h_mtok}', write_1h),
    ('{output_reasoning_mtok,output_mtok}', reasoning),
    ('{output_audio_mtok,output_mtok}', audio_output),
    ('{output_image_mtok,output_mtok}', image_output),
    ('{output_mtok}', output - reasoning - audio_output - image_output)
  )`;

const SQL = `
WITH entry AS (
  SELECT usage.*, entry.ordinal FROM oracle_usage usage
  CROSS JOIN LATERAL (
    SELECT ordinal FROM oracle_entries entry
    WHERE entry.list = usage.list AND (ordinal = 0 OR (
      (valid_from IS NULL OR usage.at >= valid_from)
      AND (time_from IS NULL OR ((usage.at AT TIME ZONE 'UTC')::time >= time_from AND (usage.at AT TIME ZONE 'UTC')::time < time_to))
      AND (NOT weekdays_only OR extract(isodow FROM usage.at AT TIME ZONE 'UTC') <= 5)))
    ORDER BY ordinal DESC LIMIT 1
  ) entry
), line AS (
  SELECT entry.id, cell.tokens, rate.price
  FROM entry
  CROSS JOIN LATERAL ${CELLS} AS cell (keys, tokens)
  LEFT JOIN LATERAL (
    SELECT coalesce(
      (SELECT price FROM oracle_tiers tier WHERE tier.list = entry.list AND tier.ordinal = entry.ordinal
        AND tier.key = flat.key AND entry.input > tier.start ORDER BY tier.start DESC LIMIT 1), flat.price) AS price
    FROM oracle_prices flat
    WHERE flat.list = entry.list AND flat.ordinal = entry.ordinal AND flat.key = ANY (cell.keys)
    ORDER BY array_position(cell.keys, flat.key) LIMIT 1
  ) rate ON true
  WHERE cell.tokens <> 0
)
SELECT entry.id, trim_scale(
  coalesce(total.tokens, 0) / 1000000::numeric(30, 20) + coalesce(request.price, 0) / 1000::numeric(30, 20))::text AS cost,
  coalesce(total.unpriced, false) AS unpriced
FROM entry
LEFT JOIN (
  SELECT id, sum(tokens * price) AS tokens, bool_or(price IS NULL) AS unpriced FROM line GROUP BY id
) total USING (id)
LEFT JOIN oracle_prices request
  ON request.list = entry.list AND request.ordinal = entry.ordinal AND request.key = 'requests_kcount'
ORDER BY entry.id`;

/**
 * What requests cost by raw price lists, in decimal USD, worked out by Postgres in `numeric`: it chooses entry, tier and
 * price, multiplies and adds. Null where tokens have no price. Nothing of lib/pricing takes part.
 */
export async function numericCosts(pool: Pool, usages: readonly OracleUsage[]): Promise<(string | null)[]> {
  const client = await pool.connect();
  try {
    await client.query(TABLES);
    const lists = [...new Map(usages.map(({ list }) => [list.key, list])).values()];
    await client.query(INSERT_ENTRIES, [JSON.stringify(lists.flatMap(entryRows))]);
    await client.query(INSERT_PRICES, [JSON.stringify(lists.flatMap(priceRows))]);
    await client.query(INSERT_TIERS, [JSON.stringify(lists.flatMap(tierRows))]);
    await client.query(INSERT_USAGE, [JSON.stringify(usages.map(usageRow))]);
    await client.query("ANALYZE oracle_entries, oracle_prices, oracle_tiers, oracle_usage");
    const { rows } = await client.query<{ cost: string; unpriced: boolean }>(SQL);
    return rows.map(({ cost, unpriced }) => (unpriced ? null : cost));
  } finally {
    client.release(true);
  }
}

const TABLES = `
CREATE TEMPORARY TABLE oracle_entries (list text, ordinal int, valid_from timestamptz, time_from time, time_to time,
  weekdays_only boolean, PRIMARY KEY (list, ordinal));
CREATE TEMPORARY TABLE oracle_prices (list text, ordinal int, key text, price numeric, PRIMARY KEY (list, ordinal, key));
CREATE TEMPORARY TABLE oracle_tiers (list text, ordinal int, key text, start numeric, price numeric);
CREATE INDEX ON oracle_tiers (list, ordinal, key);
CREATE TEMPORARY TABLE oracle_usage (id int PRIMARY KEY, list text, at timestamptz, input numeric, cache_read numeric,
  cache_write numeric, write_1h numeric, output numeric, reasoning numeric, audio_input numeric, image_input numeric,
  read_audio numeric, read_image numeric, audio_output numeric, image_output numeric)`;

const INSERT_ENTRIES = `
INSERT INTO oracle_entries SELECT list, ordinal, "from", "timeFrom", "timeTo", "weekdaysOnly" FROM json_to_recordset($1::json)
  AS entry (list text, ordinal int, "from" timestamptz, "timeFrom" time, "timeTo" time, "weekdaysOnly" boolean)`;

// Prices went through floating point: the ninth decimal is the last that counts.
const INSERT_PRICES = `
INSERT INTO oracle_prices SELECT list, ordinal, key, round(price::numeric, 9) FROM json_to_recordset($1::json)
  AS price (list text, ordinal int, key text, price text)`;

const INSERT_TIERS = `
INSERT INTO oracle_tiers SELECT list, ordinal, key, start, round(price::numeric, 9) FROM json_to_recordset($1::json)
  AS tier (list text, ordinal int, key text, start numeric, price text)`;

const INSERT_USAGE = `
INSERT INTO oracle_usage SELECT id, list, at, input, "cacheRead", "cacheWrite", coalesce("write1h", 0), output, reasoning,
  "audioInput", "imageInput", "cacheReadAudio", "cacheReadImage", "audioOutput", "imageOutput"
FROM json_to_recordset($1::json) AS usage (id int, list text, at timestamptz, input numeric, "cacheRead" numeric,
  "cacheWrite" numeric, "write1h" numeric, output numeric, reasoning numeric, "audioInput" numeric, "imageInput" numeric,
  "cacheReadAudio" numeric, "cacheReadImage" numeric, "audioOutput" numeric, "imageOutput" numeric)`;

function entryRows({ key, entries }: PriceList) {
  return entries.map(({ from, timeFrom, timeTo, weekdaysOnly }, ordinal) => ({
    ...{ list: key, ordinal, from: from && (from.includes("T") ? from : `${from}T00:00:00Z`) },
    ...{ timeFrom: timeFrom?.replace("Z", "") ?? null, timeTo: timeTo?.replace("Z", "") ?? null, weekdaysOnly },
  }));
}

function priceRows({ key: list, entries }: PriceList) {
  return entries.flatMap(({ prices }, ordinal) =>
    Object.entries(prices).map(([key, price]) => ({
      ...{ list, ordinal, key },
      price: String(typeof price === "object" ? price.base : price),
    })),
  );
}

function tierRows({ key: list, entries }: PriceList) {
  return entries.flatMap(({ prices }, ordinal) =>
    Object.entries(prices).flatMap(([key, price]) =>
      typeof price === "object"
        ? price.tiers.map((tier) => ({ list, ordinal, key, start: tier.start, price: String(tier.price) }))
        : [],
    ),
  );
}

function usageRow({ list, at, tokens, cacheWriteByTtl }: OracleUsage, id: number) {
  return { id, list: list.key, at, ...tokens, write1h: cacheWriteByTtl["1h"] ?? "0" };
}
