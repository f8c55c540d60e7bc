import "server-only";
import type { RepriceJson } from "@/lib/spend/reprice";
import type { RepriceEffectJson } from "@/lib/spend/reprice-effect";
import { type Author, namesOfAuthors } from "../price-book/statement";
import type { StoredReprice } from "./reprice-row";

/** Reprices on the wire; of a list, without what changed by model and month. */
export async function repricesToJson(
  organizationId: number,
  reprices: readonly StoredReprice[],
  options: { groups: boolean },
): Promise<RepriceJson[]> {
  const authors = reprices.flatMap((one) => [creator(one), applier(one), reverter(one)]);
  const nameOf = await namesOfAuthors(organizationId, authors);
  const effectOf = (effect: RepriceEffectJson | null) =>
    effect && (options.groups ? effect : { ...effect, groups: [] });
  return reprices.map((one) => ({
    ...{ id: one.id, status: one.status, from: time(one.periodFrom), to: time(one.periodTo) },
    ...{ filter: one.filters, states: one.statements, stated: one.stated, note: one.note },
    progress: { done: Number(one.recordsDone), total: Math.max(Number(one.recordsTotal), Number(one.recordsDone)) },
    ...{ preview: effectOf(one.preview), effect: effectOf(one.effect) },
    ...{ notReverted: Number(one.notReverted), error: one.error },
    ...{ createdAt: one.createdAt.toISOString(), createdBy: nameOf(creator(one)) },
    ...{ appliedAt: time(one.appliedAt), appliedBy: nameOf(applier(one)) },
    ...{ revertedAt: time(one.revertedAt), revertedBy: nameOf(reverter(one)) },
  }));
}

const creator = (one: StoredReprice): Author => ({ userId: one.createdById, apiKeyId: one.createdByKeyId });
const applier = (one: StoredReprice): Author => ({ userId: one.appliedById, apiKeyId: one.appliedByKeyId });
const reverter = (one: StoredReprice): Author => ({ userId: one.revertedById, apiKeyId: one.revertedByKeyId });

function time(at: Date | null): string | null {
  return at?.toISOString() ?? null;
}
