import { z } from "zod";
import type { Member } from "@/lib/auth/members";
import { ROLES } from "@/lib/auth/roles";
import { answerOf, NOTHING, type Resource } from "./operation";
import { uuidInPath } from "./parameters";
import { instant, uuid } from "./value-schemas";

const role = z.enum(ROLES);

const member = z.strictObject({
  userId: uuid,
  name: z.string().nullable(),
  email: z.string(),
  role,
  createdAt: instant.describe("Member since."),
}) satisfies z.ZodType<{ [Name in keyof Member]: unknown }>;

const USER = uuidInPath("userId", "Id of the member.");

/** Members. */
export const members: Resource = {
  name: "Members",
  description: "People of the organisation and their roles.",
  requests: { RoleChange: z.strictObject({ role }) },
  answers: {
    Member: member,
    MemberList: z.strictObject({ members: z.array(member) }),
    MemberRole: z.strictObject({ userId: uuid, role }),
  },
  paths: {
    "/api/v1/members": {
      get: {
        operationId: "listMembers",
        summary: "The members, the first to come first",
        access: "read",
        answers: { 200: answerOf("The members.", "MemberList") },
      },
    },
    "/api/v1/members/{userId}": {
      patch: {
        operationId: "changeRole",
        summary: "Give a member another role",
        description: "Only owners make owners or change them, and one owner always stays.",
        access: "admin",
        parameters: [USER],
        body: "RoleChange",
        answers: { 200: answerOf("The role they have now.", "MemberRole") },
        errors: { 403: ["owners_only"], 404: ["not_found"], 409: ["last_owner"] },
      },
      delete: {
        operationId: "removeMember",
        summary: "End a membership",
        description: "Everybody may leave; removing others takes the scope admin.",
        access: "read",
        parameters: [USER],
        answers: { 204: NOTHING },
        errors: { 403: ["owners_only"], 404: ["not_found"], 409: ["last_owner"] },
      },
    },
  },
};
