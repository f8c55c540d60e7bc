import "server-only";
import { pool } from "@/lib/db/pool";
import { femtoUsd } from "@/lib/pricing/money";
import {
  type CellKey,
  type CellUsage,
  type ChangeCell,
  CLASSES,
  NO_USAGE,
  type TokenClass,
} from "@/lib/spend/changes/change-cell";
import type { Filters } from "@/lib/spend/dimensions";
import { addTotals, NO_TOTALS, type Totals } from "@/lib/spend/measures";
import type { Period } from "@/lib/spend/period";
import type { SpendQuestion } from "@/lib/spend/spend-question";
import { dimensionNames, type NameOf } from "../dimensions/dimension-names";
import { filterIds } from "../dimensions/filter-ids";
import { organizationZone } from "../organization-zone";
import { planSources } from "./plan-sources";
import { readGroupRows, type SpendRow } from "./spend-rows";

/** Two periods of some usage. */
export interface ChangesQuestion {
  before: Period;
  after: Period;
  timeZone: string;
  filters: Filters;
  not?: Filters;
}

/** What was used before and after, by model and project; totals hold what has no price too. */
export interface ChangeCells {
  cells: ChangeCell[];
  before: Totals;
  after: Totals;
}

const GROUP_BY = ["project", "provider", "model"] as const;

/** Usage of two periods by model and project, with the rates it was priced at. */
export async function getChangeCells(organizationId: number, question: ChangesQuestion): Promise<ChangeCells> {
  const [before, after] = await Promise.all([
    readPeriod(organizationId, question, question.before),
    readPeriod(organizationId, question, question.after),
  ]);
  const rows = [...before, ...after];
  const [nameOf, rates] = await Promise.all([
    dimensionNames(
      organizationId,
      GROUP_BY.map((dimension, index) => ({ dimension, ids: rows.map(({ values }) => values[index] as number) })),
    ),
    ratesOf(organizationId, [...new Set(rows.map(({ rate }) => rate))]),
  ]);
  return { cells: cellsOf(before, after, nameOf, rates), before: sum(before), after: sum(after) };
}

async function readPeriod(
  organizationId: number,
  { timeZone, filters, not }: ChangesQuestion,
  period: Period,
): Promise<SpendRow[]> {
  const question: SpendQuestion = {
    ...{ ...period, timeZone, filters, groupBy: GROUP_BY, granularity: "none", compare: null },
    ...(not && { not }),
  };
  const [zone, ids] = await Promise.all([organizationZone(organizationId), filterIds(organizationId, filters, not)]);
  return readGroupRows(pool(), { organizationId, question, parts: planSources(question, zone), filters: ids });
}

type Rates = Readonly<Record<TokenClass, bigint>>;

/** Rates of cards by number; what a card does not state for caches is billed as input. */
async function ratesOf(organizationId: number, ids: readonly number[]): Promise<Map<number, Rates>> {
  const { rows } = await pool().query<
    Record<"input" | "cache_read" | "cache_write" | "output", string | null> & { id: number }
  >(
    `SELECT id, card #>> '{rates,input}' AS input, card #>> '{rates,cacheRead}' AS cache_read,
            card #>> '{rates,cacheWrite}' AS cache_write, card #>> '{rates,output}' AS output
       FROM applied_rates WHERE organization_id = $1 AND id = ANY($2)`,
    [organizationId, ids],
  );
  return new Map(
    rows.map(({ id, input, cache_read, cache_write, output }) => [
      id,
      {
        inputUncached: BigInt(input ?? 0),
        cacheRead: BigInt(cache_read ?? input ?? 0),
        cacheWrite: BigInt(cache_write ?? input ?? 0),
        output: BigInt(output ?? 0),
      },
    ]),
  );
}

function cellsOf(
  before: readonly SpendRow[],
  after: readonly SpendRow[],
  nameOf: NameOf,
  rates: ReadonlyMap<number, Rates>,
): ChangeCell[] {
  const cells = new Map<string, CellKey & { before: SpendRow[]; after: SpendRow[] }>();
  const put = (row: SpendRow, side: "before" | "after") => {
    const [project, provider, model] = GROUP_BY.map((dimension, index) =>
      nameOf(dimension, row.values[index] as number),
    );
    const key = { project: project ?? null, provider: provider ?? null, model: model ?? null };
    const id = JSON.stringify(key);
    const cell = cells.get(id) ?? { ...key, before: [], after: [] };
    cell[side].push(row);
    cells.set(id, cell);
  };
  // What has no price has no cost to explain.
  for (const row of before) if (rates.has(row.rate)) put(row, "before");
  for (const row of after) if (rates.has(row.rate)) put(row, "after");
  return [...cells.values()].map(({ before: earlier, after: later, ...key }) => {
    return { ...key, before: usageOf(earlier, rates), after: usageOf(later, rates) };
  });
}

function usageOf(rows: readonly SpendRow[], rates: ReadonlyMap<number, Rates>): CellUsage {
  const [dearest] = [...rows].sort((a, b) => (a.totals.cost > b.totals.cost ? -1 : 1));
  return rows.reduce<CellUsage>(
    (usage, { rate, totals }) => {
      const own = rates.get(rate) ?? NO_USAGE.rates;
      const byClass = (value: (one: TokenClass) => bigint) =>
        Object.fromEntries(CLASSES.map((one) => [one, value(one)])) as Record<TokenClass, bigint>;
      return {
        requests: usage.requests + totals.requests,
        tokens: byClass((one) => usage.tokens[one] + totals[one]),
        cost: femtoUsd(usage.cost + totals.cost),
        listed: byClass((one) => usage.listed[one] + totals[one] * own[one]),
        rates: usage.rates,
      };
    },
    { ...NO_USAGE, rates: (dearest && rates.get(dearest.rate)) ?? NO_USAGE.rates },
  );
}

function sum(rows: readonly SpendRow[]): Totals {
  return rows.reduce((total, { totals }) => addTotals(total, totals), NO_TOTALS);
}
