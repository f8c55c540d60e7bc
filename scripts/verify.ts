import { parseArgs } from "node:util";
import { withDatabase } from "./database/with-database";

/** `npm run verify [-- --repair]`: recomputes the rollups from the records and reports (or repairs) differences. */
const { values } = parseArgs({ options: { repair: { type: "boolean", default: false } } });

await withDatabase(async () => {
  const { prisma } = await import("@/lib/db/prisma");
  const { countRollupDifferences, rebuildRollups } = await import("@/lib/ingest/rebuild-rollups");
  for (const { id, name } of await prisma.organization.findMany({ orderBy: { id: "asc" } })) {
    const differences = await countRollupDifferences(id);
    if (differences === 0) {
      console.log(`${name}: the rollups equal the records.`);
    } else if (values.repair) {
      await rebuildRollups(id);
      console.log(`${name}: ${differences} sums differed and were made anew from the records.`);
    } else {
      console.error(
        `${name}: ${differences} sums differ from the records. npm run verify -- --repair makes them anew.`,
      );
      process.exitCode = 1;
    }
  }
  const { pool } = await import("@/lib/db/pool");
  await pool().end();
});
