import { prisma } from "@/lib/db/prisma";
import { headerFingerprint } from "@/lib/usage/mapping/header-fingerprint";
import type { Home } from "../home";
import type { CallsByOperation } from "../operation-calls";

const MOST = 500;
const conventions = {
  cache: "outside",
  unit: 1000,
  decimal: ",",
  thousands: ".",
  dates: "day-first",
  timeZone: "Europe/Berlin",
};
const header = ({ mark }: Home) => ["When", "Model", "In", mark];
const mapping = ({ mark }: Home) => ({
  columns: { timestamp: "When", model: "Model", input: "In" },
  tags: [mark],
  constants: { project: mark },
  conventions,
});

async function remembered(home: Home) {
  const { organizationId } = home;
  const data = { organizationId, header: header(home), headerFingerprint: headerFingerprint(header(home)) };
  return { params: { id: (await prisma.csvMapping.create({ data: { ...data, mapping: mapping(home) } })).id } };
}

/** Mappings of CSV files. */
export const csvMappingCalls: CallsByOperation = {
  "GET /api/v1/csv-mappings": {
    succeeds: async (home) => {
      await remembered(home);
      return {};
    },
  },
  "POST /api/v1/csv-mappings": {
    succeeds: (home) => ({ body: { header: header(home), mapping: mapping(home) } }),
    fails: {
      "409 too_many": async (home) => {
        const { organizationId } = home;
        const rows = Array.from({ length: MOST }, (_, index) => ({
          ...{ organizationId, header: [`${index}`], headerFingerprint: `${index}`, mapping: mapping(home) },
        }));
        await prisma.csvMapping.createMany({ data: rows });
        return { body: { header: header(home), mapping: mapping(home) } };
      },
      "422 mapping_does_not_fit": (home) => ({ body: { header: ["When"], mapping: mapping(home) } }),
    },
  },
  "DELETE /api/v1/csv-mappings/{id}": {
    succeeds: remembered,
    fails: { "404 not_found": () => ({ params: { id: "0190a000-0000-7000-8000-000000000000" } }) },
  },
};
