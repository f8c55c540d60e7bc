import type { PriceBook } from "@/lib/pricing/price-book";
import type { SwitchAnswerJson } from "@/lib/switch/answer-to-json";

type Ranking = SwitchAnswerJson["ranking"];

/** Models that are listed at once. */
const MOST_LISTED = 25;

/** Models of the ranking to ask for, so that there are enough beside those that cost nothing. */
export function rankedModels(book: PriceBook): number {
  const free = book.models.filter(({ provider, id }) =>
    book.cardsOf(provider, id).some(({ rates: { input, output } }) => input === 0n && output === 0n),
  );
  return free.length + MOST_LISTED;
}

/**
 * The cheapest models, with those in use and the targets, and how many models that cost nothing are among those that
 * are left out. Offers without a price are seldom ones to move to, and would fill the list.
 */
export function shownRanking(
  { baseline, models }: Ranking,
  showFree: boolean,
): { models: Ranking["models"]; free: number } {
  const isFree = ({ cost, costHigh, rank, isCurrent, isTarget }: Ranking["models"][number]) =>
    baseline.cost !== "0" && rank !== null && cost === "0" && !costHigh && !isCurrent && !isTarget;
  const free = models.filter(isFree).length;
  const kept = showFree ? models : models.filter((model) => !isFree(model));
  return {
    models: kept.filter(({ isCurrent, isTarget }, index) => index < MOST_LISTED || isCurrent || isTarget),
    free,
  };
}
