import "server-only";
import { pool } from "@/lib/db/pool";
import { prisma } from "@/lib/db/prisma";
import { withdrawModelAlias } from "@/lib/db/queries/price-book/withdraw-model-alias";
import { withdrawPriceOverride } from "@/lib/db/queries/price-book/withdraw-price-override";
import type { StoredReprice } from "@/lib/db/queries/reprices/reprice-row";
import { revertPiece } from "./revert-piece";

/**
 * Withdraws what a reprice stated and gives its records their earlier prices back, piece by piece, the last first. Run
 * again after an interruption, it goes on.
 */
export async function revertReprice(reprice: StoredReprice): Promise<void> {
  const { organizationId, id, stated, revertedById, revertedByKeyId } = reprice;
  const author = { userId: revertedById, apiKeyId: revertedByKeyId };
  for (const alias of stated?.aliases ?? []) await withdrawModelAlias(organizationId, alias, author);
  for (const override of stated?.overrides ?? []) await withdrawPriceOverride(organizationId, override, author);
  const { rows } = await pool().query<{ piece: number }>(
    `SELECT DISTINCT piece FROM repriced_records
      WHERE organization_id = $1 AND reprice_id = $2 AND state = 0 ORDER BY piece DESC`,
    [organizationId, id],
  );
  for (const { piece } of rows) await revertPiece(organizationId, id, piece);
  await prisma.reprice.update({
    where: { organizationId_id: { organizationId, id } },
    data: { status: "reverted", revertedAt: new Date() },
  });
}
