import "server-only";
import { pool } from "@/lib/db/pool";
import type { PriceBook } from "@/lib/pricing/price-book";
import { isOfOrigin, type Origin } from "@/lib/switch/selection";
import type { RowCondition } from "@/lib/switch/traffic/row-conditions";
import { type Instant, instantFromDate } from "@/lib/usage/instant";

/** The book and the period in which names mean what they mean. */
export interface NamingPeriod {
  book: PriceBook;
  from: Date;
  to: Date;
}

/** With more names than this, times the providers, all records are looked at instead. */
const MOST_MATCHES = 20_000;

/**
 * Conditions of moves, limited to the models that their origins may mean in a period: records of others need not be
 * tabulated. Where a condition is null there is none; then tables are the same whatever the origin, and stay so.
 */
export async function limitedToOrigins(
  organizationId: number,
  naming: NamingPeriod,
  moves: readonly { condition: RowCondition | null; origin: Origin }[],
): Promise<(RowCondition | null)[]> {
  const areLimited = moves.some(({ condition, origin }) => condition !== null && origin.kind !== "all");
  const names = areLimited ? await namesOf(organizationId) : null;
  return moves.map(({ condition, origin }) => {
    const numbers = names && origin.kind !== "all" ? numbersOf(names, origin, naming) : null;
    if (condition === null || numbers === null) return condition;
    return { ...condition, names: [...condition.names, { name: "model", numbers, isExcluded: false }] };
  });
}

interface Names {
  models: { id: number; value: string }[];
  providers: (string | null)[];
}

async function namesOf(organizationId: number): Promise<Names> {
  const { rows } = await pool().query<{ dimension: string; id: number; value: string }>(
    `SELECT dimension, id, value FROM dimension_values
      WHERE organization_id = $1 AND dimension IN ('model', 'provider') ORDER BY id`,
    [organizationId],
  );
  const of = (dimension: string) => rows.filter((row) => row.dimension === dimension);
  return { models: of("model"), providers: [null, ...of("provider").map(({ value }) => value)] };
}

/** Numbers of the model names that may be of an origin at some time of the period; null where that is too much to find out. */
function numbersOf({ models, providers }: Names, origin: Origin, { book, from, to }: NamingPeriod): number[] | null {
  const [start, end] = [instantFromDate(from), instantFromDate(to)];
  const instants: Instant[] = [start, ...book.ownDatesBetween(start, end)];
  if (models.length * providers.length * instants.length > MOST_MATCHES) return null;
  return models
    .filter(({ value }) =>
      instants.some((at) => providers.some((provider) => isOfOrigin(origin, { provider, model: value }, book, at))),
    )
    .map(({ id }) => id);
}
