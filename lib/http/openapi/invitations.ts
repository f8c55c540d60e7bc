import { z } from "zod";
import { displayName, emailAddress, newPassword } from "@/lib/auth/credentials";
import { ROLES } from "@/lib/auth/roles";
import { answerOf, NOTHING, type Resource } from "./operation";
import { uuidInPath } from "./parameters";
import { instant, smallCount, uuid } from "./value-schemas";

const role = z.enum(ROLES);
const email = z.string().nullable().describe("The only address it can be accepted with; null for any.");

const invitation = z.strictObject({
  id: uuid,
  email,
  role,
  createdAt: instant,
  expiresAt: instant,
  createdBy: z.string().nullable().describe("Name or e-mail address; null when unknown."),
});

const createdInvitation = z.strictObject({
  id: uuid,
  link: z.string().meta({ format: "uri" }).describe("The link to pass on. It is shown here and never again."),
  expiresAt: instant,
  email,
  role,
});

const acceptance = z.strictObject({
  token: z.string().min(1).max(100).describe("The end of the link."),
  person: z
    .strictObject({ name: displayName, email: emailAddress, password: newPassword })
    .optional()
    .describe("Somebody who has no account yet; left out by somebody who is signed in."),
});

/** Invitations. */
export const invitations: Resource = {
  name: "Invitations",
  description: "Links by which people become members; each can be used once, within seven days.",
  requests: {
    NewInvitation: z.strictObject({ email: emailAddress.nullish(), role }),
    Acceptance: acceptance,
  },
  answers: {
    Invitation: invitation,
    InvitationList: z.strictObject({ invitations: z.array(invitation) }),
    CreatedInvitation: createdInvitation,
    NewMember: z.strictObject({ userId: uuid, organizationId: smallCount }),
  },
  paths: {
    "/api/v1/invitations": {
      get: {
        operationId: "listInvitations",
        summary: "The invitations that can still be accepted",
        access: "admin",
        answers: { 200: answerOf("The invitations, without their links.", "InvitationList") },
      },
      post: {
        operationId: "createInvitation",
        summary: "Invite somebody",
        description: "A person does this, not an API key. Only owners invite owners.",
        access: "admin",
        body: "NewInvitation",
        answers: { 201: answerOf("The invitation.", "CreatedInvitation") },
        errors: { 403: ["people_only", "owners_only"], 409: ["too_many"] },
      },
    },
    "/api/v1/invitations/{id}": {
      delete: {
        operationId: "revokeInvitation",
        summary: "Withdraw an invitation: its link opens nothing any more",
        access: "admin",
        parameters: [uuidInPath("id", "Id of the invitation.")],
        answers: { 204: NOTHING },
        errors: { 404: ["not_found"] },
      },
    },
    "/api/v1/invitations/accept": {
      post: {
        operationId: "acceptInvitation",
        summary: "Become a member",
        description: "As the signed-in person, or as somebody new, who is signed in by it.",
        access: "visitor",
        body: "Acceptance",
        answers: { 200: answerOf("A member.", "NewMember") },
        errors: {
          401: ["unauthorized"],
          403: ["other_address"],
          404: ["not_found"],
          409: ["already_member", "email_taken"],
          410: ["invitation_accepted", "invitation_revoked", "invitation_expired"],
        },
      },
    },
  },
};
