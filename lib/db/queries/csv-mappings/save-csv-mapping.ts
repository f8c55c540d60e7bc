import "server-only";
import type { Prisma } from "@/lib/db/generated/client";
import { prisma } from "@/lib/db/prisma";
import type { CsvMapping } from "@/lib/usage/mapping/csv-mapping";
import { headerFingerprint } from "@/lib/usage/mapping/header-fingerprint";

/** Most mappings an organisation remembers. */
const MOST_MAPPINGS = 500;

/**
 * Remembers a mapping for a header, in place of the one that was remembered for it. Answers its id; null when the
 * organisation remembers as many as it can.
 */
export async function saveCsvMapping(
  organizationId: number,
  header: readonly string[],
  mapping: CsvMapping,
  createdById: string | null,
): Promise<string | null> {
  const fingerprint = headerFingerprint(header);
  const others = await prisma.csvMapping.count({ where: { organizationId, NOT: { headerFingerprint: fingerprint } } });
  if (others >= MOST_MAPPINGS) return null;
  const said = { mapping: mapping as unknown as Prisma.InputJsonValue, createdById, header: [...header] };
  const { id } = await prisma.csvMapping.upsert({
    where: { organizationId_headerFingerprint: { organizationId, headerFingerprint: fingerprint } },
    create: { organizationId, headerFingerprint: fingerprint, ...said },
    update: said,
    select: { id: true },
  });
  return id;
}
