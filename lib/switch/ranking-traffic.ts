import type { PriceBook } from "@/lib/pricing/price-book";
import { CurrentCosts } from "./current-cost";
import type { RankedRow } from "./ranked-rows";
import { isSameTier } from "./reprice-traffic";
import { RowReader } from "./row-usage";
import { type ResolvedMove, type Split, SplitChooser } from "./splits";
import type { PriceTime } from "./switch-question";
import type { SwitchTraffic } from "./switch-traffic";
import type { SizeBuckets } from "./traffic/size-buckets";

/** The moved traffic, with the shares that go, in rows that can be priced on every model. */
export function rankingTraffic(
  {
    book,
    moves,
    splits,
    prices,
    contexts,
  }: {
    book: PriceBook;
    moves: readonly ResolvedMove[];
    splits: readonly Split[];
    prices: PriceTime;
    contexts: SizeBuckets;
  },
  traffic: SwitchTraffic,
): RankedRow[] {
  const reader = new RowReader(traffic.nameOf);
  const chooser = new SplitChooser(book, splits);
  const costs = new CurrentCosts(book, prices, contexts);
  const rows: RankedRow[] = [];
  for (const { at, tables } of traffic.parts) {
    const table = tables.ranking;
    if (!table) continue;
    const groups = Array.from({ length: table.groupCount }, (_, group) => {
      const named = {
        provider: reader.name(table, group, "provider"),
        model: reader.name(table, group, "model") ?? "",
      };
      const match = book.match(named.provider, named.model, at);
      const { split } = chooser.choose(named, at, table.outcomesOf(group));
      return { own: match.kind === "matched" ? match : null, split, tiers: split ? tiersOf(split, moves) : [] };
    });
    for (let row = 0; row < table.rows; row += 1) {
      const { own, split, tiers } = groups[table.groupOf(row)] as (typeof groups)[number];
      if (!split) continue;
      const billable = reader.row(table, row);
      const { usage } = billable;
      const now = costs.areStored ? costs.stored(table, row) : costs.repriced(billable, own);
      const shared = {
        own,
        classes: table.classesOf(row),
        traffic: {
          requests: BigInt(table.sums.requests[row] as number),
          tokens: usage.tokens.input + usage.tokens.output,
          now,
        },
      };
      for (const { tier, share } of tiers) {
        const sent = tier === null ? billable : { ...billable, usage: { ...usage, serviceTier: tier } };
        rows.push({ ...shared, share, keepsTier: isSameTier(usage.serviceTier, tier), billable: sent });
      }
    }
  }
  return rows;
}

/** The service tiers (null: the one it has) that a split's traffic is sent to, with the share of each. */
function tiersOf(split: Split, moves: readonly ResolvedMove[]): { tier: string | null; share: bigint }[] {
  const shares = new Map<string | null, bigint>();
  for (const index of split.moves) {
    const { toServiceTier, share } = (moves[index] as ResolvedMove).move;
    shares.set(toServiceTier, (shares.get(toServiceTier) ?? 0n) + share);
  }
  return [...shares].map(([tier, share]) => ({ tier, share }));
}
