import { exitWithout } from "./database/exit-without";
import { withDatabase } from "./database/with-database";
import { readOptions } from "./read-options";

/** `npm run sample [-- --remove] [-- --organization <name>]`: loads the sample data, or takes it out again. */
const values = readOptions("npm run sample [-- --remove] [-- --organization <name>]", {
  remove: { type: "boolean", default: false },
  organization: { type: "string" },
});

await withDatabase(async () => {
  const { prisma } = await import("@/lib/db/prisma");
  const { loadSampleData, removeSampleData } = await import("@/lib/ingest/sample-data");
  const [organization, another] = await prisma.organization.findMany({
    where: values.organization ? { name: values.organization } : {},
    orderBy: { id: "asc" },
    take: 2,
  });
  if (!organization) {
    fail(
      values.organization
        ? `There is no organisation "${values.organization}".`
        : "There is no organisation yet: open Outlay once to create it.",
    );
  } else if (another) {
    fail("There are several organisations: say which with -- --organization <name>.");
  } else if (values.remove) {
    const removed = await removeSampleData(organization.id);
    const where = organization.name;
    console.log(removed > 0 ? `Sample data removed from ${where}.` : `There is no sample data in ${where}.`);
  } else {
    const { inserted, duplicates } = await loadSampleData(organization.id, { kind: "command", name: "npm run sample" });
    console.log(`${organization.name} has the sample data: ${inserted} records loaded, ${duplicates} were there.`);
  }
  const { pool } = await import("@/lib/db/pool");
  await pool().end();
}).catch((error) => exitWithout(error, 1));

function fail(message: string): void {
  console.error(message);
  process.exitCode = 1;
}
