import { z } from "zod";
import { displayName } from "@/lib/auth/credentials";
import type { Organization } from "@/lib/auth/organizations";
import { answerOf, type Resource } from "./operation";
import { smallCount } from "./value-schemas";

const sentTimeZone = z.string().meta({ examples: ["Europe/Berlin"], description: "IANA name of a time zone, or UTC." });

const organization = z.strictObject({
  id: smallCount,
  name: z.string(),
  timeZone: z.string().describe("Time zone of days, weeks and months."),
}) satisfies z.ZodType<Organization>;

const ANSWER = { 200: answerOf("The organisation.", "Organization") };

/** Organisations. */
export const organizations: Resource = {
  name: "Organisations",
  description: "Whose usage it is. An API key is one organisation's; people can be members of several.",
  requests: {
    NewOrganization: z.strictObject({ name: displayName, timeZone: sentTimeZone }),
    OrganizationChange: z.strictObject({ name: displayName.optional(), timeZone: sentTimeZone.optional() }),
    OrganizationChoice: z.strictObject({ organizationId: z.int32().positive() }),
  },
  answers: { Organization: organization, ChosenOrganization: z.strictObject({ organizationId: smallCount }) },
  paths: {
    "/api/v1/organizations/current": {
      get: {
        operationId: "getOrganization",
        summary: "The organisation of the API key, or the one the person looks at",
        access: "read",
        answers: ANSWER,
      },
      patch: {
        operationId: "changeOrganization",
        summary: "Give it another name or reporting time zone",
        access: "admin",
        body: "OrganizationChange",
        answers: ANSWER,
      },
    },
    "/api/v1/organizations": {
      post: {
        operationId: "createOrganization",
        summary: "Create an organisation, as its owner",
        access: "person",
        body: "NewOrganization",
        answers: { 201: answerOf("The organisation, which the person looks at from now on.", "Organization") },
        errors: { 409: ["too_many"] },
      },
    },
    "/api/v1/organizations/switch": {
      post: {
        operationId: "switchOrganization",
        summary: "Look at another of one's organisations",
        access: "person",
        body: "OrganizationChoice",
        answers: { 200: answerOf("The one looked at from now on.", "ChosenOrganization") },
        errors: { 404: ["not_found"] },
      },
    },
  },
};
