import { randomUUID } from "node:crypto";
import { createApiKey } from "@/lib/auth/api-key";
import { prisma } from "@/lib/db/prisma";
import type { CallsByOperation } from "../operation-calls";

const NOBODY = "0190a000-0000-7000-8000-000000000000";
const MOST = 200;

/** Keys for programs. */
export const apiKeyCalls: CallsByOperation = {
  "GET /api/v1/api-keys": {
    succeeds: async ({ organizationId, owner, mark }) => {
      const data = { organizationId, name: mark, prefix: "outlay_", scopes: ["read"], createdById: owner.id };
      await prisma.apiKey.create({
        data: { ...data, keyHash: randomUUID(), revokedAt: new Date(), lastUsedAt: new Date() },
      });
      return {};
    },
  },
  "POST /api/v1/api-keys": {
    succeeds: ({ mark }) => ({ body: { name: mark, scopes: ["read", "ingest"] } }),
    fails: {
      "409 too_many": async ({ organizationId, mark }) => {
        const data = Array.from({ length: MOST }, (_, index) => ({
          ...{ organizationId, name: mark, prefix: "outlay_", scopes: ["read"], keyHash: `${mark}-${index}` },
        }));
        await prisma.apiKey.createMany({ data });
        return { body: { name: "x", scopes: ["read"] } };
      },
    },
  },
  "DELETE /api/v1/api-keys/{id}": {
    succeeds: async ({ organizationId, mark }) => {
      const { id } = await createApiKey({ organizationId, name: mark, scopes: ["read"], createdById: null });
      return { params: { id } };
    },
    fails: { "404 not_found": () => ({ params: { id: NOBODY } }) },
  },
};
