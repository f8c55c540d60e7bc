import { prisma } from "@/lib/db/prisma";
import type { CallsByOperation } from "../operation-calls";
import { sentBatch } from "./batch-calls";

/** Sample data, the first visit, and what anybody may ask. */
export const otherCalls: CallsByOperation = {
  "POST /api/v1/sample-data": { succeeds: () => ({}), takesSeconds: true },
  "DELETE /api/v1/sample-data": {
    succeeds: async (home) => {
      await sentBatch(home);
      // Generated data takes its time and is the same to this operation.
      await prisma.batch.updateMany({ where: { organizationId: home.organizationId }, data: { sample: true } });
      return {};
    },
  },
  "POST /api/v1/setup": {
    succeeds: async ({ mark }) => {
      await prisma.user.deleteMany();
      return { body: { ...OWNER, email: `${mark}@example.com` } };
    },
    fails: { "409 already_set_up": ({ owner }) => ({ body: { ...OWNER, email: owner.email } }) },
  },
  "GET /api/health": { succeeds: () => ({}) },
  "GET /api/v1/openapi.json": { succeeds: () => ({}) },
};

const OWNER = { password: "a long password", name: "Ada", organizationName: "First", timeZone: "UTC" };
