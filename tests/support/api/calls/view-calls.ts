import { prisma } from "@/lib/db/prisma";
import { createRole, type Home } from "../home";
import type { CallsByOperation } from "../operation-calls";

const MISSING = { id: "0190a000-0000-7000-8000-000000000000" };
const MOST = 200;

const view = ({ mark }: Home) => ({ name: mark, page: "explore", query: `filter.project=${mark}`, shared: true });

/** A view that every administrator may change. */
async function stored(home: Home) {
  const { organizationId, owner } = home;
  const { id } = await prisma.savedView.create({ data: { ...view(home), organizationId, createdById: owner.id } });
  return { params: { id } };
}

/** Saved views. Members and viewers change their own only: tests/integration/spend/views.test.ts. */
export const viewCalls: CallsByOperation = {
  "GET /api/v1/views": {
    succeeds: async (home) => {
      await stored(home);
      return {};
    },
  },
  "POST /api/v1/views": {
    peopleOnly: true,
    succeeds: ({ mark }) => ({ body: { name: mark, page: "changes", query: "range=month", shared: false } }),
    alsoSucceeds: { "shared, of all there is": (home) => ({ body: { ...view(home), page: "overview", query: "" } }) },
    fails: {
      "403 people_only": (home) => ({ body: view(home), as: { key: home.key } }),
      "403 cannot_share": async (home) => ({ body: view(home), as: await createRole(home, "viewer") }),
      "409 too_many": async (home) => {
        const own = { ...view(home), organizationId: home.organizationId, createdById: home.owner.id };
        await prisma.savedView.createMany({ data: Array.from({ length: MOST }, () => own) });
        return { body: view(home) };
      },
    },
  },
  "PATCH /api/v1/views/{id}": {
    peopleOnly: true,
    roles: ["owner", "admin"],
    succeeds: async (home) => ({ ...(await stored(home)), body: { name: `${home.mark} again`, query: "range=7d" } }),
    alsoSucceeds: { "kept to oneself": async (home) => ({ ...(await stored(home)), body: { shared: false } }) },
    fails: {
      "403 people_only": async (home) => ({ ...(await stored(home)), body: {}, as: { key: home.key } }),
      "403 cannot_share": async (home) => ({
        ...(await stored(home)),
        body: { shared: true },
        as: await createRole(home, "viewer"),
      }),
      "404 not_found": () => ({ params: MISSING, body: { name: "gone" } }),
    },
  },
  "DELETE /api/v1/views/{id}": {
    peopleOnly: true,
    roles: ["owner", "admin"],
    succeeds: stored,
    fails: {
      "403 people_only": async (home) => ({ ...(await stored(home)), as: { key: home.key } }),
      "404 not_found": () => ({ params: MISSING }),
    },
  },
};
