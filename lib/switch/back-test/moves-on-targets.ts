import { catalogueId } from "@/lib/catalogue/resolve-model";
import type { Filters } from "@/lib/spend/dimensions";
import { WHOLE } from "../share";
import type { ResolvedMove } from "../splits";
import type { Move, SwitchQuestion, Where } from "../switch-question";

/** Moves of the targets' traffic to where it is, each once: what runs on them, as it is. */
export function movesOnTargets(resolved: readonly Pick<ResolvedMove, "move" | "target">[]): Move[] {
  const moves = new Map<string, Move>();
  for (const { move, target } of resolved) {
    const model = catalogueId(target);
    const where = whereOnTarget(move);
    const stays = { fromModel: model, toModel: model, toServiceTier: null, share: WHOLE, where };
    moves.set(JSON.stringify([model, where]), stays);
  }
  return [...moves.values()];
}

/** What a question is limited to, without what its moves change: on the targets it is otherwise. */
export function scopeOnTargets({ filters, not, moves }: Pick<SwitchQuestion, "filters" | "not" | "moves">) {
  const keepsTier = moves.every(({ toServiceTier }) => toServiceTier === null);
  return { filters: asOnTarget(filters, keepsTier), not: asOnTarget(not, keepsTier) };
}

/** What traffic is limited to once a move has taken it to its target. */
function whereOnTarget({ where: { only, ...sizes }, toServiceTier: tier }: Move): Where {
  // Usage that states no tier has the default one.
  const tiers = tier === "default" ? [tier, null] : [tier];
  return { ...sizes, only: { ...asOnTarget(only, tier === null), ...(tier === null ? {} : { serviceTier: tiers }) } };
}

function asOnTarget({ model: _model, provider: _provider, ...others }: Filters, keepsTier: boolean): Filters {
  if (keepsTier) return others;
  const { serviceTier: _tier, ...rest } = others;
  return rest;
}
