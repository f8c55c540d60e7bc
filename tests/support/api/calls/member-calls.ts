import { createRole, type Home } from "../home";
import type { CallsByOperation } from "../operation-calls";

const NOBODY = "0190a000-0000-7000-8000-000000000000";
const CHANGE = { role: "viewer" };

async function member(home: Home) {
  return { params: { userId: (await createRole(home, "member")).id } };
}

/** People of the organisation. */
export const memberCalls: CallsByOperation = {
  "GET /api/v1/members": { succeeds: () => ({}) },
  "PATCH /api/v1/members/{userId}": {
    succeeds: async (home) => ({ ...(await member(home)), body: CHANGE }),
    fails: {
      "403 owners_only": ({ owner }) => ({ params: { userId: owner.id }, body: CHANGE }),
      "404 not_found": () => ({ params: { userId: NOBODY }, body: CHANGE }),
      "409 last_owner": ({ owner }) => ({ params: { userId: owner.id }, body: CHANGE, as: owner }),
    },
  },
  "DELETE /api/v1/members/{userId}": {
    succeeds: member,
    // The scope is for leaving.
    roles: ["owner", "admin"],
    fails: {
      "403 owners_only": ({ owner }) => ({ params: { userId: owner.id } }),
      "404 not_found": () => ({ params: { userId: NOBODY } }),
      "409 last_owner": ({ owner }) => ({ params: { userId: owner.id }, as: owner }),
    },
  },
};
