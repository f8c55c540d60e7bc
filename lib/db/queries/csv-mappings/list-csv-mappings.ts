import "server-only";
import { prisma } from "@/lib/db/prisma";
import type { CsvMapping } from "@/lib/usage/mapping/csv-mapping";

/** A mapping that is remembered for a header. */
export interface RememberedMapping {
  id: string;
  header: readonly string[];
  headerFingerprint: string;
  mapping: CsvMapping;
  createdAt: Date;
}

/** An organisation's remembered mappings, the newest first. */
export async function listCsvMappings(organizationId: number): Promise<RememberedMapping[]> {
  const rows = await prisma.csvMapping.findMany({
    where: { organizationId },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
  });
  return rows.map(({ id, header, headerFingerprint, mapping, createdAt }) => ({
    ...{ id, header, headerFingerprint, createdAt },
    mapping: mapping as unknown as CsvMapping,
  }));
}
