import "server-only";
import { prisma } from "@/lib/db/prisma";
import { type StoredReprice, storedReprice } from "./reprice-row";

/** Reprices a list gives. */
const MOST_LISTED = 100;

/** A reprice of an organisation; null when it has none of that id. */
export async function findReprice(organizationId: number, id: string): Promise<StoredReprice | null> {
  const row = await prisma.reprice.findUnique({ where: { organizationId_id: { organizationId, id } } });
  return row && storedReprice(row);
}

/** An organisation's reprices, the newest first; previews that came to nothing were removed. */
export async function listReprices(organizationId: number): Promise<StoredReprice[]> {
  const rows = await prisma.reprice.findMany({ where: { organizationId }, orderBy: { id: "desc" }, take: MOST_LISTED });
  return rows.map(storedReprice);
}
