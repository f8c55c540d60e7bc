import { parseArgs } from "node:util";
import { prisma } from "@/lib/db/prisma";
import { loadSampleData, removeSampleData } from "@/lib/ingest/sample-data";

/** `npm run sample [-- --remove] [-- --organization <name>]`: loads the sample data, or takes it out again. */
const { values } = parseArgs({
  options: { remove: { type: "boolean", default: false }, organization: { type: "string" } },
});

const organizations = await prisma.organization.findMany({
  where: values.organization ? { name: values.organization } : {},
  orderBy: { id: "asc" },
  take: 2,
});
const [organization, another] = organizations;

if (!organization) {
  console.error(
    values.organization
      ? `There is no organisation "${values.organization}".`
      : "There is no organisation yet: open Outlay once to create it.",
  );
  process.exitCode = 1;
} else if (another) {
  console.error("There are several organisations: say which with -- --organization <name>.");
  process.exitCode = 1;
} else if (values.remove) {
  const removed = await removeSampleData(organization.id);
  console.log(
    removed > 0 ? `Sample data removed from ${organization.name}.` : `There is no sample data in ${organization.name}.`,
  );
} else {
  const result = await loadSampleData(organization.id, { kind: "command", name: "npm run sample" });
  console.log(
    `Sample data loaded into ${organization.name}: ${result.inserted} records, ${result.duplicates} were there already.`,
  );
}
await prisma.$disconnect();
