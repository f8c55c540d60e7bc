import type { Findings } from "@/lib/ingest/verify/verify-organization";
import { exitWithout } from "./database/exit-without";
import { withDatabase } from "./database/with-database";
import { readOptions } from "./read-options";

/**
 * `npm run verify [-- --repair]`: compares what is derived from the records with them, and reports (or mends) what differs.
 * Ends with 0 when all is well or was mended, with 1 when something is wrong, with 2 when it could not look.
 */
const { repair } = readOptions("npm run verify [-- --repair]", { repair: { type: "boolean", default: false } }, 2);

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

/** What can be made anew; the others are told by records and uploads only. */
const MENDED: readonly (keyof Findings)[] = ["rollups", "keysMissing", "keysTooMany"];

await withDatabase(async () => {
  const { prisma } = await import("@/lib/db/prisma");
  const { pool } = await import("@/lib/db/pool");
  const { repairOrganization, verifyOrganization } = await import("@/lib/ingest/verify/verify-organization");
  let isWell = true;
  const organizations = await prisma.organization.findMany({ orderBy: { id: "asc" } });
  if (organizations.length === 0) console.log("There is no organisation in this database.");
  for (const { id, name } of organizations) {
    const found = await verifyOrganization(id);
    const wrong = sayingsOf(found);
    if (wrong.length === 0) {
      console.log(`${name}: everything agrees with the records.`);
      continue;
    }
    for (const saying of wrong) console.error(`${name}: ${saying}.`);
    if (repair) await repairOrganization(id, found);
    const left = repair ? sayingsOf(await verifyOrganization(id)) : wrong;
    if (repair && left.length < wrong.length) console.log(`${name}: mended${left.length > 0 ? " in part" : ""}.`);
    if (left.length === 0) continue;
    isWell = false;
    if (!repair && MENDED.some((what) => found[what] > 0))
      console.error(`${name}: npm run verify -- --repair mends what can be.`);
    else console.error(`${name}: This cannot be mended here: ${left.join(", ")}.`);
  }
  await pool().end();
  process.exitCode = isWell ? 0 : 1;
}).catch((error) => exitWithout(error, 2));
