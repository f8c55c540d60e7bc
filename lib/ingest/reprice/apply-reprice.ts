import "server-only";
import { prisma } from "@/lib/db/prisma";
import { organizationZone } from "@/lib/db/queries/organization-zone";
import { createModelAlias } from "@/lib/db/queries/price-book/create-model-alias";
import { createPriceOverride } from "@/lib/db/queries/price-book/create-price-override";
import {
  forgetOrganizationPriceBook,
  organizationPriceBook,
} from "@/lib/db/queries/price-book/organization-price-book";
import type { Stated, StoredReprice } from "@/lib/db/queries/reprices/reprice-row";
import { RepriceEffect } from "@/lib/spend/reprice-effect";
import { applyPiece } from "./apply-piece";
import { changedEarlier } from "./changed-earlier";
import { scopeOf } from "./preview-reprice";
import { addToEffect, priceScope } from "./price-pieces";
import { resolveScope } from "./reprice-scope";

/**
 * Makes a reprice's statements and gives the records of its scope the prices of the book as it is then, piece by piece.
 * Run again after an interruption, it goes on: what was priced anew already does not change any more.
 */
export async function applyReprice(reprice: StoredReprice): Promise<void> {
  const { organizationId, id } = reprice;
  if (reprice.stated === null) await makeStatements(reprice);
  const [book, timeZone, scope] = await Promise.all([
    organizationPriceBook(organizationId),
    organizationZone(organizationId),
    resolveScope(scopeOf(reprice)),
  ]);
  const effect = new RepriceEffect();
  const earlier = await changedEarlier(organizationId, id);
  if (scope) {
    const { total, pieces } = await priceScope(scope, book);
    await update(reprice, { recordsDone: 0, recordsTotal: total });
    for await (const piece of pieces()) {
      const changes = await applyPiece(organizationId, id, piece.day, piece.changes, piece.records);
      addToEffect(effect, { ...piece, changes }, timeZone, await earlier(piece.day));
    }
  }
  await update(reprice, { status: "applied", appliedAt: new Date(), effect: effect.toJson() as object });
}

/** States the names and prices of a reprice, and writes down their ids, all or nothing. */
async function makeStatements({ organizationId, id, statements, appliedById, appliedByKeyId }: StoredReprice) {
  const author = { userId: appliedById, apiKeyId: appliedByKeyId };
  await prisma.$transaction(async (client) => {
    const stated: Stated = { aliases: [], overrides: [] };
    for (const alias of statements.aliases)
      stated.aliases.push(idOf(await createModelAlias(organizationId, alias, author, null, client)));
    for (const override of statements.overrides)
      stated.overrides.push(idOf(await createPriceOverride(organizationId, override, author, null, client)));
    await client.reprice.update({
      where: { organizationId_id: { organizationId, id } },
      data: { stated: stated as object },
    });
  });
  forgetOrganizationPriceBook(organizationId);
}

function idOf(stated: Awaited<ReturnType<typeof createModelAlias>>): string {
  if (typeof stated === "string")
    throw new Error("The organisation has as many prices and names of its own as it can have.");
  return stated.id;
}

async function update({ organizationId, id }: StoredReprice, data: object): Promise<void> {
  await prisma.reprice.update({ where: { organizationId_id: { organizationId, id } }, data });
}
