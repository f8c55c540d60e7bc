import { prisma } from "@/lib/db/prisma";
import type { CallsByOperation } from "../operation-calls";

const MOST_OWNED = 50;

/** Organisations. */
export const organizationCalls: CallsByOperation = {
  "GET /api/v1/organizations/current": { succeeds: () => ({}) },
  "PATCH /api/v1/organizations/current": {
    succeeds: ({ mark }) => ({ body: { name: `Another ${mark}`, timeZone: "Asia/Kathmandu" } }),
  },
  "POST /api/v1/organizations": {
    succeeds: ({ mark }) => ({ body: { name: `Second ${mark}`, timeZone: "UTC" } }),
    fails: {
      "409 too_many": async ({ owner, mark }) => {
        const names = Array.from({ length: MOST_OWNED }, () => ({ name: mark }));
        const organizations = await prisma.organization.createManyAndReturn({ data: names });
        await prisma.membership.createMany({
          data: organizations.map(({ id }) => ({ organizationId: id, userId: owner.id, role: "owner" as const })),
        });
        return { body: { name: "One more", timeZone: "UTC" } };
      },
    },
  },
  "POST /api/v1/organizations/switch": {
    succeeds: ({ organizationId }) => ({ body: { organizationId } }),
    fails: { "404 not_found": () => ({ body: { organizationId: 2_000_000_000 } }) },
  },
};
