import "server-only";
import type { RepriceStatus } from "@/lib/db/generated/client";
import type { Filters } from "@/lib/spend/dimensions";
import type { RepriceEffectJson } from "@/lib/spend/reprice-effect";
import { type Author, namesOfAuthors } from "../price-book/statement";
import type { StoredReprice } from "./reprice-row";

/** A reprice on the wire. */
export interface RepriceJson {
  id: string;
  status: RepriceStatus;
  from: string | null;
  to: string | null;
  filter: Filters;
  states: { aliases: object[]; overrides: object[] };
  stated: { aliases: string[]; overrides: string[] } | null;
  note: string | null;
  progress: { done: number; total: number };
  preview: RepriceEffectJson | null;
  effect: RepriceEffectJson | null;
  notReverted: number;
  error: string | null;
  createdAt: string;
  createdBy: string | null;
  appliedAt: string | null;
  appliedBy: string | null;
  revertedAt: string | null;
  revertedBy: string | null;
}

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
