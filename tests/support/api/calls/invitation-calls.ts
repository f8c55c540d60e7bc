import { createInvitation } from "@/lib/auth/invitations";
import { prisma } from "@/lib/db/prisma";
import { createPerson } from "../../people";
import { createRole, type Home } from "../home";
import type { CallsByOperation } from "../operation-calls";

const NOBODY = "0190a000-0000-7000-8000-000000000000";
const MOST = 200;
const PERSON = { name: "Ada", password: "a long password" };

async function invite({ organizationId, owner }: Home, email: string | null = null) {
  const created = await createInvitation(organizationId, { email, role: "member", createdById: owner.id });
  if (!created) throw new Error("There are too many invitations.");
  return { id: created.id, token: created.link.split("/").at(-1) ?? "" };
}

/** An invitation to which something happened. */
async function over(home: Home, data: object) {
  const { id, token } = await invite(home);
  await prisma.invitation.updateMany({ where: { organizationId: home.organizationId, id }, data });
  return { body: { token }, as: home.owner };
}

/** Links by which people become members. */
export const invitationCalls: CallsByOperation = {
  "GET /api/v1/invitations": {
    succeeds: async (home) => {
      await invite(home);
      await invite(home, `${home.mark}@example.com`);
      return {};
    },
  },
  "POST /api/v1/invitations": {
    peopleOnly: true,
    succeeds: ({ mark }) => ({ body: { email: `${mark}@example.com`, role: "member" } }),
    alsoSucceeds: { "of anybody": () => ({ body: { role: "viewer" } }) },
    fails: {
      "403 people_only": ({ key }) => ({ body: { role: "member" }, as: { key } }),
      "403 owners_only": async (home) => ({ body: { role: "owner" }, as: await createRole(home, "admin") }),
      "409 too_many": async ({ organizationId, owner, mark }) => {
        const expiresAt = new Date(Date.now() + 1e6);
        const data = Array.from({ length: MOST }, (_, index) => ({
          ...{
            organizationId,
            createdById: owner.id,
            role: "member" as const,
            tokenHash: `${mark}${index}`,
            expiresAt,
          },
        }));
        await prisma.invitation.createMany({ data });
        return { body: { role: "member" } };
      },
    },
  },
  "DELETE /api/v1/invitations/{id}": {
    succeeds: async (home) => ({ params: { id: (await invite(home)).id } }),
    fails: { "404 not_found": () => ({ params: { id: NOBODY } }) },
  },
  "POST /api/v1/invitations/accept": {
    succeeds: async (home) => {
      const { token } = await invite(home);
      return { body: { token, person: { ...PERSON, email: `${home.mark}@example.com` } } };
    },
    alsoSucceeds: {
      "as somebody with an account": async (home) => ({
        body: { token: (await invite(home)).token },
        as: await createPerson(),
      }),
    },
    fails: {
      "401 unauthorized": async (home) => ({ body: { token: (await invite(home)).token } }),
      "403 other_address": async (home) => ({
        body: { token: (await invite(home, "ada@example.com")).token },
        as: await createPerson(),
      }),
      "404 not_found": ({ owner }) => ({ body: { token: "unknown" }, as: owner }),
      "409 already_member": async (home) => ({ body: { token: (await invite(home)).token }, as: home.owner }),
      "409 email_taken": async (home) => {
        const { token } = await invite(home);
        return { body: { token, person: { ...PERSON, email: home.owner.email } } };
      },
      "410 invitation_accepted": (home) => over(home, { acceptedAt: new Date() }),
      "410 invitation_revoked": (home) => over(home, { revokedAt: new Date() }),
      "410 invitation_expired": (home) => over(home, { expiresAt: new Date(0) }),
    },
  },
};
