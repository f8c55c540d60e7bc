import { parseArgs } from "node:util";
import type { Findings } from "@/lib/ingest/verify/verify-organization";
import { withDatabase } from "./database/with-database";

/**
 * `npm run verify [-- --repair]`: compares what is derived from the records with them, and reports (or mends) what differs.
 * Ends with 0 when all is well or was mended, with 1 when something is wrong, with 2 when it could not look.
 */
const { values } = parseArgs({ options: { repair: { type: "boolean", default: false } } });

const SAYINGS: Readonly<Record<keyof Findings, (count: number) => string>> = {
  rollups: (count) => `${count} sums differ from the records`,
  keysMissing: (count) => `the keys of ${count} records are not noted`,
  keysTooMany: (count) => `${count} keys are noted of records that are not stored`,
  recordsAstray: (count) => `${count} records belong to uploads that are not committed`,
  batchesUnbalanced: (count) => `the counts of ${count} uploads do not add up`,
};

function sayingsOf(findings: Findings): string[] {
  return Object.entries(SAYINGS).flatMap(([what, say]) => {
    const count = findings[what as keyof Findings];
    return count > 0 ? [say(count)] : [];
  });
}

process.exitCode = 2;
await withDatabase(async () => {
  const { prisma } = await import("@/lib/db/prisma");
  const { pool } = await import("@/lib/db/pool");
  const { repairOrganization, verifyOrganization } = await import("@/lib/ingest/verify/verify-organization");
  let isWell = true;
  for (const { id, name } of await prisma.organization.findMany({ orderBy: { id: "asc" } })) {
    const found = await verifyOrganization(id);
    const wrong = sayingsOf(found);
    if (wrong.length === 0) {
      console.log(`${name}: everything agrees with the records.`);
      continue;
    }
    for (const saying of wrong) console.error(`${name}: ${saying}.`);
    if (values.repair) await repairOrganization(id, found);
    const left = values.repair ? sayingsOf(await verifyOrganization(id)) : wrong;
    if (left.length === 0) {
      console.log(`${name}: mended.`);
    } else {
      isWell = false;
      const advice = values.repair ? "This cannot be mended here" : "npm run verify -- --repair mends what can be";
      console.error(`${name}: ${advice}.`);
    }
  }
  await pool().end();
  process.exitCode = isWell ? 0 : 1;
});
