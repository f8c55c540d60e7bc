import "server-only";
import type { ModelAlias as AliasRow } from "@/lib/db/generated/client";
import { prisma } from "@/lib/db/prisma";
import type { ModelAlias } from "@/lib/pricing/match-model";
import { instantFromDate } from "@/lib/usage/instant";
import { MOST_LISTED, type Statement, statementsOf } from "./statement";

/** A model alias with when and by whom it was stated. */
export interface StatedAlias extends Statement {
  alias: ModelAlias;
}

/** The organisation's model aliases that count, the newest first. */
export async function listModelAliases(organizationId: number): Promise<ModelAlias[]> {
  return (await findAliases(organizationId, false)).map(toAlias);
}

/** The same with their authors; with `history` those that were withdrawn too. */
export async function listStatedAliases(organizationId: number, history: boolean): Promise<StatedAlias[]> {
  const rows = await findAliases(organizationId, history);
  const statements = await statementsOf(organizationId, rows);
  return rows.map((row, index) => ({ alias: toAlias(row), ...(statements[index] as Statement) }));
}

function findAliases(organizationId: number, history: boolean): Promise<AliasRow[]> {
  return prisma.modelAlias.findMany({
    where: { organizationId, ...(history ? {} : { withdrawnAt: null }) },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: MOST_LISTED,
  });
}

function toAlias(row: AliasRow): ModelAlias {
  return {
    ...{ id: row.id, provider: row.provider, pattern: row.pattern },
    ...{ targetProvider: row.targetProvider, targetModel: row.targetModel },
    validFrom: row.validFrom && instantFromDate(row.validFrom),
    validTo: row.validTo && instantFromDate(row.validTo),
  };
}
